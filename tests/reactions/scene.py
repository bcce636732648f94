"""Things that something happens to."""

from datetime import timedelta

from portal.events.record import record
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.ideas.models import Idea, IdeaState
from portal.recommendations.models import Recommendation, RecommendationState
from portal.workshops.models import Influence, ParticipantKind, Workshop, WorkshopSignUp
from tests.factories import saved


def happened(event_type, subject, actor, **details):
    """Say that something happened, without doing it."""
    with transaction():
        return record(event_type, subject, actor=actor, **details)


def idea_of(author, committee):
    return saved(
        Idea(committee_id=committee.id, author_id=author.id, title="Lys på søen", body="B", body_html="<p>B</p>",
             state=IdeaState.PUBLISHED, received_at=clock.now(), published_at=clock.now())
    )  # fmt: skip


def workshop_of(committee, *participants):
    starts = clock.now() + timedelta(days=3)
    workshop = Workshop(
        committee_id=committee.id, title="Otte minutter i otte", purpose="P", purpose_html="<p>P</p>",
        influence=Influence.DEVELOP, starts_at=starts, ends_at=starts + timedelta(hours=2), place="Pakhuset",
        capacity=20,
    )  # fmt: skip
    workshop.sign_ups = [WorkshopSignUp(user_id=user.id, kind=ParticipantKind.CITIZEN) for user in participants]
    return saved(workshop)


def recommendation_of(committee):
    return saved(
        Recommendation(committee_id=committee.id, number=1, title="Lys langs kajen", problem="P", solution="S",
                       actor="Vej og Park", state=RecommendationState.HANDED_OVER)
    )  # fmt: skip
