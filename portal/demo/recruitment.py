"""How a committee of the story asks for members, chooses among those who apply, and bids them welcome."""

from collections.abc import Callable, Mapping
from functools import partial

from portal.accounts.models import User, Visitor
from portal.committees.actions.members import bring_in_substitute
from portal.committees.forms.members import Appointment
from portal.committees.models import SeatFunction
from portal.demo.people import AT_HOME
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline, on
from portal.demo.world import Place
from portal.privacy.actions.retaining import keep_promises
from portal.recruitment.actions.applying import (
    accept_seat,
    confirm_application,
    decline_seat,
    submit_application,
    type_in_application,
    withdraw_application,
)
from portal.recruitment.actions.calls import publish_call
from portal.recruitment.actions.choosing import (
    answer_applicants,
    invite_applicant,
    mark_application,
    reserve_application,
    shortlist_application,
)
from portal.recruitment.actions.onboarding import confirm_text, declare_interests
from portal.recruitment.forms.applying import ApplicationDraft
from portal.recruitment.forms.calls import CallDraft
from portal.recruitment.forms.handling import InvitationDraft
from portal.recruitment.forms.onboarding import GroundAnswer
from portal.recruitment.models import Application, InterestGround, OnboardingKind
from portal.recruitment.preparing import prepared_answer

TEXTS = ("motivation", "experience", "availability", "interests")
WHEN_THE_NIGHT_JOB_RUNS = 3


def plan_recruitment(timeline: Timeline, place: Place) -> None:
    """The call, every application with its steps, what members confirm, and who stands in for whom."""
    chapter = place.chapter
    for stand_in in chapter["substitute"]:
        timeline.at(stand_in["at"], partial(_stand_in, place, stand_in))
    for welcome in chapter["welcome"]:
        timeline.at(welcome["at"], partial(_confirm, place, welcome))
    if "call" not in chapter:
        return
    timeline.at(chapter["call"]["at"], partial(_publish, place, chapter["call"]))
    for told in chapter["application"]:
        timeline.at(told["sent"], partial(_apply, place, told))
        for step in told.get("steps", []):
            timeline.at(step["at"], partial(_take_step, place, told, step))
    if any("email" in told and "steps" not in told for told in chapter["application"]):  # never confirmed
        last = max(told["sent"] for told in chapter["application"])
        timeline.at(on(last.date(), WHEN_THE_NIGHT_JOB_RUNS), _run_the_night_job)


def _run_the_night_job() -> None:
    keep_promises()


def _publish(place: Place, call: Chapter) -> None:
    seats = tuple(place.things["seat", key].id for key in call["seats"])
    draft = CallDraft(
        call["body"], call["hours"], call["selection"], call["opens"], call["closes"], call["delete"], seats
    )
    place.things["call", ""] = publish_call(place.person(), place.committee, draft)


def _apply(place: Place, told: Chapter) -> None:
    known = place.person(told["by"]) if "by" in told else None
    draft = ApplicationDraft(
        place.things["seat", told["seat"]].id,
        known.name if known else told["name"],
        known.email if known else told.get("email", ""),
        postal_address=told.get("address", ""),
        **{name: told.get(name, "") for name in TEXTS},
    )
    call = place.things["call", ""]
    if told.get("paper"):
        sent = type_in_application(place.person(), call, draft)
    else:
        person: User | Visitor = known or Visitor()
        sent = submit_application(person, call, draft, AT_HOME)
    place.things["application", told["key"]] = sent


def _take_step(place: Place, told: Chapter, step: Chapter) -> None:
    STEPS[step["do"]](place, place.things["application", told["key"]], step)


def _mark(place: Place, row: Application, step: Chapter) -> None:
    mark_application(place.person(), row, mark=step["mark"], note=step["note"])


def _shortlist(place: Place, row: Application, _step: Chapter) -> None:
    shortlist_application(place.person(), row)


def _invite(place: Place, row: Application, step: Chapter) -> None:
    council = place.world.bodies["byraad"].id
    draft = InvitationDraft(council, step["decided"], step["item"], step["starts"], step["answer_by"])
    invite_applicant(place.person(), row, draft)


def _reserve(place: Place, row: Application, _step: Chapter) -> None:
    reserve_application(place.person(), row)


def _answer(place: Place, row: Application, _step: Chapter) -> None:
    answer_applicants(place.person(), place.committee, [row], prepared_answer(place.committee))


STEPS: Mapping[str, Callable[[Place, Application, Chapter], object]] = {
    "accept": lambda _place, row, _step: accept_seat(row),
    "answer": _answer,
    "confirm": lambda _place, row, _step: confirm_application(row),
    "decline": lambda _place, row, _step: decline_seat(row),
    "invite": _invite,
    "mark": _mark,
    "reserve": _reserve,
    "shortlist": _shortlist,
    "withdraw": lambda _place, row, _step: withdraw_application(row),
}


def _confirm(place: Place, welcome: Chapter) -> None:
    member, membership = place.person(welcome["by"]), place.members[welcome["by"]]
    said = welcome.get("grounds", {})
    answers = {ground: GroundAnswer(ground.value in said, said.get(ground.value, "")) for ground in InterestGround}
    for kind in map(OnboardingKind, welcome["kinds"]):
        if kind is OnboardingKind.INTERESTS:
            declare_interests(member, membership, answers)
        else:
            confirm_text(member, membership, kind)


def _stand_in(place: Place, told: Chapter) -> None:
    member, person = place.members[told["for"]], place.person(told["by"])
    draft = Appointment(
        name=person.name,
        email=person.email,
        function=SeatFunction.SUBSTITUTE,
        party_id=member.party_id,
        presentation=member.presentation,
        starts_on=told["from"],
        gives_access=True,
        ends_on=told["to"],
        substitute_for_id=member.id,
    )
    bring_in_substitute(place.person(), place.committee, member, draft)
