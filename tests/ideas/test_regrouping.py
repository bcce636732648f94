"""Merging and dividing ideas: nothing disappears, nobody's support moves by itself, everybody concerned is told."""

import pytest
from sqlalchemy import select

from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.actions import (
    answer_idea,
    answer_support_question,
    divide_idea,
    merge_ideas,
    support_idea,
    undo_regrouping,
    withdraw_idea,
)
from portal.ideas.forms.regrouping import Division, Part
from portal.ideas.models import Idea, IdeaState
from portal.ideas.models.lineage import Folded
from portal.ideas.queries.lineage import lineage_of, questions_for
from portal.notifications.models import Notification
from portal.trace.models import TraceEdge
from tests.cast import person
from tests.ideas.scene import idea_in
from tests.ideas.test_answer_idea import ANSWER
from tests.sittings.scene import unsure

S = IdeaState
WHY = "Begge handler om badebroen."
DIVISION = Division(
    (Part("Flere lamper", "Der er mørkt ved broen."), Part("En badebro", "Lad os bade.")), "Det er to ting."
)


@pytest.fixture
def idea(anna, harbour):
    return idea_in(S.PUBLISHED, harbour, anna, title="Bad ved Nordkajen", body="Lad os bade ved Nordkajen.")


@pytest.fixture
def other(harbour):
    return idea_in(S.PUBLISHED, harbour, person("Olga Ries"), title="En badebro", body="Vi mangler en badebro.")


@pytest.fixture
def ida(app):
    return person("Ida Krog")


def told(someone):
    rows = db.session.scalars(select(Notification).where(Notification.recipient_id == someone.id))
    return [row.message for row in rows.all()]


# -- merging ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["bo", "dorte", "carl"])
def test_who_works_in_the_committee_merges(request, idea, other, who):
    merge_ideas(request.getfixturevalue(who), idea, other, WHY)
    (row,) = lineage_of(idea).gone_into
    assert (idea.folded, row.target, lineage_of(other).came_from[0].source) == (Folded.MERGED, other, idea)
    assert (idea.state, idea.body) == (S.PUBLISHED, "Lad os bade ved Nordkajen."), "it stands as it stood"


@pytest.mark.parametrize("who", ["anna", "eva", "finn"])
def test_nobody_else_does(request, idea, other, who):
    for deed in (lambda actor: merge_ideas(actor, idea, other, WHY), lambda actor: divide_idea(actor, idea, DIVISION)):
        with pytest.raises(NotAllowed):
            deed(request.getfixturevalue(who))


def test_pressed_twice_is_merged_once(bo, idea, other):
    merge_ideas(bo, idea, other, WHY)
    merge_ideas(bo, idea, other, WHY)
    assert len(lineage_of(idea).gone_into) == 1


def test_what_cannot_be_merged(bo, anna, harbour, idea, other):
    third = idea_in(S.PUBLISHED, harbour, anna, title="Tredje")
    merge_ideas(bo, idea, other, WHY)
    with pytest.raises(Refused):
        merge_ideas(bo, third, idea, WHY)
    with pytest.raises(Refused):
        merge_ideas(bo, idea, third, WHY)
    with pytest.raises(Refused):
        merge_ideas(bo, third, third, WHY)
    with pytest.raises(Refused):
        merge_ideas(bo, third, other, "Ring til 20 00 00 00.")
    for state in (S.CLOSED, S.WITHDRAWN):
        with pytest.raises(Refused):
            merge_ideas(bo, idea_in(state, harbour, anna), other, WHY)
    assert third.folded is None


def test_the_address_of_a_merged_idea_explains_and_leads_on(bo, client, idea, other):
    merge_ideas(bo, idea, other, WHY)
    page = client().get(idea.path)
    assert page.status_code == 200
    texts = ("Slået sammen med en anden idé", WHY, f'href="{other.path}"', "Lad os bade ved Nordkajen.", "Bo Lund")
    for text in texts:
        assert text in page.text
    there = client().get(other.path).text
    assert "Det er samlet her" in there and f'href="{idea.path}"' in there
    listed = client().get("/udvalg/havnen/ideer/").text
    assert "Viser 1–2 af 2" in listed and "Slået sammen med en anden idé" in listed


def test_both_stand_on_each_others_thread(bo, client, idea, other):
    merge_ideas(bo, idea, other, WHY)
    for one, there in ((idea, other), (other, idea)):
        thread = client().get(one.path).text.partition('id="traad"')[2]
        assert f'"{there.path}"' in thread
    assert f"Lagt sammen med idé {idea.id}" in client().get(idea.path).text
    undo_regrouping(bo, idea, "En fejl.")
    assert db.session.scalars(select(TraceEdge.id)).all() == []


