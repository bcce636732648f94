"""What a document says now that it did not say when its record was published: the text of a dated addition."""

from collections.abc import Iterable

from portal.decisions.models import CaseStep, DecisionAttachment, DecisionPoint, DecisionRecord
from portal.foundation.i18n import N_, gettext as _
from portal.imports.minutes.document import Item, PublishedMeeting
from portal.imports.plan.facts import new_record, source_of

Part = DecisionPoint | CaseStep | DecisionAttachment
# Facts of one text each, in the order in which a reader meets them
TEXTS = (
    ("title", N_("Title: %(text)s")),
    ("item", N_("Item: %(text)s")),
    ("case_number", N_("Case number: %(text)s")),
    ("summary", N_("Summary: %(text)s")),
    ("presentation", N_("Presentation of the case: %(text)s")),
    ("text", N_("Decision: %(text)s")),
    ("minority_statement", N_("Reservations and dissent: %(text)s")),
    ("absent", N_("Absent: %(text)s")),
    ("disqualified", N_("Disqualified: %(text)s")),
)
LISTS = (
    ("points", N_("Points to decide: %(text)s")),
    ("case_steps", N_("The way of the case: %(text)s")),
    ("attachments", N_("New attachments: %(text)s")),
)


def addition(record: DecisionRecord, meeting: PublishedMeeting, item: Item) -> str:
    """The differences between the published record and a fresh reading of the same item, in words."""
    parts = differences(record, meeting, item) or [_("The document reads again as when this record was published.")]
    source = source_of(meeting)
    return "\n\n".join((_("The published document has changed (%(source)s).", source=source), *parts))


def differences(record: DecisionRecord, meeting: PublishedMeeting, item: Item) -> list[str]:
    """What a reader of the document reads otherwise than in the record; none where only the HTML has moved."""
    fresh = new_record(meeting, item, "")
    parts = [_(label, text=getattr(fresh, name) or "-") for name, label in TEXTS if _differs(record, fresh, name)]
    for name, label in LISTS:
        before = {words_of(line) for line in _described(getattr(record, name))}
        new = [line for line in _described(getattr(fresh, name)) if words_of(line) not in before]
        parts += [_(label, text="\n" + "\n".join(new))] if new else []
    gone = _gone(record, fresh)
    parts += [_("No longer attached: %(text)s", text="\n" + "\n".join(gone))] if gone else []
    return parts


def _differs(record: DecisionRecord, fresh: DecisionRecord, name: str) -> bool:
    return words_of(getattr(record, name)) != words_of(getattr(fresh, name))


def words_of(text: str) -> str:
    """The words of a text, however they are cut into paragraphs."""
    return " ".join((text or "").split())


def _gone(record: DecisionRecord, fresh: DecisionRecord) -> list[str]:
    names = {attachment.name for attachment in fresh.attachments}
    return [attachment.name for attachment in record.attachments if attachment.name not in names]


def _described(rows: Iterable[Part]) -> list[str]:
    return [_line(row) for row in rows]


def _line(row: Part) -> str:
    """One part of a record in one line, the same for the same facts."""
    words: tuple[str, ...]
    match row:
        case DecisionPoint():
            words = (row.label, row.text, row.result)
        case CaseStep():
            day = f"{row.met_on:%d-%m-%Y}" if row.met_on else ""
            words = (row.body_name, day, row.item, row.text, row.reservations)
        case DecisionAttachment():
            words = (row.name,)
    return " · ".join(word for word in words if word)
