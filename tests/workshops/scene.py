"""Workshops for the stories: one that is coming, one that was held, and who came."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.text import render_markdown
from portal.workshops.forms import WorkshopDraft
from portal.workshops.links import path_of_confirmation, path_of_own
from portal.workshops.models import (
    GuestSignUp,
    Influence,
    NoteDot,
    OutcomeCorrection,
    OutcomeParagraph,
    ParticipantKind,
    ReadBackReply,
    Workshop,
    WorkshopKind,
    WorkshopNote,
    WorkshopRound,
    WorkshopSeat,
    WorkshopSignUp,
    WorkshopTable,
)
from tests.factories import saved

TYPED = {
    "kind": "workshop",
    "title": "Badeliv på kajen",
    "purpose": "Vi finder ud af, **hvor** der kan bades.",
    "influence": "develop",
    "influence_note": "Rådet får det i juni.",
    "from_time": "17:00",
    "to_time": "19:30",
    "place": "Kulturhuset",
    "capacity": "30",
}


def _begins(days):
    """In so many days, in the afternoon, so that it ends on the same day whenever the tests are run; today: now."""
    afternoon = datetime.combine(clock.today() + timedelta(days=days), time(14))
    return clock.moment_in_denmark(afternoon) if days else clock.now().replace(microsecond=0)


def draft(*, days=14, **facts):
    starts = _begins(days)
    usual = {
        "kind": WorkshopKind.WORKSHOP,
        "title": TYPED["title"],
        "purpose": TYPED["purpose"],
        "influence": Influence.DEVELOP,
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
        "place": "Kulturhuset",
        "capacity": 30,
    }
    return WorkshopDraft(**usual | facts)


def workshop_in(committee, *, days=14, capacity=30, title=TYPED["title"], **facts):
    """A workshop that begins in so many days; before today for one that was held."""
    starts = _begins(days)
    facts = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)} | facts
    return saved(
        Workshop(
            committee=committee,
            title=title,
            purpose=TYPED["purpose"],
            purpose_html=render_markdown(TYPED["purpose"]),
            influence=Influence.DEVELOP,
            capacity=capacity,
            **{"place": "Kulturhuset"} | facts,
        )
    )


def comes(person, workshop, kind=ParticipantKind.CITIZEN, party=None):
    return saved(WorkshopSignUp(workshop_id=workshop.id, user_id=person.id, kind=kind, party_id=party and party.id))


def seated_at(place, number=1, *, tables=2, seats=4):
    """Tables and two rounds of the place's workshop, and the place at one of them in the first; the plan is a draft."""
    workshop = place.workshop
    workshop.seated_at = clock.now()
    workshop.tables = [WorkshopTable(number=one, seats=seats, question="Hvad nu?") for one in range(1, tables + 1)]
    workshop.rounds = [WorkshopRound(number=one, minutes=20) for one in (1, 2)]
    saved(workshop)
    seat = WorkshopSeat(round_id=workshop.rounds[0].id, table_id=workshop.tables[number - 1].id, sign_up_id=place.id)
    return saved(seat)


def table_at(workshop):
    """A table, and nobody seated at it."""
    workshop.seated_at = clock.now()
    workshop.tables = [WorkshopTable(number=1, seats=4, question="Hvad nu?")]
    return saved(workshop).tables[0]


def guests_at(workshop):
    """Somebody without an account who comes, and somebody who has not confirmed it; the tokens in their letters."""
    guest = saved(User(name="Gaby Gæst", email="gaby@example.dk", confirmed_at=clock.now()))
    saved(GuestSignUp(workshop_id=workshop.id, name="Gerd Gæst", email="gerd@example.dk",
                      kind=ParticipantKind.CITIZEN, submission_key="meeting"))  # fmt: skip
    comes(guest, workshop)
    return letters_to_guests(workshop)


