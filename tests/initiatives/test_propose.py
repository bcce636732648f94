import pytest
from sqlalchemy import func, select

from portal.events.models import Event, OutboxMessage
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, NotSignedIn, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.initiatives.actions.proposing import resubmit_initiative, submit_initiative, withdraw_initiative
from portal.initiatives.forms import InitiativeDraft
from portal.initiatives.models import TEXT_LENGTH, Initiative, InitiativeState, InitiativeStep
from tests.factories import saved
from tests.initiatives.scene import DRAFT, TYPED, initiative_in

NEW = "/forslag-til-udvalg/nyt"
S = InitiativeState


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_a_citizen_proposes_a_task(anna, fjordby):
    initiative = submit_initiative(anna, fjordby, DRAFT)

    assert initiative.state is S.RECEIVED
    assert initiative.question_list == list(DRAFT.questions)
    assert db.session.execute(select(Event.type, Event.details)).tuples().all() == [("initiative.submitted", {})]


def test_the_same_form_twice_is_one_proposal(anna, fjordby, monkeypatch):
    draft = InitiativeDraft("Titel", "P", "W", "A", submission_key="key")
    first = submit_initiative(anna, fjordby, draft)
    assert submit_initiative(anna, fjordby, draft) is first

    answers = iter([None, first])  # the other click was saved just after this one looked
    monkeypatch.setattr("portal.initiatives.actions.proposing._already_sent", lambda *_: next(answers))
    assert submit_initiative(anna, fjordby, draft).id == first.id
    assert count(Initiative) == 1


@pytest.mark.parametrize("state", [S.RECEIVED, S.RETURNED])
def test_going_back_in_the_browser_loses_no_words(anna, client, fjordby, state):
    browser, sent = client(anna), TYPED | {"step": "send"}
    browser.post(NEW, data=sent)
    initiative = db.session.scalars(select(Initiative)).one()
    initiative.state = state
    saved(initiative)
    again = browser.post(NEW, data=sent | {"problem": "Nu med mange flere ord end før."})
    assert again.location == f"{initiative.path}/kvittering"
    assert (initiative.problem, initiative.state) == ("Nu med mange flere ord end før.", S.RECEIVED)
    assert "Nu med mange flere ord end før." in initiative.problem_html
    told = db.session.scalars(select(Event.type).order_by(Event.id)).all()
    assert told == ["initiative.submitted", "initiative.resubmitted"]


@pytest.mark.parametrize("state", [s for s in S if s not in {S.RECEIVED, S.RETURNED, S.LAPSED}])
def test_words_that_come_too_late_are_given_back(anna, client, fjordby, state):
    browser, sent = client(anna), TYPED | {"step": "send"}
    browser.post(NEW, data=sent)
    initiative = db.session.scalars(select(Initiative)).one()
    initiative.state = state
    saved(initiative)
    assert browser.post(NEW, data=sent).status_code == 302, "the same words are the second of two clicks"
    late = browser.post(NEW, data=sent | {"problem": "Nu med mange flere ord end før."})
    assert late.status_code == 422
    assert "Nu med mange flere ord end før." in late.text and "Du har sendt borgerforslaget før" in late.text
    assert (initiative.problem, initiative.state) == (DRAFT.problem, state)


def test_somebody_elses_key_gives_no_look_at_their_proposal(anna, gerda, fjordby):
    draft = InitiativeDraft("Annas", "P", "W", "A", submission_key="key")
    submit_initiative(anna, fjordby, draft)
    with pytest.raises(Conflict):
        submit_initiative(gerda, fjordby, draft)


def test_an_unconfirmed_person_proposes_nothing(anna, fjordby):
    anna.confirmed_at = None
    saved(anna)
    with pytest.raises(NotSignedIn):
        submit_initiative(anna, fjordby, DRAFT)
    assert count(Initiative) == 0


