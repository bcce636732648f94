"""What the states, reasons and answers of citizens' proposals are called."""

from collections.abc import Mapping

from portal.foundation.i18n import N_, gettext, ngettext, words_of
from portal.initiatives.models import Initiative, InitiativeRefusal, InitiativeState, InitiativeVerdict

S, V, R = InitiativeState, InitiativeVerdict, InitiativeRefusal

STATE_LABELS: Mapping[InitiativeState, str] = {
    S.RECEIVED: N_("Received"),
    S.RETURNED: N_("Sent back"),
    S.REFUSED: N_("Not published"),
    S.PUBLISHED: N_("Gathers support"),
    S.SUPPORTED: N_("Has support enough"),
    S.ON_DESK: N_("Before %(the_council)s"),
    S.ANSWERED: N_("Answered"),
    S.WITHDRAWN: N_("Withdrawn"),
    S.LAPSED: N_("Lapsed"),
}

STEP_LABELS: Mapping[InitiativeState, str] = {
    S.RECEIVED: N_("We received the proposal"),
    S.RETURNED: N_("The proposal was sent back to its author"),
    S.REFUSED: N_("The proposal was not published"),
    S.PUBLISHED: N_("The proposal was published"),
    S.SUPPORTED: N_("Enough people and parties stood behind the proposal"),
    S.ON_DESK: N_("The proposal was put before %(the_council)s"),
    S.ANSWERED: N_("%(The_council)s answered the proposal"),
    S.WITHDRAWN: N_("The author withdrew the proposal"),
    S.LAPSED: N_("The proposal lapsed"),
}

OUTCOMES: Mapping[InitiativeState, str] = {
    S.RECEIVED: N_("We have received the proposal. It is published when the secretary has read it."),
    S.RETURNED: N_("The proposal has been sent back. Its author can correct it and send it again."),
    S.REFUSED: N_("The proposal was not published."),
    S.PUBLISHED: N_("The proposal gathers support."),
    S.SUPPORTED: N_("Enough people and parties stand behind the proposal. %(The_council)s owes it an answer."),
    S.ON_DESK: N_("The proposal lies before %(the_council)s."),
    S.ANSWERED: N_("%(The_council)s has answered the proposal."),
    S.WITHDRAWN: N_("The author has withdrawn the proposal."),
    S.LAPSED: N_("The time passed before enough people and parties stood behind the proposal."),
}

REFUSAL_LABELS: Mapping[InitiativeRefusal, str] = {
    R.NOT_MUNICIPAL: N_("It is not something the municipality can decide"),
    R.UNLAWFUL: N_("It would be against the law to do what the proposal asks"),
    R.PERSONAL_DATA: N_("The proposal tells about the private life of a certain person"),
    R.OFFENSIVE: N_("The tone of the proposal is offensive"),
    R.TREATED_BEFORE: N_("%(The_council)s has answered the same proposal in this term"),
    R.NOT_A_TASK: N_("It is one solution, and not a task to work on together"),
}

VERDICT_LABELS: Mapping[InitiativeVerdict, str] = {
    V.COMMITTEE: N_("Yes: we set up a new %(committee)s"),
    V.TAKEN_INTO: N_("Yes: an existing %(committee)s takes the task in"),
    V.NOT_NOW: N_("Not now"),
}

state_name = words_of(STATE_LABELS)
outcome_sentence = words_of(OUTCOMES)
refusal_name = words_of(REFUSAL_LABELS)
verdict_name = words_of(VERDICT_LABELS)


def how_it_stands(initiative: Initiative) -> list[tuple[str, str]]:
    """For somebody who comes second: where the proposal has come, what was answered, and its text."""
    answer = initiative.answer
    return [
        (gettext("Status"), state_name(initiative.standing)),
        (gettext("The last answer"), f"{verdict_name(answer.verdict)}\n\n{answer.reason}" if answer else ""),
        (gettext("Title"), initiative.title),
        (gettext("The problem"), initiative.problem),
    ]


def step_name(state: InitiativeState, before: InitiativeState | None = None) -> str:
    """What happened; a second step into the same state is a new day for the same thing."""
    is_again = state is before is S.ON_DESK
    return gettext("The proposal was moved to another meeting") if is_again else gettext(STEP_LABELS[state])


def proposer(initiative: Initiative) -> str:
    """Who proposed it, as the public sees it. Needs the author loaded."""
    return gettext("a citizen") if initiative.is_nameless else initiative.author.name


def progress_sentence(initiative: Initiative) -> str:
    """How far it is, in words: "62 af 100 støtter. 1 parti er med, og der mangler 1." Needs the sponsors loaded."""
    number, needed = initiative.support_count, initiative.supporters_needed
    people = (
        gettext("%(count)s support it; %(needed)s were needed.", count=number, needed=needed)
        if number > needed
        else gettext("%(count)s of %(needed)s support it.", count=number, needed=needed)
    )
    return f"{people} {_parties_sentence(initiative)}".strip()


def _parties_sentence(initiative: Initiative) -> str:
    if not initiative.parties_needed:
        return ""
    backing = len(initiative.parties_behind)
    lacking = initiative.parties_needed - backing
    if lacking <= 0 or initiative.threshold_met_at is not None:  # what was met stays met
        return ngettext("%(count)s party stands behind it.", "%(count)s parties stand behind it.", backing)
    if not backing:
        return ngettext(
            "No party stands behind it yet; %(count)s is needed.",
            "No party stands behind it yet; %(count)s are needed.",
            lacking,
        )
    return ngettext(
        "%(count)s party stands behind it; %(lacking)s more needed.",
        "%(count)s parties stand behind it; %(lacking)s more needed.",
        backing,
        lacking=lacking,
    )
