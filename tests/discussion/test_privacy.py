from datetime import timedelta

from portal.discussion.actions import acknowledge_contribution, contribute, edit_contribution, withdraw_contribution
from portal.discussion.models import Acknowledgement, Contribution, ContributionWording
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import IdeaState
from portal.privacy.actions.erasing import erase_person
from portal.privacy.actions.retaining import keep_promises
from tests.cast import person
from tests.discussion.scene import draft
from tests.ideas.scene import idea_in


def test_what_is_withdrawn_or_changed_is_emptied_after_a_year(anna, gerda, harbour):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    gone, changed = contribute(gerda, idea, draft("Trukket")), contribute(gerda, idea, draft("Før"))
    withdraw_contribution(gerda, gone)
    edit_contribution(gerda, changed, "Efter")
    for days, left in ((364, ["Trukket", "Efter", "Før"]), (366, ["", "Efter", ""])):
        with clock.frozen(clock.now() + timedelta(days=days)):
            keep_promises()
        bodies = [one.body for one in db.session.query(Contribution).order_by(Contribution.id)]
        assert [*bodies, *(one.body for one in db.session.query(ContributionWording))] == left


def test_whoever_erases_the_account_leaves_what_was_said_without_a_name(client, anna, dorte, finn, harbour):
    xenia = person("Xenia Ek")
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    stays, gone = contribute(xenia, idea, draft(f"Hilsen {xenia.name}")), contribute(xenia, idea, draft("Trukket"))
    withdraw_contribution(xenia, gone)
    acknowledge_contribution(xenia, contribute(dorte, idea, draft("Godt")))
    name = xenia.name
    erase_person(finn, xenia, reason="Har bedt om det.")
    page = client().get(f"/debat/ide/{idea.id}").text
    assert "Hilsen [" in page
    assert name not in page and "en borger" in page and "Anerkendt af 1" in page
    stays, gone = (db.session.get(Contribution, one.id) for one in (stays, gone))
    assert (stays.is_nameless, gone.body) == (True, "")
    assert db.session.query(Acknowledgement).count() == 1
