"""Who is asking. Flask-Login's proxy stops here; everything further in gets a plain person."""

from flask_login import current_user

from portal.accounts.models import User, Visitor
from portal.foundation.errors import NotSignedIn


def current_person() -> User | Visitor:
    """For pages that everybody may open."""
    person: User | Visitor = current_user._get_current_object()
    return person


def signed_in() -> User:
    """For actions, which need a name in the audit trail. Raises `NotSignedIn`."""
    person = current_person()
    if isinstance(person, Visitor):
        raise NotSignedIn
    return person