def letters_to_guests(workshop):
    """The tokens in the letters to those two, as long as they stand there: a token is of the moment of its row."""
    place = db.session.scalar(select(WorkshopSignUp).join(User, WorkshopSignUp.user_id == User.id).where(
        WorkshopSignUp.workshop_id == workshop.id, User.email == "gaby@example.dk"))  # fmt: skip
    asked = db.session.scalar(select(GuestSignUp).where(GuestSignUp.submission_key == "meeting"))
    paths = {"comes": path_of_own(place) if place else "/gone",
             "would come": path_of_confirmation(asked) if asked else "/gone"}  # fmt: skip
    return {name: path.rsplit("/", 1)[1] for name, path in paths.items()}


def called_in(workshop, name="Kaj Ring", **facts):
    """Somebody whom those who hold the meeting have signed up."""
    return saved(WorkshopSignUp(**{"workshop_id": workshop.id, "name": name, "phone": "20 30 40 50",
                                   "kind": ParticipantKind.CITIZEN} | facts))  # fmt: skip


def noted(workshop, author, *texts, table=1):
    """Notes of a table in these words."""
    said = [{"body": text, "body_html": render_markdown(text)} for text in texts]
    whose = {"workshop_id": workshop.id, "table_number": table, "author_id": author.id}
    return [saved(WorkshopNote(**whose, **one)) for one in said]


def heading_in(workshop, title="Lys", text="", position=1):
    """A heading, and what stands under it."""
    return saved(OutcomeParagraph(workshop_id=workshop.id, position=position, title=title, text=text,
                                  text_html=render_markdown(text)))  # fmt: skip


def sorted_in(committee, author, *, days=-2, **facts):
    """A workshop that was held: two notes, two headings, and the first note under the first of them."""
    held = workshop_in(committee, days=days, **{"title": "Mødet der sorteres"} | facts)
    first, _second = noted(held, author, "Der er mørkt på stien.", "Vi vil sidde ned.")
    heading = heading_in(held)
    heading_in(held, "Bænke", position=2)
    first.paragraph_id = heading.id
    saved(first)
    return held


def dotted(workshop, each=3, phones=0):
    """Dots are open, and so many phones have put one on the first note."""
    workshop.dots_each, workshop.dots_opened_at = each, clock.now()
    for number in range(phones):
        saved(NoteDot(note_id=workshop.notes[0].id, phone=str(number)))
    return saved(workshop)


def was_there(person, workshop):
    """Somebody who came, and has been asked where the draft was sent."""
    place = comes(person, workshop)
    place.came = True
    saved(place)
    return saved(ReadBackReply(sign_up_id=place.id)) if workshop.read_back_sent_at else place


def drafted_in(committee, author, *others, title="Mødet der skrives sammen", days=-3, **facts):
    """A workshop whose outcome is written, to be sent to those who came."""
    held = sorted_in(committee, author, days=days, title=title, attended_at=clock.now(), **facts)
    for paragraph, text in zip(held.paragraphs, ("Stien er mørk.", "Der mangler bænke."), strict=True):
        paragraph.text, paragraph.text_html = text, render_markdown(text)
    saved(held)
    for one in (author, *others):
        was_there(one, held)
    return held


def read_back_in(committee, author, *others, **facts):
    """The same with the draft at those who came: the author has confirmed nothing, and wants a paragraph otherwise."""
    until = clock.today() + timedelta(days=5)
    sent = {"read_back_sent_at": clock.now(), "read_back_until": until, "title": "Mødet der læses op"}
    held = drafted_in(committee, author, *others, **sent | facts)
    place = held.sign_ups[0]
    saved(OutcomeCorrection(paragraph_id=held.paragraphs[0].id, sign_up_id=place.id, text="Kun om vinteren."))
    return held


def published_in(committee, author, *others, **facts):
    """The same once everybody can read it."""
    numbers = {"asked": 2, "confirmed": 1, "overtaken": 0, "corrections": 1, "taken_in": 1}
    public = {f"read_back_{name}": number for name, number in numbers.items()}
    public |= {"outcome": "Stien er mørk.", "outcome_html": "<p>Stien er mørk.</p>"}
    public |= {"outcome_published_at": clock.now(), "outcome_confirmed_at": clock.now()}
    return read_back_in(committee, author, *others, **public | {"title": "Mødet der er læst op"} | facts)
