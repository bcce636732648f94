"""From an item of a published document to the rows of a decision record. Long values are cut to what a column holds."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from portal.decisions.models import CaseStep, DecisionAttachment, DecisionPoint, DecisionRecord
from portal.foundation import clock
from portal.imports.minutes.document import (
    CaseStep as PublishedStep,
    Item,
    Kind,
    Outcome,
    Point,
    PublishedMeeting,
    Stance,
)
from portal.imports.plan.results import result_of

TITLE, BODY, NUMBER, CASE_NUMBER, LABEL, SOURCE, ATTACHMENT = 300, 120, 20, 60, 20, 300, 400
OWN_WORDS = {Kind.AGENDA: "Dagsorden", Kind.MINUTES: "Referat"}  # what the documents call themselves
NEXT = "\n\n"  # between two paragraphs
_FROM_THE_AGENDA = "Af dagsordenen, under overskriften »Beslutning«"
_ONLY_OPENS = re.compile(r"(det |der )?indstilles\W*(at)?\W*", re.IGNORECASE)


def day_of(meeting: PublishedMeeting) -> date:
    return clock.in_denmark(meeting.starts_at).date()


def keys_of(meeting: PublishedMeeting) -> list[str]:
    """A name for each item that holds for ever: the site's own id, else body, time and number. No two are alike."""
    keys: list[str] = []
    for item in meeting.items:
        own_id = item.source_id or f"{fitting(meeting.body, BODY)}|{meeting.starts_at.isoformat()}|{item.number}"
        key, times = f"{meeting.kind}:{own_id}"[:190], 1
        while key in keys:
            times += 1
            key = f"{meeting.kind}:{own_id}"[:190] + f"#{times}"
        keys.append(key)
    return keys


def new_record(meeting: PublishedMeeting, item: Item, key: str) -> DecisionRecord:
    """The record with all its parts, without municipality, number, publication and seal."""
    decides = meeting.kind is Kind.MINUTES
    outcome = item.outcome if decides else Outcome()
    return DecisionRecord(
        body_name=fitting(meeting.body, BODY),
        decided_on=day_of(meeting),
        item=fitting(item.number, NUMBER),
        case_number=fitting(", ".join(item.case_numbers), CASE_NUMBER),
        title=fitting(item.title, TITLE),
        summary=NEXT.join(item.resume),
        presentation=NEXT.join((*_presentation(item), *_not_decided_yet(item, decides=decides))),
        text=NEXT.join((*outcome.text, *outcome.said(Stance.FOR), *outcome.said(Stance.REMARK))),
        result=result_of(item, meeting.kind, meeting.body),
        minority_statement=NEXT.join((*outcome.said(Stance.AGAINST), *outcome.said(Stance.RESERVATION))),
        absent=NEXT.join(outcome.said(Stance.ABSENT)),
        disqualified=NEXT.join(outcome.said(Stance.DISQUALIFIED)),
        source=fitting(source_of(meeting), SOURCE),
        source_key=key,
        source_hash=item.text_hash,
        points=[
            _point(number, point if decides else replace(point, result=""))
            for number, point in enumerate(item.proposal.points, 1)
        ],
        case_steps=[_step(number, step) for number, step in enumerate(item.case_flow, 1)],
        attachments=[
            DecisionAttachment(position=number, name=fitting(attachment.name, ATTACHMENT))
            for number, attachment in enumerate(item.attachments, 1)
        ],
    )


def source_of(meeting: PublishedMeeting) -> str:
    """Which document a record was read from."""
    return f"{OWN_WORDS[meeting.kind]}, {meeting.body} {day_of(meeting):%d-%m-%Y} ({meeting.source})"


def fitting(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _presentation(item: Item) -> Iterable[str]:
    """The case as presented, with whatever has no column of its own."""
    if len(item.title) > TITLE:
        yield item.title
    yield from item.presentation
    if item.proposal.origin == "recommendation":
        yield from (line for line in item.proposal.opening if not _ONLY_OPENS.fullmatch(line))
    for section in item.sections:
        yield from (section.heading, *section.paragraphs)


def _not_decided_yet(item: Item, *, decides: bool) -> Iterable[str]:
    """An agenda decides nothing: what stands under its heading for that is something to read, and no decision."""
    said = (*item.outcome.text, *(statement.text for statement in item.outcome.statements))
    return () if decides or not said else (_FROM_THE_AGENDA, *said)


def _point(position: int, point: Point) -> DecisionPoint:
    text = "\n".join((point.text, *point.details))
    return DecisionPoint(position=position, label=fitting(point.marker, LABEL), text=text, result=point.result)


def _step(position: int, step: PublishedStep) -> CaseStep:
    outcome = step.outcome
    return CaseStep(
        position=position,
        body_name=fitting(step.body, BODY),
        met_on=step.held_on,
        item=fitting(step.item_number, NUMBER),
        text=NEXT.join((*outcome.text, *_said(outcome, Stance.FOR, Stance.REMARK, Stance.ABSENT, Stance.DISQUALIFIED))),
        reservations=NEXT.join(_said(outcome, Stance.RESERVATION, Stance.AGAINST)),
    )


def _said(outcome: Outcome, *stances: Stance) -> list[str]:
    return [statement.text for statement in outcome.statements if statement.stance in stances]
