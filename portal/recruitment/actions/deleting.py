"""Keeping the promise that applications and declarations are deleted. The nightly job calls these."""

from datetime import date

from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.recruitment.actions.steps import empty, take_step
from portal.recruitment.models import ApplicationState
from portal.recruitment.queries.applications import applications_to_delete
from portal.recruitment.queries.onboarding import declarations_to_delete


def delete_due_applications(on: date | None = None) -> int:
    """Empty every application whose promised day has come: only its number, seat and steps stay. Returns how many."""
    with transaction():
        due = applications_to_delete(on)
        for application in due:
            take_step(application, ApplicationState.DELETED, None)
            empty(application)
            for step in application.steps:
                if step.actor_id == application.user_id:
                    step.actor_id = None
            application.name = application.email = ""
            application.user = application.submission_key = None
            record(EventType.APPLICATION_DELETED, application, actor=None)
    return len(due)


def delete_due_declarations(on: date | None = None) -> int:
    """Delete the interest declarations of those who left their seat more than a year ago. Returns how many."""
    with transaction():
        due = declarations_to_delete(on)
        for declaration in due:
            db.session.delete(declaration)
        for membership in {declaration.step.membership for declaration in due}:
            record(EventType.DECLARATIONS_DELETED, membership, actor=None)
    return len(due)
