"""Keeping the promise that applications and declarations are deleted; the room privacy calls it in its transaction."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import all_of, db
from portal.house.holdings import Ids
from portal.recruitment.actions.steps import empty, take_step
from portal.recruitment.models import Application, ApplicationState, InterestDeclaration, OnboardingStep


def delete_applications(ids: Ids, _person: User | None = None) -> None:
    """Empty these applications: only number, seat and steps stay."""
    for application in db.session.scalars(
        select(Application)
        .where(Application.id.in_(ids))
        .options(joinedload(Application.committee), selectinload(Application.marks), selectinload(Application.steps))
        .order_by(Application.id)
    ):
        take_step(application, ApplicationState.DELETED, None)
        empty(application)
        for step in application.steps:
            if step.actor_id == application.user_id:
                step.actor_id = None
        application.letters.clear()
        application.name = application.email = application.postal_address = ""
        application.user = application.submission_key = None
        record(EventType.APPLICATION_DELETED, application, actor=None)


def delete_declarations(ids: Ids, _person: User | None = None) -> None:
    """Delete these interest declarations."""
    due = all_of(
        select(InterestDeclaration)
        .where(InterestDeclaration.id.in_(ids))
        .options(joinedload(InterestDeclaration.step).joinedload(OnboardingStep.membership))
        .order_by(InterestDeclaration.id)
    )
    for declaration in due:
        db.session.delete(declaration)
    for membership in {declaration.step.membership for declaration in due}:
        record(EventType.DECLARATIONS_DELETED, membership, actor=None)
