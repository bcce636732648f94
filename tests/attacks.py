"""What somebody who means no good, or whose program is broken, sends to an address that takes forms."""

import gc
import html
import io
import json
import re
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from wtforms import BooleanField, DateField, IntegerField, SelectField, SelectMultipleField, StringField, TimeField
from wtforms.fields import HiddenField
from wtforms.validators import Length, NumberRange

from portal.accounts.forms import PasswordField
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.forms import PortalForm

LONG = "x" * 20_000
UNKNOWN = str(10**30)
NASTY = "a\x00b\x01 \u202eedoc\u202c 👩\u200d👩 \u200f\u05e9\u05dc \ufffe <script>alert(1)</script> '; drop table x--"
RUBBISH = (
    "side=-1&side=x&fra=999999999999999999&til=%00&version=%00&status=%00&sorter=__class__&q=%00%22*&person=9e9&type="
    "%F0%9F%92%A3&forslag=99999999999999999999&anbefaling=%C2%B2&periode=0000-0003&aar=%D9%A3%D9%A3%D9%A3%D9%A3&next="
    "//example.org&back=//[&sprog=%00&udvalg=%00&organ=%ED%A0%80&unknown=1&igang=9999999999999&kommende=1e3"
)
FAR_OFF = (
    "side=9999999999999&igang=-0&q=" + "%22" * 200 + "&fra=0&til=-1&periode=9999-9999&aar=9999&back=/%09/example.org&"
    "next=https://[&version=1.5&forslag=-1&anbefaling=1&person=-1&sortering=%00&type=a&type=b&kommune=%2e%2e"
)
SEND = {"at": "tjek", "go": "send"}  # the last button, where a form has steps
TAKEN = {200, 302}
REFUSED = {400, 401, 403, 404, 409, 410, 413, 422, 429}
KIND_PASSWORD = "Korrekt hest batteri"
COUNTED = {"attempt"}  # tries at signing in and letters are counted, also those that fail
HOLDS = re.compile(
    r"update \"?(\w+)\"? set created_at=\"?\1\"?\.created_at\b", re.IGNORECASE
)  # `foundation.locking.hold`
OF_THE_LIBRARY = re.compile(r"Not a valid|Invalid Choice|is not a valid|This field is required|Field must be")


class Watch:
    """Which tables were written to, and kept, since the last look; and how long all others had to wait with theirs."""

    def __init__(self):
        self.pending, self.kept = [], []
        self.writing, self.held, self.rehearsed = {}, [], 0.0

    def ran(self, connection, _cursor, statement, *_rest):
        found = re.match(r"\s*(?:insert into|update|delete from)\s+\"?(\w+)", statement, re.IGNORECASE)
        if found:
            self.writing.setdefault(id(connection), (time.thread_time(), found[1]))
        if found and found[1] not in COUNTED and not HOLDS.match(statement):
            self.pending.append(found[1])

    def committed(self, connection):
        self.let_go(connection)
        self.kept += self.pending
        self.pending.clear()

    def rolled_back(self, connection):
        self.let_go(connection)
        self.pending.clear()

    @contextmanager
    def rehearsal(self):
        """Nothing is kept of what is done meanwhile: whoever does it once is quicker, as in a portal that has run for a
        while, with every statement prepared. What it took is in `rehearsed`.
        """

        def refuse(_session):
            if self.pending:
                raise Refused("only a rehearsal")

        event.listen(db.session, "before_commit", refuse)
        try:
            yield
        finally:
            event.remove(db.session, "before_commit", refuse)
            self.rehearsed = max((held for held, _table in self.held), default=0.0)
            self.held.clear()

    def let_go(self, connection):
        """From the first write to the end nobody else can write on SQLite. What counts is the time that this thread has
        worked, which is the same on a busy machine.
        """
        since, table = self.writing.pop(id(connection), (None, ""))
        if since is not None:
            self.held.append((time.thread_time() - since, table))

    def look(self):
        kept, self.kept = self.kept, []
        return kept


@pytest.fixture
def watch(app):
    """Sees every table that is written to. Nothing is collected meanwhile: what all tests have left lying is much more
    than a portal has, and clearing it is not the deed's work.
    """
    seen = Watch()
    gc.disable()
    listeners = {"before_cursor_execute": seen.ran, "commit": seen.committed, "rollback": seen.rolled_back}
    for name, listener in listeners.items():
        event.listen(db.engine, name, listener)
    yield seen
    gc.enable()
    for name, listener in listeners.items():
        event.remove(db.engine, name, listener)


@pytest.fixture
def forms_read(monkeypatch):
    """The forms that were validated, in order."""
    read = []
    usual = PortalForm.validate

    def validate(form, *positional, **named):
        read.append(form)
        return usual(form, *positional, **named)

    monkeypatch.setattr(PortalForm, "validate", validate)
    return read


