"""Saying no, once for every way: a page in plain words, and what was typed is given back."""

import logging
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.accounts.identity import current_person
from portal.accounts.models import User
from portal.accounts.signing_in import SentFromElsewhere
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, NotSignedIn, PortalError, Refused, SavedBefore
from portal.foundation.forms import LINE
from portal.foundation.personal_data import HoldsPersonalData
from portal.foundation.public_texts import REASON_FIELD
from portal.foundation.seen import FIELD
from portal.pages.overtaken import Overtaken, overtaken
from portal.rules.permissions import GRANTS

logger = logging.getLogger(__name__)

PAGES = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429})
SHORT = 20  # what is quicker to write again than to copy
NEVER_GIVEN_BACK = ("password", "csrf", "token", "key", "code")
WRITTEN_BY_NOBODY = frozenset({FIELD, "seen", "asked", "looked_at", "next"})  # hidden: the page itself sends it along
PRESENT_PASSWORD = "present"  # noqa: S105 - the name of a field


def typed_texts() -> list[str]:
    """Longer texts of a refused form, so that nobody loses what they wrote."""
    return [text for name, text in request.form.items() if not _is_withheld(name) and len(text.strip()) > SHORT]


def _is_withheld(name: str) -> bool:
    if name.rpartition("-")[2] in WRITTEN_BY_NOBODY:
        return True
    return name == PRESENT_PASSWORD or any(part in name for part in NEVER_GIVEN_BACK)


def init_refusals(app: Flask) -> None:
    """Register the pages that say no."""
    app.register_error_handler(PortalError, _say_no)
    app.register_error_handler(HoldsPersonalData, _ask_whether_it_may_stand)
    app.register_error_handler(HTTPException, _say_no_to_http)
    app.register_error_handler(InternalServerError, _say_sorry)


def _say_no(error: PortalError) -> ResponseReturnValue:
    if isinstance(error, NotSignedIn) and current_person().is_authenticated:
        return _page(401), 403  # signed in, but has not shown yet that the address is theirs
    if isinstance(error, NotAllowed) and request.method == "GET" and _waits_for_code(error):
        return redirect("/konto/kode?" + urlencode({"next": request.full_path.rstrip("?")}))
    if isinstance(error, NotSignedIn) and request.method == "GET":
        return redirect("/log-ind?" + urlencode({"next": request.full_path.rstrip("?")}))
    reasons = error.reasons if isinstance(error, Refused | SavedBefore) else ()
    second = overtaken(error.thing) if isinstance(error, Conflict) else None
    stands = error.path if isinstance(error, SavedBefore) else ""
    return _page(error.status, reasons, second=second, stands=stands), error.status


@dataclass(frozen=True)
class TypedField:
    """A field of the form that was stopped, with what was typed; `found` when that is where something was found."""

    name: str
    value: str
    label: str
    found: bool

    @property
    def is_long(self) -> bool:
        return len(self.value) > LINE or "\n" in self.value


def _ask_whether_it_may_stand(error: HoldsPersonalData) -> ResponseReturnValue:
    """The form once more, whatever form it was: what was found can be taken out, or it is said why it may stand."""
    form, found = g.get("form_read"), {finding.text for finding in error.found}
    labels = {field.name: str(field.label.text) for field in form} if form is not None else {}
    fields = [
        TypedField(name, value, labels.get(name, ""), found=any(text in value for text in found))
        for name, value in request.form.items(multi=True)
        if name not in {"csrf_token", REASON_FIELD}
    ]
    page = render_template(
        "errors/personal_data.html",
        found=error.found,
        may_stand=error.may_stand,
        reasons=error.reasons,
        fields=fields,
        reason=request.form.get(REASON_FIELD, ""),
    )
    return page, error.status


def _waits_for_code(error: NotAllowed) -> bool:
    """Whether the person has a role that may do this, and that rests until a one-time code is set up."""
    person = current_person()
    return isinstance(person, User) and any(
        error.permission in GRANTS[grant.role]
        for grant in person.grants
        if person.rests(grant.role) and grant.holds_on(clock.today())
    )


def _say_no_to_http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:  # noqa: PLR2004
        return error
    status = error.code if error.code in PAGES else 400 if error.code < 500 else 500  # noqa: PLR2004
    response = error.get_response()  # keeps headers such as Allow and Retry-After
    response.data = _page(
        status, expired=isinstance(error, CSRFError), is_from_elsewhere=isinstance(error, SentFromElsewhere)
    )
    response.content_type = "text/html; charset=utf-8"
    return response


def _say_sorry(error: InternalServerError) -> ResponseReturnValue:
    """Something broke, perhaps the database itself; then a page that needs nothing says so."""
    is_away = isinstance(error.original_exception, OperationalError)
    try:
        db.session.rollback()
        page = _page(500)
    except Exception:
        logger.exception("the page that says sorry could not be made")
        page = current_app.jinja_env.get_template("errors/bare.html").render(typed=_typed())
    return page, 503 if is_away else 500


def _page(
    status: int,
    reasons: tuple[str, ...] = (),
    *,
    expired: bool = False,
    is_from_elsewhere: bool = False,
    second: Overtaken | None = None,
    stands: str = "",
) -> str:
    shown = {"reasons": reasons, "typed": _typed(), "expired": expired, "second": second, "back": _back()}
    shown |= {"stands": stands, "is_from_elsewhere": is_from_elsewhere}
    return render_template(f"errors/{status}.html", **shown)


def _back() -> str:
    """Where the form stands that was sent, if that is where it was sent to."""
    adapter = current_app.create_url_adapter(request)
    return request.path if adapter is not None and adapter.test(method="GET") else ""


def _typed() -> list[str]:
    try:
        return typed_texts()
    except HTTPException:  # too large to read
        return []
