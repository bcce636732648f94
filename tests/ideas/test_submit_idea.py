from dataclasses import replace
from datetime import timedelta

import pytest
from markupsafe import escape
from sqlalchemy import func, select

from portal.events.models import Event, OutboxMessage
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.actions import keep_draft, submit_idea
from portal.ideas.forms.writing import IdeaDraft
from portal.ideas.models import BODY_LENGTH, Idea, IdeaState, IdeaStep, ShownAs
from portal.rules.stages import Stage
from tests.factories import saved
from tests.ideas.scene import DRAFT, SENT, TYPED, idea_in
from tests.workshops.scene import workshop_in

NEW = "/udvalg/havnen/ideer/ny"


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_a_citizen_submits_an_idea_and_the_clock_starts(anna, harbour):
    idea = submit_idea(anna, harbour, DRAFT)

    assert idea.state is IdeaState.RECEIVED
    assert idea.answer_due_on == clock.today() + timedelta(days=harbour.idea_answer_days)
    assert idea.promised_days == harbour.idea_answer_days
    assert [step.state for step in idea.steps] == [IdeaState.RECEIVED]
    assert db.session.scalars(select(Event.type)).all() == ["idea.submitted"]


def test_what_is_not_public_does_not_stand_in_the_trail(anna, harbour):
    submit_idea(anna, harbour, DRAFT)

    assert db.session.scalars(select(Event.details)).all() == [{}]


def test_the_same_form_twice_is_one_idea(anna, harbour):
    draft = IdeaDraft("Titel", "Tekst", submission_key="key")

    first, second = submit_idea(anna, harbour, draft), submit_idea(anna, harbour, draft)

    assert first is second
    assert count(Idea) == count(Event) == 1


KEYED = IdeaDraft("Titel", "Tekst", submission_key="key")
NEWER = replace(KEYED, title="Ny titel", body="Ny tekst")


@pytest.mark.parametrize(
    ("state", "then"),
    [(IdeaState.RECEIVED, IdeaState.RECEIVED), (IdeaState.SCREENING, IdeaState.SCREENING),
     (IdeaState.DRAFT, IdeaState.RECEIVED), (IdeaState.RETURNED, IdeaState.RESUBMITTED)],
)  # fmt: skip
def test_the_same_form_with_another_text_is_the_same_idea_with_that_text(anna, harbour, state, then):
    idea = idea_in(state, harbour, anna, title=KEYED.title, body=KEYED.body, submission_key="key")

    assert submit_idea(anna, harbour, NEWER) is idea
    assert (idea.title, idea.body, idea.state, count(Idea)) == ("Ny titel", "Ny tekst", then, 1)
    assert idea.received_at is not None


@pytest.mark.parametrize("deed", [submit_idea, keep_draft])
def test_what_can_no_longer_be_changed_is_refused_and_the_text_given_back(anna, client, harbour, deed):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna, submission_key="key-1")
    assert deed(anna, harbour, replace(DRAFT, submission_key="key-1")) is idea, "the second of two clicks"
    with pytest.raises(Refused):
        deed(anna, harbour, replace(NEWER, submission_key="key-1"))

    page = client(anna).post(NEW, data=SENT | {"problem": "Nyt."})
    assert page.status_code == 422
    assert 'value="Nyt."' in page.text and "kan ikke længere" in page.text
    assert idea.body == DRAFT.body


def test_somebody_elses_key_gives_no_look_at_their_idea(anna, gerda, client, harbour):
    submit_idea(anna, harbour, IdeaDraft("Annas", "Tekst", submission_key="key-1"))

    answer = client(gerda).post(NEW, data=SENT)

    assert answer.status_code == 409
    assert count(Idea) == 1


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.CO_INITIATION])
def test_ideas_are_taken_in_one_stage_only(anna, harbour, stage):
    harbour.stage = stage
    db.session.commit()

    with pytest.raises(NotAllowed):
        submit_idea(anna, harbour, DRAFT)
    assert count(Idea) == count(Event) == 0


def test_ideas_are_not_taken_after_the_last_day(anna, harbour):
    harbour.ideas_until = clock.today() - timedelta(days=1)
    db.session.commit()

    with pytest.raises(Refused):
        submit_idea(anna, harbour, DRAFT)
    assert count(Idea) == count(Event) == 0


def test_ideas_are_taken_on_the_last_day(anna, harbour):
    harbour.ideas_until = clock.today()
    db.session.commit()

    assert submit_idea(anna, harbour, DRAFT).id


