"""That annexes hang on the items of an agenda, and papers on the minutes. They are never public."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User, Visitor
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.house.carriers import FileCarrier
from portal.sittings.deeds import ADD_ITEM_FILE, ADD_MINUTES_FILE
from portal.sittings.models import AgendaItem, Sitting
from portal.sittings.queries import reads_agenda, reads_minutes


def _items(ids: Sequence[int]) -> Iterable[AgendaItem]:
    found = rows_of(AgendaItem, ids, joinedload(AgendaItem.sitting).joinedload(Sitting.committee))
    return [item for item in found if item.sitting.committee.is_public]


def _sittings(ids: Sequence[int]) -> Iterable[Sitting]:
    found = rows_of(Sitting, ids, joinedload(Sitting.committee), selectinload(Sitting.items))
    return [sitting for sitting in found if sitting.committee.is_public]


def _sees_annexes(person: User | Visitor, item: AgendaItem) -> bool:
    return reads_agenda(person, item.sitting)


CARRIERS = (
    FileCarrier(
        model=AgendaItem,
        address="punkt",
        deed=ADD_ITEM_FILE,
        load=_items,
        is_seen=_sees_annexes,
        called=lambda item: str(item.title),
        who_opens=N_("Members and %(the_council)s can open the file once the agenda is sent, and nobody else."),
    ),
    FileCarrier(
        model=Sitting,
        address="referat",
        deed=ADD_MINUTES_FILE,
        load=_sittings,
        is_seen=reads_minutes,
        called=lambda sitting: str(sitting.title),
        who_opens=N_(
            "Members can open the file once the minutes are sent, and those who read the draft through before that. "
            "Nobody else can before they are approved."
        ),
    ),
)
