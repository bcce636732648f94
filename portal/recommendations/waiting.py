"""What of recommendations waits for somebody."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User
from portal.committees.models import Membership
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.recommendations.models import Position, Recommendation, RecommendationState
from portal.recommendations.queries.recommendations import recommendations_waiting
from portal.rules.roles import Role
from portal.tasks.task import Holder, Task, within


def waiting(holder: Holder) -> Iterable[Task]:
    """Recommendations that somebody owes an answer, or on which a member has taken no position."""
    if holder.served:
        for wait in recommendations_waiting(committee_ids=holder.served_ids):
            asked = wait.recommendation
            title = _("Recommendation %(number)s is waiting for an answer", number=asked.number)
            why = _(
                "“%(title)s”. Day %(days)s of %(promised)s.",
                title=quoted(asked.title),
                days=wait.days,
                promised=wait.promised,
            )
            yield Task(
                within(asked.committee, _("recommendation")),
                title,
                asked.path,
                why,
                asked.answer_due_on,
                _("Enter the answer"),
            )
    yield from _positions(holder.person)
    if holder.person.has_role_anywhere(Role.COUNCILLOR):
        yield from _answers_of_bodies()


def _positions(person: User) -> Iterable[Task]:
    """Recommendations on whose present text a sitting member has not taken a position."""
    taken = (
        select(Position.recommendation_id)
        .join(Membership)
        .join(Recommendation, Recommendation.id == Position.recommendation_id)
        .where(Membership.user_id == person.id, Position.text_version == Recommendation.text_version)
    )
    seated = select(Membership.committee_id).where(
        Membership.user_id == person.id, (Membership.ends_on.is_(None)) | (Membership.ends_on >= clock.today())
    )
    waiting = db.session.scalars(
        select(Recommendation)
        .where(
            Recommendation.state == RecommendationState.DRAFT,
            Recommendation.committee_id.in_(seated),
            Recommendation.id.not_in(taken),
        )
        .options(joinedload(Recommendation.committee))
        .order_by(Recommendation.id)
    )
    for asked in waiting:
        why = _("%(The_committee)s wants to know whether you are for or against.")
        yield Task(
            within(asked.committee, _("recommendation")),
            quoted(asked.title),
            asked.path,
            why,
            None,
            _("Take a position"),
        )


def _answers_of_bodies() -> Iterable[Task]:
    for wait in recommendations_waiting():
        asked = wait.recommendation
        why = _("Day %(days)s of %(promised)s.", days=wait.days, promised=wait.promised)
        kind = within(asked.committee, _("recommendation"))
        yield Task(kind, quoted(asked.title), f"{asked.path}/svar", why, asked.answer_due_on, _("Answer"))
