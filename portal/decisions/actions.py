"""Publishing what was decided. A published record never changes: nothing here writes to one; corrections are added."""

from collections import Counter

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.decisions.criteria import doubts_about_votes
from portal.decisions.deeds import CORRECT, PUBLISH, RECORD_ITEM
from portal.decisions.forms.of_item import draft_of_item, meeting_of_item
from portal.decisions.forms.record import Meeting, PartyVotes, RecordDraft
from portal.decisions.hashing import TAKEN_OUT, chain_correction, destroy_text, reads_as, seal
from portal.decisions.models import (
    CaseStep,
    DecisionAttachment,
    DecisionCorrection,
    DecisionPoint,
    DecisionRecord,
    VoteCount,
)
from portal.decisions.numbering import next_record_number
from portal.decisions.queries import record_of, record_of_item, recorded
from portal.events.record import forget_detail, record
from portal.events.types import EventType
from portal.foundation.additions import said_last
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, Doubtful, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.personal_data import ensure_no_personal_data
from portal.foundation.seen import ensure_as_seen, fingerprint
from portal.municipalities.models import Municipality
from portal.municipalities.queries import parties
from portal.recommendations.models import CouncilResponse
from portal.recommendations.words import RESULT_OF_VERDICT
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.rules.results import Result
from portal.sittings.models import AgendaItem
from portal.trace.edges import link, link_as
from portal.trace.models import TraceRelation


def publish_record(actor: User, response: CouncilResponse, draft: RecordDraft, *, sure_of: str = "") -> DecisionRecord:
    """A secretary or councillor publishes the decision that a body's answer is, numbered and sealed, for ever.

    `Doubtful` when the votes do not fit; `sure_of` is the mark of the doubts that somebody has looked at. The same form
    sent twice is one record.
    """
    with transaction():
        committee = response.recommendation.committee
        PUBLISH.require_leave(actor, response)
        hold(response, compares=False)
        meeting = Meeting(
            body_name=response.body.name,
            decided_on=response.met_on,
            result=RESULT_OF_VERDICT[response.verdict],
            item=response.item,
            case_number=response.case_number,
            committee_id=committee.id,
        )
        number = next_record_number(committee.municipality, meeting.decided_on.year)
        decision = _record_of(committee.municipality, number, meeting, draft)
        known = record_of(response)
        if known is not None:
            if reads_as(known, decision):
                return known
            raise Conflict(f"response {response.id} has its record")
        ensure_as_seen(response)
        _refuse_again(record_of_item(decision))
        _ensure_votes_fit(decision, sure_of)
        decision.response = response
        seal(decision)
        link(TraceRelation.RECORDS, response, decision)
        link_as(TraceRelation.IMPLEMENTS, response, decision)
        record(EventType.RECORD_PUBLISHED, decision, actor=actor, title=decision.title, path=decision.path)
    return decision


def publish_own_record(
    actor: User, municipality: Municipality, meeting: Meeting, draft: RecordDraft, *, sure_of: str = ""
) -> DecisionRecord:
    """A councillor, or the secretary of the committee it concerns, publishes what answers no recommendation.

    `Doubtful` as in `publish_record`. The same item in the same words is the same record; in others it is refused.
    """
    with transaction():
        committee = db.session.get(Committee, meeting.committee_id) if meeting.committee_id else None
        require(actor, Permission.RECORD_PUBLISH, committee)
        number = next_record_number(municipality, meeting.decided_on.year)
        decision = _record_of(municipality, number, meeting, draft)
        known = record_of_item(decision)
        if known is not None and reads_as(known, decision):
            return known
        _refuse_again(known)
        _ensure_votes_fit(decision, sure_of)
        seal(decision)
        record(EventType.RECORD_PUBLISHED, decision, actor=actor, title=decision.title, path=decision.path)
    return decision


def record_item(actor: User, item: AgendaItem) -> DecisionRecord:
    """A secretary or councillor publishes what a committee decided on an item of its meeting as a record of its own,
    in the words of the approved minutes, numbered and sealed. A second click gives the same record.

    Raises `Refused` while the decisions of the meeting are not public, and where the item was closed.
    """
    with transaction():
        RECORD_ITEM.require_leave(actor, item)
        hold(item.sitting, compares=False)
        db.session.refresh(item)
        known = recorded(item)
        if known is not None:
            return known
        RECORD_ITEM.ensure(item)
        committee, draft = item.committee, draft_of_item(item)
        meeting = meeting_of_item(item)
        number = next_record_number(committee.municipality, meeting.decided_on.year)
        decision = _record_of(committee.municipality, number, meeting, draft)
        _refuse_again(record_of_item(decision))
        decision.agenda_item = item
        seal(decision)
        link(TraceRelation.RECORDS, item, decision)
        record(EventType.RECORD_PUBLISHED, decision, actor=actor, title=decision.title, path=decision.path)
    return decision


