"""One of everything, so that every address leads somewhere: three committees at work, and one that is not theirs."""

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from portal.accounts.models import RoleGrant, User, UserSession
from portal.amendments.models import AmendmentState
from portal.committees.models import (
    Committee,
    Mandate,
    MandateQuestion,
    Membership,
    PublicationRule,
    Seat,
    SeatFunction,
    SeatType,
)
from portal.committees.queries import membership_of
from portal.events.models import Event, OutboxMessage
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import IdeaAnswer, IdeaState, IdeaTheme, RefusalCode
from portal.ideas.models.lineage import Folded, IdeaLineage
from portal.initiatives.models import Initiative, InitiativeState
from portal.meetings.links import path_of_calendar
from portal.moderation.models import CaseState
from portal.municipalities.models import Body, BodyKind, Municipality, Party
from portal.notifications.links import path_of_choice
from portal.notifications.models import Notification
from portal.recommendations.models import RecommendationState
from portal.recruitment.models import ApplicationState
from portal.rules.notices import NoticeKind
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.sittings.links import path_of_answer
from portal.sittings.models import MinutesReader, MinutesSignature, SittingAnswer, SubstituteCall, Turn, TurnKind
from portal.sittings.papers import Paper
from portal.sittings.queries import invited
from portal.workshops.links import path_of_own, path_of_table
from portal.workshops.models import WorkshopNote
from tests.amendments.scene import amendments_in
from tests.cast import LONG_AGO, committee_in, person, seated
from tests.discussion.scene import said_of, summed_up
from tests.everything_begun import by_letter, link_to, proposed, recruiting, reported, reported_note, token_of
from tests.factories import saved
from tests.files.scene import hung_on, small_picture_in_place
from tests.ideas.scene import idea_in
from tests.implementation.scene import answered, promised, recommendation_in
from tests.pledges.scene import pledged
from tests.proposals.scene import proposal_in, two_versions
from tests.remembered import remembered
from tests.sittings.scene import (
    approved_in,
    decided_in,
    extract_in,
    has_read,
    kept_for,
    minuted,
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
    dotted,
    drafted_in,
    guests_at,
    letters_to_guests,
    published_in,
    read_back_in,
    seated_at,
    sorted_in,
    table_at,
    was_there,
    workshop_in,
)

SECRET = "hemmeligt-ord"  # stands in everything that is not public, and may stand on no public page


@dataclass
class World:
    """The people by role, the committees by stage, and by committee what is in it."""

    people: dict[str, User | None]
    harbour: Committee  # finding the problem, takes ideas
    garden: Committee  # working out proposals
    school: Committee  # carrying out
    closed: Committee
    hidden: Committee  # not published yet
    foreign: Committee  # nobody of the cast has a part in it
    things: dict[int, SimpleNamespace] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)  # of what belongs to no committee
    initiatives: dict[InitiativeState, Initiative] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)  # the tokens in what was sent to somebody without an account
    invited: User | None = None  # has not chosen a password yet
    new: User | None = None  # has not confirmed the address yet

    def of(self, committee: Committee) -> SimpleNamespace:
        return self.things[committee.id]

    def foreign_ids(self) -> list[str]:
        """Numbers of what nobody at work here may choose."""
        there = self.of(self.foreign)
        things = [*there.ideas.values(), there.coming, there.held, there.proposal, there.draft, there.waiting]
        return [str(thing.id) for thing in things] + [
            str(self.ids[name]) for name in ("their_body_id", "their_party_id")
        ]


