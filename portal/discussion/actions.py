"""What anyone can do in a discussion."""

from portal.accounts.models import User
from portal.discussion.deeds import ACKNOWLEDGE, ANSWER, CARRY_ON, EDIT, WITHDRAW
from portal.discussion.forms import ContributionDraft
from portal.discussion.models import (
    Acknowledgement,
    Contribution,
    ContributionKind,
    ContributionWording,
    DiscussionSummary,
)
from portal.discussion.queries import (
    Discussion,
    acknowledgement_of,
    discussion_about,
    discussion_of,
    mark_of,
    passages_of,
    sent_before,
    summary_sent_before,
)
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import Record, db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same, once
from portal.foundation.text import render_markdown
from portal.notifications.keeping import untell
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import Key, link
from portal.trace.models import TraceRelation


@once
def contribute(actor: User, about: Record, draft: ContributionDraft) -> Contribution:
    """Somebody says something of a record, or of a passage of it. The same form sent twice is one contribution."""
    discussion = discussion_about(about)
    with transaction():
        discussion.type.deed.require(actor, about)
        known = sent_before(actor, draft.submission_key)
        if known is not None:
            said = known.kind, known.body, known.passage
            ensure_same(said, (draft.kind, draft.body, draft.passage), title=known.title, path=known.path)
            return known
        contribution = _written(actor, discussion, draft)
        if draft.passage is not None:
            passage = passages_of(discussion, [draft.passage]).get(draft.passage)
            if passage is None or passage.text is None:
                raise Refused(_("The passage does not stand in the text any more. Write about all of it instead."))
            contribution.passage, contribution.passage_mark = passage.number, mark_of(passage)
            contribution.passage_edition = discussion.type.edition(about)
        db.session.add(contribution)
        record(EventType.CONTRIBUTION_MADE, contribution, actor=actor, kind=contribution.kind)
    return contribution


@once
def answer_contribution(actor: User, parent: Contribution, draft: ContributionDraft) -> Contribution:
    """Somebody answers a contribution. The same form sent twice is one answer."""
    with transaction():
        ANSWER.require_leave(actor, parent)
        known = sent_before(actor, draft.submission_key)
        if known is not None:
            ensure_same(known.body, draft.body, title=known.title, path=known.path)
            return known
        hold(parent, compares=False)
        ANSWER.ensure(parent)
        answer = _written(actor, discussion_of(parent), draft)
        answer.kind, answer.parent = ContributionKind.COMMENT, parent
        db.session.add(answer)
        record(EventType.CONTRIBUTION_ANSWERED, answer, actor=actor)
    return answer


def edit_contribution(actor: User, contribution: Contribution, body: str) -> None:
    """Its author changes it while it is fresh; how it read stays for those who moderate."""
    with transaction():
        EDIT.require(actor, contribution)
        if body == contribution.body:
            return
        before = ContributionWording(
            contribution_id=contribution.id, body=contribution.body, body_html=contribution.body_html
        )
        db.session.add(before)
        contribution.body, contribution.body_html = body, render_markdown(body)
        contribution.edited_at = clock.now()
        record(EventType.CONTRIBUTION_EDITED, contribution, actor=actor)


def withdraw_contribution(actor: User, contribution: Contribution) -> None:
    """Its author takes it back: that it was there stays, and so do its answers."""
    with transaction():
        WITHDRAW.require_leave(actor, contribution)
        hold(contribution)
        if contribution.withdrawn_at is not None:  # a second click
            return
        WITHDRAW.ensure(contribution)
        contribution.withdrawn_at = clock.now()
        record(EventType.CONTRIBUTION_WITHDRAWN, contribution, actor=actor)
        untell(Contribution, [contribution.id])


def acknowledge_contribution(actor: User, contribution: Contribution) -> None:
    """Somebody acknowledges what another has said. Doing it twice is doing it once."""
    with transaction():
        ACKNOWLEDGE.require_leave(actor, contribution)
        hold(contribution, compares=False)
        ACKNOWLEDGE.ensure(contribution)
        if acknowledgement_of(actor, contribution) is not None:
            return
        db.session.add(Acknowledgement(contribution_id=contribution.id, user_id=actor.id))
        contribution.acknowledged += 1
        record(EventType.CONTRIBUTION_ACKNOWLEDGED, contribution, actor=actor)


def end_acknowledgement(actor: User, contribution: Contribution) -> None:
    """Somebody takes it back."""
    with transaction():
        ACKNOWLEDGE.require_leave(actor, contribution)
        hold(contribution, compares=False)
        known = acknowledgement_of(actor, contribution)
        if known is None:
            return
        db.session.delete(known)
        contribution.acknowledged -= 1
        record(EventType.CONTRIBUTION_ACKNOWLEDGEMENT_ENDED, contribution, actor=actor)


def carry_on(actor: User, contribution: Contribution, place: Key | None) -> None:
    """Whoever works on it carries a contribution on: it gets a knot under what it is about, and before the `place`
    where it goes on, if that is decided."""
    with transaction():
        CARRY_ON.require(actor, contribution)
        contribution.carried_on_at = contribution.carried_on_at or clock.now()
        link(TraceRelation.SAID_OF, discussion_of(contribution).record, contribution)
        if place is not None:
            link(TraceRelation.CARRIED_INTO, contribution, place)
        record(EventType.CONTRIBUTION_CARRIED_ON, contribution, actor=actor)


@once
def sum_up(actor: User, about: Record, body: str, *, key: str | None = None) -> DiscussionSummary:
    """Whoever serves a discussion says what it has come to; the newest stands above it."""
    discussion = discussion_about(about)
    with transaction():
        require(actor, Permission.DISCUSSION_SUM_UP, discussion.scope)
        known = summary_sent_before(actor, key)
        if known is not None:
            ensure_same(known.body, body, title=discussion.called, path=discussion.path)
            return known
        summary = DiscussionSummary(
            subject_kind=about.__tablename__,
            subject_id=about.id,
            committee_id=discussion.scope.id if discussion.scope is not None else None,
            body=body,
            body_html=render_markdown(body),
            author=actor,
            submission_key=key,
        )
        db.session.add(summary)
        record(EventType.DISCUSSION_SUMMED_UP, summary, actor=actor)
    return summary


def _written(actor: User, discussion: Discussion, draft: ContributionDraft) -> Contribution:
    return Contribution(
        subject_kind=discussion.type.kind,
        subject_id=discussion.record.id,
        committee_id=discussion.scope.id if discussion.scope is not None else None,
        kind=draft.kind,
        body=draft.body,
        body_html=render_markdown(draft.body),
        author=actor,
        submission_key=draft.submission_key,
    )
