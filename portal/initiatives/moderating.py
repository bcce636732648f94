"""How a citizens' proposal is reported and hidden."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy.orm import joinedload

from portal.committees.queries import is_by_politician
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.text import render_markdown
from portal.house.moderated import ModeratedType
from portal.initiatives.models import Initiative, InitiativeState
from portal.initiatives.queries import is_public


def load(ids: Sequence[int]) -> Iterable[Initiative]:
    """Those of the proposals that are or were public, with their authors."""
    return rows_of(Initiative, ids, joinedload(Initiative.author), where=[is_public()])


def texts(initiative: Initiative) -> Sequence[str]:
    """Everything that the author wrote."""
    plain = render_markdown("\n\n".join((initiative.affected, *initiative.question_list)))
    return initiative.problem_html, initiative.why_together_html, plain


def give_back(initiative: Initiative, lost: timedelta) -> None:
    """The days on which nobody could support it are added to those in which support counts."""
    if initiative.state is InitiativeState.PUBLISHED and initiative.closes_on is not None:
        initiative.closes_on += lost


INITIATIVE_MODERATED = ModeratedType(
    kind=Initiative.__tablename__,
    address="borgerforslag",
    name=N_("Citizens’ proposal"),
    load=load,
    texts=texts,
    scope=lambda _initiative: None,
    is_by_politician=is_by_politician,
    give_back=give_back,
)