def furnished(committee, author, *, is_decided=True):
    """One of each thing, in each state that matters."""
    ideas = {state: idea_in(state, committee, author, title=_title(state), body=_body(state)) for state in IdeaState}
    theme = saved(IdeaTheme(committee_id=committee.id, name="Vand"))
    ideas[IdeaState.PUBLISHED].themes = [theme]
    merged = idea_in(IdeaState.PUBLISHED, committee, author, title="Idé der er slået sammen", folded=Folded.MERGED)
    saved(IdeaLineage(kind=Folded.MERGED, source=merged, target=ideas[IdeaState.PUBLISHED], reason="Det samme.",
                      actor=author))  # fmt: skip
    ideas[IdeaState.REFUSED].refusal_code = RefusalCode.OFFENSIVE
    coming = workshop_in(committee)
    held = workshop_in(committee, days=-3, title="Mødet der var", outcome="Enige.", outcome_html="<p>Enige.</p>",
                       outcome_confirmed_at=clock.now(), outcome_confirmed_how="Læst op.")  # fmt: skip
    meets = sent_in(committee, secret=f"Lukket {SECRET}")
    met = {
        "ready": minuted(sent_in(committee, days=-2, title="Møde der er skrevet", secret=f"Lukket {SECRET}")),
        "now": sent_in(committee, days=0, title="Møde i dag", secret=f"Lukket {SECRET}", cases_published_at=None),
        "read": read_through_in(committee, author, title="Møde der læses", secret=f"Lukket {SECRET}"),
        "corrected": minutes_sent_in(committee, days=-5, title="Møde der rettes", secret=f"Lukket {SECRET}"),
        "waiting": minutes_sent_in(committee, title="Møde der venter", secret=f"Lukket {SECRET}"),
        "approved": approved_in(committee, author, secret=f"Lukket {SECRET}"),
        "told": decided_in(committee, author),
    }
    extract = extract_in(met["approved"], name=f"Udskrift {SECRET}")
    planned_for(extract, Paper.EXTRACT)
    drawn_out = extract_in(met["told"], met["told"].items[0])
    taken = public_by(met["told"], Paper.CASES)
    taken.withdrawn_at, taken.reason = clock.now(), "Et forkert navn."
    papers = {
        "kept": extract,
        "unused": extract_in(met["approved"], name=f"Anden udskrift {SECRET}"),
        "extract": drawn_out,
        "planned": planned_for(met["approved"], Paper.MINUTES),
        "out": taken,
    }
    papers["public"] = public_by(drawn_out, Paper.EXTRACT)
    saved(Turn(sitting=met["now"], kind=TurnKind.ITEM, item=met["now"].items[0], begins_at=clock.now()))
    wrong = objected(met["corrected"].items[0], author, f"Forkert {SECRET}")
    note = WorkshopNote(workshop_id=held.id, table_number=1, body="Bordet", body_html="<p>Bordet</p>",
                        author_id=author.id)  # fmt: skip
    to_sort, to_send = dotted(sorted_in(committee, author)), drafted_in(committee, author)
    read_back, out = read_back_in(committee, author), published_in(committee, author)
    called = called_in(read_back, came=True)
    seat, taken = Seat(committee_id=committee.id, type=SeatType.CITIZEN, quota=3), None
    spare = Seat(committee_id=committee.id, type=SeatType.EXPERT, profile="Tidevand")
    answer = IdeaAnswer(idea=ideas[IdeaState.ANSWERED], author=author, signed_as="Bo Lund, sekretær",
                        verdict=IdeaState.ANSWERED, body="Tak.", body_html="<p>Tak.</p>")  # fmt: skip
    saved(note, seat, spare, answer)
    taken = Membership(committee_id=committee.id, seat=seat, user=person(f"Mia{committee.id} Krog"),
                       function=SeatFunction.OBSERVER, starts_on=LONG_AGO)  # fmt: skip
    saved(taken)
    drafts = proposal_in(committee, author, public=False, number=1, title=f"Udkast {SECRET}")
    public = two_versions(proposal_in(committee, author, number=2), author)
    draft = recommendation_in(committee, RecommendationState.DRAFT, 1, title=f"Kladde {SECRET}")
    adopted = recommendation_in(committee, RecommendationState.ADOPTED, 2, adopted_on=clock.today())
    waiting = recommendation_in(
        committee, RecommendationState.HANDED_OVER, 3, handed_over_on=LONG_AGO, answer_due_on=clock.today(),
        receiving_body=committee.receiving_body, answering_body=committee.receiving_body,
    )  # fmt: skip
    without = answered(committee, author, 4, with_record=False)
    done = answered(committee, author, 100 + committee.id, with_record=is_decided)
    promise = promised(done)
    mandate = Mandate(committee=committee, number=2, purpose=f"Nyt formål {SECRET}", promise="Svar")
    mandate.questions = [MandateQuestion(number=1, text="Hvad nu?")]
    saved(mandate)
    said = {
        "question": said_of(ideas[IdeaState.PUBLISHED], author, "Hvem betaler?"),
        "of_proposal": said_of(public, author, "Godt tænkt", passage=public.versions[0].blocks[0].block_id),
        "withdrawn": said_of(public, author, f"Trukket {SECRET}", withdrawn_at=clock.now()),
        "hidden": said_of(public, author, f"Skjult {SECRET}", hidden_at=clock.now(), hidden_reason="Grov tone"),
    }
    said["others"] = said_of(ideas[IdeaState.PUBLISHED], taken.user, "Jeg hjælper gerne.")
    said["goes"] = said_of(ideas[IdeaState.PUBLISHED], author, "Det var ikke så godt.")
    said["answer"] = said_of(ideas[IdeaState.PUBLISHED], author, "Det gør vi.", to=said["question"])
    summed_up(ideas[IdeaState.PUBLISHED], author)
    picture = hung_on(mandate, author, SECRET)
    hung_on(held, author, f"Tavlen {SECRET}")
    return SimpleNamespace(
        ideas=ideas, theme=theme, merged=merged, coming=coming, held=held, note=note, to_sort=to_sort,
        to_send=to_send, read_back=read_back, out=out, called=called,
        seat=seat, spare=spare, answer=answer,
        membership=taken, unpublished=drafts, meets=meets, met=met, wrong=wrong, papers=papers,
        picture=picture, mandate=mandate, said=said,
        proposal=public, draft=draft, adopted=adopted, waiting=waiting, without=without.responses[0],
        record=done.responses[0].record, promise=promise, recruiting=recruiting(committee, SECRET),
    )  # fmt: skip


