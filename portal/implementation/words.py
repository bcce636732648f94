"""What statuses of promises and happenings in a committee are called."""

from collections.abc import Mapping

from portal.events.types import EventType as E
from portal.foundation.i18n import N_, gettext
from portal.implementation.models import CommitmentStatus

STATUSES: Mapping[CommitmentStatus, str] = {
    CommitmentStatus.PROMISED: N_("Promised"),
    CommitmentStatus.IN_PROGRESS: N_("In progress"),
    CommitmentStatus.KEPT: N_("Kept"),
    CommitmentStatus.CHANGED: N_("Changed"),
    CommitmentStatus.DROPPED: N_("Given up"),
    CommitmentStatus.HANDED_OVER: N_("Handed over to others"),
}
# What the public timeline of a committee tells, and how. What is not here is the secretariat's own.
TIMELINE: Mapping[E, str] = {
    E.MANDATE_ADOPTED: N_("The task was adopted"),
    E.GATE_OPENED: N_("%(The_committee)s went on to a new stage"),
    E.IDEA_PUBLISHED: N_("Idea published"),
    E.IDEA_ANSWERED: N_("Idea answered"),
    E.IDEA_ANSWER_CORRECTED: N_("Answer to an idea corrected"),
    E.IDEA_CARRIED_ON: N_("Idea carried on"),
    E.WORKSHOP_PLANNED: N_("Meeting planned"),
    E.WORKSHOP_CANCELLED: N_("Meeting cancelled"),
    E.WORKSHOP_OUTCOME_PUBLISHED: N_("Outcome of a meeting published"),
    E.PROPOSAL_PUBLISHED: N_("Proposal published"),
    E.RECOMMENDATION_ADOPTED: N_("Recommendation adopted"),
    E.RECOMMENDATION_HANDED_OVER: N_("Recommendation handed over"),
    E.RESPONSE_GIVEN: N_("Recommendation answered"),
    E.RESPONSE_CORRECTED: N_("Answer to a recommendation corrected"),
    E.RECORD_PUBLISHED: N_("Decision published"),
    E.RECORD_CORRECTED: N_("Correction of a decision published"),
    E.RECORD_TEXT_TAKEN_OUT: N_("Text taken out of a decision"),
    E.COMMITMENT_MADE: N_("Promise made"),
    E.COMMITMENT_REPORTED: N_("Report about a promise"),
    E.LESSONS_WRITTEN: N_("The lessons were written"),
}
DECISIONS = frozenset({E.RESPONSE_GIVEN, E.RECORD_PUBLISHED})
# The long lines of the story: what an archive page tells of it
MILESTONES = frozenset(TIMELINE) - {
    E.IDEA_PUBLISHED,
    E.IDEA_ANSWERED,
    E.IDEA_ANSWER_CORRECTED,
    E.IDEA_CARRIED_ON,
    E.WORKSHOP_PLANNED,
    E.WORKSHOP_CANCELLED,
    E.RESPONSE_CORRECTED,
    E.RECORD_CORRECTED,
    E.RECORD_TEXT_TAKEN_OUT,
    E.COMMITMENT_REPORTED,
}


def status_name(status: CommitmentStatus) -> str:
    return gettext(STATUSES[status])


def happening_name(event_type: str) -> str:
    return gettext(TIMELINE[E(event_type)])
