"""Citizens' proposals for the stories: texts, and proposals that have already come some way."""

from datetime import timedelta

from portal.foundation import clock
from portal.foundation.seen import FIELD, mark_of
from portal.foundation.text import render_markdown
from portal.initiatives.forms import InitiativeDraft
from portal.initiatives.models import Initiative, InitiativeSponsor, InitiativeState, InitiativeStep
from tests.factories import saved

DRAFT = InitiativeDraft(
    title="Trygge veje til skolen",
    problem="Børn cykler **mellem** lastbiler.",
    why_together="Skole, vejmyndighed og forældre ejer hver sit hjørne.",
    affected="Elever på tre skoler.",
    questions=("Hvor er det farligst?", "Hvem kan gøre noget i morgen?"),
)
TYPED = {
    "title": DRAFT.title, "problem": DRAFT.problem, "why_together": DRAFT.why_together, "affected": DRAFT.affected,
    "questions": "\r\n".join(DRAFT.questions), "submission_key": "key-1",
}  # fmt: skip
S = InitiativeState
WAS_PUBLIC = frozenset({S.PUBLISHED, S.SUPPORTED, S.ON_DESK, S.ANSWERED})


def initiative_in(state, municipality, author, *, title=DRAFT.title, needs=(2, 2), **facts):
    """A proposal that stands in a state, with one step that says so."""
    now = clock.now()
    if state in WAS_PUBLIC:
        facts = {"published_at": now, "closes_on": clock.today() + timedelta(days=90)} | facts
    if state in {S.SUPPORTED, S.ON_DESK, S.ANSWERED}:
        facts = {"threshold_met_at": now} | facts
    initiative = Initiative(
        municipality=municipality, author=author, title=title, problem=DRAFT.problem,
        problem_html=render_markdown(DRAFT.problem), why_together=DRAFT.why_together,
        why_together_html=render_markdown(DRAFT.why_together), affected=DRAFT.affected,
        questions="\n".join(DRAFT.questions), received_at=now, supporters_needed=needs[0], parties_needed=needs[1],
        state=state, **facts,
    )  # fmt: skip
    initiative.steps.append(InitiativeStep(state=state, actor_id=author.id, created_at=now))
    return saved(initiative)


def sponsored(initiative, user, party):
    return saved(InitiativeSponsor(initiative_id=initiative.id, user_id=user.id, party_id=party.id))


def seen(initiative):
    """What its forms carry along: which text their reader saw."""
    return {FIELD: mark_of(initiative)}
