"""Whoever comes second is told who was first, where somebody may be named: never who supports, or how one stands."""

from portal.committees.actions.committee import edit_committee
from portal.committees.forms.committee import CommitteeDraft
from portal.events.types import EventType
from portal.foundation.db import db
from portal.ideas.actions import support_idea
from portal.ideas.models import IdeaState
from portal.implementation.actions import write_lessons
from portal.pages.overtaken import CHANGES
from portal.recommendations.actions.recommendation import edit_recommendation, take_position
from portal.recommendations.actions.response import give_response
from portal.recommendations.models import Choice
from portal.rules.stages import Stage
from tests.forms_on_pages import forms_in
from tests.ideas.scene import idea_in
from tests.recommendations.scene import DRAFT, answer_from, drafted, handed_over

REASON = "Vi tager idéen med til næste møde i udvalget."
OWN, OTHER, NOBODY = "Du har selv ændret det i mellemtiden", "En anden var hurtigere", "Det er ændret i mellemtiden"


def opened(browser, page, action):
    """The form to this address, as it stands on the page now."""
    return next(form for form in forms_in(browser.get(page).text, page) if form.action == action)


def send(browser, form, **given):
    found = {}
    for name, value in form.filled(REASON, **given):
        found.setdefault(name, []).append(value)
    return browser.post(form.action, data=found)


def test_who_supports_is_not_named(anna, bo, client, gerda, harbour):
    """The secretary answers in another tab, somebody supports, and the old form is sent."""
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    browser, page = client(bo), f"/ideer/{idea.id}/behandl"
    action = f"{page}/svar"
    given = {"answer-verdict": "answered", "answer-signed_as": "Bo Lund, sekretær"}
    old = opened(browser, page, action)
    assert send(browser, opened(browser, page, action), **given).status_code == 302
    support_idea(gerda, idea)

    told = send(browser, old, **given)
    assert told.status_code == 409
    assert OWN in told.text and gerda.name not in told.text


def test_who_takes_a_position_is_not_named(bo, carl, client, designing, table):
    """Not as the one who changed it, and nor is whoever wrote it before the page was opened."""
    recommendation = drafted(designing, bo)
    edit_recommendation(bo, recommendation, DRAFT)
    for member in table[1:]:
        take_position(member, recommendation, Choice.FOR)
    browser = client(bo)
    form = opened(browser, recommendation.path, f"{recommendation.path}/vedtag")
    take_position(carl, recommendation, Choice.AGAINST)

    told = send(browser, form, minority_statement="")
    assert told.status_code == 409
    assert NOBODY in told.text and OTHER not in told.text
    assert f"af {carl.name}" not in told.text and OWN not in told.text


def test_a_second_press_is_ones_own(bo, client, designing, table):
    """The answer is another row than the recommendation, which somebody else handed over."""
    recommendation = handed_over(designing, bo, *table)
    browser = client(bo)
    form = opened(browser, f"{recommendation.path}/svar", f"{recommendation.path}/svar")
    give_response(bo, recommendation, answer_from(designing.receiving_body))

    told = send(browser, form, verdict="changed", sent_on_to_id="")
    assert told.status_code == 409
    assert OWN in told.text


def test_whoever_changed_something_else_of_it_is_not_named(bo, client, harbour, sofie):
    """A form about what was learned, and meanwhile others have changed both that and the facts of the committee."""
    harbour.stage = Stage.CO_IMPLEMENTATION
    db.session.commit()
    browser = client(bo)
    form = opened(browser, f"{harbour.path}laering", f"{harbour.path}laering")
    write_lessons(bo, harbour, "Skriv kortere kommissorier.")
    columns = CommitteeDraft.__annotations__
    edit_committee(
        sofie, harbour, CommitteeDraft(**{name: getattr(harbour, name) for name in columns} | {"name": "Ny"})
    )

    told = send(browser, form)
    assert told.status_code == 409
    assert OWN in told.text and sofie.name not in told.text


def test_nobodys_opinion_is_a_change():
    secret = ("supported", "support-ended", "backed", "backing-ended", "position", "reported", "marked", "noted")
    kept = {EventType.COMMITMENT_REPORTED}  # a report on a promise, which is public
    assert not [event for event in CHANGES - kept if any(word in event.value for word in secret)]
