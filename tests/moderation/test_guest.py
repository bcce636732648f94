"""Who wrote an idea without an account reads why it is hidden, and can appeal, by the link in their letter."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Visitor
from portal.events.models import Event
from portal.foundation.db import db
from portal.ideas.actions import confirm_guest_idea, publish_idea, send_as_guest
from portal.ideas.forms.writing import IdeaDraft, Sender
from portal.ideas.links import path_of_confirmation, path_of_own
from portal.ideas.models import GuestIdea
from portal.moderation.actions import overturn_decision, uphold_decision
from portal.moderation.models import CaseState
from portal.notifications.models import Notification
from portal.reactions.letters import letter_about
from tests.ideas.scene import DRAFT, HOME
from tests.moderation.scene import hidden, reported

REASON = "Teksten taler grimt om andre."


@pytest.fixture
def idea(harbour, bo):
    sender = Sender("Ida Krog", "ida@example.dk")
    send_as_guest(Visitor(), harbour, IdeaDraft(DRAFT.title, DRAFT.body, submission_key="g1"), sender, HOME)
    waiting = db.session.scalars(select(GuestIdea)).one()
    idea = confirm_guest_idea(path_of_confirmation(waiting).rsplit("/", 1)[1])
    publish_idea(bo, idea)
    return idea


@pytest.fixture
def matter(idea, bo, gerda):
    return hidden(idea, bo, gerda, reason=REASON)


def test_the_page_of_ones_own_says_why_and_leads_to_the_appeal(matter, idea, sofie, client):
    own = path_of_own(idea)
    path, browser = f"{own}/skjult", client()
    page = browser.get(own).text
    assert REASON in page and path in page
    assert REASON in browser.get(path).text
    assert browser.post(path, data={"appeal-appeal": " "}).status_code == 422
    typed = {"appeal-appeal": "Det var et citat fra avisen."}
    assert [browser.post(path, data=typed).location for _click in range(2)] == [path, path]
    assert (matter.case.state, matter.case.appeal) == (CaseState.APPEALED, "Det var et citat fra avisen.")
    late = browser.post(path, data={"appeal-appeal": "Og der er noget mere at sige."})
    assert late.status_code == 422 and "Og der er noget mere at sige." in late.text

    uphold_decision(sofie, matter, "Det er grimt, også som citat.")
    assert "Det er grimt, også som citat." in browser.get(path).text


def test_after_a_successful_appeal_the_page_is_as_before(matter, idea, sofie, client):
    client().post(f"{path_of_own(idea)}/skjult", data={"appeal-appeal": "Det var et citat."})
    overturn_decision(sofie, matter, "Ja.")
    assert REASON not in client().get(path_of_own(idea)).text


def test_the_letter_about_the_decision_leads_to_their_own_page(matter, idea, sofie, client, deliver_outbox):
    client().post(f"{path_of_own(idea)}/skjult", data={"appeal-appeal": "Det var et citat."})
    uphold_decision(sofie, matter, "Nej.")
    deliver_outbox()
    rows = db.session.scalars(select(Notification).where(Notification.recipient_id == idea.author_id)).all()
    led = {row.message[:20]: letter_about(db.session.get(Event, row.event_id), row, idea.author).path for row in rows}
    assert [path for path in led.values() if not path.startswith("/ideer/uden-konto/")] == []
    assert any("appeal is decided" in row.message for row in rows)


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_decision_or_with_a_false_link_there_is_nothing(idea, gerda, client, method):
    visit = getattr(client(), method)
    assert visit(f"{path_of_own(idea)}/skjult").status_code == 404
    reported(idea, gerda)
    assert visit(f"{path_of_own(idea)}/skjult").status_code == 404, "nothing is decided yet"
    assert visit(f"{path_of_own(idea)}x/skjult").status_code == 410


def test_whoever_has_a_password_signs_in_instead(matter, idea, client):
    path = f"{path_of_own(idea)}/skjult"
    idea.author.password_hash = "some password's"
    db.session.commit()
    assert client().get(path).status_code == 410
