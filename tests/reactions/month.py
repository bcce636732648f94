"""A month of two busy committees, done by the same actions that people use, with the worker looking again and again."""

from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from random import Random

from portal.accounts.actions.own_account import ask_for_new_password
from portal.accounts.models import RoleGrant, Visitor
from portal.accounts.origin import Origin
from portal.events.delivery import deliver, handlers_of
from portal.events.types import Subscriber
from portal.foundation import clock
from portal.house.moderated import moderated_types
from portal.ideas.actions import (
    answer_idea,
    close_idea,
    confirm_guest_idea,
    correct_idea,
    publish_idea,
    refuse_idea,
    resubmit_idea,
    return_idea,
    send_as_guest,
    submit_idea,
    support_idea,
)
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.forms.secretarial import Correction
from portal.ideas.forms.writing import IdeaDraft, Sender
from portal.ideas.links import path_of_confirmation
from portal.ideas.models import IdeaState, RefusalCode, ShownAs
from portal.ideas.queries import guest_idea_of_submission
from portal.moderation.actions import hide_content, report_content
from portal.moderation.forms import ReportDraft
from portal.moderation.models import ReportCode
from portal.moderation.queries import matter_or_404
from portal.proposals.actions import publish_proposal, revise_proposal, sponsor_proposal, write_proposal
from portal.reactions.posting import post_letters
from portal.recommendations.actions.recommendation import (
    adopt_recommendation,
    draft_recommendation,
    hand_over_recommendation,
    take_position,
)
from portal.recommendations.actions.response import give_response
from portal.recommendations.models import Choice
from portal.recruitment.actions.applying import accept_seat
from portal.recruitment.actions.choosing import invite_applicant, reserve_application, shortlist_application
from portal.rules.roles import Role
from portal.workshops.actions.coming import sign_up
from portal.workshops.actions.outcome import confirm_outcome, publish_outcome, write_outcome
from portal.workshops.actions.planning import cancel_workshop, edit_workshop, plan_workshop
from portal.workshops.forms.coming import SignUpDraft
from portal.workshops.models import ParticipantKind
from tests.cast import LONG_AGO, committee_in, person, seated
from tests.factories import saved
from tests.proposals.scene import revised
from tests.recommendations.scene import DRAFT as RECOMMENDATION, answer_from
from tests.recruitment.scene import applied, call_in, decision, seat_in
from tests.workshops.scene import draft as workshop_draft

FIRST = datetime(2026, 3, 2)  # a Monday; the Danish clock is moved on the 29th
DAYS = 31
TICKS = (0, 6, 7, 20)


def moment(day, hour, minute=0):
    return clock.moment_in_denmark(FIRST + timedelta(days=day, hours=hour, minutes=minute))


class Month:
    """Plans deeds, and does them in order with the worker's ticks between."""

    def __init__(self, app, harbour, fjordby, people):
        self.app, self.harbour, self.people = app, harbour, people
        self.chance = Random(11)  # noqa: S311 - spreads a story, keeps no secret
        self.plan, self.planned = [], 0
        self.road = committee_in(fjordby, "Skolevejen", "skolevejen")
        self.road.stage = "co_design"
        saved(self.road)
        bo, carl, dorte, gerda = (people[name] for name in ("bo", "carl", "dorte", "gerda"))
        bo.grants.append(RoleGrant(role=Role.SECRETARY, committee_id=self.road.id, starts_on=LONG_AGO))
        for member in (carl, dorte, gerda):
            seated(member, self.road)
        bo.grants.append(RoleGrant(role=Role.FACILITATOR, committee_id=harbour.id, starts_on=LONG_AGO))
        self.citizens = [
            people["anna"],
            gerda,
            *(person(name) for name in ("Hans Bro", "Inge Sø", "Jens Å", "Karla Li")),
        ]
        saved(bo)

    def at(self, day, hour, deed, *arguments, minute=0):
        self.planned += 1
        heappush(self.plan, (moment(day, hour, minute), self.planned, partial(deed, *arguments)))

    def run(self):
        """Everything that is planned, then the ticks of the last days."""
        for day in range(DAYS + 8):
            for hour in TICKS:
                self.at(day, hour, lambda: None)
        while self.plan:
            now, _number, deed = heappop(self.plan)
            with clock.frozen(now):
                deed()
                self.work()

    def work(self):
        """What the worker does when it is woken, and each minute."""
        deliver(handlers_of.of(self.app) | {Subscriber.SEARCH: lambda event: None}, at_most=1000)
        post_letters(at_most=1000)


