"""The applicant's own link: it stands in every letter, and opens the application until it is deleted."""

from hashlib import sha256

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from portal.recruitment.models import Application, ApplicationState
from portal.recruitment.queries.applications import application_by_id


def path_of_application(application: Application) -> str:
    """Where the applicant reads, answers and withdraws, with or without an account."""
    return f"/ansoegning/{_serializer().dumps([application.id, _state_of(application)])}"


def application_of_link(token: str) -> Application | None:
    """Whose link this is; None when it is false, or what it opened is deleted."""
    try:
        application_id, state = _serializer().loads(token)
    except (BadData, ValueError, TypeError):
        return None
    found = application_by_id(application_id) if isinstance(application_id, int) else None
    if found is None or found.state is ApplicationState.DELETED or _state_of(found) != state:
        return None
    return found


def _state_of(application: Application) -> str:
    """What no other application has, even one that gets the same number later."""
    facts = [application.email, application.submission_key, application.created_at.isoformat()]
    return sha256(repr(facts).encode()).hexdigest()[:32]


def _serializer() -> URLSafeSerializer:
    options = {"key_derivation": "hmac", "digest_method": sha256}
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="application", signer_kwargs=options)