def correct_record(
    actor: User, decision: DecisionRecord, text: str, *, result: Result | None = None
) -> DecisionCorrection:
    """A secretary adds a dated correction, perhaps with the right result; the record itself stays as it was published.

    A second click adds nothing.
    """
    with transaction():
        CORRECT.require_leave(actor, decision)
        ensure_no_personal_data(text)
        hold(decision.municipality)
        db.session.expire(decision, ["corrections"])
        last = said_last(decision.corrections, actor.id, text)
        if last is not None and last.result == result:
            return last
        ensure_as_seen(decision)
        correction = chain_correction(decision, text, author_id=actor.id, result=result)
        record(EventType.RECORD_CORRECTED, decision, actor=actor, title=decision.title, path=decision.path)
    return correction


def take_out_text(actor: User, decision: DecisionRecord, name: str, reason: str) -> None:
    """A secretary takes one text out of a sealed record for ever, with a reason that everybody can read."""
    with transaction():
        CORRECT.require_leave(actor, decision)
        hold(decision.municipality)
        db.session.expire(decision, ["corrections", "sealed_texts"])
        if not reason.strip():
            raise Refused(_("Write why the text is taken out."))
        ensure_no_personal_data(reason)
        if name in {text.name for text in decision.taken_out}:
            raise Conflict(f"{name} of record {decision.id} is taken out already")
        if name not in {text.name for text in decision.sealed_texts}:
            raise Refused(_("Choose a text that stands in the decision."))
        destroy_text(decision, name, reason=reason, by_id=actor.id)
        if name == "title":
            forget_detail(decision, "title", TAKEN_OUT)
        record(EventType.RECORD_TEXT_TAKEN_OUT, decision, actor=actor, title=decision.title, path=decision.path)


def _refuse_again(known: DecisionRecord | None) -> None:
    """One item is sealed once: whoever writes it otherwise is told where it stands."""
    if known is not None:
        raise Refused(
            _(
                "What %(body)s decided here is published already, as number %(year)s/%(number)s: “%(title)s”. It"
                " cannot be changed. Add a correction on its own page.",
                body=known.body_name, year=known.year, number=known.number, title=known.title,
            )
        )  # fmt: skip


def _ensure_votes_fit(decision: DecisionRecord, sure_of: str) -> None:
    """A sealed sum cannot be mended, so whoever publishes an odd one is asked before."""
    doubts = doubts_about_votes(decision.result, decision.votes, decision.members)
    if doubts and fingerprint(doubts) != sure_of:
        raise Doubtful(*doubts)


def _record_of(municipality: Municipality, number: int, meeting: Meeting, draft: RecordDraft) -> DecisionRecord:
    """The record with all its parts, before it is sealed."""
    return DecisionRecord(
        municipality=municipality,
        year=meeting.decided_on.year,
        number=number,
        committee_id=meeting.committee_id,
        body_name=meeting.body_name,
        decided_on=meeting.decided_on,
        item=meeting.item,
        case_number=meeting.case_number,
        result=meeting.result,
        title=draft.title,
        summary=draft.summary,
        presentation=draft.presentation,
        legal_basis=draft.legal_basis,
        text=draft.text,
        members=draft.members,
        minority_statement=draft.minority_statement,
        absent=draft.absent,
        disqualified=draft.disqualified,
        votes=_votes(municipality, meeting, draft.votes),
        points=[
            DecisionPoint(
                position=place, label="", text=text
            )  # its page says which point it is, to each in their language
            for place, text in enumerate(draft.points, 1)
        ],
        case_steps=[
            CaseStep(position=place, body_name=step.body_name, met_on=step.met_on, item=step.item, text=step.text)
            for place, step in enumerate(draft.steps, 1)
        ],
        attachments=[DecisionAttachment(position=place, name=name) for place, name in enumerate(draft.attachments, 1)],
    )


def _votes(municipality: Municipality, meeting: Meeting, given: tuple[PartyVotes, ...]) -> list[VoteCount]:
    """One row for each party that voted, named as it was called on the day; refuses what cannot have been."""
    names = {party.letter: party.name for party in parties(municipality, meeting.decided_on)}
    wrong = []
    if any(min(votes.votes_for, votes.votes_against, votes.votes_neither) < 0 for votes in given):
        wrong.append(_("A number of votes is below zero."))
    if given and not any(votes.votes_for + votes.votes_against + votes.votes_neither > 0 for votes in given):
        wrong.append(_("Nobody has voted. Leave the votes out, or write how many there were."))
    repeated = [letter for letter, times in Counter(votes.letter for votes in given).items() if times > 1]
    unknown = [votes.letter for votes in given if votes.letter not in names]
    wrong += [_("The votes of %(letter)s are given twice.", letter=letter) for letter in repeated]
    wrong += [_("There was no party with the letter %(letter)s on that day.", letter=letter) for letter in unknown]
    if wrong:
        raise Refused(*wrong)
    return [
        VoteCount(
            letter=votes.letter,
            party_name=names[votes.letter],
            votes_for=votes.votes_for,
            votes_against=votes.votes_against,
            votes_neither=votes.votes_neither,
        )
        for votes in given
    ]
