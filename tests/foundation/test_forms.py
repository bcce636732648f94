"""What every form does with what was sent, whatever sent it."""

import io
import json

import pytest

from portal.foundation.forms import OnceForm, PortalForm, line, text


class Letter(OnceForm):
    title = line("Title", needed="Write a title")
    body = text("Body")


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
