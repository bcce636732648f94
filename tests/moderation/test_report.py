import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotSignedIn, Refused
from portal.ideas.models import IdeaState
from portal.moderation import actions
from portal.moderation.actions import keep_content, report_content
from portal.moderation.models import REPORT_LENGTH, AuthorRole, ModerationCase, Report, ReportCode
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.initiatives.scene import S, initiative_in
from tests.moderation.scene import RUDE, SECRET, TYPES, hidden, public_idea, reported

TYPED = {"code": "offensive", "text": "Grimt."}


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_two_reports_of_one_person_are_one_and_several_peoples_are_one_case(anna, gerda, dorte, harbour):
    idea = public_idea(anna, harbour)
    matter = reported(idea, gerda, gerda, dorte)
    assert (count(Report), count(ModerationCase)) == (2, 1)
    assert matter.case.code is ReportCode.OFFENSIVE
    assert matter.case.committee_id == harbour.id
    reports = select(Event.details).where(Event.type == "moderation.reported").order_by(Event.id)
    told = db.session.scalars(reports).all()
    assert [facts["is_first"] for facts in told] == [True, False]
    assert not any(SECRET in str(facts) for facts in told)


def test_another_report_by_the_same_person_is_not_thanked_for(anna, gerda, client, harbour):
    """The page has no form any more, but an old one stands in another tab."""
    idea = public_idea(anna, harbour)
    browser, form = client(gerda), f"/anmeld/ide/{idea.id}"
    assert [browser.post(form, data=TYPED).status_code for _press in range(2)] == [302, 302]
    again = browser.post(form, data=TYPED | {"text": "Der står også, hvor jeg bor."})
    assert again.status_code == 422 and "Du har anmeldt teksten før" in again.text
    assert "Der står også, hvor jeg bor." in again.text
    assert count(Report) == 1


def test_two_first_reports_in_the_same_moment_are_one_case(anna, gerda, dorte, harbour, monkeypatch):
    idea = public_idea(anna, harbour)
    matter = reported(idea, gerda)
    looks = iter([None, matter.case])  # the other report was saved just after this one looked
    monkeypatch.setattr(actions, "open_case", lambda _subject: next(looks))
    report_content(dorte, TYPES["idea"], idea, RUDE)
    assert (count(Report), count(ModerationCase)) == (2, 1)


def test_after_a_decision_somebody_else_opens_a_new_case_and_the_same_person_does_not(anna, gerda, dorte, bo, harbour):
    idea = public_idea(anna, harbour)
    keep_content(bo, reported(idea, gerda), "Tonen er skarp, men ikke mod nogen.")
    reported(idea, gerda)
    assert count(ModerationCase) == 1
    reported(idea, dorte)
    assert count(ModerationCase) == 2


@pytest.mark.parametrize(("who", "role"), [("anna", AuthorRole.CITIZEN), ("eva", AuthorRole.POLITICIAN),
                                           ("dorte", AuthorRole.POLITICIAN)])  # fmt: skip
def test_whose_text_it_was_is_kept(who, role, gerda, harbour, fjordby, request):
    author = request.getfixturevalue(who)
    assert reported(public_idea(author, harbour), gerda).case.author_role is role
    assert reported(initiative_in(S.PUBLISHED, fjordby, author), gerda).case.author_role is role


def test_what_is_pointless_is_refused(anna, gerda, dorte, bo, harbour):
    idea = public_idea(anna, harbour)
    with pytest.raises(Refused):
        report_content(anna, TYPES["idea"], idea, RUDE)
    hidden(idea, bo, gerda)
    with pytest.raises(Refused):
        report_content(dorte, TYPES["idea"], idea, RUDE)
    assert count(Report) == 1


def test_an_unconfirmed_person_reports_nothing(anna, gerda, harbour):
    gerda.confirmed_at = None
    saved(gerda)
    with pytest.raises(NotSignedIn):
        report_content(gerda, TYPES["idea"], public_idea(anna, harbour), RUDE)
    assert count(ModerationCase) == 0


def test_nothing_is_half_done(anna, gerda, harbour, monkeypatch):
    idea = public_idea(anna, harbour)
    monkeypatch.setattr(actions, "record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        report_content(gerda, TYPES["idea"], idea, RUDE)
    assert count(Report) == count(ModerationCase) == 0


def test_reporting_from_the_page(anna, gerda, client, harbour, fjordby):
    for subject in (public_idea(anna, harbour), initiative_in(S.PUBLISHED, fjordby, anna)):
        browser = client(gerda)
        page = browser.get(subject.path).text
        path = f"/anmeld/{'ide' if subject.__tablename__ == 'idea' else 'borgerforslag'}/{subject.id}"
        assert path in page
        assert browser.get(path).status_code == 200
        assert browser.post(path, data={"code": "x"}).status_code == 422
        long = "æ" * (REPORT_LENGTH + 1)
        assert long in browser.post(path, data=TYPED | {"text": long}).text
        assert browser.post(path, data=TYPED).location == subject.path
        assert browser.post(path, data=TYPED).location == subject.path
        assert "Du har anmeldt teksten" in browser.get(path).text
    assert count(Report) == 2


def test_only_what_is_public_can_be_reported(anna, gerda, client, harbour):
    unread = idea_in(IdeaState.RECEIVED, harbour, anna)
    for path in (f"/anmeld/ide/{unread.id}", "/anmeld/ide/999", "/anmeld/user/1", "/anmeld/borgerforslag/1"):
        assert client(gerda).get(path).status_code == 404
        assert client(gerda).post(path, data=TYPED).status_code == 404
    idea = public_idea(anna, harbour)
    assert client().get(f"/anmeld/ide/{idea.id}").status_code == 302
    assert client().post(f"/anmeld/ide/{idea.id}", data=TYPED).status_code == 401
