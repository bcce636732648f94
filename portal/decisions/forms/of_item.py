"""What a decision of a committee meeting says, in the words of its minutes."""

from portal.decisions.forms.record import Meeting, RecordDraft
from portal.foundation import clock
from portal.foundation.text import plain_lines
from portal.sittings.models import AgendaItem


def meeting_of_item(item: AgendaItem) -> Meeting:
    """Where it was decided. Of an item that has a result."""
    assert item.written.result is not None  # noqa: S101 - asked of what was decided
    return Meeting(
        body_name=item.committee.name,
        decided_on=clock.in_denmark(item.sitting.starts_at).date(),
        result=item.written.result,
        item=str(item.position),
        committee_id=item.committee_id,
    )


def draft_of_item(item: AgendaItem) -> RecordDraft:
    """Title and decision. What was presented and talked about stays in the minutes, which may not be public."""
    return RecordDraft(title=item.title, summary="", text="\n\n".join(plain_lines(item.written.decision_html)))
