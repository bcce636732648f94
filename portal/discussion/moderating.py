"""How a contribution is reported and hidden: as ideas are."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from portal.accounts.models import User, Visitor
from portal.discussion.models import Contribution
from portal.discussion.queries import discussion_of, loaded, wordings_of
from portal.foundation.handed import Handed
from portal.foundation.i18n import N_
from portal.house.moderated import ModeratedType

politician: Handed[Callable[[Any], bool]] = Handed("whether the author of a text is a politician")


def load(ids: Sequence[int]) -> Iterable[Contribution]:
    """The contributions with their authors and what they stand under; all of them were public."""
    return loaded(ids)


def texts(contribution: Contribution) -> Sequence[str]:
    """How it reads, and how it read before: for those who decide."""
    before = wordings_of([contribution]).get(contribution.id, [])
    return contribution.body_html, *(one.body_html for one in reversed(before))


def is_read_by(person: User | Visitor, contribution: Contribution) -> bool:
    """Whoever reads the discussion, while it is not withdrawn."""
    under = discussion_of(contribution)
    return contribution.withdrawn_at is None and under.type.is_seen(person, under.record)


def is_by_politician(contribution: Contribution) -> bool:
    return politician()(contribution)


CONTRIBUTION_MODERATED = ModeratedType(
    kind=Contribution.__tablename__,
    address="indlaeg",
    name=N_("Contribution"),
    load=load,
    texts=texts,
    scope=lambda contribution: discussion_of(contribution).scope,
    is_by_politician=is_by_politician,
    is_read_by=is_read_by,
)
