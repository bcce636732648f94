"""A town in which every page has something to show: a committee in each stage, and records in each state."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from portal.accounts.links import Purpose, path_of_link
from portal.accounts.models import CodeApp, RecoveryCode, RoleGrant, User, UserSession
from portal.accounts.queries import hash_of
from portal.committees.models import Committee, SeatFunction, SeatType
from portal.decisions.models import DecisionRecord
from portal.events.models import OutboxMessage
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.text import render_markdown
from portal.ideas.actions import answer_idea, correct_answer
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.forms.secretarial import AnswerCorrected
from portal.ideas.models import IdeaState, IdeaTheme, RefusalCode, ShownAs
from portal.ideas.queries.account import NOT_PUBLISHED
from portal.implementation.actions import make_commitment, report_commitment, write_lessons
from portal.implementation.forms import CommitmentDraft
from portal.implementation.models import Commitment, CommitmentStatus
from portal.initiatives.models import InitiativeAnswer, InitiativeState, InitiativeVerdict
from portal.municipalities.models import Body, BodyKind, Municipality, Party
from portal.notifications.links import path_of_choice
from portal.notifications.models import Notification
from portal.proposals.models import ProposalReading
from portal.recommendations.actions.recommendation import take_position
from portal.recommendations.models import Choice
from portal.recruitment.links import path_of_application
from portal.rules.notices import NoticeKind
from portal.rules.results import Result
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.sittings.links import path_of_answer
from portal.sittings.papers import Paper
from portal.sittings.queries import invited
from portal.workshops.links import path_of_own, path_of_table
from portal.workshops.models import Workshop, WorkshopNote
from tests import everything_begun as begun
from tests.amendments.scene import amendments_in
from tests.cast import LONG_AGO, committee_in, person, seated
from tests.decisions.scene import RECORD, decided
from tests.discussion.scene import said_of, summed_up
from tests.everything_begun import token_of
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.pledges.scene import pledged
from tests.proposals.scene import proposal_in, two_versions
from tests.recommendations import scene as recommendations
from tests.sittings.scene import (
    approved_in,
    extract_in,
    minutes_sent_in,
    objected,
    planned_for,
    public_by,
    read_through_in,
    sent_in,
)
from tests.workshops.scene import (
    called_in,
    comes,
    drafted_in,
    guests_at,
    published_in,
    read_back_in,
    seated_at,
    sorted_in,
    table_at,
    was_there,
    workshop_in,
)

WEEKS_AGO = timedelta(weeks=5)


class Scene:
    """Everything in place, and the tokens with which people are signed in."""

    def __init__(self) -> None:
        self.home = self._municipality()
        self.people = self._people()
        self._code_apps()
        self.tokens = {who: signed_in(user) for who, user in self.people.items()}
        prepared = self._prepared()
        seeking, forming = (
            self._committee("Havnen for alle", "havnen", Stage.CO_INITIATION),
            self._committee("Trygge veje til skole og fritid", "veje", Stage.CO_DESIGN),
        )
        doing, done = (
            self._committee("Mad i fællesskab", "mad", Stage.CO_DESIGN),
            self._committee("Plads til unge", "unge", Stage.CO_DESIGN),
        )
        self.committees = (prepared, seeking, forming, doing, done)
        self._ideas(seeking)
        self._begun(seeking)
        self._forming(forming)
        for committee in (doing, done):
            self._doing(committee)
        self._moved(done, Stage.CLOSED)
        self._loose_ends()

    def _municipality(self) -> Municipality:
        home = Municipality(name="Fjordby Kommune", short_name="Fjordby", slug="fjordby", is_home=True,
                            site_name="Sammen om Fjordby")  # fmt: skip
        home.bodies = [Body(name="Byrådet", kind=BodyKind.COUNCIL), Body(name="Økonomiudvalget", kind=BodyKind.FINANCE)]
        home.parties = [Party(letter="A", name="Socialdemokratiet"), Party(letter="V", name="Venstre")]
        return saved(home)

    def _people(self) -> dict[str, User]:
        return {
            "citizen": person("Anna Strand"),
            "member": person("Dorte Eng"),
            "chair": person("Carl Mose"),
            "secretary": person("Bo Lund", Role.SECRETARY),
            "councillor": person("Eva Bakke", Role.COUNCILLOR),
            "administrator": person("Finn Dal", Role.ADMINISTRATOR),
        }

    def _code_apps(self) -> None:
        """Somebody is setting up a one-time code, and somebody has one, with few recovery codes left."""
        begun, finn = self.people["councillor"].id, self.people["administrator"].id
        saved(CodeApp(user_id=begun, grain="half"), CodeApp(user_id=finn, grain="whole", confirmed_at=clock.now()))
        saved(RecoveryCode(user_id=finn, code_hash="0" * 64))

    def _committee(self, name: str, slug: str, stage: Stage) -> Committee:
        committee = committee_in(self.home, name, slug, stage=stage)
        seated(self.people["chair"], committee, SeatType.POLITICIAN, party=self.home.parties[0],
               function=SeatFunction.CHAIR)  # fmt: skip
        seated(self.people["member"], committee, SeatType.POLITICIAN, party=self.home.parties[1])
        saved(
            RoleGrant(user=self.people["secretary"], role=Role.SECRETARY, committee_id=committee.id, starts_on=LONG_AGO)
        )
        return committee

    def _prepared(self) -> Committee:
        """One that only the secretariat sees, with a mandate that is being written."""
        committee = committee_in(self.home, "Lys på søen", "lys", stage=Stage.PREPARATION)
        committee.published_at = None
        mandate = committee.mandates[0]
        mandate.adopted_by, mandate.adopted_on = None, None
        return saved(committee)

    def _ideas(self, committee: Committee) -> None:
        author = self.people["citizen"]
        for number, state in enumerate(IdeaState):
            idea = idea_in(state, committee, author, title=f"Flydende badeanstalt {number}")
            idea.shown_as = list(ShownAs)[number % 3]
            idea.refusal_code = RefusalCode.OUTSIDE_MANDATE if state in NOT_PUBLISHED else None
        theme = saved(IdeaTheme(committee_id=committee.id, name="Vand", summary="Om at komme i vandet."))
        late = idea_in(IdeaState.PUBLISHED, committee, author, title="En idé, der har ventet længe", themes=[theme])
        late.received_at, late.answer_due_on = clock.now() - WEEKS_AGO, clock.today() - timedelta(days=7)
        idea_in(IdeaState.RECEIVED, committee, author, title="Ring til mig", body="Ring på 12 34 56 78, mvh. Anna")
        for number in range(25):
            idea_in(IdeaState.ANSWERED, committee, author, title=f"Bænk nummer {number}")
        db.session.commit()

    def _begun(self, committee: Committee) -> None:
        """A call with applications, citizens' proposals, reported texts, and ideas without an account."""
        citizen, member, secretary = (self.people[who] for who in ("citizen", "member", "secretary"))
        self.recruiting = begun.recruiting(committee, "Vestermark")
        begun.reported(committee, citizen, member, secretary)
        self.letters = begun.by_letter(committee, member, secretary)
        proposals = begun.proposed(self.home, citizen, "i skolen")
        saved(InitiativeAnswer(initiative=proposals[InitiativeState.ANSWERED], verdict=InitiativeVerdict.COMMITTEE,
                               reason="Ja tak.", reason_html="<p>Ja tak.</p>", body=self.home.bodies[0],
                               met_on=clock.today(), item="4", author_id=secretary.id))  # fmt: skip

    def _workshops(self, committee: Committee) -> None:
        outcome = "### Vi er enige om\n\nEn badeanstalt med læ."
        told = {"outcome": outcome, "outcome_html": render_markdown(outcome)}
        read_back = told | {"outcome_confirmed_at": clock.now(), "outcome_confirmed_how": "Læst op."}
        workshop_in(committee, title="Den kommer")
        workshop_in(committee, days=-1, title="Den er holdt")
        workshop_in(committee, days=-2, title="Den er skrevet ned", **told)
        workshop_in(committee, days=-3, title="Den er læst op", **read_back)
        workshop_in(committee, days=-4, title="Den er offentlig", outcome_published_at=clock.now(), **read_back)
        sorted_in(committee, self.people["secretary"])
        workshop_in(committee, title="Den er aflyst", cancelled_at=clock.now(), cancel_reason="Sygdom")
        for workshop in db.session.scalars(select(Workshop).where(Workshop.committee_id == committee.id)):
            comes(self.people["citizen"], workshop)
            comes(self.people["chair"], workshop, "politician", self.home.parties[0])
            note = "Læ og varme er det vigtigste."
            saved(WorkshopNote(workshop_id=workshop.id, table_number=1, body=note, body_html=render_markdown(note),
                               author_id=self.people["secretary"].id))  # fmt: skip

    def _outcomes(self, committee: Committee) -> None:
        """A draft of an outcome before it is sent, while those who came answer, and once it is published."""
        drafted_in(committee, self.people["citizen"])
        read_back = read_back_in(committee, self.people["citizen"])
        called_in(read_back, name="Karla Ring", came=True)
        published_in(committee, self.people["citizen"])
        guest = saved(User(name="Gerda Gæst", email="gerda@example.net", confirmed_at=clock.now()))
        self.asked = path_of_own(was_there(guest, read_back).sign_up)
        self.to_correct = read_back.paragraphs[0].id

    def _tables(self, committee: Committee) -> None:
        """People who come without an account or by phone, or who wait, and tables that they sit at."""
        coming = workshop_in(committee, days=6, title="Aften ved bordene", capacity=3)
        self.guests = guests_at(coming)
        called_in(coming)
        seated_at(comes(self.people["citizen"], coming))
        waits = comes(self.people["member"], coming, "politician", self.home.parties[1])
        waits.is_waiting = True
        saved(waits)
        self.tables = [table_at(workshop_in(committee, days=days, title="Aften i dag")) for days in (0, 8)]

    def _sittings(self, committee: Committee) -> None:
        """A committee meeting before it, on its day, and on each step of its minutes."""
        coming = sent_in(committee, days=3, link="https://video.example.dk/42")
        self.invited = token_of(path_of_answer(coming, invited(coming)[0]))
        sent_in(committee, days=0, title="Møde i dag", cases_published_at=None)
        read_through_in(committee, self.people["member"], title="Møde der læses")
        corrected = minutes_sent_in(committee, days=-5, title="Møde der rettes")
        objected(corrected.items[0], self.people["member"])
        minutes_sent_in(committee, title="Møde der venter")
        approved = approved_in(committee, self.people["secretary"])
        planned_for(extract_in(approved), Paper.EXTRACT)
        public_by(approved, Paper.CASES)

    def _forming(self, committee: Committee) -> None:
        bo, carl, dorte = (self.people[who] for who in ("secretary", "chair", "member"))
        self._workshops(committee)
        self._outcomes(committee)
        self._tables(committee)
        self._sittings(committee)
        proposal = two_versions(proposal_in(committee, dorte), dorte)
        amendments_in(proposal, self.people["citizen"], bo)
        pledged(proposal, self.people["citizen"])
        saved(ProposalReading(proposal_id=proposal.id, user_id=dorte.id, number=1, read_at=clock.now()))
        said_of(proposal, self.people["citizen"])
        summed_up(proposal, bo)
        proposal_in(committee, dorte, public=False, number=2, title="En kladde")
        idea_in(IdeaState.CARRIED_ON, committee, self.people["citizen"], title="Cykelgade")
        draft = recommendations.drafted(committee, bo, proposal)
        take_position(carl, draft, Choice.FOR)
        recommendations.adopted(committee, bo, carl, dorte)
        recommendations.handed_over(committee, bo, carl, dorte)
        recommendations.answered(committee, bo, carl, dorte)

    def _doing(self, committee: Committee) -> None:
        """All the way from an idea to a promise, and further."""
        bo, carl, dorte = (self.people[who] for who in ("secretary", "chair", "member"))
        idea = idea_in(IdeaState.PUBLISHED, committee, self.people["citizen"], title="Fælles køkken")
        signed = AnswerDraft(IdeaState.CARRIED_ON, "Vi tager den med.", "Bo Lund, sekretær", carried_into="")
        correct_answer(bo, answer_idea(bo, idea, signed), AnswerCorrected("Køkkenet ligger i gården, ikke i hallen."))
        workshop_in(committee, days=-9, title="Om mad", outcome="x", outcome_html="<p>x</p>",
                    outcome_published_at=clock.now())  # fmt: skip
        draft = replace(RECORD, title=f"Et køkken for {committee.name}")
        recommendation = decided(committee, bo, carl, dorte, draft=draft).response.recommendation
        self._moved(committee, Stage.CO_IMPLEMENTATION)
        for title in ("Køkkenet er åbent", "Der er lys på stien"):
            promise = make_commitment(bo, recommendation, CommitmentDraft(title, "Kultur og Fritid", clock.today()))
        report_commitment(bo, promise, CommitmentStatus.KEPT, "Det er gjort.")
        saved(Commitment(committee=committee, recommendation=recommendation, title="Forsinket", owner="Vej og Park",
                         due_on=clock.today() - timedelta(days=20)))  # fmt: skip
        write_lessons(bo, committee, "### Det, der virkede\n\nVi spiste sammen.\n\n- Begynd med maden")

    def _moved(self, committee: Committee, stage: Stage) -> None:
        committee.stage = stage
        saved(committee)

    def _loose_ends(self) -> None:
        """What hangs on nothing: an imported record, and a message that did not arrive."""
        other = saved(Municipality(name="Havby Kommune", short_name="Havby", slug="havby", site_name=""))
        saved(DecisionRecord(municipality=other, year=2026, number=1, body_name="Byrådet", decided_on=date(2026, 1, 28),
                             title="En udstykning", summary="Kort.", text="Godkendt.", result=Result.ADOPTED,
                             source="https://example.dk/referat.html", published_at=clock.now()))  # fmt: skip
        message = db.session.scalars(select(OutboxMessage).limit(1)).one()
        saved(Notification(event_id=message.event_id, recipient_id=self.people["citizen"].id, path="/ideer/1",
                           message="A new application to \"%(name)s\"", values={"name": "Havnen"}))  # fmt: skip
        message.parked_at, message.last_error = clock.now(), "ConnectionRefusedError: nobody there"
        db.session.commit()

    def links(self) -> dict[str, list[str]]:
        """Links as they stand in letters, by endpoint."""
        new = saved(User(name="Ny Borger", email="ny@example.dk"))
        kinds = {
            "confirm_account": Purpose.CONFIRM,
            "invitation": Purpose.INVITATION,
            "new_password": Purpose.NEW_PASSWORD,
        }
        own = f"/ideer/uden-konto/{self.letters['own']}"
        applications = self.recruiting.applications.values()
        return {
            **{f"accounts.{name}": [path_of_link(purpose, new)] for name, purpose in kinds.items()},
            "ideas.guest_confirmation": [f"/ideer/bekraeft/{self.letters['confirm']}"],
            "ideas.guest_page": [own],
            "ideas.guest_edit": [f"{own}/ret"],
            "ideas.guest_appeal": [f"/ideer/uden-konto/{self.letters['refused']}/klage"],
            "ideas.guest_hidden": [f"/ideer/uden-konto/{self.letters['hidden']}/skjult"],
            "ideas.guest_withdraw": [f"{own}/traek-tilbage"],
            "ideas.guest_undo": [f"{own}/fortryd"],
            "workshops.guest_confirmation": [f"/moeder/bekraeft/{self.guests['would come']}"],
            "workshops.at_table": [path_of_table(table) for table in self.tables],
            "workshops.guest_page": [f"/moeder/uden-konto/{self.guests['comes']}"],
            "workshops.guest_read_back": [f"{self.asked}/udbytte"],
            "workshops.guest_correct": [f"{self.asked}/udbytte/{self.to_correct}"],
            "sittings.invitation": [f"/udvalgsmoeder/svar/{self.invited}"],
            "notifications.choice": [path_of_choice(new, [NoticeKind.OWN, NoticeKind.FOLLOWED])],
            "recruitment.own": [path_of_application(application) for application in applications],
        }


def signed_in(user: User) -> str:
    """The token of a session of this person."""
    token = f"token-of-{user.id}"
    saved(UserSession(user=user, token_hash=hash_of(token), browser="Firefox", expires_at=clock.now() + WEEKS_AGO))
    return token
