"""What every form does with what was sent, whatever sent it."""

import io
import json
from datetime import date
from types import SimpleNamespace

import pytest

from portal.foundation.forms import OnceForm, PortalForm, choice, count, day, line, text, wrong_in_order


class Letter(OnceForm):
    title = line("Title", needed="Write a title")
    body = text("Body")
    on = day("On")
    number = count("Number")
    kind = choice("Kind", [("a", "A")], validate_choice=True)


def sent(app, **request):
    with app.test_request_context("/", method="POST", **request):
        form = Letter()
        form.validate()
        return form


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  to  ord\t\n", "to  ord"),
        ("en\r\nto\rtre\u2028fire\x85fem", "en\nto\ntre\nfire\nfem"),
        ("nul\x00 og \x0bde \x1bandre\x7f\x9f", "nul og de andre"),
        ("vendt \u202eom\u202c, \u2066rundt\u2069", "vendt om, rundt"),
        ("aldrig\ufffe\uffff", "aldrig"),
        ("familie 👩\u200d👩\u200d👧, \u200f\u05e9\u05dc", "familie 👩\u200d👩\u200d👧, \u200f\u05e9\u05dc"),
    ],
)
def test_only_what_can_be_seen_is_kept(app, typed, kept):
    assert sent(app, data={"title": "x", "body": typed}).body.data == kept


def test_a_title_has_one_line(app):
    assert (
        sent(app, data={"title": "Subject\r\nBcc: x@example.dk\tog\n\nmere"}).title.data
        == "Subject Bcc: x@example.dk og mere"
    )


def test_a_file_is_no_text(app):
    form = sent(app, data={"title": (io.BytesIO(b"x"), "x.txt")}, content_type="multipart/form-data")
    assert form.title.errors == ["Write a title"]


@pytest.mark.parametrize("body", [{"title": 7}, {"title": ["\ud800"]}, [1], "x", None])
def test_json_is_no_form(app, body):
    form = sent(app, data=json.dumps(body), content_type="application/json")
    assert form.title.errors == ["Write a title"]


def test_a_form_that_is_only_shown_reads_nothing(app):
    with app.test_request_context("/?title=x"):
        assert not PortalForm().is_submitted()
        assert Letter(data={"title": "y"}).title.data == "y"


@pytest.mark.parametrize("typed", ["2026-05-31", "31-05-2026", "31.5.2026", "31/05/2026"])
def test_a_date_is_read_in_either_order(app, typed):
    assert sent(app, data={"on": typed}).on.data == date(2026, 5, 31)


@pytest.mark.parametrize("typed", ["2026-99-99", "0001-01-01", "9999-12-31", "31. maj", "2026-05-31T12:00", "\x00"])
def test_a_date_that_nobody_can_mean_is_told_in_our_words(app, typed):
    assert sent(app, data={"on": typed}).on.errors == ["Skriv en dato, for eksempel 31-05-2026"]


def test_no_date_is_no_fault(app):
    assert sent(app, data={"on": ""}).on.errors == []


def test_a_field_that_cannot_read_says_so_in_danish(app):
    form = sent(app, data={"number": "mange", "kind": "b"})
    assert form.number.errors[0] == "Skriv et helt tal, for eksempel 12"
    assert form.kind.errors[0] == "Vælg noget fra listen"


def test_errors_are_listed_in_the_order_of_the_page():
    """Whatever order the form has, and however one name begins like another; what is not on the page comes last."""
    fields = [SimpleNamespace(id=name, errors=["!"], name=name) for name in ("title", "day", "day-to", "unseen")]
    page = '<input id="day-to"><fieldset id="day"></fieldset><input id="title">'
    fields.insert(0, SimpleNamespace(id="fine", errors=[]))
    assert [field.id for field in wrong_in_order(fields, page)] == ["day-to", "day", "title", "unseen"]
