"""How a contribution is described to the search: under what it is about."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select

from portal.accounts.models import Visitor
from portal.discussion.models import Contribution
from portal.discussion.queries import discussion_of, loaded
from portal.foundation.dates import quoted
from portal.foundation.db import all_of
from portal.foundation.i18n import N_
from portal.foundation.text import plain_text
from portal.house.discussed import discussed_types
from portal.search.documents import Description, DocumentType

Find = Callable[[int], Iterable[int]]


def describe(contribution: Contribution) -> Description | None:
    """What search may know of it; nothing of one that is hidden or withdrawn, or under what not everybody reads."""
    under = discussion_of(contribution)
    if not contribution.is_shown or not under.type.is_seen(Visitor(), under.record):
        return None
    place = under.type.place(under.record)
    return Description(
        title=under.called,
        text=plain_text(contribution.body_html),
        path=contribution.path,
        when=contribution.created_at,
        municipality=place.municipality,
        committee=place.committee,
        meta=quoted(place.named),
    )


def load(ids: Sequence[int]) -> Iterable[Contribution]:
    return loaded(ids)


class OfWhatIsDiscussed(Mapping[str, Find]):
    """What happens to a record that can be discussed changes what is said of it: whether it is read, and its name."""

    def __getitem__(self, kind: str) -> Find:
        known = discussed_types()[kind].kind
        mine = select(Contribution.id).where(Contribution.subject_kind == known).order_by(Contribution.id)
        return lambda id_: all_of(mine.where(Contribution.subject_id == id_))

    def __iter__(self) -> Iterator[str]:
        return iter(discussed_types())

    def __len__(self) -> int:
        return len(discussed_types())


CONTRIBUTION_DOCUMENT = DocumentType(
    kind=Contribution.__tablename__,
    one=N_("Contribution to a discussion"),
    many=N_("Contributions to discussions"),
    model=Contribution,
    describe=describe,
    load=load,
    affected_by=OfWhatIsDiscussed(),
)