def test_nothing_is_saved_when_a_later_step_fails(anna, harbour, monkeypatch):
    monkeypatch.setattr("portal.ideas.actions.submitting.record", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        submit_idea(anna, harbour, DRAFT)
    assert count(Idea) == count(IdeaStep) == count(Event) == count(OutboxMessage) == 0


def test_html_and_scripts_in_the_text_are_words(anna, harbour):
    body = "Se <script>alert(1)</script><img src=x onerror=alert(1)> [her](javascript:alert(1)) og **der**"

    idea = submit_idea(anna, harbour, IdeaDraft("Titel", body))

    assert idea.body_html == f"<p>{escape(body[:-7])}<strong>der</strong></p>"


# -- through the pages ------------------------------------------------------------------------------------------------


def test_from_the_form_to_the_receipt(anna, client, harbour):
    browser = client(anna)
    assert browser.get(NEW).status_code == 200

    answer = browser.post(NEW, data=SENT)

    idea = db.session.scalars(select(Idea)).one()
    assert answer.location == f"/ideer/{idea.id}/kvittering"
    assert DRAFT.title in browser.get(answer.location).text
    assert idea.shown_as is ShownAs.FULL_NAME


def test_two_clicks_give_the_same_receipt(anna, client, harbour):
    browser = client(anna)

    first, second = (browser.post(NEW, data=SENT) for _ in range(2))

    assert first.location == second.location
    assert count(Idea) == 1


@pytest.mark.parametrize("missing", ["kind", "title", "problem", "shown_as"])
def test_what_is_missing_is_told_at_the_field_and_the_rest_is_kept(anna, client, harbour, missing):
    page = client(anna).post(NEW, data=SENT | {missing: " "})

    assert page.status_code == 422
    assert f'id="{missing}-error"' in page.text
    assert all(TYPED[name] in page.text for name in {"title", "problem"} - {missing})
    assert count(Idea) == 0


@pytest.mark.parametrize("field", ["kind", "shown_as", "question"])
def test_a_choice_that_is_not_offered_is_refused(anna, client, harbour, field):
    assert client(anna).post(NEW, data=SENT | {field: "99"}).status_code == 422
    assert count(Idea) == 0


@pytest.mark.parametrize(("field", "most"), [("title", 120), ("problem", BODY_LENGTH), ("better", BODY_LENGTH),
                                             ("place", 120), ("submission_key", 64)])  # fmt: skip
def test_a_text_that_is_too_long_is_kept_whole(anna, client, harbour, field, most):
    long = "æ" * (most + 1)

    page = client(anna).post(NEW, data=SENT | {field: long})

    assert page.status_code == 422
    assert long in page.text
    assert count(Idea) == 0


def test_the_two_texts_together_have_a_limit(anna, client, harbour):
    half = "x" * (BODY_LENGTH // 2)

    page = client(anna).post(NEW, data=SENT | {"problem": half, "better": half})

    assert page.status_code == 422
    assert "tilsammen" in page.text


def test_a_line_break_counts_as_one_character(anna, client, harbour):
    page = client(anna).post(NEW, data=SENT | {"problem": "x\r\n" * (BODY_LENGTH // 2 - 1) + "y"})

    assert page.status_code == 302


def below_the_menu(page):
    return page.text.partition('class="page-head"')[2]


def test_when_ideas_are_closed_the_page_says_so_and_what_one_can_do(anna, client, harbour):
    harbour.ideas_until = clock.today() - timedelta(days=1)
    db.session.commit()

    page = client(anna).get(NEW)

    assert page.status_code == 200
    assert "<textarea" not in page.text
    told = below_the_menu(page)
    assert 'href="/udvalg/"' in told and 'href="/udvalg/havnen/moeder/"' not in told, "nobody is sent on to nothing"
    workshop_in(harbour)
    assert 'href="/udvalg/havnen/moeder/"' in below_the_menu(client(anna).get(NEW))


def test_what_is_sent_too_late_is_given_back(anna, client, harbour):
    harbour.ideas_until = clock.today() - timedelta(days=1)
    db.session.commit()

    page = client(anna).post(NEW, data=SENT)

    assert page.status_code == 422
    assert DRAFT.body in page.text
    assert count(Idea) == 0


def test_an_idea_for_a_committee_that_is_not_there(anna, client, fjordby):
    assert client(anna).get("/udvalg/ukendt/ideer/ny").status_code == 404


def test_the_receipt_is_the_authors_own(anna, gerda, client, harbour):
    idea = submit_idea(anna, harbour, DRAFT)

    assert client(anna).get(f"/ideer/{idea.id}/kvittering").status_code == 200
    assert client(gerda).get(f"/ideer/{idea.id}/kvittering").status_code == 404


def test_an_unconfirmed_person_submits_nothing(anna, client, harbour):
    anna.confirmed_at = None
    saved(anna)

    assert client(anna).post(NEW, data=SENT).status_code == 403
    assert count(Idea) == 0