PUBLIC = {IdeaState.PUBLISHED, IdeaState.CARRIED_ON, IdeaState.ANSWERED, IdeaState.CLOSED}


def _title(state):
    return f"Idé {state}" if state in PUBLIC else f"Idé {state} {SECRET}"


def _body(state):
    return "Lad os **svømme**." if state in PUBLIC else f"Lad os svømme {SECRET}."


@pytest.fixture
def world(fjordby, harbour, anna, bo, carl, dorte, gerda, eva, finn, rita, sofie):
    """Bo, Carl, Dorte and Fie have their parts in the three committees at work; the others as in the cast."""
    people = {"visitor": None, "citizen": anna, "member": dorte, "chair": carl, "secretary": bo, "councillor": eva,
              "administrator": finn, "auditor": rita, "municipal secretary": sofie}  # fmt: skip
    small_picture_in_place()
    return remembered(_saved_scene, fjordby, harbour, people, gerda)


def _saved_scene(*given):
    with patch.object(db.session, "commit", db.session.flush):  # one commit for the whole scene
        made = _scene(*given)
    db.session.commit()
    return made


def _scene(fjordby, harbour, people, stranger):
    people["facilitator"] = person("Fie Rask", Role.FACILITATOR, committee=harbour)
    garden = committee_in(fjordby, "Haven", "haven", stage=Stage.CO_DESIGN)
    school = committee_in(fjordby, "Skolen", "skolen", stage=Stage.CO_IMPLEMENTATION)
    closed = committee_in(fjordby, "Broen", "broen", stage=Stage.CLOSED)
    foreign = committee_in(fjordby, "Skoven", "skoven", stage=Stage.CO_DESIGN)
    hidden = committee_in(fjordby, f"Lageret {SECRET}", "lageret", stage=Stage.PREPARATION)
    hidden.published_at = None
    for committee in (garden, school):
        for role in ("secretary", "facilitator"):
            grant = RoleGrant(role=Role(role), committee_id=committee.id, starts_on=LONG_AGO)
            people[role].grants.append(grant)
        seated(people["chair"], committee, SeatType.POLITICIAN, party=fjordby.parties[0], function=SeatFunction.CHAIR)
        seated(people["member"], committee, SeatType.POLITICIAN, party=fjordby.parties[2])
    made = World(people, harbour, garden, school, closed, hidden, foreign)
    for committee in (harbour, garden, school, closed, hidden, foreign):
        author = stranger if committee is foreign else people["citizen"]
        made.things[committee.id] = furnished(committee, author, is_decided=committee is not hidden)
        made.of(committee).amendments = amendments_in(
            made.of(committee).proposal, author, people["municipal secretary"]
        )
        made.of(committee).pledge = pledged(made.of(committee).proposal, author)
        made.of(committee).cases = reported(committee, author, people["member"], people["municipal secretary"])
        reported_note(made.of(committee).out, people["member"], people["municipal secretary"])
    made.initiatives = proposed(fjordby, people["citizen"], SECRET)
    made.letters = by_letter(harbour, people["member"], people["municipal secretary"])
    seated_at(comes(people["citizen"], made.of(harbour).coming))
    garden.publication_rule = PublicationRule.MINUTES
    saved(MinutesSignature(sitting_id=made.of(harbour).met["waiting"].id, user_id=people["secretary"].id))
    reads = MinutesReader(asked_at=clock.now() - timedelta(days=1), read_by=clock.today(), user_id=people["member"].id)
    made.of(harbour).met["read"].readers.append(reads)
    has_read(saved(made.of(harbour).met["read"]), people["member"])
    made.letters |= guests_at(made.of(garden).coming)
    guest = saved(User(name="Gerda Gæst", email="gerda@example.net", confirmed_at=clock.now()))
    was_there(guest, made.of(harbour).read_back)
    made.letters |= invited_to(made.of(garden).meets)
    table_at(made.of(harbour).held)
    stand_in = substituted(made.of(garden).meets, people["member"], fjordby.parties[2])
    made.ids = {"body_id": fjordby.bodies[0].id, "party_id": fjordby.parties[0].id}
    made.ids |= {"sign_up_id": called_in(made.of(garden).coming).id}
    made.ids |= {"call_id": stand_in.id}
    made.ids |= _elsewhere() | _signed_in_and_told(people["citizen"])
    made.new, made.invited = User(name="Nils Ny", email="nils@example.dk"), User(name="Inga", email="inga@example.dk")
    made.invited.invited_at = clock.now()
    made.new.password_hash = "x"
    saved(made.new, made.invited)
    return made


