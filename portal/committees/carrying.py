"""What of a committee files can hang on: itself, with one picture, and each version of its task."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import joinedload

from portal.committees.deeds import ADD_FILE, ADD_PICTURE
from portal.committees.models import Committee, Mandate
from portal.committees.queries import is_visible
from portal.foundation.db import rows_of
from portal.foundation.i18n import gettext as _
from portal.house.carriers import FileCarrier
from portal.rules.access import can


def _committees(ids: Sequence[int]) -> Iterable[Committee]:
    return rows_of(Committee, ids)


def _mandates(ids: Sequence[int]) -> Iterable[Mandate]:
    return rows_of(Mandate, ids, joinedload(Mandate.committee))


def _reads(person: Any, mandate: Mandate) -> bool:
    """As `readable_mandates`: what is being written is the secretariat's own."""
    is_open = mandate.is_adopted or can(person, ADD_FILE.permission, mandate.committee)
    return is_visible(mandate.committee, person) and is_open


CARRIERS = (
    FileCarrier(
        model=Committee,
        address="udvalg",
        deed=ADD_PICTURE,
        load=_committees,
        is_seen=lambda person, committee: is_visible(committee, person),
        called=lambda committee: str(committee.name),
        only_pictures=True,
        most=1,
    ),
    FileCarrier(
        model=Mandate,
        address="kommissorium",
        deed=ADD_FILE,
        load=_mandates,
        is_seen=_reads,
        called=lambda mandate: _("The task"),
    ),
)
