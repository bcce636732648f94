"""The steps in which a contribution is written: back and forth, with and without an account."""

import pytest
from sqlalchemy import func, select

from portal.foundation.db import db
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.models import Idea, IdeaKind, IdeaState, ShownAs
from tests.ideas.scene import DRAFT, GUEST, SENT, TYPED, idea_in

NEW = "/udvalg/havnen/ideer/ny"
TOLD = TYPED | {"kind": "critique", "better": "Flere bænke.", "place": "Nordkajen", "question": "2"}


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def the_idea():
    return db.session.scalars(select(Idea)).one()


def test_each_step_keeps_the_draft_of_who_is_signed_in(anna, client, harbour):
    browser = client(anna)

    on = browser.post(NEW, data=TOLD | {"at": "problem", "go": "next"})

    idea = the_idea()
    assert on.location == f"/ideer/{idea.id}/ret?trin=bedre"
    assert (idea.state, idea.kind, idea.problem) == (IdeaState.DRAFT, IdeaKind.CRITIQUE, DRAFT.body)
    page = browser.get(on.location).text
    assert 'name="place"' in page
    assert "Spørgsmål 2?" in page

    data = TOLD | {FIELD: mark_of(idea), "at": "bedre", "go": "next"}
    on = browser.post(f"/ideer/{idea.id}/ret", data=data)
    assert on.location.endswith("?trin=hvem")
    assert (idea.better, idea.place, idea.question_number) == ("Flere bænke.", "Nordkajen", 2)
    assert idea.body == f"{DRAFT.body}\n\nFlere bænke."


def test_the_return_key_goes_on(anna, client, harbour):
    assert "trin=bedre" in client(anna).post(NEW, data=TYPED | {"at": "problem"}).location


def test_two_clicks_keep_one_draft(anna, client, harbour):
    browser = client(anna)
    first, second = (browser.post(NEW, data=TYPED | {"at": "problem", "go": "next"}) for _ in range(2))

    assert first.location == second.location
    assert count(Idea) == 1


def test_a_text_changed_on_the_first_page_after_going_back_is_kept_and_so_is_what_came_later(anna, client, harbour):
    browser, first = client(anna), TYPED | {"at": "problem", "go": "next"}
    browser.post(NEW, data=first)
    idea = the_idea()
    later = TOLD | {"kind": "idea", "shown_as": "first_name", FIELD: mark_of(idea), "at": "hvem", "go": "next"}
    browser.post(f"/ideer/{idea.id}/ret", data=later)

    on = browser.post(NEW, data=first | {"problem": "Ny tekst."})

    assert on.location == f"/ideer/{idea.id}/ret?trin=bedre"
    assert count(Idea) == 1
    assert (idea.problem, idea.better, idea.body) == ("Ny tekst.", "Flere bænke.", "Ny tekst.\n\nFlere bænke.")
    assert (idea.place, idea.question_number, idea.shown_as) == ("Nordkajen", 2, ShownAs.FIRST_NAME)
    assert "Ny tekst." in browser.get(on.location).text


def test_going_back_between_the_steps_of_a_draft_is_no_conflict_with_oneself(anna, client, harbour):
    browser = client(anna)
    browser.post(NEW, data=TYPED | {"at": "problem", "go": "next"})
    idea = the_idea()
    path, old = f"/ideer/{idea.id}/ret", TYPED | {FIELD: mark_of(idea), "at": "bedre", "go": "next"}
    browser.post(path, data=old | {"better": "Byg en mole."})
    browser.post(path, data=old | {"shown_as": "first_name", FIELD: mark_of(idea), "at": "hvem"})

    on = browser.post(path, data=old | {"better": "Byg to moler."})

    assert on.location == f"{path}?trin=hvem"
    assert (idea.better, idea.shown_as) == ("Byg to moler.", ShownAs.FIRST_NAME)
    sent = browser.post(path, data=old | {"better": "Byg tre.", "at": "tjek", "go": "send"})
    assert sent.location == f"/ideer/{idea.id}/kvittering"
    assert (idea.better, idea.state) == ("Byg tre.", IdeaState.RECEIVED)


