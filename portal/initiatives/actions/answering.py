"""The council's desk: putting a proposal before it, its answer, and the committee that comes of it."""

from datetime import date

from portal.accounts.models import User
from portal.committees.actions.committee import new_committee
from portal.committees.forms.committee import CommitteeDraft
from portal.committees.models import Committee
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.personal_data import ensure_no_personal_data
from portal.foundation.text import render_markdown
from portal.initiatives.deeds import ANSWER, PUT_ON_DESK, SET_UP_COMMITTEE
from portal.initiatives.forms import InitiativeAnswerDraft
from portal.initiatives.models import Initiative, InitiativeAnswer, InitiativeState, InitiativeVerdict
from portal.initiatives.states import WAY, answer_that_waits, earliest_answer
from portal.municipalities.models import Body
from portal.rules.stages import Stage
from portal.trace.edges import link
from portal.trace.models import TraceRelation


def put_on_desk(actor: User, initiative: Initiative, meets_on: date, reason: str = "") -> None:
    """A secretary puts a proposal that has support enough before the council, at a meeting on a day.

    When that meeting is not held, the day is set anew with a `reason` that everybody can read.
    """
    with transaction():
        PUT_ON_DESK.require(actor, initiative)
        ensure_no_personal_data(reason)
        before = initiative.council_meets_on if initiative.state is InitiativeState.ON_DESK else None
        if before is not None:
            _ensure_moved(before, meets_on, reason)
        WAY.write_step(initiative, InitiativeState.ON_DESK, actor, reason)
        initiative.council_meets_on = meets_on
        record(
            EventType.INITIATIVE_PUT_ON_DESK if before is None else EventType.INITIATIVE_MEETING_MOVED,
            initiative,
            actor=actor,
            title=initiative.title,
            path=initiative.path,
            meets_on=meets_on.isoformat(),
            reason=reason,
        )


def _ensure_moved(before: date, meets_on: date, reason: str) -> None:
    if meets_on == before:
        raise Refused(_("That is the day it has already. Write the new one."))
    if not reason:
        raise Refused(_("Write why it is another day. Everybody can read the reason."))


def answer_initiative(actor: User, initiative: Initiative, draft: InitiativeAnswerDraft) -> InitiativeAnswer:
    """A councillor or secretary enters what the council answered, where and when."""
    with transaction():
        ANSWER.require(actor, initiative)
        ensure_no_personal_data(draft.reason, draft.item)
        WAY.write_step(initiative, InitiativeState.ANSWERED, actor)
        _ensure_after_publishing(initiative, draft.met_on)
        body = _body(initiative, draft)
        committee = _committee(draft)
        answer = InitiativeAnswer(
            initiative=initiative,
            verdict=draft.verdict,
            reason=draft.reason,
            reason_html=render_markdown(draft.reason),
            body=body,
            met_on=draft.met_on,
            item=draft.item,
            committee=committee,
            author_id=actor.id,
        )
        db.session.add(answer)
        if committee is not None:
            is_new = draft.verdict is InitiativeVerdict.COMMITTEE
            link(TraceRelation.BECAME if is_new else TraceRelation.CARRIED_INTO, initiative, committee)
        record(
            EventType.INITIATIVE_ANSWERED,
            initiative,
            actor=actor,
            title=initiative.title,
            path=initiative.path,
            verdict=draft.verdict,
            body=body.name,
        )
    return answer


def link_committee(actor: User, initiative: Initiative, committee: Committee) -> None:
    """A secretary says which of the committees in preparation came of a proposal."""
    with transaction():
        SET_UP_COMMITTEE.require(actor, initiative)
        if committee.stage is not Stage.PREPARATION:
            raise Refused(_("Choose a %(committee)s that is being prepared."))
        _tie(actor, initiative, committee)


def set_up_committee(actor: User, initiative: Initiative, draft: CommitteeDraft) -> Committee:
    """A secretary sets up the committee that the council wants, from the proposal."""
    with transaction():
        SET_UP_COMMITTEE.require(actor, initiative)
        committee = new_committee(actor, initiative.municipality, draft)
        record(EventType.COMMITTEE_CREATED, committee, actor=actor)
        _tie(actor, initiative, committee)
    return committee


def _tie(actor: User, initiative: Initiative, committee: Committee) -> None:
    """The arrow from proposal to committee, in the answer and on the thread."""
    answer_that_waits(initiative).committee = committee
    link(TraceRelation.BECAME, initiative, committee)
    record(EventType.INITIATIVE_BECAME_COMMITTEE, initiative, actor=actor, committee=committee)


def _ensure_after_publishing(initiative: Initiative, met_on: date) -> None:
    earliest = earliest_answer(initiative)
    if earliest is not None and met_on < earliest:
        raise Refused(_("Write the date of a meeting that was held when the proposal was public"))


def _body(initiative: Initiative, draft: InitiativeAnswerDraft) -> Body:
    body = db.session.get(Body, draft.body_id)
    if body is None or body.municipality_id != initiative.municipality_id:
        raise Refused(_("Choose the body that answered"))
    return body


def _committee(draft: InitiativeAnswerDraft) -> Committee | None:
    """The committee that goes with the verdict; refuses one that does not."""
    if draft.verdict is InitiativeVerdict.NOT_NOW or draft.committee_id is None:
        if draft.verdict is InitiativeVerdict.TAKEN_INTO:
            raise Refused(_("Choose which %(committee)s takes the task in"))
        return None
    committee = db.session.get(Committee, draft.committee_id)
    is_ready = committee is not None and committee.stage is not Stage.CLOSED
    if committee is None or not is_ready:
        raise Refused(_("Choose a %(committee)s that has not ended."))
    if draft.verdict is InitiativeVerdict.COMMITTEE and committee.stage is not Stage.PREPARATION:
        raise Refused(_("Choose a %(committee)s that is being prepared."))
    return committee