def test_nothing_is_saved_when_a_later_step_fails(anna, fjordby, monkeypatch):
    monkeypatch.setattr("portal.initiatives.actions.proposing.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        submit_initiative(anna, fjordby, DRAFT)
    assert count(Initiative) == count(InitiativeStep) == count(OutboxMessage) == 0


def test_from_form_through_preview_to_receipt(anna, client, fjordby):
    browser = client(anna)
    assert "100" in browser.get(NEW).text

    preview = browser.post(NEW, data=TYPED | {"step": "preview"})
    assert preview.status_code == 200
    assert "<strong>mellem</strong>" in preview.text
    assert browser.post(NEW, data=TYPED | {"step": "edit"}).status_code == 200
    assert count(Initiative) == 0

    first, second = (browser.post(NEW, data=TYPED | {"step": "send"}) for _ in range(2))
    initiative = db.session.scalars(select(Initiative)).one()
    assert first.location == second.location == f"{initiative.path}/kvittering"
    assert DRAFT.title in browser.get(first.location).text
    assert browser.get(initiative.path).status_code == 200


@pytest.mark.parametrize("missing", ["title", "problem", "why_together", "affected"])
def test_what_is_missing_is_told_at_the_field_and_the_rest_is_kept(anna, client, fjordby, missing):
    page = client(anna).post(NEW, data=TYPED | {missing: " ", "step": "send"})
    assert page.status_code == 422
    assert f'id="{missing}-error"' in page.text
    assert count(Initiative) == 0


@pytest.mark.parametrize("field", ["problem", "why_together", "questions"])
def test_a_text_that_is_too_long_is_kept_whole(anna, client, fjordby, field):
    long = "æ" * (TEXT_LENGTH + 1)
    page = client(anna).post(NEW, data=TYPED | {field: long, "step": "send"})
    assert page.status_code == 422
    assert long in page.text


def test_a_visitor_signs_in_before_typing_and_loses_nothing_after(client, fjordby):
    assert client().get(NEW).location.startswith("/log-ind?next=")
    page = client().post(NEW, data=TYPED | {"step": "send"})
    assert page.status_code == 401
    assert "Børn cykler" in page.text


def test_a_returned_proposal_is_corrected_and_sent_again(anna, client, fjordby):
    initiative = initiative_in(S.RETURNED, fjordby, anna)
    browser = client(anna)
    assert DRAFT.title in browser.get(f"{initiative.path}/ret").text

    typed = TYPED | {"title": "Trygge skoleveje", "step": "send"}
    assert browser.post(f"{initiative.path}/ret", data=typed | {FIELD: mark_of(initiative) + "x"}).status_code == 409
    sent = browser.post(f"{initiative.path}/ret", data=typed | {FIELD: mark_of(initiative)})
    assert sent.status_code == 302
    db.session.refresh(initiative)
    assert (initiative.state, initiative.title) == (S.RECEIVED, "Trygge skoleveje")


@pytest.mark.parametrize("state", [s for s in S if s not in {S.RETURNED, S.LAPSED}])
def test_only_a_returned_one_is_sent_again(anna, fjordby, state):
    with pytest.raises(Refused):
        resubmit_initiative(anna, initiative_in(state, fjordby, anna), DRAFT)


def test_withdrawing(anna, gerda, client, fjordby):
    public, unread = initiative_in(S.PUBLISHED, fjordby, anna), initiative_in(S.RECEIVED, fjordby, anna)
    with pytest.raises(NotAllowed):
        withdraw_initiative(gerda, public)
    browser = client(anna)
    for initiative in (public, unread):
        assert browser.get(f"{initiative.path}/traek-tilbage").status_code == 200
        assert browser.post(f"{initiative.path}/traek-tilbage", data={"reason": "Fejl"}).status_code == 302
    assert client().get(public.path).status_code == 200
    assert client().get(unread.path).status_code == 404
    details = db.session.scalars(select(Event.details).order_by(Event.id)).all()
    assert [bool(facts) for facts in details] == [True, False]


def test_the_reason_for_withdrawing_holds_no_personal_data(anna, client, fjordby):
    public, unread = initiative_in(S.PUBLISHED, fjordby, anna), initiative_in(S.RECEIVED, fjordby, anna)
    typed = {"reason": "Min nabo på 20 00 00 00 truede mig."}
    page = client(anna).post(f"{public.path}/traek-tilbage", data=typed)
    assert (page.status_code, public.state) == (422, S.PUBLISHED)
    assert "20 00 00 00 truede mig" in page.text
    assert client(anna).post(f"{unread.path}/traek-tilbage", data=typed).status_code == 302, "nobody else reads it"


def test_the_receipt_and_the_form_are_the_authors_own(anna, gerda, client, fjordby):
    initiative = initiative_in(S.RETURNED, fjordby, anna)
    for page in ("kvittering", "ret", "traek-tilbage"):
        assert client(gerda).get(f"{initiative.path}/{page}").status_code == 404
