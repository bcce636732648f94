"""How a citizens' proposal is described to the search."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload

from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.initiatives.models import Initiative, InitiativeState
from portal.initiatives.words import state_name
from portal.search.documents import Description, DocumentType


def describe(initiative: Initiative) -> Description | None:
    """What search may know of a public proposal; one that is withdrawn or hidden is not found."""
    if not initiative.is_public or initiative.is_hidden or initiative.state is InitiativeState.WITHDRAWN:
        return None
    return Description(
        title=initiative.title,
        text="\n".join((initiative.problem, initiative.why_together, initiative.affected, initiative.questions)),
        path=initiative.path,
        when=initiative.published_at or initiative.received_at,
        municipality=initiative.municipality.slug,
        status=initiative.state.value,
        meta=state_name(initiative.standing),
    )


def load(ids: Sequence[int]) -> Iterable[Initiative]:
    """The proposals with their municipality, in one query."""
    return rows_of(Initiative, ids, joinedload(Initiative.municipality))


INITIATIVE_DOCUMENT = DocumentType(
    kind="initiative",
    one=N_("Citizens’ proposal"),
    many=N_("Citizens’ proposals"),
    model=Initiative,
    describe=describe,
    load=load,
)