def invited_to(sitting):
    """The link in the letter to the first who sits at the table."""
    return {"invited": token_of(path_of_answer(sitting, invited(sitting)[0]))}


def substituted(sitting, member, party):
    """Somebody is asked to come instead of a member who cannot, and another can be."""
    seat = next(one for one in invited(sitting) if one.user_id == member.id)
    instead, _next = (
        seated(person(name), sitting.committee, SeatType.POLITICIAN, party=party, function=SeatFunction.SUBSTITUTE)
        for name in ("Stine Ny", "Sune Ny")
    )
    seat.leaving_asked_at, seat.leaving_reason = clock.now(), "Nyt arbejde"
    answer = SittingAnswer(sitting_id=sitting.id, membership_id=seat.id, is_coming=False, wants_substitute=True)
    call = SubstituteCall(
        sitting_id=sitting.id, member_id=seat.id, substitute_id=instead.id, asked_at=clock.now(), passed_over=False
    )
    saved(answer, call)
    return call


def _elsewhere():
    """Another municipality, whose decisions are imported: its bodies and parties are not ours."""
    other = Municipality(name="Andeby Kommune", short_name="Andeby", slug="andeby")
    other.bodies = [Body(name="Andeby Byråd", kind=BodyKind.COUNCIL)]
    other.parties = [Party(letter="Z", name="Zebrapartiet")]
    saved(other)
    return {"their_body_id": other.bodies[0].id, "their_party_id": other.parties[0].id}


