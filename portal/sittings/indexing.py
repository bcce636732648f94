"""How a committee meeting is described to the search: by what everybody may read of it, and nothing else."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee
from portal.foundation.dates import day, quoted
from portal.foundation.db import db, rows_of
from portal.foundation.i18n import N_, gettext as _
from portal.foundation.text import plain_text
from portal.search.documents import Description, DocumentType
from portal.sittings.models import AgendaItem, PublicPart, Sitting
from portal.sittings.protocol import public_parts, shows_additions


def describe(sitting: Sitting) -> Description | None:
    """Time and place; once the agenda is sent the titles of its open items, and of these what has been published."""
    if not sitting.committee.is_public:
        return None
    said = list(_said_openly(sitting)) if sitting.shows_cases else []
    return Description(
        title=sitting.title,
        text="\n\n".join([*said, sitting.place]),
        path=sitting.path,
        when=sitting.starts_at,
        municipality=sitting.committee.municipality.slug,
        committee=sitting.committee.slug,
        meta=Markup("{} · {}, {}").format(
            _("Committee meeting"), quoted(sitting.committee.name), day(sitting.starts_at)
        ),
    )


def _said_openly(sitting: Sitting) -> Iterable[str]:
    for item in sitting.open_items:
        yield item.title
        shown = public_parts(item)
        if PublicPart.ACCOUNT in shown:
            yield plain_text(item.written.account_html)
        if PublicPart.DECISION in shown:
            yield plain_text(item.written.decision_html)
        if shows_additions(shown):
            yield from (addition.text for addition in item.additions)


def load(ids: Sequence[int]) -> Iterable[Sitting]:
    """The meetings with everything that is described, in three queries."""
    items = selectinload(Sitting.items)
    home = joinedload(Sitting.committee).joinedload(Committee.municipality)
    return rows_of(Sitting, ids, home, items.joinedload(AgendaItem.written), items.selectinload(AgendaItem.additions))


def sittings_of_committee(committee_id: int) -> Iterable[int]:
    """The meetings that tell a committee's name."""
    return db.session.scalars(select(Sitting.id).where(Sitting.committee_id == committee_id).order_by(Sitting.id))


SITTING_DOCUMENT = DocumentType(
    kind="sitting",
    one=N_("Committee meeting"),
    many=N_("Committee meetings"),
    model=Sitting,
    describe=describe,
    load=load,
    affected_by={"committee": sittings_of_committee},
)