def test_authors_are_told_and_supporters_asked(bo, anna, ida, idea, other, deliver_outbox):
    support_idea(ida, idea)
    merge_ideas(bo, idea, other, WHY)
    deliver_outbox()
    assert any("merged into another" in one for one in told(anna))
    assert any("Another idea about the same" in one for one in told(other.author))
    assert any("Does your support follow" in one for one in told(ida))


# -- support ----------------------------------------------------------------------------------------------------------


def counts(*ideas):
    for one in ideas:
        db.session.refresh(one)
    return tuple(one.support_count for one in ideas)


@pytest.mark.parametrize(("answer", "counted"), [("ja", (0, 2)), ("nej", (1, 1))])
def test_support_moves_only_with_a_yes(bo, ida, client, idea, other, answer, counted):
    """Who supports both is not asked, and stays with both until they say otherwise."""
    support_idea(ida, idea)
    support_idea(bo, other)
    merge_ideas(bo, idea, other, WHY)
    assert counts(idea, other) == (1, 1), "until the answer it counts where it was given"
    browser, path = client(ida), f"{idea.path}/stoetten"
    assert path in browser.get(idea.path).text
    (asked,) = questions_for(ida, idea)
    assert "Støtter du også denne idé?" in browser.get(path).text
    assert browser.post(path, data={"asked": asked.id, "answer": answer}).status_code == 302
    assert counts(idea, other) == counted
    again = "nej" if answer == "ja" else "ja"
    browser.post(path, data={"asked": asked.id, "answer": again})
    assert counts(idea, other) == counted, "the first answer stands"
    assert path not in browser.get(idea.path).text
    for odd in ({"asked": asked.id, "answer": "måske"}, {"asked": 999, "answer": "ja"}):
        assert browser.post(path, data=odd).status_code == 404
    assert client(bo).post(path, data={"asked": asked.id, "answer": "ja"}).status_code == 404, "somebody else's"


def test_a_merged_idea_is_supported_where_it_went(bo, ida, idea, other):
    merge_ideas(bo, idea, other, WHY)
    with pytest.raises(Refused):
        support_idea(ida, idea)
    support_idea(ida, other)
    assert counts(idea, other) == (0, 1)


def test_undoing_brings_support_back(bo, ida, idea, other):
    support_idea(ida, idea)
    merge_ideas(bo, idea, other, WHY)
    answer_support_question(ida, questions_for(ida, idea)[0], follows=True)
    assert counts(idea, other) == (0, 1)
    undo_regrouping(bo, idea, "De handler ikke om det samme.")
    assert counts(idea, other) == (1, 0)
    assert questions_for(ida, idea) == []


# -- answers ----------------------------------------------------------------------------------------------------------


def test_the_answer_to_one_answers_what_went_into_it(bo, anna, harbour, idea, other, deliver_outbox):
    further = idea_in(S.PUBLISHED, harbour, anna, title="Før den")
    merge_ideas(bo, further, idea, WHY)
    merge_ideas(bo, idea, other, WHY)
    answer_idea(bo, other, ANSWER)
    deliver_outbox()
    assert {one.state for one in (further, idea, other)} == {S.ANSWERED}
    assert all(one.first_answered_at for one in (further, idea, other))
    assert sum("has been answered" in one for one in told(anna)) == 2


def test_the_answer_to_a_part_answers_the_whole_and_its_author_is_told_once(bo, anna, idea, deliver_outbox):
    first, _second = divide_idea(bo, idea, DIVISION)
    answer_idea(bo, first, ANSWER)
    deliver_outbox()
    assert (first.state, idea.state, _second.state) == (S.ANSWERED, S.ANSWERED, S.PUBLISHED)
    assert sum("has been answered" in one for one in told(anna)) == 1


# -- dividing ---------------------------------------------------------------------------------------------------------


def test_one_becomes_two_of_the_same_author(bo, anna, ida, client, idea, deliver_outbox):
    support_idea(ida, idea)
    parts = divide_idea(bo, idea, DIVISION)
    assert [(one.title, one.author, one.state) for one in parts] == [
        ("Flere lamper", anna, S.PUBLISHED), ("En badebro", anna, S.PUBLISHED)]  # fmt: skip
    assert {one.answer_due_on for one in parts} == {idea.answer_due_on}
    assert divide_idea(bo, idea, DIVISION) == parts, "pressed twice"
    page = client().get(idea.path).text
    assert "Delt i to" in page and "Lad os bade ved Nordkajen." in page
    for one in parts:
        assert f'href="{one.path}"' in page
        assert f"Skilt ud fra idé {idea.id}" in client().get(one.path).text
    assert len(questions_for(ida, idea)) == 2
    deliver_outbox()
    assert any("divided in two" in one for one in told(anna))
    assert sum("Does your support follow" in one for one in told(ida)) == 1


