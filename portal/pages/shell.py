"""What every page has around it: the municipality's name, the menu, who is asking and what they may do."""

import time
from typing import Any

from flask import Flask, current_app, g, request

from portal.accounts.identity import current_person
from portal.foundation import clock
from portal.foundation.db import Record
from portal.foundation.i18n import N_, current_locale, gettext
from portal.foundation.words import WordForms
from portal.house.deeds import Offer, offered
from portal.municipalities.queries import Site, last_site, site
from portal.pages.rooms import committee_of_page, room_of_page
from portal.rules.access import Scope, can
from portal.rules.permissions import Permission

FRESH_FOR = 5.0  # seconds during which a process believes what it last read about the municipality

MENU = (
    (N_("%(Committees)s"), "/udvalg/"),
    (N_("Decisions"), "/beslutninger/"),
    (N_("Archive"), "/arkiv/"),
    (N_("About the portal"), "/om"),
)


def current_site() -> Site:
    """The municipality as the shell shows it: one reading for a page, and at most one every few seconds."""
    if "site" not in g:
        g.site = _read_site()
    return g.site  # type: ignore[no-any-return]  # g holds anything


def _read_site() -> Site:
    read_at, known = last_site.known() or (float("-inf"), None)
    if known is None or current_app.testing or time.monotonic() - read_at > FRESH_FOR:
        known = site(is_demo=current_app.config["IS_DEMO"])
        last_site.hand(current_app, (time.monotonic(), known))
    return known


def own_words() -> dict[str, WordForms]:
    """The municipality's nouns, for the messages."""
    return current_site().words


def site_names() -> tuple[str, str]:
    """What the portal and the municipality are called; no password may be made of it."""
    return current_site().name, current_site().municipality


def demands_code() -> bool:
    """Whether the municipality wants a one-time code of its secretaries and administrators."""
    return current_site().demands_code


def main_menu() -> list[dict[str, Any]]:
    """The entries of the main menu; a signed-in person's own desk comes first."""
    own = ((N_("My desk"), "/skrivebord"),) if current_person().is_authenticated else ()
    return [
        {"label": gettext(label), "url": url, "current": request.path.startswith(url)} for label, url in (*own, *MENU)
    ]


def may(permission: str, scope: Scope | None = None) -> bool:
    """For templates: whether the reader may do this here and now."""
    return can(current_person(), Permission(permission), scope)


def offered_to_reader(record: Record) -> dict[str, Offer]:
    """For templates: what the reader can do with a record here and now, by the names of the deeds."""
    return offered(current_person(), record)


def init_shell(app: Flask) -> None:
    """Give the shell to every template."""
    app.jinja_env.globals.update(
        may=may, offered=offered_to_reader, committee_of_page=committee_of_page, room_of_page=room_of_page
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def around() -> dict[str, Any]:
        return {
            "site": current_site(),
            "person": current_person(),
            "main_menu": main_menu(),
            "locale": current_locale(),
            "now": clock.now(),
            "base_url": current_app.config["BASE_URL"],
        }