def _signed_in_and_told(user):
    """A session elsewhere, a notice, and a message that did not arrive."""
    later = clock.now() + timedelta(days=1)
    event = Event(type="idea.published", subject_kind="idea", subject_id=1, actor_id=None, details={})
    session = UserSession(user=user, token_hash="0" * 64, expires_at=later)
    saved(event, session)
    notice = Notification(event_id=event.id, recipient_id=user.id, message="Besked", path="/")
    parked = OutboxMessage(event_id=event.id, subscriber="mail", due_at=clock.now(), parked_at=clock.now())
    saved(notice, parked)
    return {"notice_id": notice.id, "message_id": parked.id, "session_id": session.id}


# Where an address is about one thing, which one: by endpoint, else by the name of the argument.
def addresses(world, *, committee=None):
    """For each endpoint and argument a value that is there. `committee` puts another's things in their place."""
    garden, school, harbour = (committee or one for one in (world.garden, world.school, world.harbour))
    at_home, drawn, built = world.of(harbour), world.of(garden), world.of(school)
    idea = {state: one.id for state, one in at_home.ideas.items()}
    applications = at_home.recruiting.applications
    slugs = {"proposals": garden, "recommendations": garden, "implementation": school}  # elsewhere the harbour
    usual = {
        "idea_id": idea[IdeaState.PUBLISHED], "answer_id": at_home.answer.id, "theme_id": at_home.theme.id,
        "workshop_id": at_home.coming.id, "meeting_id": at_home.coming.id, "note_id": at_home.note.id,
        "paragraph_id": at_home.to_sort.paragraphs[0].id, "place_id": at_home.called.id,
        "correction_id": at_home.read_back.paragraphs[0].corrections[0].id,
        "seat_id": at_home.seat.id, "membership_id": at_home.membership.id, "proposal_id": drawn.proposal.id,
        "number": 1, "recommendation_id": drawn.draft.id, "response_id": drawn.without.id,
        "commitment_id": built.promise.id, "year": drawn.record.year, "municipality": "andeby", "locale": "en",
        "person_id": world.people["citizen"].id, "grant_id": world.people["councillor"].grants[0].id,
        "mark": "x", "path": "x", "token": "x", "step": "formaal", "kind": "confidentiality", "address": "ide",
        "subject_id": idea[IdeaState.PUBLISHED], "case_id": at_home.cases[CaseState.OPEN].id,
        "application_id": applications[ApplicationState.RECEIVED].id, "letter_id": at_home.recruiting.letter.id,
        "extract_id": at_home.papers["extract"].id, "publication_id": at_home.papers["public"].id, "paper": "referat",
        "file_id": at_home.picture.id, "name": at_home.picture.name, "width": 480, "record_id": at_home.mandate.id,
        "initiative_id": world.initiatives[InitiativeState.PUBLISHED].id,
        "about_id": idea[IdeaState.PUBLISHED], "contribution_id": at_home.said["question"].id,
        "amendment_id": drawn.amendments[AmendmentState.OPEN].id, "pledge_id": drawn.pledge.id,
        "sitting_id": at_home.meets.id, "item_id": at_home.meets.items[0].id,
    } | world.ids  # fmt: skip
    told = token_of(path_of_choice(world.people["citizen"], [NoticeKind.OWN]))
    particular = {
        **{
            f"proposals.{name}": {"block_id": drawn.proposal.versions[0].blocks[0].block_id}
            for name in ("block", "sources", "rest")
        },
        "committees.seat": {"seat_id": at_home.spare.id},
        "committees.save_seat": {"seat_id": at_home.spare.id},
        "discussion.acknowledge": {"contribution_id": at_home.said["others"].id},
        "discussion.take_back": {"contribution_id": at_home.said["others"].id},
        "discussion.withdraw": {"contribution_id": at_home.said["goes"].id},
        "files.new": {"address": "kommissorium"},
        "files.add": {"address": "kommissorium"},
        "ideas.receipt": {"idea_id": idea[IdeaState.RECEIVED]},
        "ideas.edit": {"idea_id": idea[IdeaState.RETURNED]},
        "ideas.send_again": {"idea_id": idea[IdeaState.RETURNED]},
        "ideas.screen": {"idea_id": idea[IdeaState.RECEIVED]},
        "ideas.publish": {"idea_id": idea[IdeaState.RECEIVED]},
        "ideas.send_back": {"idea_id": idea[IdeaState.SCREENING]},
        "ideas.refuse": {"idea_id": idea[IdeaState.RESUBMITTED]},
        "ideas.close": {"idea_id": idea[IdeaState.ANSWERED]},
        "ideas.appeal": {"idea_id": idea[IdeaState.REFUSED]},
        "ideas.send_appeal": {"idea_id": idea[IdeaState.REFUSED]},
        "ideas.appeal_case": {"idea_id": idea[IdeaState.APPEALED]},
        "ideas.decide_appeal": {"idea_id": idea[IdeaState.APPEALED]},
        "notifications.choice": {"token": told},
        "notifications.choose": {"token": told},
        "meetings.own": {"token": token_of(path_of_calendar(world.people["citizen"])).removesuffix(".ics")},
        "amendments.rewriting": {"amendment_id": drawn.amendments[AmendmentState.OVERTAKEN].id},
        "amendments.rewrite": {"amendment_id": drawn.amendments[AmendmentState.OVERTAKEN].id},
        "amendments.reopen": {"amendment_id": drawn.amendments[AmendmentState.REFUSED].id},
        "proposals.publish": {"proposal_id": drawn.unpublished.id},
        "recommendations.hand_over": {"recommendation_id": drawn.adopted.id},
        "recommendations.answer": {"recommendation_id": drawn.waiting.id},
        "recommendations.give_answer": {"recommendation_id": drawn.waiting.id},
        "decisions.record": {"number": drawn.record.number},
        "decisions.correct": {"number": drawn.record.number},
        "decisions.seal_of_record": {"number": drawn.record.number},
        "decisions.taking_out": {"number": drawn.record.number},
        "decisions.take_out": {"number": drawn.record.number},
        "workshops.new_participant": {"workshop_id": drawn.coming.id},
        "workshops.type_in": {"workshop_id": drawn.coming.id},
        "workshops.type_out": {"workshop_id": drawn.coming.id},
        "implementation.archive": {"slug": world.closed.slug},
    }
    particular |= _particular_begun(world, at_home)
    for state, names in SITTINGS.items():
        met = at_home.met[state]
        for name in names:
            particular[f"sittings.{name}"] = {"sitting_id": met.id, "item_id": met.items[0].id}
    reads = at_home.met["read"]
    particular["sittings.take_reader_off"] = {"sitting_id": reads.id, "reader_id": reads.readers[0].id}
    particular["sittings.drop"] = {"sitting_id": drawn.meets.id, "template_id": kept_for(drawn.meets).id}
    for name in ("call_substitute", "note_call"):
        particular[f"sittings.{name}"] = {
            "sitting_id": drawn.meets.id,
            "membership_id": membership_of(world.garden, world.people["member"].id).id,
        }
    told = at_home.met["told"]
    particular["decisions.publish_item"] = {"sitting_id": told.id, "item_id": told.items[0].id}
    for name in ("extract", "extract_file", "extract_on_paper", "taking_back_page", "take_it_back"):
        particular[f"sittings.{name}"] = {"sitting_id": told.id}
    particular["sittings.drop_publication"] = {
        "sitting_id": at_home.met["approved"].id,
        "publication_id": at_home.papers["planned"].id,
    }
    where_it_may = {"sitting_id": drawn.met["approved"].id, "paper": "beslutninger"}  # the council lets minutes out
    particular |= dict.fromkeys(("sittings.publishing_page", "sittings.publish"), where_it_may)
    kept = at_home.papers["kept"]
    for name in ("publishing_extract", "make_extract_public"):
        particular[f"sittings.{name}"] = {"sitting_id": kept.sitting_id, "extract_id": kept.id}
    unused = at_home.papers["unused"]
    particular["sittings.remove_it"] = {"sitting_id": unused.sitting_id, "extract_id": unused.id}
    particular["sittings.objection_to_answer"]["objection_id"] = at_home.wrong.id
    particular["sittings.answer"]["objection_id"] = at_home.wrong.id
    for name in (
        "notes",
        "note",
        "edit_note",
        "change_note",
        "outcome",
        "write",
        "confirm",
        "publish",
        "attend",
        "attendance_page",
        "new_arrival",
        "write_them_down",
        "paper",
        "type_paper",
        "hide",
        "show_again",
        "dots",
        "open_for_dots",
        "type_paper_dots",
    ):
        particular[f"workshops.{name}"] = {"workshop_id": at_home.held.id}
    there = called_in(at_home.held, name="Rie Sand", walked_in=True, came=True)
    particular["workshops.strike"] = {"workshop_id": at_home.held.id, "sign_up_id": there.id}
    particular |= _of_outcomes(world, at_home)

    def of(endpoint, arguments):
        given = usual | particular.get(endpoint, {})
        room = endpoint.partition(".")[0]
        given = {"slug": slugs.get(room, harbour).slug} | given
        return {name: given[name] for name in arguments}

    return of


