"""The content of a page that strangers see, shown to others in a shell of their own.

Nothing personal can get into it: it is made by a request that has no cookie, so there is nobody it could be about.
"""

import re
from dataclasses import dataclass
from io import BytesIO

from flask import Response, current_app, make_response, render_template, request, session
from markupsafe import Markup

from portal.accounts.identity import current_person
from portal.accounts.models import User
from portal.foundation.db import db
from portal.house.sharing import SharedBy, shared_pages
from portal.pages.shell import current_site

_SEARCHES = '<div class="navigation-menu contains-search'  # no text of anybody's has these signs
_PARTS = re.compile(
    r"<title>(?P<title>.*?)</title>\s*(?:<meta name=\"description\" content=\"(?P<description>[^\"]*)\">)?"
    r".*?<link rel=\"stylesheet\"[^>]*>(?P<head>.*?)</head>.*?<main [^>]*>(?P<content>.*)</main>",
    re.DOTALL,
)


@dataclass(frozen=True)
class Shared:
    """What `layouts/shared.html` needs: HTML that has been on a page already."""

    title: Markup
    description: Markup
    head: Markup
    content: Markup


def is_shared_with_the_reader() -> bool:
    """Whether this page's room has declared that the reader, who has a cookie, sees what a stranger does."""
    readers = shared_pages().get(request.endpoint or "")
    if readers is None or session.get("locale", "da") != "da":  # a stranger reads Danish
        return False
    person = current_person()
    return readers is SharedBy.EVERYBODY or not (isinstance(person, User) and person.grants)


def ask_as_a_stranger() -> None:
    """Ask for the same page without the cookie, so that it is kept if it may be. In a context of its own: nothing that
    is known of the reader is known there. Their connection is given back first, so that one is enough for both."""
    db.session.rollback()
    asked = {key: value for key, value in request.environ.items() if not key.startswith(("werkzeug.", "flask."))}
    asked |= {"HTTP_COOKIE": "", "wsgi.input": BytesIO()}
    with current_app.app_context(), current_app.request_context(asked):
        current_app.full_dispatch_request()


def in_the_readers_shell(html: str) -> Response:
    """The page that a stranger was shown, with the head and foot of whoever reads it now."""
    found = _PARTS.search(html)
    if found is None:
        raise ValueError("a page without the shell of templates/layouts/base.html")
    parts = {name: Markup(part or "") for name, part in found.groupdict().items()}  # noqa: S704 - it has been a page of ours
    parts["title"] = Markup(parts["title"].removesuffix(f" – {Markup.escape(current_site().name)}"))  # noqa: S704
    own_search = _SEARCHES not in html
    return make_response(render_template("layouts/shared.html", shared=Shared(**parts), has_own_search=own_search))