def plan_ideas(month):
    """Some each day, weekends too; screened at the desk the next working day, and answered a week later."""
    number = 0
    for day in range(DAYS - 8):
        for hour in month.chance.sample(range(8, 23), 2 if day % 7 < 5 else 1):
            month.at(day, hour, _send, month, day, number)
            number += 1


def _send(month, day, number):
    author = month.citizens[(number + number // 6) % len(month.citizens)]
    idea = submit_idea(author, month.harbour, IdeaDraft(f"Idé nummer {number}", "Lad os prøve.", ShownAs.FULL_NAME))
    office = day + 1 if day % 7 < 4 else 7 * (day // 7 + 1)
    month.at(office, 9, _screen, month, office, idea, number, minute=number % 60)


def _screen(month, day, idea, number):
    bo = month.people["bo"]
    if number % 6 == 0:
        return_idea(bo, idea, "Skriv, hvor det er.")
        month.at(day, 14, resubmit_idea, idea.author, idea, IdeaDraft(idea.title, "Ved kajen.", ShownAs.FULL_NAME))
        month.at(day + 1, 10, publish_idea, bo, idea)
    elif number % 6 == 1:
        return refuse_idea(bo, idea, RefusalCode.OUTSIDE_MANDATE, "Det er ikke opgaven.")
    else:
        publish_idea(bo, idea)
    for supporter in month.citizens:
        if supporter.id != idea.author_id and month.chance.random() < 0.3:
            month.at(day + 1, 19, support_idea, supporter, idea)
    _plan_answer(month, day, idea, number)
    return None


def _plan_answer(month, day, idea, number):
    bo, carl = month.people["bo"], month.people["carl"]
    if number % 4 == 2:
        month.at(day + 2, 11, correct_idea, bo, idea, Correction(idea.title, "Noget helt andet end før.", "Ny viden."))
    if number % 4 == 3:
        draft = ReportDraft(ReportCode.OFFENSIVE, "Det er ikke pænt.")
        month.at(day + 2, 20, _report_and_hide, month, day, idea, draft)
        return
    verdict = IdeaState.CARRIED_ON if number % 2 else IdeaState.ANSWERED
    month.at(day + 5, 10, answer_idea, carl, idea, AnswerDraft(verdict, "Tak.", "Carl Mose, formand", carried_into=""))
    if verdict is IdeaState.ANSWERED:
        month.at(day + 6, 10, close_idea, bo, idea, "Vi er i mål.")


def _report_and_hide(month, day, idea, draft):
    types = moderated_types.of(month.app)
    bo, reporter = month.people["bo"], next(citizen for citizen in month.citizens if citizen.id != idea.author_id)
    report = report_content(reporter, types["idea"], idea, draft)
    month.at(day + 3, 9, lambda: hide_content(bo, matter_or_404(types, report.case_id), draft.code, "Det er groft."))


def plan_workshops(month):
    """One a week: planned, signed up for, moved or cancelled, held and read back."""
    for week in range(4):
        month.at(7 * week, 10, _call, month, 7 * week, week)


def _call(month, day, week):
    bo = month.people["bo"]
    workshop = plan_workshop(bo, month.harbour, workshop_draft(days=5, title=f"Møde {week}"))
    for number, citizen in enumerate([*month.citizens, month.people["carl"], month.people["dorte"]]):
        month.at(day + 1, 17 + number % 4, sign_up, citizen, workshop, SignUpDraft(ParticipantKind.CITIZEN))
    if week == 2:
        month.at(day + 3, 9, cancel_workshop, bo, workshop, "Lokalet er lukket.")
        return
    month.at(day + 2, 12, _move, bo, workshop, workshop_draft(days=3, title=f"Møde {week}", place="Hallen"))
    month.at(day + 7, 12, write_outcome, bo, workshop, "Vi vil have lys.")
    month.at(day + 8, 12, confirm_outcome, bo, workshop, "Læst op til sidst.")
    month.at(day + 8, 13, publish_outcome, bo, workshop)


def _move(bo, workshop, draft):
    edit_workshop(bo, workshop, draft, reason="Salen er for lille.")


def plan_recommendations(month):
    """The other committee writes proposals and recommends; the council answers."""
    for week in range(3):
        month.at(7 * week + 1, 13, _propose, month, 7 * week + 1, week)
        month.at(7 * week + 2, 15, _recommend, month, 7 * week + 2)


def _propose(month, day, week):
    proposal = write_proposal(month.people["dorte"], month.road, revised(title=f"Forslag {week}"))
    month.at(day, 14, publish_proposal, month.people["dorte"], proposal)
    month.at(day, 15, sponsor_proposal, month.people["gerda"], proposal)
    again = revised(title=f"Forslag {week}", solution="En anden løsning.", what_changed="Kortere.")
    month.at(day + 1, 9, lambda: revise_proposal(month.people["dorte"], proposal, again))


def _recommend(month, day):
    bo, carl, dorte, eva = (month.people[name] for name in ("bo", "carl", "dorte", "eva"))
    row = draft_recommendation(bo, month.road, RECOMMENDATION, proposal=None)
    for member in (carl, dorte):
        take_position(member, row, Choice.FOR)
    month.at(day, 16, adopt_recommendation, bo, row)
    month.at(day, 17, hand_over_recommendation, bo, row)
    month.at(day + 6, 20, lambda: give_response(eva, row, answer_from(month.road.receiving_body)))


def plan_applications(month):
    """A call for members in the harbour committee, with applicants who have no account."""
    month.at(0, 8, _apply, month)


def _apply(month):
    bo, council = month.people["bo"], month.harbour.receiving_body
    call = call_in(month.harbour, bo, seat_in(month.harbour, quota=2))
    vera, per = applied(call), applied(call, name="Per Vig", email="per@example.dk")
    for applicant in (vera, per):
        month.at(2, 9, shortlist_application, bo, applicant)
    month.at(3, 9, lambda: invite_applicant(bo, vera, decision(council)))
    month.at(3, 10, reserve_application, bo, per)
    month.at(3, 18, accept_seat, vera)


def plan_guests(month):
    """Somebody without an account sends two ideas on one day; somebody else forgets a password twice."""
    for number in range(2):
        month.at(1, 18 + number, _send_as_guest, month, f"guest-{number}")
        month.at(4, 9 + number, ask_for_new_password, "anna@example.dk", Origin("192.0.2.9", "Firefox"))


def _send_as_guest(month, key):
    draft = IdeaDraft(f"Gæstens {key}", "Lad os prøve.", ShownAs.FULL_NAME, submission_key=key)
    send_as_guest(Visitor(), month.harbour, draft, Sender("Ida Krog", "ida@example.dk"), Origin("192.0.2.7", "Firefox"))
    month.work()
    idea = confirm_guest_idea(path_of_confirmation(guest_idea_of_submission(key)).rpartition("/")[2])
    month.at(2, 11, publish_idea, month.people["bo"], idea)
    month.at(
        4, 11, answer_idea, month.people["carl"], idea, AnswerDraft(IdeaState.ANSWERED, "Tak.", "Carl Mose, formand")
    )