class Attack:
    """One person at one address. What is not as it should be gathers in `faults`."""

    def __init__(self, path, browser, watch, forms_read):
        self.path, self.browser, self.watch, self.forms_read = path, browser, watch, forms_read
        self.form, self.faults = None, []

    def fault(self, what, told):
        self.faults.append(f"{self.path}: {what}: {told}")

    def send(self, what, **request):
        """Send it; whatever is refused has written nothing. None when the portal fell over."""
        self.forms_read.clear()
        self.watch.look()
        try:
            answer = self.browser.post(self.path, **request)
        except Exception as error:  # what would be a 500 outside the tests
            db.session.rollback()
            return self.fault(what, f"{type(error).__name__}: {str(error)[:300]}")
        self.form = self.forms_read[0] if self.forms_read else self.form
        if answer.status_code not in REFUSED | TAKEN:
            self.fault(what, answer.status_code)
        if answer.status_code in REFUSED and (kept := self.watch.look()):
            self.fault(what, f"refused with {answer.status_code}, and wrote {kept}")
        if answer.mimetype.startswith("text/") and (found := OF_THE_LIBRARY.search(answer.text)):
            self.fault(what, f"not our words: {answer.text[found.start() : found.start() + 60]}")
        return answer

    def fields(self):
        return list(self.form) if self.form is not None else []

    def fill(self, choose):
        """A value for each field that the address reads."""
        return SEND | {field.name: choose(field) for field in self.fields()}

    def all_of_it(self, foreign):
        """Everything that can be sent here. `foreign`: ids of things that belong elsewhere."""
        self.send("nothing", data={})
        self.one_too_many()
        self.far_too_long()
        self.send("strange", data=self.fill(strange), query_string=RUBBISH)
        self.send("huge", data=self.fill(huge), query_string=FAR_OFF)
        self.send("several of each", data=self.fill(lambda field: [strange(field), "", "-1", "1"]))
        self.send("another's", data=self.fill(lambda field: foreign if is_choice(field) else "1"))
        self.send("the first day", data=self.fill(ancient))
        self.not_a_form()

    def not_a_form(self):
        names = [field.name for field in self.fields()] or ["x"]
        no_text = "&".join(f"{name}=%ED%A0%80%FF" for name in names)
        self.send("no text", data=no_text, content_type="application/x-www-form-urlencoded")
        files = {name: (io.BytesIO(b"file"), "f.txt") for name in names}
        self.send("files", data=files, content_type="multipart/form-data")
        numbers = json.dumps({name: [7, "\ud800"] for name in names})
        self.send("json", data=numbers, content_type="application/json")

    def one_too_many(self):
        """Every text has a limit and says so."""
        texts = [field for field in self.fields() if is_text(field)]
        without = [field.name for field in texts if limit_of(field) is None and not isinstance(field, HiddenField)]
        if without:
            self.fault("no limit", without)
        if texts:
            self.send("one too many", data=SEND | {f.name: "x" * ((limit_of(f) or 20_000) + 1) for f in texts})
            silent = [f.name for f in self.fields() if is_text(f) and limit_of(f) and not f.errors]
            if silent and self.forms_read:
                self.fault("over the limit without a word", silent)

    def far_too_long(self):
        """What is far too long is refused and given back."""
        typed = {field.name: f"{field.name} <æ&ø> {LONG}" for field in self.fields() if is_text(field)}
        answer = self.send("far too long", data=self.fill(lambda field: typed.get(field.name, LONG)))
        if not typed or answer is None or answer.status_code in {401, 403, 404}:
            return
        if answer.status_code not in {409, 422}:
            self.fault("far too long", answer.status_code)
        page = html.unescape(answer.text)
        for field in self.fields():
            if isinstance(field, PasswordField) == (typed.get(field.name, "-") in page) and is_shown(field):
                self.fault(field.name, "a secret was given back" if isinstance(field, PasswordField) else "was lost")


def limit_of(field):
    return next((check.max for check in field.validators if isinstance(check, Length) and check.max > 0), None)


def is_choice(field):
    return isinstance(field, SelectField | SelectMultipleField)


def is_text(field):
    return isinstance(field, StringField | PasswordField)


def is_shown(field):
    return is_text(field) and not isinstance(field, HiddenField)


def strange(field):
    if isinstance(field, DateField):
        return "2026-99-99"
    if isinstance(field, IntegerField | TimeField):
        return "mange"
    return "findes-ikke\x00" if is_choice(field) else NASTY


def huge(field):
    if isinstance(field, DateField | TimeField):
        return "9999-12-31" if isinstance(field, DateField) else "25:61"
    return UNKNOWN if isinstance(field, IntegerField | HiddenField) or is_choice(field) else "1"


def ancient(field):
    """The first minute of the calendar, which lies before it in UTC; the rest is well."""
    if isinstance(field, TimeField):
        return "00:00" if "from" in field.name else "00:10"
    return "0001-01-01" if isinstance(field, DateField) else fitting(field)


def fitting(field):
    """What a kind person sends."""
    if isinstance(field, DateField):
        return "2031-05-04"
    if isinstance(field, TimeField):
        return "17:00" if "from" in field.name else "19:00"
    return _fitting_choice(field) if is_choice(field) else _fitting_text(field)


def _fitting_choice(field):
    offered = [str(choice[0]) for choice in field.iter_choices() if choice[0] not in {"", None}]
    return offered[:1] if isinstance(field, SelectMultipleField) else next(iter(offered), "")


def _fitting_text(field):
    if isinstance(field, IntegerField):
        return next((str(check.min) for check in field.validators if isinstance(check, NumberRange)), "1")
    if isinstance(field, PasswordField):
        return KIND_PASSWORD
    if isinstance(field, BooleanField | HiddenField):
        return "1"
    return "ny@example.dk" if "email" in field.name else f"Noget om {field.name}"
