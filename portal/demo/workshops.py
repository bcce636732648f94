"""How the workshops of the story are called, filled, held, and read back to those who were there."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import zip_longest
from random import Random

from portal.accounts.models import User
from portal.demo.dots import note_on_phone, plan_dots
from portal.demo.files import hang_picture
from portal.demo.memory import nothing_forgotten
from portal.demo.outcomes import plan_read_back
from portal.demo.sittings import plan_reminder
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place
from portal.foundation import clock
from portal.foundation.db import db
from portal.workshops.actions.attending import note_attendance, write_down
from portal.workshops.actions.coming import sign_up
from portal.workshops.actions.evening import describe_turn
from portal.workshops.actions.limiting import limit_places
from portal.workshops.actions.outcome import confirm_outcome, publish_outcome, write_outcome
from portal.workshops.actions.planning import cancel_workshop, edit_workshop, plan_workshop
from portal.workshops.actions.seating import describe_table, lay_tables, seat_people, show_plan
from portal.workshops.actions.writing import write_note
from portal.workshops.forms import NoteDraft, WorkshopDraft
from portal.workshops.forms.coming import AttendanceDraft, LimitsDraft, Of, SignUpDraft, TypedInDraft
from portal.workshops.forms.tables import SeatingDraft, TableDraft, TablesDraft, TurnDraft
from portal.workshops.models import Influence, ParticipantKind, Workshop, WorkshopKind
from portal.workshops.queries.coming import who_comes
from portal.workshops.queries.tables import tables_of

Kind = ParticipantKind
OTHERS = (Kind.ASSOCIATION, Kind.COMPANY, Kind.EMPLOYEE)  # one in four of those whose names the story does not tell
A_MINUTE = timedelta(minutes=1)
FROM_CONFIRMED_TO_PUBLISHED = timedelta(minutes=30)


def plan_workshops(timeline: Timeline, place: Place) -> None:
    """From the invitation to the published outcome."""
    for facts in place.chapter["workshop"]:
        timeline.at(facts["announced"], partial(_call, place, facts))
        plan_reminder(timeline, facts["starts"])
        _plan_sign_ups(timeline, place, facts)
        _plan_changes(timeline, place, facts)
        if seating := facts.get("seating"):
            timeline.at(seating["at"], partial(_seat, place, facts, seating))
            timeline.at(seating["shown"], partial(_show_seats, place, facts))
        timeline.at(facts["ends"], partial(_note_who_came, place, facts))
        for number, note in enumerate(facts.get("tables", []), 1):
            timeline.at(facts["ends"] + A_MINUTE * number, partial(_note, place, facts, number, note))
        if dots := facts.get("dots"):
            plan_dots(timeline, place, facts, dots)
        for told in (facts[name] for name in ("phone", "late") if name in facts):
            timeline.at(told["at"], partial(note_on_phone, place, facts, told))
        if photograph := facts.get("photograph"):
            timeline.at(photograph["at"], partial(_hang_up, place, facts, photograph))
        _plan_outcome(timeline, place, facts, facts.get("outcome", {}))


def _plan_changes(timeline: Timeline, place: Place, facts: Chapter) -> None:
    if moved := facts.get("moved"):
        timeline.at(moved["at"], partial(_move, place, facts, moved))
    if cancelled := facts.get("cancelled"):
        timeline.at(cancelled["at"], partial(_cancel, place, facts, cancelled))


def _plan_outcome(timeline: Timeline, place: Place, facts: Chapter, outcome: Chapter) -> None:
    if "paragraph" in facts:
        plan_read_back(timeline, place, facts)
    elif "at" in outcome:
        timeline.at(outcome["at"], partial(_write, place, facts, outcome))
    if "confirmed" in outcome:
        timeline.at(outcome["confirmed"], partial(_confirm, place, facts, outcome))
        timeline.at(outcome["confirmed"] + FROM_CONFIRMED_TO_PUBLISHED, partial(_publish, place, facts))


def _call(place: Place, facts: Chapter) -> None:
    workshop = plan_workshop(place.person(), place.committee, _draft(place, facts))
    place.things["workshop", facts["key"]] = workshop
    if most := facts.get("most"):
        draft = LimitsDraft(_numbers(most), _numbers(facts.get("least", {})), facts.get("kept_until"))
        limit_places(place.person(), workshop, draft)


def _numbers(of_kinds: dict[str, int]) -> dict[Of, int]:
    return {(Kind(kind), None): places for kind, places in of_kinds.items()}


def _move(place: Place, facts: Chapter, moved: Chapter) -> None:
    there = replace(_draft(place, facts), starts_at=moved["starts"], ends_at=moved["ends"], place=moved["place"])
    edit_workshop(place.person(), _row(place, facts), there, reason=moved["reason"])


def _cancel(place: Place, facts: Chapter, cancelled: Chapter) -> None:
    cancel_workshop(place.person(), _row(place, facts), cancelled["reason"])


def _draft(place: Place, facts: Chapter) -> WorkshopDraft:
    return WorkshopDraft(
        kind=WorkshopKind(facts["kind"]),
        title=facts["title"],
        purpose=facts["purpose"],
        influence=Influence(facts["influence"]),
        influence_note=facts["influence_note"],
        starts_at=facts["starts"],
        ends_at=facts["ends"],
        place=facts["place"],
        capacity=facts["capacity"],
        idea_ids=tuple(place.things["idea", key].id for key in facts["ideas"]),
        question_numbers=tuple(facts["questions"]),
    )


def _plan_sign_ups(timeline: Timeline, place: Place, facts: Chapter) -> None:
    """Politicians and those the story names first, the others as the day comes nearer; the same ones each time."""
    chance = Random(facts["title"])  # noqa: S311 - spreads a story, keeps no secret
    politicians = [s["holder"] for s in place.chapter["seat"] if s.get("party") in facts["parties"]]
    named = [*politicians, *facts["signups"]]
    for key in named:
        timeline.at(_before(facts, chance), partial(_come, place, facts, key))
    for number in range(facts["crowd"]):
        timeline.at(_before(facts, chance), partial(_come_along, place, facts, number))


def _before(facts: Chapter, chance: Random) -> datetime:
    announced: datetime = facts["announced"]
    until = facts["seating"] if facts.get("tonight") else facts.get("cancelled", {"at": facts["starts"]})
    end: datetime = min(facts["starts"], clock.now(), until["at"])
    return announced + A_MINUTE + (end - announced - 2 * A_MINUTE) * chance.random()


def _come(place: Place, facts: Chapter, key: str) -> None:
    seat: Chapter = next((seat for seat in place.chapter["seat"] if seat.get("holder") == key), {})
    party = place.world.parties[seat["party"]] if "party" in seat else None
    kind = Kind(seat.get("type", Kind.CITIZEN))
    with nothing_forgotten():
        sign_up(place.person(key), _row(place, facts), SignUpDraft(kind, party.id if party else None))


def _come_along(place: Place, facts: Chapter, number: int) -> None:
    others = [kind for kind in OTHERS if kind in facts["kinds"]]
    kind = others[number // 4 % len(others)] if others and number % 4 == 0 else Kind.CITIZEN
    with nothing_forgotten():
        draft = SignUpDraft(kind, organisation=_organisation(facts, number, kind))
        sign_up(_passer_by(place, facts, number), _row(place, facts), draft)


def _organisation(facts: Chapter, number: int, kind: Kind) -> str:
    """Of those who come for one, in turn one of those that the story names for the kind."""
    names: list[str] = facts.get("organisations", {}).get(kind.value, [""])
    return names[number // 4 % len(names)]


def _passer_by(place: Place, facts: Chapter, number: int) -> User:
    crowd = list(place.world.crowd)
    Random(facts["title"]).shuffle(crowd)  # noqa: S311 - as above
    return db.session.get_one(User, crowd[number])


def _seat(place: Place, facts: Chapter, seating: Chapter) -> None:
    actor, workshop = place.person(place.chapter["facilitator"]), _row(place, facts)
    questions = seating["questions"]
    laid = TablesDraft(len(questions), seating["seats"], seating["rounds"], seating["minutes"])
    lay_tables(actor, workshop, laid)
    place_of = {one.user_id: one.id for one in who_comes(workshop)}
    hosts = [place_of.get(place.person(key).id) for key in seating["hosts"]]
    for table, question, host in zip_longest(tables_of(workshop), questions, hosts):
        describe_table(actor, workshop, table, TableDraft(question, seating["seats"], host))
    for turn, asked in zip(workshop.rounds, seating.get("asked", ()), strict=False):
        describe_turn(actor, workshop, turn, TurnDraft(asked, seating["minutes"]))
    seat_people(actor, workshop, SeatingDraft())


def _show_seats(place: Place, facts: Chapter) -> None:
    show_plan(place.person(place.chapter["facilitator"]), _row(place, facts))


def _note_who_came(place: Place, facts: Chapter) -> None:
    """All but one in nine of those whose names the story does not tell; and who had not signed up: one, and those whom
    it names."""
    if "cancelled" in facts:
        return
    workshop = _row(place, facts)
    for number, one in enumerate(facts.get("walked_in", ())):
        whose = one["name"], one["email"], "", f"{facts['key']}-{number}"
        write_down(place.person(), workshop, TypedInDraft(SignUpDraft(Kind(one["kind"])), *whose))
    named = {place.person(key).id for key in facts["signups"]}
    here = [
        one.id
        for number, one in enumerate(who_comes(workshop))
        if one.walked_in or one.party_id is not None or one.user_id in named or number % 9
    ]
    note_attendance(place.person(), workshop, AttendanceDraft(frozenset(here), {(Kind.CITIZEN, None): 1}))


def _note(place: Place, facts: Chapter, number: int, note: Chapter) -> None:
    write_note(place.person(note["by"]), _row(place, facts), NoteDraft(number, note["text"]))


def _hang_up(place: Place, facts: Chapter, photograph: Chapter) -> None:
    hang_picture(place.person(place.chapter["facilitator"]), _row(place, facts), photograph)


def _write(place: Place, facts: Chapter, outcome: Chapter) -> None:
    write_outcome(place.person(), _row(place, facts), outcome["text"])


def _confirm(place: Place, facts: Chapter, outcome: Chapter) -> None:
    confirm_outcome(place.person(place.chapter["facilitator"]), _row(place, facts), outcome["how"])


def _publish(place: Place, facts: Chapter) -> None:
    publish_outcome(place.person(), _row(place, facts))


def _row(place: Place, facts: Chapter) -> Workshop:
    row: Workshop = place.things["workshop", facts["key"]]
    return row
