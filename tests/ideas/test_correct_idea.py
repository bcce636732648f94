"""Changing a text that everybody has read, and what becomes of the support it had."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as some
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.foundation.text import render_markdown
from portal.ideas.actions import correct_idea, end_support, support_idea
from portal.ideas.actions.correcting import is_nearly_the_same
from portal.ideas.forms.secretarial import Correction
from portal.ideas.models import Idea, IdeaCorrection, IdeaState, IdeaSupport
from portal.ideas.states import CORRECTABLE
from portal.notifications.models import Notification
from portal.rules.stages import Stage
from tests.ideas.scene import idea_in

TEXT = "Lad os bygge en flydende badeanstalt i havnen, så børnene kan lære at svømme om sommeren."
SMALL = Correction("Badeanstalt", TEXT.replace("svømme", "svømme,"), "Et komma er sat.")
LARGE = Correction("Badeanstalt", "Byg et kryds i stedet.", "Forfatteren ville noget andet.")


@pytest.fixture
def idea(anna, harbour):
    return idea_in(IdeaState.PUBLISHED, harbour, anna, title="Badeanstalt", body=TEXT)


def bindings():
    return sorted(db.session.scalars(select(IdeaSupport.text_version)))


def test_a_small_change_carries_the_support(bo, gerda, dorte, client, idea):
    support_idea(gerda, idea)
    support_idea(dorte, idea)

    correct_idea(bo, idea, SMALL)

    assert (idea.body, idea.text_version) == (SMALL.body, 2)
    assert (idea.support_count, idea.former_support_count, bindings()) == (2, 0, [2, 2])
    assert "Du er en af dem" in client(gerda).get(idea.path).text


def test_a_large_change_asks_the_supporters_again(anna, bo, gerda, dorte, client, idea, deliver_outbox):
    support_idea(gerda, idea)
    correct_idea(bo, idea, LARGE)
    support_idea(dorte, idea)
    deliver_outbox()

    assert (idea.support_count, idea.former_support_count, bindings()) == (1, 1, [1, 2])
    page = client(gerda).get(idea.path).text
    assert "Du støttede en tidligere udgave" in page
    assert "støttede en tidligere udgave af teksten" in client().get(idea.path).text
    corrected = select(Event.id).where(Event.type == "idea.corrected")
    told = select(Notification.recipient_id).where(Notification.event_id.in_(corrected))
    assert set(db.session.scalars(told)) == {anna.id, gerda.id}

    support_idea(gerda, idea)
    assert (idea.support_count, idea.former_support_count) == (2, 0)


def test_supporters_of_an_earlier_text_may_also_take_it_back(bo, gerda, idea):
    support_idea(gerda, idea)
    correct_idea(bo, idea, LARGE)
    end_support(gerda, idea)

    assert (idea.support_count, idea.former_support_count) == (0, 0)


def test_a_small_change_after_a_large_one_carries_only_what_was_given_in_between(bo, gerda, dorte, idea):
    support_idea(gerda, idea)
    correct_idea(bo, idea, LARGE)
    support_idea(dorte, idea)
    correct_idea(bo, idea, replace(LARGE, body="Byg et kryds i stedet!"))

    assert (idea.support_count, idea.former_support_count) == (1, 1)


@pytest.mark.parametrize("change", [{"title": "Badeanstalten"}, {"asks_again": True}])
def test_another_title_or_another_meaning_asks_again(bo, gerda, idea, change):
    support_idea(gerda, idea)
    correct_idea(bo, idea, replace(SMALL, **change))

    assert idea.support_count == 0


def test_the_note_and_the_earlier_text_are_public(bo, client, idea):
    correct_idea(bo, idea, LARGE)

    page = client().get(idea.path).text
    assert LARGE.note in page
    assert "lære at svømme om sommeren" in page


def test_the_earlier_text_can_be_taken_out_for_good(bo, client, idea):
    correct_idea(bo, idea, replace(LARGE, hides_earlier=True))

    assert "lære at svømme om sommeren" not in client().get(idea.path).text
    assert db.session.scalars(select(IdeaCorrection.earlier_html)).one() is None


def test_what_is_taken_out_is_gone_from_every_earlier_text(anna, bo, client, harbour):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna, body="Ring til Hans på 20 00 00 00. Der er mange biler.")
    correct_idea(bo, idea, Correction(idea.title, f"{idea.body} Rettet.", "Et ord er føjet til."))
    assert "20 00 00 00" in client().get(idea.path).text
    correct_idea(bo, idea, Correction(idea.title, "Der er mange biler.", "Et nummer er taget ud.", hides_earlier=True))

    assert "20 00 00 00" not in client().get(idea.path).text
    assert set(db.session.execute(select(IdeaCorrection.earlier_title, IdeaCorrection.earlier_html))) == {(None, None)}


@pytest.mark.parametrize("state", sorted(set(IdeaState) - CORRECTABLE))
def test_only_what_is_public_is_corrected(anna, bo, harbour, state):
    with pytest.raises(Refused):
        correct_idea(bo, idea_in(state, harbour, anna), LARGE)
    assert db.session.scalar(select(func.count()).select_from(IdeaCorrection)) == 0


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_only_the_secretary_corrects(request, client, idea, who):
    somebody = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        correct_idea(somebody, idea, LARGE)
    assert client(somebody).get(f"/ideer/{idea.id}/berigtig").status_code == 403


def test_not_in_a_closed_committee(bo, harbour, idea):
    harbour.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(NotAllowed):
        correct_idea(bo, idea, LARGE)


def test_new_personal_data_is_refused_and_old_may_be_taken_out(bo, anna, harbour, idea):
    with pytest.raises(Refused, match="20 00 00 00"):
        correct_idea(bo, idea, replace(SMALL, body=f"{TEXT} Ring 20 00 00 00."))
    old = idea_in(IdeaState.PUBLISHED, harbour, anna, body="Ring 20 00 00 00 eller 30 00 00 00.")
    correct_idea(bo, old, Correction(old.title, "Ring 20 00 00 00.", "Et nummer er taget ud.", hides_earlier=True))
    assert "30 00 00 00" not in old.body


def test_changing_nothing_is_refused(bo, idea):
    with pytest.raises(Refused):
        correct_idea(bo, idea, Correction(idea.title, idea.body, "Intet."))


def test_nothing_is_half_done(bo, gerda, idea, monkeypatch):
    support_idea(gerda, idea)
    monkeypatch.setattr("portal.ideas.actions.correcting.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        correct_idea(bo, idea, LARGE)
    db.session.refresh(idea)
    assert (idea.body, idea.support_count, bindings()) == (TEXT, 1, [1])


def test_from_the_page(bo, client, idea):
    browser, path = client(bo), f"/ideer/{idea.id}/berigtig"
    assert TEXT in browser.get(path).text
    data = {"title": SMALL.title, "body": SMALL.body, "note": SMALL.note, FIELD: mark_of(idea)}

    assert browser.post(path, data=data | {"note": " "}).status_code == 422
    assert browser.post(path, data=data | {"title": "x" * 121}).status_code == 422
    unchanged = browser.post(path, data=data | {"body": TEXT})
    assert unchanged.status_code == 422
    assert "ikke ændret noget" in unchanged.text
    assert browser.post(path, data=data).location == idea.path
    assert idea.body == SMALL.body
    assert browser.post(path, data=data).status_code == 409


def test_what_is_not_public_has_no_page(anna, bo, client, harbour):
    hidden = idea_in(IdeaState.RECEIVED, harbour, anna)
    assert client(bo).get(f"/ideer/{hidden.id}/berigtig").status_code == 404


WORDS = some.text(alphabet="abc æøå.", min_size=1, max_size=60)


@given(body=WORDS, other=WORDS)
def test_the_same_text_is_always_the_same_and_another_title_never(body, other):
    idea = Idea(title="T", body=body, body_html=render_markdown(body))
    assert is_nearly_the_same(idea, Correction("T", body, "N"))
    assert not is_nearly_the_same(idea, Correction("U", other, "N"))


def test_personal_data_may_be_put_in_with_a_reason_that_everybody_can_read(bo, client, idea):
    path = f"/ideer/{idea.id}/berigtig"
    new = "Ring til hallen på 20 00 00 00."
    data = {"title": idea.title, "body": new, "note": "Nummeret er føjet til.", FIELD: mark_of(idea)}

    refused = client(bo).post(path, data=data)
    assert refused.status_code == 422
    assert "20 00 00 00" in refused.text and 'name="override"' in refused.text
    assert idea.text_version == 1

    assert client(bo).post(path, data=data | {"override": "Det er hallens eget nummer."}).status_code == 302
    assert idea.corrections[0].override == "Det er hallens eget nummer."
    assert "Det er hallens eget nummer." in client().get(idea.path).text


@pytest.mark.parametrize("change", [{"note": "Nummeret 20 00 00 00 er taget ud."}, {"override": "Se 20 00 00 00."}])
def test_what_everybody_is_told_of_the_change_holds_no_personal_data(bo, idea, change):
    with pytest.raises(Refused, match="20 00 00 00"):
        correct_idea(bo, idea, replace(SMALL, **change))
    assert idea.corrections == []


def test_many_small_changes_are_a_large_one(bo, gerda, idea):
    support_idea(gerda, idea)
    words = idea.body.split()
    for number in range(len(words)):
        if idea.support_count == 0:
            break
        text = " ".join(["nej"] * (number + 1) + words[number + 1 :])
        correct_idea(bo, idea, Correction(idea.title, text, "Et ord er rettet."))

    assert (idea.support_count, idea.former_support_count) == (0, 1)
    assert [one.is_small for one in idea.corrections] == [True, False]


def test_supporters_are_asked_when_nobody_can_see_any_more_what_they_supported(bo, gerda, idea):
    support_idea(gerda, idea)
    correct_idea(bo, idea, replace(SMALL, hides_earlier=True))
    assert idea.support_count == 1
    correct_idea(bo, idea, replace(SMALL, body=f"{SMALL.body} Ja."))
    assert idea.support_count == 0


def test_a_text_made_to_keep_the_server_busy_is_compared_word_by_word():
    body, other = "a b" * 666, "b a" * 666
    idea = Idea(title="T", body=body, body_html=render_markdown(body))
    assert not is_nearly_the_same(idea, Correction("T", "c d" * 666, "N"))
    assert is_nearly_the_same(idea, Correction("T", f"{body} c", "N"))
    assert isinstance(is_nearly_the_same(idea, Correction("T", other, "N")), bool)


def test_the_place_is_corrected_too(anna, bo, gerda, client, harbour):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna, body=TEXT, place="Strandvejen 12, 2. tv")
    support_idea(gerda, idea)
    path = f"/ideer/{idea.id}/berigtig"
    page = client(bo).get(path).text
    assert 'name="place"' in page and "Strandvejen 12, 2. tv" in page
    data = {"title": idea.title, "body": TEXT, "note": "Husnummeret er taget ud.", FIELD: mark_of(idea)}

    assert client(bo).post(path, data=data | {"place": "Strandvejen"}).location == idea.path
    assert (idea.place, idea.support_count) == ("Strandvejen", 1)
    with pytest.raises(Refused, match="Nørregade 4"):
        correct_idea(bo, idea, Correction(idea.title, TEXT, "Et andet sted.", place="Nørregade 4"))
    correct_idea(bo, idea, Correction(idea.title, TEXT, "Et andet sted.", place="Torvet"))
    assert (idea.place, idea.support_count) == ("Torvet", 0)
