from datetime import UTC, datetime, timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.actions import resubmit_idea, return_idea
from portal.ideas.forms.writing import IdeaDraft
from portal.ideas.models import IdeaState
from tests.ideas.scene import SENT, TYPED, idea_in

BETTER = IdeaDraft("Badeanstalt ved molen", "Ved nordmolen er der læ.")


@pytest.fixture
def returned(anna, bo, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, received_at=datetime(2026, 1, 1, 12, tzinfo=UTC))
    return_idea(bo, idea, "Skriv, hvor det er.")
    return idea


def test_the_author_corrects_and_sends_again_and_the_clock_starts_anew(anna, returned):
    resubmit_idea(anna, returned, BETTER)

    assert returned.state is IdeaState.RESUBMITTED
    assert returned.title == BETTER.title
    assert returned.body_html == "<p>Ved nordmolen er der læ.</p>"
    assert returned.answer_due_on == clock.today() + timedelta(days=28)


def test_nobody_else_sends_it_again(bo, gerda, returned):
    for other in (bo, gerda):
        with pytest.raises(NotAllowed):
            resubmit_idea(other, returned, BETTER)


def test_nothing_is_half_done(anna, returned, monkeypatch):
    monkeypatch.setattr("portal.ideas.actions.submitting.record", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        resubmit_idea(anna, returned, BETTER)
    db.session.refresh(returned)
    assert returned.state is IdeaState.RETURNED
    assert returned.title != BETTER.title


def test_the_form_is_filled_and_sends(anna, client, returned):
    browser, path = client(anna), f"/ideer/{returned.id}/ret"
    page = browser.get(path)
    assert returned.body in page.text
    assert "Skriv, hvor det er." in page.text

    data = TYPED | {"problem": BETTER.body, FIELD: mark_of(returned), "at": "ret", "go": "next"}
    assert "nordmolen" in browser.post(path, data=data).text
    assert returned.state is IdeaState.RETURNED
    assert browser.post(path, data=data | {"at": "tjek", "go": "send"}).status_code == 302
    assert returned.body == BETTER.body
    assert returned.state is IdeaState.RESUBMITTED


def test_an_old_form_is_told_so(anna, client, returned):
    data = SENT | {FIELD: mark_of(returned)}
    returned.title = "En anden titel"
    db.session.commit()

    page = client(anna).post(f"/ideer/{returned.id}/ret", data=data)

    assert page.status_code == 409
    assert returned.state is IdeaState.RETURNED


def test_errors_keep_the_text(anna, client, returned):
    page = client(anna).post(f"/ideer/{returned.id}/ret", data=SENT | {"title": "x" * 121})

    assert page.status_code == 422
    assert "x" * 121 in page.text


def test_an_idea_that_is_out_of_the_authors_hands_is_shown_instead(anna, client, harbour):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)

    assert client(anna).get(f"/ideer/{idea.id}/ret").location == idea.path


def test_others_find_no_form(gerda, client, returned):
    assert client(gerda).get(f"/ideer/{returned.id}/ret").status_code == 404


def test_two_clicks_send_it_again_once(anna, client, returned):
    browser, path = client(anna), f"/ideer/{returned.id}/ret"
    data = TYPED | {"problem": BETTER.body, FIELD: mark_of(returned), "at": "tjek", "go": "send"}
    first, second = browser.post(path, data=data), browser.post(path, data=data)
    assert first.location == second.location
    assert returned.state is IdeaState.RESUBMITTED
