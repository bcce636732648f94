"""Presses the buttons that a walk has seen, each on the demonstration as it was: what is done is undone at once."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from flask import template_rendered

from portal.demo.people import PASSWORD
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from tests.walking import VISITOR, Form, Parsed, Visit, chosen_value, endpoint_of, is_sent, the_cast

EACH = 4  # so many records of a kind for each person and button; a person often has the same button on every idea
TYPED = {
    "email": "en.proeve@example.dk",
    "number": "1",
    "time": "17:00",
    "password": PASSWORD,
    "url": "https://example.dk/",
    "tel": "12345678",
}


@dataclass(frozen=True)
class Button:
    """A button as somebody saw it on a page."""

    visit: Visit
    form: Form
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Pressed:
    """What came of pressing a button."""

    button: Button
    status: int
    refused: tuple[str, ...]
    """What the rules of the process said no to, in words."""
    asks_for_more: bool
    """Whether the answer is the form again, with a word at a field."""
    said_no: bool
    """Whether the answer is a page of refusal."""

    @property
    def is_dead_end(self) -> bool:
        """Whether somebody was shown a button that leads nowhere: a word at a field is a way on."""
        bad = self.status >= 400 and self.status != 422
        return bad or self.said_no or (self.status == 422 and not self.asks_for_more)

    def __str__(self) -> str:
        seen, form = self.button.visit, self.button.form
        why = "; ".join(self.refused)
        return f"{seen.who} {seen.path} → {form.action} {self.button.name}={self.button.value}: {self.status} {why}"


def buttons(app, visits):
    """Each button of each form that posts, as each person first saw it: at most some of a kind."""
    seen, counted = set(), defaultdict(int)
    for visit in visits:
        for form in visit.page.forms if visit.page else ():
            if form.method == "get" or (visit.who, form.action) in seen:
                continue
            seen.add((visit.who, form.action))
            kind = (visit.who, endpoint_of(app, form.action, "POST")[0], visit.templates[:1])
            counted[kind] += 1
            if counted[kind] <= EACH:
                yield from _buttons_of(visit, form)


def _buttons_of(visit, form):
    if not any(one["tag"] == "button" for one in form.fields):
        return  # its buttons come with what it is about
    ways = [one for one in form.fields if one["tag"] == "button" and one.get("name") and one.get("type") != "button"]
    chosen = {(one["name"], one.get("value", "")): one for one in ways}
    yield from (Button(visit, form, name, value) for name, value in chosen or {("", ""): None})


def filled(button: Button) -> dict[str, list[str]]:
    """What somebody would send who fills in the form: what stands there already, and something in each empty field."""
    sent: dict[str, list[str]] = {button.name: [button.value]} if button.name else {}
    fields = [one for one in button.form.fields if one.get("name") and one["tag"] != "button"]
    chosen = {one["name"] for one in fields if one.get("type") == "radio" and "checked" in one}
    for one in fields:
        name, is_radio = one["name"], one.get("type") == "radio"
        if not is_radio and not is_sent(one):
            continue
        if is_radio and "checked" not in one and (name in chosen or name in sent):
            continue
        value = one.get("value", "") if is_radio else chosen_value(one)
        sent.setdefault(name, []).append(value or _typed(one))
    return sent


def _typed(one: dict) -> str:
    kind = one.get("type", "text")
    if kind == "hidden":
        return ""
    if kind == "date":
        return str(clock.today() + timedelta(days=14))
    if one["tag"] == "select":
        return next((option["value"] for option in one["options"] if option.get("value")), "")
    return TYPED.get(kind, "Vi prøver, om det kan lade sig gøre.")


class Presser:
    """Sends forms as the people of a walk, and puts the database back after each."""

    def __init__(self, app, monkeypatch) -> None:
        self.app = app
        self.cookies = {who: self._cookie(who) for who in the_cast()}
        with app.app_context():
            self.file = db.engine.url.database
        self.before = sqlite3.connect(":memory:")
        now = sqlite3.connect(self.file)
        now.backup(self.before)
        now.close()
        self.refusals: list[Refused] = []
        usual = Refused.__init__

        def note(refusal, *reasons):
            usual(refusal, *reasons)
            self.refusals.append(refusal)

        monkeypatch.setattr(Refused, "__init__", note)

    def press(self, button: Button) -> Pressed:
        """Send the form, and forget what it did."""
        self.refusals.clear()
        names: list[str] = []
        note = lambda _app, template, **_more: names.append(template.name)  # noqa: E731
        browser = self.app.test_client(use_cookies=False)
        headers = {"Cookie": self.cookies[button.visit.who]}
        with template_rendered.connected_to(note, self.app):
            answer = browser.post(button.form.action, data=filled(button), headers=headers)
        self._undo()
        page = Parsed(answer.text, button.form.action) if answer.mimetype == "text/html" else None
        return Pressed(
            button,
            answer.status_code,
            refused=tuple(reason for refusal in self.refusals for reason in refusal.reasons),
            asks_for_more=any("aria-invalid" in one for form in (page.forms if page else ()) for one in form.fields)
            or (page is not None and '<fieldset class="form-group form-error"' in answer.text),  # boxes
            said_no=any(name.startswith("errors/") for name in names),
        )

    def close(self) -> None:
        """Let go of the database as it was."""
        self.before.close()

    def _cookie(self, who):
        if who == VISITOR:
            return ""
        browser, name = self.app.test_client(), self.app.config["SESSION_COOKIE_NAME"]
        browser.post("/log-ind", data={"email": who, "password": PASSWORD})
        return f"{name}={browser.get_cookie(name).value}"

    def _undo(self):
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        now = sqlite3.connect(self.file)
        self.before.backup(now)
        now.close()
