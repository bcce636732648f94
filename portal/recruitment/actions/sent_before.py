"""What a form has sent already: a second click, somebody who went Back, or another person at the same browser."""

from dataclasses import replace

from portal.recruitment.forms.applying import ApplicationDraft
from portal.recruitment.models import Application, ApplicationState, Call
from portal.recruitment.queries.applications import application_of_submission

WRITTEN = ("seat_id", "name", "email", "motivation", "experience", "availability", "interests")


def sent_before(call: Call, draft: ApplicationDraft) -> Application | None:
    """The application that this form is about already; None when it is about a new one.

    Whoever corrects a mistyped address is the same person. Somebody with another name and address is not, and learns
    nothing of the one who sat there before; nor is what has been withdrawn sent once more.
    """
    found = _of_key(call, draft)
    if found is None or found.state is ApplicationState.WITHDRAWN:
        return None
    is_same_name, is_same_address = found.name == draft.name, found.email == draft.email
    if found.state is ApplicationState.UNCONFIRMED:
        return found if is_same_name or is_same_address else None
    return found if is_same_address and (is_same_name or draft.email) else None


def as_another(call: Call, draft: ApplicationDraft) -> ApplicationDraft:
    """The draft without its key, when another application has that."""
    return replace(draft, submission_key=None) if _of_key(call, draft) else draft


def is_said_by(application: Application, draft: ApplicationDraft) -> bool:
    """Whether the application says just this."""
    return all(getattr(application, name) == getattr(draft, name) for name in WRITTEN)


def _of_key(call: Call, draft: ApplicationDraft) -> Application | None:
    return application_of_submission(call, draft.submission_key) if draft.submission_key else None
