"""Every state of an idea from every other: only as the table says."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.ideas import actions
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.models import IdeaState, IdeaStep, RefusalCode
from portal.ideas.states import TRANSITIONS
from tests.ideas.scene import DRAFT, idea_in

S = IdeaState


@dataclass
class People:
    author: object
    secretary: object
    second: object


def answered(verdict):
    return lambda who, idea: actions.answer_idea(
        who.secretary, idea, AnswerDraft(verdict, "Svar", "Bo Lund", carried_into="")
    )


INTO = {
    S.RECEIVED: lambda who, idea: actions.send_draft(who.author, idea, DRAFT),
    S.SCREENING: lambda who, idea: actions.begin_screening(who.secretary, idea),
    S.RETURNED: lambda who, idea: actions.return_idea(who.secretary, idea, "Grund"),
    S.RESUBMITTED: lambda who, idea: actions.resubmit_idea(who.author, idea, DRAFT),
    S.PUBLISHED: lambda who, idea: actions.publish_idea(who.secretary, idea),
    S.REFUSED: lambda who, idea: actions.refuse_idea(who.secretary, idea, RefusalCode.UNLAWFUL, "Grund"),
    S.APPEALED: lambda who, idea: actions.appeal_refusal(who.author, idea, "Uenig"),
    S.UPHELD: lambda who, idea: actions.uphold_refusal(who.second, idea, "Grund"),
    S.OVERTURNED: lambda who, idea: actions.overturn_refusal(who.second, idea, "Grund"),
    S.CARRIED_ON: answered(S.CARRIED_ON),
    S.ANSWERED: answered(S.ANSWERED),
    S.CLOSED: lambda who, idea: actions.close_idea(who.secretary, idea, "Grund"),
    S.WITHDRAWN: lambda who, idea: actions.withdraw_idea(who.author, idea),
}


def test_the_table_names_every_state_and_nothing_leads_back_to_a_draft():
    assert set(TRANSITIONS) == set(S)
    assert {state for following in TRANSITIONS.values() for state in following} == set(INTO)


@pytest.mark.parametrize("wanted", INTO)
@pytest.mark.parametrize("now", S)
def test_a_step_is_taken_exactly_when_the_table_allows_it(anna, bo, sofie, harbour, now, wanted):
    idea = idea_in(now, harbour, anna)
    step = INTO[wanted]
    if wanted in TRANSITIONS[now]:
        step(People(anna, bo, sofie), idea)
        assert idea.state is wanted
        assert idea.steps[-1].state is wanted
        return
    with pytest.raises(Refused):
        step(People(anna, bo, sofie), idea)
    db.session.refresh(idea)
    assert idea.state is now
    assert db.session.scalars(select(IdeaStep.state)).all() == [now]
    assert db.session.scalars(select(Event)).all() == []
