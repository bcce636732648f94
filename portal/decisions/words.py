"""What states, choices, verdicts and results are called."""

from collections.abc import Mapping

from portal.decisions.models import DecisionRecord
from portal.foundation.i18n import N_, gettext
from portal.rules.results import CLOSED_TITLE, RESULTS

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