def test_support_can_follow_to_both(bo, ida, idea):
    support_idea(ida, idea)
    parts = divide_idea(bo, idea, DIVISION)
    for asked in questions_for(ida, idea):
        answer_support_question(ida, asked, follows=True)
    assert counts(idea, *parts) == (0, 1, 1)
    undo_regrouping(bo, idea, "Den hører sammen.")
    assert counts(idea, *parts) == (1, 0, 0)


def test_the_author_says_no(bo, anna, client, idea):
    parts = divide_idea(bo, idea, DIVISION)
    browser = client(anna)
    assert f"{idea.path}/fortryd" in browser.get(idea.path).text
    assert browser.post(f"{idea.path}/fortryd", data={"reason": ""}).status_code == 422
    assert browser.post(f"{idea.path}/fortryd", data={"reason": "Det er én idé."}).status_code == 302
    assert idea.folded is None and {one.state for one in parts} == {S.WITHDRAWN}
    page = client().get(idea.path).text
    assert "Fortrudt igen" in page and "Det er én idé." in page
    assert client().get(parts[0].path).status_code == 200, "nothing disappears"


def test_a_part_that_has_gone_on_cannot_be_taken_back(bo, anna, client, idea):
    first, _second = divide_idea(bo, idea, DIVISION)
    answer_idea(bo, first, ANSWER)
    with pytest.raises(Refused):
        undo_regrouping(anna, idea, "Nej.")
    assert "er gået videre for sig selv" in client(anna).get(f"{idea.path}/fortryd").text


def test_an_answered_idea_is_not_divided(bo, harbour, anna):
    with pytest.raises(Refused):
        divide_idea(bo, idea_in(S.ANSWERED, harbour, anna), DIVISION)


def test_new_words_are_looked_through(bo, idea):
    odd = Division((Part("A", "Ring til 20 00 00 00."), Part("B", "Bad.")), "To ting.")
    with pytest.raises(Refused):
        divide_idea(bo, idea, odd)
    assert db.session.query(Idea).count() == 1


def test_nobody_but_the_author_and_the_committee_undoes_it(bo, ida, eva, idea, other):
    merge_ideas(bo, idea, other, WHY)
    for someone in (ida, eva, other.author):
        with pytest.raises(NotAllowed):
            undo_regrouping(someone, idea, "Nej.")


def test_what_went_into_an_idea_that_is_withdrawn_stands_by_itself_again(bo, ida, idea, other):
    support_idea(ida, idea)
    merge_ideas(bo, idea, other, WHY)
    answer_support_question(ida, questions_for(ida, idea)[0], follows=True)
    withdraw_idea(other.author, other, "Jeg har fortrudt.")
    assert (idea.folded, counts(idea)) == (None, (1,))


# -- through the pages ------------------------------------------------------------------------------------------------


def test_merging_is_asked_twice_with_what_follows(bo, ida, client, idea, other):
    support_idea(ida, idea)
    browser, path = unsure(client(bo)), f"{idea.path}/saml"
    assert f'value="{other.id}"' in browser.get(f"{path}?i={other.id}").text
    asked = browser.post(path, data={"into": str(other.id), "reason": WHY})
    assert "1, der støtter idéen, bliver spurgt" in asked.text and idea.folded is None
    done = browser.post(path, data={"into": str(other.id), "reason": WHY, "confirmed": "yes"})
    assert done.location.endswith(other.path) and idea.folded is Folded.MERGED


@pytest.mark.parametrize("number", ["", "x", "999", "-1"])
def test_an_odd_number_is_told_and_the_reason_kept(bo, client, idea, number):
    sent = client(bo).post(f"{idea.path}/saml", data={"into": number, "reason": WHY})
    assert sent.status_code == 422 and WHY in sent.text


def test_dividing_from_the_page(bo, client, idea):
    browser, path = client(bo), f"{idea.path}/del"
    assert "Lad os bade ved Nordkajen." in browser.get(path).text
    sent = {"first_title": "Lamper", "first_body": "Lys.", "second_title": "", "second_body": "Bad.", "reason": WHY}
    wrong = browser.post(path, data=sent)
    assert wrong.status_code == 422 and "Lamper" in wrong.text
    assert browser.post(path, data=sent | {"second_title": "Bro"}).status_code == 302
    assert [one.target.title for one in lineage_of(idea).gone_into] == ["Lamper", "Bro"]


def test_the_page_asks_the_same_of_an_idea_that_many_went_into(bo, anna, client, harbour, other, queries):
    said = []
    for more in (2, 20):
        for number in range(more):
            merge_ideas(bo, idea_in(S.PUBLISHED, harbour, anna, title=f"Nr. {more} {number}"), other, WHY)
        with queries() as these:
            assert client().get(other.path).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 12
