"""How soon an answer comes is promised in the mandate: written, copied, compared, adopted, and then in force."""

import re

import pytest

from portal.committees.actions.committee import create_committee
from portal.committees.actions.mandate import adopt_mandate, copy_mandate, write_mandate
from portal.committees.forms.mandate import Adoption, CopyDraft, MandateDraft
from portal.committees.models import Committee
from portal.committees.queries import adopted_mandate, draft_mandate
from portal.foundation import clock
from portal.foundation.db import db
from tests.cast import committee_in
from tests.committees.test_create_committee import DRAFT as COMMITTEE
from tests.committees.test_mandate import DRAFT, seen_on
from tests.ideas.scene import IdeaState, idea_in

SOONER = MandateDraft({}, None, {"idea_answer_days": 14, "recommendation_answer_days": 60})
TYPED = {"receivers": "", "promise": "Svar.", "idea_answer_days": "14", "recommendation_answer_days": "60"}


def days(thing):
    return thing.idea_answer_days, thing.recommendation_answer_days


def adopted(actor, committee, council):
    return adopt_mandate(actor, committee, Adoption(council.id, clock.today(), "9"))


def test_until_the_council_promises_others_the_usual_days_stand(client, sofie, fjordby, council):
    lake = create_committee(sofie, fjordby, COMMITTEE)
    assert days(lake) == (28, 90)
    write_mandate(sofie, lake, DRAFT)
    write_mandate(sofie, lake, SOONER)
    assert days(lake) == (28, 90), "a draft promises nothing"
    adopted(sofie, lake, council)
    assert days(lake) == (14, 60)
    assert 'name="idea_answer_days"' not in client(sofie).get(f"{lake.path}ret").text


def test_a_new_version_begins_with_the_days_that_hold_and_leaves_the_old_one_alone(bo, harbour, council):
    write_mandate(bo, harbour, SOONER)
    adopted(bo, harbour, council)
    write_mandate(bo, harbour, MandateDraft({"purpose": "Nyt."}))
    assert days(draft_mandate(harbour)) == (14, 60)
    write_mandate(bo, harbour, MandateDraft({}, None, {"idea_answer_days": 7}))
    assert (days(draft_mandate(harbour)), days(adopted_mandate(harbour))) == ((7, 60), (14, 60))


def test_an_idea_that_was_received_keeps_the_days_it_was_promised(anna, bo, harbour, council):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, promised_days=28, answer_due_on=clock.today())
    write_mandate(bo, harbour, SOONER)
    adopted(bo, harbour, council)
    db.session.refresh(idea)
    assert (idea.promised_days, idea.answer_due_on) == (28, clock.today())


def test_they_are_written_where_the_council_says_what_it_promises(client, bo, harbour):
    browser, address = client(bo), f"{harbour.path}kommissorium/ret/modtager"
    page = browser.get(address).text
    assert 'value="28"' in page and 'value="90"' in page
    assert browser.post(address, data=TYPED | {"seen": seen_on(page)}).status_code == 302
    assert days(draft_mandate(harbour)) == (14, 60)
    summary = browser.get(f"{harbour.path}kommissorium/ret").text
    assert "Svar på idéer: senest 14 dage efter modtagelsen" in summary
    assert "Svar på anbefalinger: senest 60 dage efter modtagelsen" in summary
    assert browser.post(address, data=TYPED | {"idea_answer_days": "7", "seen": seen_on(page)}).status_code == 409


@pytest.mark.parametrize(
    ("name", "typed"),
    [("idea_answer_days", typed) for typed in ("", "0", "366", "-1", "ti", "1.5", "²")]
    + [("recommendation_answer_days", typed) for typed in ("", "0", "731", "9" * 40)],
)
def test_a_number_of_days_that_nobody_can_mean_is_asked_for_again(client, bo, harbour, name, typed):
    page = client(bo).post(f"{harbour.path}kommissorium/ret/modtager", data=TYPED | {name: typed})
    assert page.status_code == 422 and 'aria-invalid="true"' in page.text and "Svar.</textarea>" in page.text
    assert draft_mandate(harbour) is None


def test_everybody_reads_the_days_that_hold(client, bo, harbour, council):
    write_mandate(bo, harbour, MandateDraft({}, None, {"idea_answer_days": 1}))
    page = client().get(f"{harbour.path}kommissorium").text
    assert "Svar på idéer: senest 28 dage efter modtagelsen" in page
    adopted(bo, harbour, council)
    page = client().get(f"{harbour.path}kommissorium").text
    assert "Svar på idéer: senest 1 dag efter modtagelsen" in page
    assert "Svar på anbefalinger: senest 90 dage efter modtagelsen" in page


def test_a_changed_number_is_a_changed_sentence(client, bo, harbour, council):
    write_mandate(bo, harbour, MandateDraft({}, None, {"idea_answer_days": 14}))
    adopted(bo, harbour, council)
    page = client().get(f"{harbour.path}kommissorium/sammenlign").text
    assert "Svar på idéer: senest 28 dage efter modtagelsen" in page
    assert "Svar på idéer: senest 14 dage efter modtagelsen" in page
    assert "senest 90 dage" not in page, "what is the same is only named"


def test_nothing_is_adopted_with_other_days_than_were_seen(client, bo, harbour, council):
    address, browser = f"{harbour.path}kommissorium/vedtag", client(bo)
    write_mandate(bo, harbour, SOONER)
    sent = {"body_id": council.id, "on": "2026-01-28", "item": "7", "seen": seen_on(browser.get(address).text)}
    write_mandate(bo, harbour, MandateDraft({}, None, {"idea_answer_days": 15}))
    assert browser.post(address, data=sent).status_code == 409
    assert days(db.session.get(Committee, harbour.id)) == (28, 90)


def test_they_are_taken_over_with_the_promise(sofie, fjordby):
    earlier = committee_in(fjordby, "Torvet", "torvet")
    adopted_mandate(earlier).idea_answer_days = 21
    lake = create_committee(sofie, fjordby, COMMITTEE)
    assert days(copy_mandate(sofie, lake, CopyDraft(earlier.id, replaces=False))) == (21, 90)
    adopted_mandate(earlier).idea_answer_days = 35
    assert days(copy_mandate(sofie, lake, CopyDraft(earlier.id, replaces=False))) == (21, 90), "the promise is written"
    assert days(copy_mandate(sofie, lake, CopyDraft(earlier.id, replaces=True))) == (35, 90)


def test_days_that_were_written_are_not_taken_for_empty(sofie, fjordby):
    earlier = committee_in(fjordby, "Torvet", "torvet")
    lake = create_committee(sofie, fjordby, COMMITTEE)
    write_mandate(sofie, lake, SOONER)
    assert days(copy_mandate(sofie, lake, CopyDraft(earlier.id, replaces=False))) == (14, 60)


def test_the_first_version_begins_with_the_days_in_force(client, sofie, fjordby):
    lake = create_committee(sofie, fjordby, COMMITTEE)
    lake.idea_answer_days = 14  # of a portal from before mandates held them
    db.session.commit()
    path = f"{lake.path}kommissorium/ret/modtager"
    page = client(sofie).get(path).text
    assert 'value="14"' in page
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', page)[1]
    sent = {"receivers": "Byrådet", "promise": "Svar", "idea_answer_days": "14", "recommendation_answer_days": "90"}
    assert client(sofie).post(path, data=sent | {"seen": seen}).status_code == 302
    assert draft_mandate(lake).idea_answer_days == 14