# Which addresses are about a committee meeting that has come so far
SITTINGS = {
    "now": (
        "course",
        "in_the_room",
        "item_at_meeting",
        "put_on_at_meeting",
        "speaking",
        "write_speaking",
        "paste_speaking",
        "hours",
        "type_them",
        "begin",
        "begin_item",
        "count",
        "uncount",
        "unturn",
        "item_minutes",
        "write_item_minutes",
    ),
    "ready": ("ask_to_send", "send_round"),
    "read": ("ask_to_read", "send_to_readers", "remind_those_asked", "approve_draft", "withdraw_answer"),
    "corrected": (
        "minutes",
        "minutes_file",
        "minutes_on_paper",
        "objection",
        "object_to",
        "objection_to_answer",
        "answer",
    ),
    "waiting": ("sign", "withdraw"),
    "approved": (
        "addition",
        "add",
        "papers",
        "publishing_page",
        "publish",
        "public_parts",
        "choose_parts",
        "new_extract",
        "put_out_extract",
    ),
}
BY_LETTER = ("guest_read_back", "guest_confirm", "guest_correct", "guest_send_correction")
READING_BACK = (
    "confirmed_by_phone", "own_correction", "correct_own", "correction", "answer_to_correction", "read_back",
    "confirm_it", "correct", "send_correction",
)  # fmt: skip
SORTING = (
    "close_for_dots",
    "sorting",
    "sort",
    "add_a_heading",
    "paragraph",
    "keep_paragraph",
    "move_paragraph",
    "remove_paragraph",
)


