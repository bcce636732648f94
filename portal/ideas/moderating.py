"""How an idea is reported and hidden."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload

from portal.committees.queries import is_by_politician
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.house.moderated import ModeratedType
from portal.ideas.models import Idea
from portal.ideas.queries import is_public


def load(ids: Sequence[int]) -> Iterable[Idea]:
    """Those of the ideas that are or were public, with their authors and committees."""
    return rows_of(Idea, ids, joinedload(Idea.author), joinedload(Idea.committee), where=[is_public()])


IDEA_MODERATED = ModeratedType(
    kind=Idea.__tablename__,
    address="ide",
    name=N_("Idea"),
    load=load,
    texts=lambda idea: (idea.body_html,),
    scope=lambda idea: idea.committee,
    is_by_politician=is_by_politician,
)