def test_going_back_after_it_was_sent_changes_it_and_says_so(anna, client, harbour):
    browser = client(anna)
    browser.post(NEW, data=SENT)
    idea = the_idea()

    page = browser.post(NEW, data=TYPED | {"problem": "Ny.", "at": "problem", "go": "next"}, follow_redirects=True)

    assert "Du havde allerede sendt idéen" in page.text
    assert (idea.body, idea.state, count(Idea)) == ("Ny.", IdeaState.RECEIVED, 1)


def test_going_back_asks_nothing_saves_nothing_and_loses_nothing(anna, client, harbour):
    idea = idea_in(IdeaState.DRAFT, harbour, anna)
    data = TOLD | {"title": "", "shown_as": "first_name", "at": "hvem", "go": "back"}

    page = client(anna).post(f"/ideer/{idea.id}/ret", data=data)

    assert page.status_code == 200
    assert all(text in page.text for text in ("Flere bænke.", "Nordkajen", DRAFT.body, 'value="first_name"'))
    assert "error-summary" not in page.text
    assert idea.title == DRAFT.title


def test_a_guest_walks_the_steps_and_nothing_is_kept_here(client, harbour):
    browser = client()
    assert browser.get(NEW).status_code == 200
    for at, shows in (("problem", 'name="better"'), ("bedre", 'name="email"'), ("hvem", "Nordkajen")):
        page = browser.post(NEW, data=TOLD | GUEST | {"at": at, "go": "next"})
        assert page.status_code == 200
        assert shows in page.text
        assert all(text in page.text for text in ("Nordkajen", "Flere bænke.", GUEST["email"]))
    assert count(Idea) == 0


def test_the_answers_are_shown_before_they_are_sent_with_a_way_back_to_each(client, harbour):
    page = client().post(NEW, data=TOLD | GUEST | {"at": "hvem", "go": "next"}).text

    assert "<strong>svømme</strong>" in page
    assert "Ida Krog" in page
    assert "2. Spørgsmål 2?" in page
    assert page.count('name="go" value="problem"') >= 2
    back = client().post(NEW, data=TOLD | GUEST | {"at": "tjek", "go": "bedre"})
    assert back.status_code == 200
    assert 'id="better"' in back.text


def test_only_what_has_been_asked_is_told_to_be_wrong(client, harbour):
    page = client().post(NEW, data=TYPED | {"title": "", "at": "problem", "go": "next"})

    assert page.status_code == 422
    assert 'id="title-error"' in page.text
    assert "Skriv dit navn" not in page.text


def test_sending_leads_to_the_first_step_with_something_wrong(client, harbour):
    page = client().post(NEW, data=TYPED | GUEST | {"place": "x" * 121, "email": "x", "at": "tjek", "go": "send"})

    assert page.status_code == 422
    assert 'id="place-error"' in page.text


@pytest.mark.parametrize("odd", [{"at": "'"}, {"go": "x"}, {"at": "tjek", "go": "keep"}, {"at": "", "go": ""}])
def test_odd_buttons_do_no_harm(anna, client, harbour, odd):
    assert client(anna).post(NEW, data=TYPED | odd).status_code in {200, 302, 422}
    assert client().post(NEW, data=TYPED | odd).status_code in {200, 422}


@pytest.mark.parametrize("step", ["", "?trin=problem", "?trin=bedre", "?trin=hvem", "?trin=tjek", "?trin=%27"])
def test_every_step_has_its_page_and_asks_little(anna, client, harbour, queries, step):
    idea = idea_in(IdeaState.DRAFT, harbour, anna)
    browser = client(anna)

    with queries() as said:
        assert browser.get(f"/ideer/{idea.id}/ret{step}").status_code == 200
    assert len(said) <= 14


def test_an_old_draft_of_one_text_is_gone_on_with(anna, client, harbour):
    idea = idea_in(IdeaState.DRAFT, harbour, anna)

    assert DRAFT.body in client(anna).get(f"/ideer/{idea.id}/ret").text


def test_without_a_mandate_there_is_no_question_to_choose(client, harbour):
    harbour.mandates[0].adopted_on = None
    db.session.commit()

    page = client().post(NEW, data=TYPED | {"at": "problem", "go": "next"})

    assert 'id="question"' not in page.text


def test_a_person_who_was_signed_out_goes_on_as_a_guest(client, harbour):
    page = client().post(NEW, data=TOLD | {"at": "bedre", "go": "next"})

    assert page.status_code == 200
    assert "Flere bænke." in page.text