def _of_outcomes(world, at_home):
    """Outcomes that are sorted, sent, answered and published."""
    asked = at_home.read_back
    paragraph = {"paragraph_id": asked.paragraphs[0].id}
    at_harbour = world.of(world.harbour).read_back.sign_ups
    guest = next(one for one in at_harbour if one.user is not None and one.user.email == "gerda@example.net")
    about = (
        (BY_LETTER, {"token": token_of(path_of_own(guest))} | paragraph),  # anew: moments change when it is put back
        (READING_BACK, {"workshop_id": asked.id} | paragraph),
        (("ask_to_send", "send_it"), {"workshop_id": at_home.to_send.id}),
        (SORTING, {"workshop_id": at_home.to_sort.id}),
        (("outcome_on_paper",), {"workshop_id": at_home.out.id}),
    )
    return {f"workshops.{name}": given for names, given in about for name in names}


# Which letter to somebody without an account leads to which page
LETTERS = {
    **dict.fromkeys(("guest_confirmation", "confirm_guest"), "confirm"),
    **dict.fromkeys(("guest_page", "guest_edit", "guest_send_again", "guest_withdraw"), "own"),
    **dict.fromkeys(("guest_appeal", "guest_send_appeal"), "refused"),
    **dict.fromkeys(("guest_hidden", "guest_appeal_hiding"), "hidden"),
}
MEETING_LETTERS = {
    **dict.fromkeys(("workshops.guest_confirmation", "workshops.confirm_guest"), "would come"),
    **dict.fromkeys(("workshops.guest_page", "workshops.guest_needs", "workshops.guest_stay_away"), "comes"),
    **dict.fromkeys(("sittings.invitation", "sittings.reply"), "invited"),
}


