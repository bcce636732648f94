"""A document in short, as the expected lists in `expected/` write it down: enough to see a wrong reading, no names."""

from typing import Any

from portal.imports.minutes.document import CaseStep, Item, Outcome, PublishedMeeting, Stance

COUNTED = (Stance.FOR, Stance.AGAINST, Stance.RESERVATION, Stance.ABSENT, Stance.REMARK)


def meeting_summary(meeting: PublishedMeeting) -> dict[str, Any]:
    return {
        "kind": meeting.kind.value,
        "municipality": meeting.municipality,
        "body": meeting.body,
        "starts_at": meeting.starts_at.isoformat(),
        "place": meeting.place,
        "unread": [f"{note.place.item}: {note.reason}" for note in meeting.unread],
        "item": [item_summary(item) for item in meeting.items],
    }


def item_summary(item: Item) -> dict[str, Any]:
    points = item.proposal.points
    return {
        "number": item.number,
        "title": item.title,
        "case_number": item.case_number,
        "source_id": item.source_id,
        "presentation": len(item.presentation),
        "resume": len(item.resume),
        "opening": list(item.proposal.opening),
        "points": [f"{point.marker} {' '.join(point.text.split()[:4])}".strip() for point in points],
        "points_from": item.proposal.origin.value if points else "",
        "details": sum(len(point.details) for point in points),
        "steps": [_step(step) for step in item.case_flow],
        "result": [" ".join(line.split()[:6]) for line in item.outcome.text],
        "beside_the_result": _stances(item.outcome),
        "other_headings": [section.heading for section in item.sections],
        "attachments": len(item.attachments),
    }


def _step(step: CaseStep) -> str:
    text = f"{step.body} {step.held_on} {step.item_number}: {' '.join(' '.join(step.outcome.text).split()[:4])}"
    return f"{text} [{_stances(step.outcome)}]" if step.outcome.statements else text


def _stances(outcome: Outcome) -> str:
    counts = {stance: len(outcome.said(stance)) for stance in COUNTED}
    return ", ".join(f"{stance} {count}" for stance, count in counts.items() if count)
