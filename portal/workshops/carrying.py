"""That photographs of flip charts, and what else came of it, hang on a workshop."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload

from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.house.carriers import FileCarrier
from portal.workshops.deeds import ADD_FILE, REMOVE_FILE
from portal.workshops.models import Workshop
from portal.workshops.queries import reads_notes


def _workshops(ids: Sequence[int]) -> Iterable[Workshop]:
    found = rows_of(Workshop, ids, joinedload(Workshop.committee))
    return [workshop for workshop in found if workshop.committee.is_public]


CARRIERS = (
    FileCarrier(
        model=Workshop,
        address="moede",
        deed=ADD_FILE,
        removing=REMOVE_FILE,
        load=_workshops,
        is_seen=reads_notes,  # what stands on a flip chart is read back first, as notes are
        called=lambda workshop: str(workshop.title),
        who_opens=N_("Those who take notes can open the file now, and everybody once the outcome is published."),
    ),
)