def _particular_begun(world, at_home):
    """The same for the first stage: applications, citizens' proposals, cases, and links in letters."""
    A, S, by_endpoint = ApplicationState, InitiativeState, {}
    asked = {"off_shortlist": A.SHORTLISTED, "invite": A.SHORTLISTED, "invitation": A.SHORTLISTED}
    for name, state in (asked | {"appoint": A.ACCEPTED, "close_invitation": A.INVITED, "move_up": A.RESERVE}).items():
        by_endpoint[f"recruitment.{name}"] = {"application_id": at_home.recruiting.applications[state].id}
    for name, state in {"own": A.RECEIVED, "confirm": A.UNCONFIRMED, "accept": A.INVITED, "decline": A.INVITED,
                        "withdraw": A.RECEIVED}.items():  # fmt: skip
        by_endpoint[f"recruitment.{name}"] = {"token": link_to(at_home.recruiting.applications[state])}
    for name, state in {"edit": S.RETURNED, "send_again": S.RETURNED, "receipt": S.RECEIVED, "handle": S.RECEIVED,
                        "publish": S.RECEIVED, "send_back": S.RECEIVED, "refuse": S.RECEIVED, "to_the_council":
                        S.SUPPORTED, "answer": S.ON_DESK, "answer_page": S.ON_DESK, "set_up": S.ANSWERED,
                        "tie": S.ANSWERED, "committee_page": S.ANSWERED}.items():  # fmt: skip
        by_endpoint[f"initiatives.{name}"] = {"initiative_id": world.initiatives[state].id}
    for name, state in {"appeal": CaseState.HIDDEN, "decide_appeal": CaseState.APPEALED}.items():
        by_endpoint[f"moderation.{name}"] = {"case_id": at_home.cases[state].id}
    for name, letter in LETTERS.items():
        by_endpoint[f"ideas.{name}"] = {"token": world.letters[letter]}
    garden = world.of(world.garden)
    letters = letters_to_guests(garden.coming) | invited_to(garden.meets)  # anew, as those of tables
    for endpoint, letter in MEETING_LETTERS.items():
        by_endpoint[endpoint] = {"token": letters[letter]}
    table = {"token": token_of(path_of_table(world.of(world.harbour).held.tables[0]))}
    by_endpoint |= dict.fromkeys(("workshops.at_table", "workshops.note_here", "workshops.dot_here"), table)
    return by_endpoint
