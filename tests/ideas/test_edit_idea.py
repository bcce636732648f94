"""Changing an idea that nobody else has read in public."""

import pytest

from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.actions import edit_idea
from portal.ideas.forms.writing import IdeaDraft
from portal.ideas.models import IdeaState
from portal.ideas.states import EDITABLE
from portal.notifications.models import Notification
from tests.ideas.scene import DRAFT, SENT, TYPED, idea_in

BETTER = IdeaDraft("Badeanstalt ved molen", "Ved nordmolen er der læ.")


@pytest.mark.parametrize("state", IdeaState)
def test_the_author_changes_what_is_not_public_and_it_stays_where_it_is(anna, harbour, state):
    idea = idea_in(state, harbour, anna)
    due = idea.answer_due_on
    if state in EDITABLE:
        edit_idea(anna, idea, BETTER)
        assert (idea.state, idea.title, idea.answer_due_on) == (state, BETTER.title, due)
        return
    with pytest.raises(Refused):
        edit_idea(anna, idea, BETTER)
    db.session.refresh(idea)
    assert idea.title == DRAFT.title


def test_nobody_else_changes_it(anna, bo, gerda, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna)
    for other in (bo, gerda):
        with pytest.raises(NotAllowed):
            edit_idea(other, idea, BETTER)


def test_nothing_is_half_done(anna, harbour, monkeypatch):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna)
    monkeypatch.setattr("portal.ideas.actions.submitting.record", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        edit_idea(anna, idea, BETTER)
    db.session.refresh(idea)
    assert idea.title == DRAFT.title


def test_from_the_page(anna, client, harbour):
    idea = idea_in(IdeaState.SCREENING, harbour, anna)
    browser, path = client(anna), f"/ideer/{idea.id}/ret"
    assert DRAFT.body in browser.get(path).text
    data = TYPED | {"problem": BETTER.body, FIELD: mark_of(idea)}

    assert browser.post(path, data=data | {"at": "ret", "go": "next"}).status_code == 200
    assert idea.body == DRAFT.body
    assert browser.post(path, data=data | {"at": "tjek", "go": "send"}).location == f"/ideer/{idea.id}/kvittering"
    assert (idea.body, idea.state) == (BETTER.body, IdeaState.SCREENING)


def test_an_old_form_is_told_so(anna, client, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna)
    old = SENT | {FIELD: mark_of(idea)}
    edit_idea(anna, idea, BETTER)

    assert client(anna).post(f"/ideer/{idea.id}/ret", data=old).status_code == 409
    assert idea.title == BETTER.title


def test_the_secretary_is_told(anna, bo, harbour, deliver_outbox):
    edit_idea(anna, idea_in(IdeaState.RECEIVED, harbour, anna), BETTER)
    deliver_outbox()
    assert len(notices_of(bo)) == 1


def test_nobody_is_told_of_a_draft(anna, bo, harbour, deliver_outbox):
    edit_idea(anna, idea_in(IdeaState.DRAFT, harbour, anna), BETTER)
    deliver_outbox()
    assert notices_of(bo) == []


def notices_of(person):
    return db.session.scalars(db.select(Notification).where(Notification.recipient_id == person.id)).all()
