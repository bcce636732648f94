"""What states, choices, verdicts and results are called."""

from collections.abc import Mapping

from portal.decisions.minutes.items import CLOSED_TITLE
from portal.decisions.models import Choice, DecisionRecord, RecommendationState, Result, Verdict
from portal.foundation.i18n import N_, gettext

STATES: Mapping[RecommendationState, str] = {
    RecommendationState.DRAFT: N_("Draft"),
    RecommendationState.ADOPTED: N_("Adopted, not handed over yet"),
    RecommendationState.HANDED_OVER: N_("Handed over, waits for an answer"),
    RecommendationState.ANSWERED: N_("Answered"),
}
CHOICES: Mapping[Choice, str] = {
    Choice.FOR: N_("For"),
    Choice.AGAINST: N_("Against"),
    Choice.NEITHER: N_("Neither for nor against"),
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.UNCHANGED: N_("Adopted unchanged"),
    Verdict.CHANGED: N_("Adopted with changes"),
    Verdict.SENT_ON: N_("Sent on"),
    Verdict.SENT_BACK: N_("Sent back to %(the_committee)s"),
    Verdict.NOT_ADOPTED: N_("Not adopted"),
}
RESULTS: Mapping[Result, str] = {
    Result.ADOPTED: N_("Adopted unchanged"),
    Result.ADOPTED_WITH_CHANGES: N_("Adopted with changes"),
    Result.NOT_ADOPTED: N_("Not adopted"),
    Result.SENT_ON: N_("Sent on"),
    Result.SENT_BACK: N_("Sent back"),
    Result.RECOMMENDED: N_("Recommended for adoption"),
    Result.NOTED: N_("Noted"),
    Result.DISCUSSED: N_("Discussed"),
    Result.POSTPONED: N_("Postponed"),
    Result.DROPPED: N_("Dropped from the agenda"),
    Result.ON_AGENDA: N_("On the agenda, not decided yet"),
    Result.OTHER: N_("See the text of the decision"),
}
TEXTS: Mapping[str, str] = {
    "title": N_("Title"),
    "summary": N_("Summary in plain words"),
    "presentation": N_("Case presentation"),
    "legal_basis": N_("Legal basis"),
    "text": N_("The decision"),
    "minority_statement": N_("Minority statement"),
    "absent": N_("Absent"),
    "disqualified": N_("Could not take part"),
    "source": N_("Read from"),
    "points.text": N_("Point %(number)s"),
    "points.result": N_("Result of point %(number)s"),
    "case_steps.text": N_("The way of the case, step %(number)s"),
    "case_steps.reservations": N_("Reservations in step %(number)s"),
    "attachments.name": N_("Attachment %(number)s"),
    "corrections.text": N_("Correction %(number)s"),
}


def is_stub(record: DecisionRecord) -> bool:
    """Whether the record only says that there was a closed item."""
    return record.source_key is not None and record.title == CLOSED_TITLE and not record.text


def result_told(record: DecisionRecord) -> str:
    """What came out, as it is known today; of a closed item, that this is not told."""
    return gettext("Closed item") if is_stub(record) else gettext(RESULTS[record.current_result])


def text_name(name: str) -> str:
    """What a sealed text is called: "points.2.text" is point 2."""
    part, _dot, rest = name.partition(".")
    number, _dot, column = rest.partition(".")
    return gettext(TEXTS[f"{part}.{column}" if column else part], number=number)


RESULT_OF_VERDICT: Mapping[Verdict, Result] = {
    Verdict.UNCHANGED: Result.ADOPTED,
    Verdict.CHANGED: Result.ADOPTED_WITH_CHANGES,
    Verdict.SENT_ON: Result.SENT_ON,
    Verdict.SENT_BACK: Result.SENT_BACK,
    Verdict.NOT_ADOPTED: Result.NOT_ADOPTED,
}
