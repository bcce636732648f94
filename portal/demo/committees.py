"""How a committee of the story is set up, gets its mandate and members, and passes its gates."""

from functools import partial

from portal.accounts.actions.people import give_role
from portal.accounts.forms import RoleDraft
from portal.committees.actions.committee import create_committee
from portal.committees.actions.gates import open_gate
from portal.committees.actions.mandate import adopt_mandate, write_mandate
from portal.committees.actions.members import appoint_member, create_seat
from portal.committees.forms.committee import CommitteeDraft
from portal.committees.forms.gates import Opening
from portal.committees.forms.mandate import Adoption, MandateDraft
from portal.committees.forms.members import Appointment, SeatDraft
from portal.committees.models import Motif, PublicationRule, SeatFunction, SeatType
from portal.demo.files import hang_paper, hang_picture
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline, on
from portal.demo.world import Place
from portal.foundation import clock
from portal.rules.roles import Role

SECTIONS = ("background", "purpose", "frame", "composition", "money", "timetable", "promise")
SeatKey = tuple[SeatType, str]


def plan_committee(timeline: Timeline, place: Place) -> None:
    """From the first idea of a committee to the last gate it has passed."""
    chapter = place.chapter
    timeline.at(chapter["created"], partial(_set_up, place))
    adopted = chapter["mandate"]["adopted"]
    timeline.at(on(adopted["on"], 20, 45), partial(_adopt, place, adopted))
    if "revision" in chapter:
        _plan_revision(timeline, place, chapter["revision"])
    for seat in chapter["seat"]:
        if "holder" in seat:
            timeline.at(on(seat["from"], 21), partial(_appoint, place, seat))
    for told in chapter["standby"]:
        timeline.at(on(told["from"], 22), partial(_stand_by, place, told))
    if picture := chapter.get("picture"):
        timeline.at(picture["at"], partial(_hang_up, place, picture))
    for gate in chapter.get("gate", []):
        timeline.at(gate["at"], partial(_open_gate, place, gate))


def _plan_revision(timeline: Timeline, place: Place, revision: Chapter) -> None:
    """A second version of the task: written, and adopted where the story says so."""
    timeline.at(revision["written"], partial(_revise, place, revision))
    if adopted := revision.get("adopted"):
        timeline.at(on(adopted["on"], 20, 30), partial(_adopt, place, adopted))


def _revise(place: Place, revision: Chapter) -> None:
    write_mandate(place.person(), place.committee, MandateDraft(dict(revision["sections"])))


def _set_up(place: Place) -> None:
    secretary = place.person()
    place.committee = create_committee(secretary, place.world.municipality, _draft(place))
    administrator = next(iter(place.world.people.values()))
    facilitator = RoleDraft(Role.FACILITATOR, place.committee.id, clock.today(), None)
    give_role(administrator, place.person(place.chapter["facilitator"]), facilitator)
    mandate = write_mandate(secretary, place.committee, _mandate(place))
    for told in place.chapter["mandate"].get("papers", []):
        hang_paper(secretary, mandate, told)
    for (kind, profile), quota in _seats(place.chapter).items():
        council = place.world.bodies["byraad"].id
        place.things["seat", f"{kind} {profile}"] = create_seat(
            secretary, place.committee, SeatDraft(kind, profile, quota, council)
        )


def _hang_up(place: Place, picture: Chapter) -> None:
    hang_picture(place.person(), place.committee, picture)


def _draft(place: Place) -> CommitteeDraft:
    chapter = place.chapter
    return CommitteeDraft(
        name=chapter["name"],
        summary=chapter["lead"],
        receiving_body_id=place.world.bodies[chapter["mandate"]["receiving_bodies"][0]].id,
        publication_rule=PublicationRule(chapter["publication"]["rule"]),
        publication_reference=chapter["publication"]["reference"],
        ideas_until=chapter.get("ideas_until"),
        expected_end=chapter["expected_end"],
        motif=Motif(chapter["motif"]),
    )


def _mandate(place: Place) -> MandateDraft:
    mandate = place.chapter["mandate"]
    sections = {name: mandate[name] for name in SECTIONS}
    sections["deliverables"] = "\n".join(f"- {thing}" for thing in mandate["deliverables"])
    sections["receivers"] = "\n".join(f"- {place.world.bodies[key].name}" for key in mandate["receiving_bodies"])
    days = {
        "idea_answer_days": mandate["answer_days_ideas"],
        "recommendation_answer_days": mandate["answer_days_recommendations"],
    }
    return MandateDraft(sections, tuple(mandate["questions"]), days)


def _seats(chapter: Chapter) -> dict[SeatKey, int]:
    """Places of one kind and competence stand together, as on the page."""
    quotas: dict[SeatKey, int] = {}
    for seat in chapter["seat"]:
        key = (SeatType(seat["type"]), seat["profile"])
        quotas[key] = quotas.get(key, 0) + seat.get("quota", 1)
    return quotas


def _adopt(place: Place, adopted: Chapter) -> None:
    body = place.world.bodies[adopted["body"]]
    adopt_mandate(place.person(), place.committee, Adoption(body.id, adopted["on"], adopted["item"]))


def _appoint(place: Place, seat: Chapter) -> None:
    user = place.person(seat["holder"])
    party = place.world.parties[seat["party"]] if "party" in seat else None
    appointment = Appointment(
        name=user.name,
        email=user.email,
        function=_function(place.chapter, seat["holder"]),
        party_id=party.id if party else None,
        presentation=seat.get("organisation", ""),
        starts_on=seat["from"],
        gives_access=True,
    )
    row = place.things["seat", f"{SeatType(seat['type'])} {seat['profile']}"]
    place.members[seat["holder"]] = appoint_member(place.person(), place.committee, row, appointment)


def _stand_by(place: Place, told: Chapter) -> None:
    """Somebody is appointed as a substitute on a member's seat, to be asked when it is needed."""
    user = place.person(told["holder"])
    appointment = Appointment(
        name=user.name,
        email=user.email,
        function=SeatFunction.SUBSTITUTE,
        party_id=None,
        presentation="",
        starts_on=told["from"],
        gives_access=True,
    )
    appoint_member(place.person(), place.committee, place.members[told["behind"]].seat, appointment)


def _function(chapter: Chapter, holder: str) -> SeatFunction:
    leading = {chapter["chair"]: SeatFunction.CHAIR, chapter.get("vice_chair"): SeatFunction.VICE_CHAIR}
    return leading.get(holder, SeatFunction.MEMBER)


def _open_gate(place: Place, gate: Chapter) -> None:
    open_gate(place.person(), place.committee, Opening(gate["reason"], anyway=gate.get("anyway", False)))
