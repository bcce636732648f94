"""Everybody tries every deed, in any order: an idea stands only where the table lets it, and nothing is half-done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, Phase, settings, strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from portal.accounts.models import Visitor
from portal.accounts.origin import Origin
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas import actions
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.forms.secretarial import Correction, Source
from portal.ideas.forms.writing import IdeaDraft, Sender
from portal.ideas.links import path_of_confirmation
from portal.ideas.models import Channel, GuestIdea, IdeaState, IdeaSupport, RefusalCode
from portal.ideas.states import CORRECTABLE, EDITABLE, SUPPORTABLE, TRANSITIONS
from tests.ideas.scene import DRAFT

S = IdeaState
BEGINNINGS = ("by a guest", "kept", "sent", "typed in")
AUTHOR, SECRETARY, SECOND, CHAIR, ADMINISTRATOR = "author", "secretary", "second secretary", "chair", "administrator"
EVERYBODY = (AUTHOR, SECRETARY, SECOND, CHAIR, "member", "councillor", ADMINISTRATOR, "citizen")
SECRETARIES = frozenset({SECRETARY, SECOND})
OFFICES = SECRETARIES | {CHAIR}
SECOND_PERSONS = SECRETARIES | {ADMINISTRATOR}
WORDS = count()  # the same words twice are a second click, which is another test's


@dataclass(frozen=True)
class Deed:
    """Who may do it, and either the state it leads to (the table says from where) or the states in which it is done."""

    do: Callable
    by: frozenset[str]
    into: IdeaState | None = None
    during: frozenset[IdeaState] = frozenset()
    and_then: IdeaState | None = None  # a second step in the same deed
    by_another: bool = False  # than the author and whoever refused the idea

    def may_be_done(self, who, now):
        return who in self.by and (self.into in TRANSITIONS[now] if self.into else now in self.during)


def answer(verdict):
    return lambda who, idea: actions.answer_idea(
        who, idea, AnswerDraft(verdict, f"Svar {next(WORDS)}.", "Bo Lund, sekretær", carried_into="")
    )


def correct(who, idea):
    text = f"{idea.body} Rettet." if len(idea.body) < 1_000 else "Forfra."
    actions.correct_idea(who, idea, Correction(idea.title, text, "Et ord er føjet til."))


def appeal(who, idea):
    actions.appeal_refusal(who, idea, f"Jeg er ikke enig, {next(WORDS)}.")


def overturn(who, idea):
    actions.overturn_refusal(who, idea, "Afsenderen har ret.")


def overturn_and_publish(who, idea):
    actions.overturn_refusal(who, idea, "Afsenderen har ret.", publishes=True)


ITS_AUTHOR, THE_SECRETARY = frozenset({AUTHOR}), SECRETARIES
DEEDS = {
    "send": Deed(lambda who, idea: actions.send_draft(who, idea, DRAFT), ITS_AUTHOR, S.RECEIVED),
    "edit": Deed(lambda who, idea: actions.edit_idea(who, idea, DRAFT), ITS_AUTHOR, during=EDITABLE),
    "resubmit": Deed(lambda who, idea: actions.resubmit_idea(who, idea, DRAFT), ITS_AUTHOR, S.RESUBMITTED),
    "withdraw": Deed(lambda who, idea: actions.withdraw_idea(who, idea, "Nej"), ITS_AUTHOR, S.WITHDRAWN),
    "begin": Deed(actions.begin_screening, THE_SECRETARY, S.SCREENING),
    "return": Deed(lambda who, idea: actions.return_idea(who, idea, "Hvor?"), THE_SECRETARY, S.RETURNED),
    "publish": Deed(actions.publish_idea, THE_SECRETARY, S.PUBLISHED),
    "refuse": Deed(lambda who, idea: actions.refuse_idea(who, idea, RefusalCode.UNLAWFUL, "Loven."), THE_SECRETARY,
                   S.REFUSED),
    "appeal": Deed(appeal, ITS_AUTHOR, S.APPEALED),
    "uphold": Deed(lambda who, idea: actions.uphold_refusal(who, idea, "Enig."), SECOND_PERSONS, S.UPHELD,
                   by_another=True),
    "overturn": Deed(overturn, SECOND_PERSONS, S.OVERTURNED, by_another=True),
    "overturn and publish": Deed(overturn_and_publish, SECOND_PERSONS, S.OVERTURNED, by_another=True,
                                 and_then=S.PUBLISHED),
    "correct": Deed(correct, THE_SECRETARY, during=CORRECTABLE),
    "answer": Deed(answer(S.ANSWERED), OFFICES, S.ANSWERED),
    "carry on": Deed(answer(S.CARRIED_ON), OFFICES, S.CARRIED_ON),
    "close": Deed(lambda who, idea: actions.close_idea(who, idea, "Færdig."), OFFICES, S.CLOSED),
    "support": Deed(actions.support_idea, frozenset(EVERYBODY), during=SUPPORTABLE),
    "end support": Deed(actions.end_support, frozenset(EVERYBODY), during=frozenset(S)),
}  # fmt: skip


def total(table):
    return db.session.scalar(select(func.count()).select_from(table))


class LifeOfAnIdea(RuleBasedStateMachine):
    """One idea, the people around it, and the state in which it should stand."""

    begins: Mapping[str, Callable] = {}
    around: Mapping[str, object] = {}
    seen: set[IdeaState] = set()

    @initialize(way=some.sampled_from(BEGINNINGS))
    def begin(self, way):
        self.idea = self.begins[way]()
        self.state = S.DRAFT if way == "kept" else S.RECEIVED
        self.people = self.around | {AUTHOR: self.idea.author}
        self.parties = set()  # who refused it last, and who appealed then

    @rule(deed=some.sampled_from(sorted(DEEDS)), who=some.sampled_from(EVERYBODY))
    def somebody_tries(self, deed, who):
        self.try_it(DEEDS[deed], who)

    @rule(number=some.integers(0, 9_999), whose=some.integers(0, 99))
    def somebody_does_what_may_be_done(self, number, whose):
        """So that the far states are reached too; what ends an idea early is done now and then only."""
        moves = [deed for deed in DEEDS.values() if deed.into in TRANSITIONS[self.state]]
        goes_on = [deed for deed in moves if deed.into is not S.WITHDRAWN]
        moves = goes_on if goes_on and number % 5 else moves
        if moves:
            deed = moves[number // 5 % len(moves)]
            self.try_it(deed, sorted(deed.by)[whose % len(deed.by)])

    def try_it(self, deed, who):
        person = self.people[who]
        roles = {name for name, known in self.people.items() if known is person}  # a secretary may be the author
        roles |= {AUTHOR} if self.idea.is_typed_in and roles & SECRETARIES else set()  # for whoever it is typed in for
        before, may = (self.idea.version, total(Event)), any(deed.may_be_done(role, self.state) for role in roles)
        if deed.by_another:
            may = may and person.id not in self.parties | {self.idea.author_id}
        if may:
            deed.do(person, self.idea)
            self.state = deed.and_then or deed.into or self.state
            self.parties = {person.id} if deed.into is S.REFUSED else self.parties
            self.parties |= {person.id} if deed.into is S.APPEALED else set()
            return
        with pytest.raises((NotAllowed, Refused)):
            deed.do(person, self.idea)
        db.session.refresh(self.idea)
        assert (self.idea.version, total(Event)) == before, "something was half done"

    @invariant()
    def it_stands_where_the_table_lets_it(self):
        if not hasattr(self, "idea"):
            return
        self.seen.add(self.idea.state)
        assert self.idea.state is self.state
        steps = [step.state for step in self.idea.steps]
        assert steps[0] in {S.DRAFT, S.RECEIVED}
        assert all(later in TRANSITIONS[earlier] for earlier, later in pairwise(steps))
        assert steps[-1] is self.state

    @invariant()
    def what_follows_from_its_way_agrees(self):
        if not hasattr(self, "idea"):
            return
        idea, way = self.idea, {step.state for step in self.idea.steps}
        assert (idea.published_at is not None) == (S.PUBLISHED in way) == idea.is_public
        assert (idea.received_at is not None) == bool(way - {S.DRAFT, S.WITHDRAWN})
        assert (idea.first_answered_at is not None) == bool(way & {S.ANSWERED, S.CARRIED_ON})
        assert (idea.refusal_code is not None) == (S.REFUSED in way)
        assert len(idea.appeals) == [step.state for step in idea.steps].count(S.APPEALED)
        assert [one.decided_at is None for one in idea.appeals].count(True) == (idea.state is S.APPEALED)
        assert (idea.days_to_answer is None) == (idea.was_late is None) == (idea.first_answered_at is None)
        assert len(idea.corrections) == idea.text_version - 1
        bound = db.session.scalars(select(IdeaSupport.text_version).where(IdeaSupport.idea_id == idea.id)).all()
        assert idea.support_count == bound.count(idea.text_version)
        assert idea.support_count + idea.former_support_count == len(bound)


@pytest.fixture
def machine(anna, bo, carl, dorte, eva, finn, gerda, sofie, harbour):
    """The machine among the people of the cast."""
    numbers = count()

    def by_a_guest():
        number = next(numbers)
        draft = IdeaDraft(DRAFT.title, DRAFT.body, submission_key=f"guest-{number}")
        sender = Sender("Ida Krog", f"ida{number}@example.dk")
        actions.send_as_guest(Visitor(), harbour, draft, sender, Origin(f"10.0.0.{number}"))
        waiting = db.session.scalar(select(GuestIdea).where(GuestIdea.submission_key == draft.submission_key))
        return actions.confirm_guest_idea(path_of_confirmation(waiting).rsplit("/", 1)[1])

    on_paper = Source(Channel.PAPER, clock.today(), "Ejnar Toft", "Underskrevet")

    class Life(LifeOfAnIdea):
        begins = {
            "by a guest": by_a_guest,
            "kept": lambda: actions.keep_draft(anna, harbour, DRAFT),
            "sent": lambda: actions.submit_idea(anna, harbour, DRAFT),
            "typed in": lambda: actions.type_in_idea(bo, harbour, DRAFT, on_paper),
        }
        around = {SECRETARY: bo, CHAIR: carl, "member": dorte, "councillor": eva, "administrator": finn}
        seen = set()

    Life.around |= {"citizen": gerda, SECOND: sofie}
    return Life


def test_an_idea_stands_only_where_the_table_lets_it(machine):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=80,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),  # the way that was found is told; making it shorter takes minutes
        ),
    )
    assert machine.seen == set(IdeaState), "a new state needs a deed here that leads to it"


def test_every_deed_of_the_room_is_tried():
    """A new deed gets a row above, unless it begins an idea or is no deed to one."""
    begins = {"keep_draft", "submit_idea", "type_in_idea", "send_as_guest", "confirm_guest_idea"}
    tried = {"send_draft", "edit_idea", "resubmit_idea", "withdraw_idea", "begin_screening", "return_idea",
             "publish_idea", "refuse_idea", "correct_idea", "answer_idea", "close_idea", "support_idea",
             "end_support", "appeal_refusal", "uphold_refusal", "overturn_refusal"}  # fmt: skip
    # To many at once, to none, or to an answer
    elsewhere = {"answer_ideas", "sort_ideas", "take_out_of_theme", "create_theme", "change_theme", "correct_answer",
                 "merge_ideas", "divide_idea", "undo_regrouping", "answer_support_question"}  # fmt: skip
    assert set(actions.__all__) == begins | elsewhere | tried
