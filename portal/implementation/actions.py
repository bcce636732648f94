"""Deeds about promises, and what was learned."""

from collections.abc import Collection

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.decisions.queries import record_of
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold, hold_to_change
from portal.foundation.once import ensure_same, once
from portal.foundation.text import render_markdown
from portal.implementation.forms import CommitmentDraft
from portal.implementation.models import LESSONS, Commitment, CommitmentReport, CommitmentStatus
from portal.implementation.queries.commitments import commitment_of_submission, promises_of
from portal.implementation.states import may_become
from portal.implementation.words import status_name
from portal.recommendations.models import Recommendation, RecommendationState
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import link, unlink
from portal.trace.models import TraceRelation


@once
def make_commitment(
    actor: User, recommendation: Recommendation, draft: CommitmentDraft, *, submission_key: str | None = None
) -> Commitment:
    """A secretary writes down what somebody promised because of an answered recommendation.

    The same form sent twice is the same promise.
    """
    committee = recommendation.committee
    with transaction():
        require(actor, Permission.COMMITMENT_MAKE, committee)
        known = commitment_of_submission(submission_key) if submission_key else None
        if known is not None and known.committee_id == committee.id:
            said = known.recommendation_id, known.title, known.owner, known.due_on
            sent = recommendation.id, draft.title, draft.owner, draft.due_on
            ensure_same(said, sent, title=known.title, path=known.path)
            return known
        if recommendation.state is not RecommendationState.ANSWERED:
            raise Refused(_("The recommendation has not been answered yet."))
        commitment = Commitment(
            committee=committee,
            recommendation=recommendation,
            title=draft.title,
            owner=draft.owner,
            due_on=draft.due_on,
            submission_key=submission_key,
        )
        db.session.add(commitment)
        _tie_to_its_cause(recommendation, commitment)
        record(
            EventType.COMMITMENT_MADE,
            commitment,
            actor=actor,
            title=commitment.title,
            path=commitment.path,
            owner=commitment.owner,
            due_on=commitment.due_on.isoformat(),
        )
    return commitment


def _tie_to_its_cause(recommendation: Recommendation, commitment: Commitment) -> None:
    """A promise carries out the recommendation and the answer that closed it, not the one that sent it on."""
    link(TraceRelation.IMPLEMENTS, recommendation, commitment)
    response = recommendation.responses[0]
    for cause in (response, record_of(response)):
        if cause is not None:
            link(TraceRelation.IMPLEMENTS, cause, commitment)


def report_commitment(actor: User, commitment: Commitment, status: CommitmentStatus, text: str) -> CommitmentReport:
    """A secretary tells in public, for ever, how a promise stands."""
    with transaction():
        require(actor, Permission.COMMITMENT_REPORT, commitment.committee)
        hold(commitment)
        if not may_become(commitment.status, status):
            before, after = status_name(commitment.status), status_name(status)
            raise Refused(_("“%(before)s” cannot become “%(after)s”.", before=before, after=after))
        report = CommitmentReport(commitment=commitment, status=status, text=text, author=actor)
        db.session.add(report)
        commitment.status = status
        commitment.reported_at = clock.now()  # so that two reports never pass each other unseen
        record(
            EventType.COMMITMENT_REPORTED,
            commitment,
            actor=actor,
            title=commitment.title,
            path=commitment.path,
            status=status.value,
            text=text,
        )
    return report


def write_lessons(actor: User, committee: Committee, text: str, *, learned_from: Collection[int] = ()) -> None:
    """A secretary writes what was learned, and from which promises, in Markdown, and may rewrite it until the end."""
    with transaction():
        require(actor, Permission.LESSONS_WRITE, committee)
        hold_to_change(committee, {"lessons": text})
        committee.lessons = text
        committee.lessons_html = render_markdown(text)
        committee.lessons_written_at = clock.now()
        for commitment in promises_of(committee):
            tie = link if commitment.id in learned_from else unlink
            tie(TraceRelation.LEARNED_FROM, commitment, (LESSONS, committee.id))
        record(
            EventType.LESSONS_WRITTEN,
            committee,
            actor=actor,
            title=committee.name,
            path=f"{committee.path}laering",
        )
