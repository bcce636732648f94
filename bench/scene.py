"""What the pages are measured on: 1,000 ideas in 20 committees, and one of everything else in each committee."""

from datetime import timedelta

from portal.accounts.models import User
from portal.committees.models import (
    Committee,
    Mandate,
    MandateQuestion,
    Membership,
    PublicationRule,
    Seat,
    SeatType,
    StageEntry,
)
from portal.decisions.models import DecisionRecord
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.text import render_markdown
from portal.ideas.models import Idea, IdeaAnswer, IdeaState, IdeaStep
from portal.municipalities.models import Body, BodyKind, Municipality, Party
from portal.proposals.models import Proposal, ProposalVersion
from portal.recommendations.models import CouncilResponse, Recommendation, RecommendationState, Verdict
from portal.rules.results import Result
from portal.rules.stages import Stage
from portal.trace.edges import link
from portal.trace.models import TraceRelation
from portal.workshops.models import Influence, Workshop

COMMITTEES, IDEAS = 20, 1_000
TEXT = (
    "Børnene skal kunne gå til skole uden at krydse en trafikeret vej. Vi foreslår et forsøg med en lukket gade.\n\n"
    * 6
)


def fill() -> None:
    """Put the scene into an empty database, without events: this measures reading."""
    home = Municipality(
        name="Målby Kommune", short_name="Målby", slug="maalby", is_home=True, site_name="Sammen om Målby"
    )
    home.bodies = [Body(name="Byrådet", kind=BodyKind.COUNCIL)]
    home.parties = [Party(letter=letter, name=f"Liste {letter}") for letter in "ABCFOV"]
    people = [User(name=f"Borger {n}", email=f"b{n}@example.dk", confirmed_at=clock.now()) for n in range(60)]
    db.session.add_all([home, *people])
    db.session.flush()
    for number in range(COMMITTEES):
        _committee(home, people, number)
    db.session.commit()


def _committee(home: Municipality, people: list[User], number: int) -> None:
    today, council = clock.today(), home.bodies[0]
    stage = (Stage.CO_INITIATION, Stage.CO_DESIGN, Stage.CO_IMPLEMENTATION, Stage.CLOSED)[number % 4]
    committee = Committee(
        municipality_id=home.id, name=f"Udvalg nummer {number}", slug=f"udvalg-{number}", summary=TEXT[:300],
        stage=stage,
        stage_since=today, receiving_body_id=council.id, publication_rule=PublicationRule.DECISIONS,
        published_at=clock.now(),
    )  # fmt: skip
    db.session.add(committee)
    db.session.flush()
    db.session.add(StageEntry(committee_id=committee.id, stage=stage, entered_on=today))
    mandate = Mandate(committee_id=committee.id, number=1, purpose=TEXT, background=TEXT, promise=TEXT,
                      adopted_by_id=council.id, adopted_on=today, adopted_item="7")  # fmt: skip
    mandate.questions = [MandateQuestion(number=n, text=f"Spørgsmål {n}?") for n in (1, 2, 3)]
    db.session.add(mandate)
    _members(home, committee, people)
    ideas = [_idea(committee, people[n % 60], n) for n in range(IDEAS // COMMITTEES)]
    db.session.flush()
    _thread(home, committee, people[0], ideas[0], number)


def _members(home: Municipality, committee: Committee, people: list[User]) -> None:
    for place, kind in enumerate((SeatType.POLITICIAN, SeatType.CITIZEN)):
        seat = Seat(committee_id=committee.id, type=kind, quota=6, position=place)
        db.session.add(seat)
        db.session.flush()
        for n in range(6):
            party = home.parties[n].id if kind is SeatType.POLITICIAN else None
            user = people[place * 6 + n].id
            db.session.add(
                Membership(
                    committee_id=committee.id, seat_id=seat.id, user_id=user, party_id=party, starts_on=clock.today()
                )
            )


def _idea(committee: Committee, author: User, number: int) -> Idea:
    now = clock.now() - timedelta(days=number)
    idea = Idea(
        committee_id=committee.id, author_id=author.id, title=f"Idé {number} om veje og stier", body=TEXT,
        body_html=render_markdown(TEXT), state=IdeaState.ANSWERED, received_at=now, published_at=now,
        first_answered_at=now, answer_due_on=clock.today(), support_count=number,
    )  # fmt: skip
    idea.steps = [IdeaStep(state=state) for state in (IdeaState.RECEIVED, IdeaState.PUBLISHED, IdeaState.ANSWERED)]
    idea.answers = [
        IdeaAnswer(
            author_id=author.id, signed_as="Formanden", verdict=IdeaState.ANSWERED, body="Tak.", body_html="<p>Tak.</p>"
        )
    ]
    db.session.add(idea)
    return idea


def _thread(home: Municipality, committee: Committee, author: User, idea: Idea, number: int) -> None:
    today, now, council = clock.today(), clock.now(), home.bodies[0]
    workshop = Workshop(
        committee_id=committee.id, title="Workshop", purpose=TEXT, purpose_html=render_markdown(TEXT),
        influence=Influence.DEVELOP, starts_at=now + timedelta(days=7), ends_at=now + timedelta(days=7, hours=2),
        place="Kulturhuset", capacity=40,
    )  # fmt: skip
    proposal = Proposal(committee_id=committee.id, number=1, title="Forslag", author_id=author.id, published_at=now)
    html = render_markdown(TEXT)
    proposal.versions = [
        ProposalVersion(number=1, title="Forslag", problem=TEXT, problem_html=html, solution=TEXT, solution_html=html,
                        mobilisation=TEXT, mobilisation_html=html, author_id=author.id)
    ]  # fmt: skip
    db.session.add_all([workshop, proposal])
    db.session.flush()
    asked = Recommendation(
        committee_id=committee.id, number=1, proposal_id=proposal.id, title="Anbefaling", problem=TEXT, solution=TEXT,
        actor="Vej og Trafik", state=RecommendationState.ANSWERED, adopted_on=today, handed_over_on=today,
        receiving_body_id=council.id, answer_due_on=today + timedelta(days=90),
    )  # fmt: skip
    response = CouncilResponse(recommendation=asked, body_id=council.id, verdict=Verdict.CHANGED, reason=TEXT,
                               met_on=today, item="9", author_id=author.id)  # fmt: skip
    record = DecisionRecord(
        municipality_id=home.id, year=today.year, number=number + 1, committee_id=committee.id, response=response,
        body_name="Byrådet", decided_on=today, title="Beslutning", summary=TEXT, text=TEXT,
        result=Result.ADOPTED_WITH_CHANGES, published_at=now, content_hash="0" * 64,
    )  # fmt: skip
    db.session.add_all([asked, response, record])
    db.session.flush()
    for earlier, later in (
        (idea, workshop),
        (workshop, proposal),
        (proposal, asked),
        (asked, response),
        (response, record),
    ):
        link(TraceRelation.DERIVED_FROM, earlier, later)
