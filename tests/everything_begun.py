"""One of everything in the first stage: calls and applications, citizens' proposals, reports, ideas by letter."""

from datetime import timedelta
from types import SimpleNamespace

from portal.committees.models import Seat, SeatType
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.links import path_of_confirmation, path_of_own
from portal.ideas.models import GuestIdea, Idea, IdeaState, RefusalCode, ShownAs
from portal.initiatives.models import InitiativeRefusal, InitiativeState
from portal.moderation.models import AuthorRole, CaseState, ModerationCase, Report, ReportCode
from portal.recruitment.links import path_of_application
from portal.recruitment.models import Application, ApplicationState, ApplicationStep, Call, PaperLetter
from portal.workshops.models import WorkshopNote
from tests.cast import person
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.initiatives.scene import initiative_in

A, S = ApplicationState, InitiativeState
REPORTED = (CaseState.OPEN, CaseState.HIDDEN, CaseState.APPEALED)


def token_of(path):
    return path.rsplit("/", 1)[1]


def recruiting(committee, secret):
    """An open call for one seat, and an application in every state."""
    today = clock.today()
    seat = saved(Seat(committee_id=committee.id, type=SeatType.CITIZEN, quota=3, profile="Bor i nærheden", position=2))
    call = Call(
        committee=committee, body="Vi søger medlemmer", body_html="<p>Vi søger medlemmer</p>", hours="Seks møder",
        selection="Efter profilen", opens_on=today, closes_on=today + timedelta(days=20),
        delete_on=today + timedelta(days=200), seats=[seat],
    )  # fmt: skip
    saved(call)
    applications = {state: _application(call, seat, state, secret) for state in A}
    letter = saved(PaperLetter(application=applications[A.RECEIVED], kind="application.received"))
    return SimpleNamespace(call=call, seat=seat, applications=applications, letter=letter)


def _application(call, seat, state, secret):
    today, number = clock.today(), 1 + list(A).index(state)
    is_gone, is_asked = state is A.DELETED, state in {A.INVITED, A.ACCEPTED, A.DECLINED}
    application = Application(
        committee=call.committee, call=call, seat=seat, number=number, state=state, delete_on=call.delete_on,
        name="" if is_gone else f"Viggo {secret}", email="" if is_gone else f"viggo{call.id}.{number}@example.dk",
        motivation="" if is_gone else f"Jeg vil {secret}", consent_version="1", consented_at=clock.now(),
        received_at=None if state is A.UNCONFIRMED else clock.now(), submission_key=f"k{call.id}-{number}",
        decided_by=call.committee.receiving_body if is_asked else None, decided_on=today if is_asked else None,
        starts_on=today if is_asked else None, answer_by=today + timedelta(days=9) if is_asked else None,
        reserve_place=1 if state is A.RESERVE else None, version=1,
    )  # fmt: skip
    application.steps.append(ApplicationStep(state=state, created_at=clock.now()))
    return saved(application)


def reported(committee, author, reporter, moderator):
    """A case in each state that somebody must do something about."""
    return {state: case_of(committee, author, reporter, moderator, state) for state in REPORTED}


def case_of(committee, author, reporter, moderator, state):
    """A reported idea of this author, and what has been decided about it."""
    idea = idea_in(IdeaState.PUBLISHED, committee, author, title=f"Anmeldt {state}", body="Noget groft.")
    is_hidden = state is not CaseState.OPEN
    if is_hidden:
        idea.hidden_at, idea.hidden_reason = clock.now(), "Grov tone"
    case = ModerationCase(
        subject_kind="idea", subject_id=idea.id, committee_id=committee.id, author=author, state=state,
        author_role=AuthorRole.CITIZEN, code=ReportCode.OFFENSIVE, version=1,
        open_key=None if is_hidden else f"idea:{idea.id}",
        decided_by_id=moderator.id if is_hidden else None,
        decided_at=clock.now() if is_hidden else None, reason="Grov tone" if is_hidden else "",
        days=0 if is_hidden else None,
        appealed_at=clock.now() if state is CaseState.APPEALED else None,
    )  # fmt: skip
    case.reports.append(
        Report(subject_kind="idea", subject_id=idea.id, reporter=reporter, code=ReportCode.OFFENSIVE, text="Grov")
    )
    return saved(case)


def reported_note(workshop, reporter, moderator):
    """A note of a published outcome that waits for a moderator, and one that was hidden."""
    return [_case_of_note(workshop, reporter, moderator, state) for state in (CaseState.OPEN, CaseState.HIDDEN)]


def _case_of_note(workshop, reporter, moderator, state):
    note = WorkshopNote(workshop_id=workshop.id, table_number=1, body="Groft", body_html="<p>Groft</p>")
    is_hidden = state is CaseState.HIDDEN
    if is_hidden:
        note.hidden_at, note.hidden_reason = clock.now(), "Grov tone"
    saved(note)
    case = ModerationCase(
        subject_kind="workshop_note", subject_id=note.id, committee_id=workshop.committee_id, state=state,
        author_role=AuthorRole.NOBODY, code=ReportCode.OFFENSIVE, version=1,
        open_key=None if is_hidden else f"workshop_note:{note.id}",
        decided_by_id=moderator.id if is_hidden else None,
        decided_at=clock.now() if is_hidden else None, reason="Grov tone" if is_hidden else "",
        days=0 if is_hidden else None,
    )  # fmt: skip
    told = {"subject_kind": "workshop_note", "subject_id": note.id, "reporter": reporter}
    case.reports.append(Report(**told, code=ReportCode.OFFENSIVE, text="Grov"))
    return saved(case)


def proposed(municipality, author, secret):
    """A citizens' proposal in every state."""
    public = {S.PUBLISHED, S.SUPPORTED, S.ON_DESK, S.ANSWERED}
    made = {
        state: initiative_in(
            state, municipality, author, title=f"Borgerforslag {state} {'' if state in public else secret}"
        )
        for state in S
        if state is not S.LAPSED  # follows from the calendar
    }
    made[S.REFUSED].refusal_code = InitiativeRefusal.OFFENSIVE
    return made


def by_letter(committee, reporter, moderator):
    """Ideas of somebody without an account: one waits for its letter to be opened, one came back, one was refused, and
    one was hidden."""
    waiting = GuestIdea(
        committee=committee, name="Gyda Gæst", email="gyda@example.dk", title="Bænke", body="Ved vandet",
        shown_as=ShownAs.A_CITIZEN, submission_key="guest",
    )  # fmt: skip
    saved(waiting)
    guest = person("Gyda Gæst")
    guest.password_hash = None
    returned = idea_in(IdeaState.RETURNED, committee, guest, title="Sendt tilbage")
    refused = idea_in(IdeaState.REFUSED, committee, guest, title="Afvist", refusal_code=RefusalCode.OFFENSIVE)
    hidden = case_of(committee, guest, reporter, moderator, CaseState.HIDDEN)
    return {
        "confirm": token_of(path_of_confirmation(waiting)),
        "own": token_of(path_of_own(returned)),
        "refused": token_of(path_of_own(refused)),
        "hidden": token_of(path_of_own(db.session.get(Idea, hidden.subject_id))),
    }


def link_to(application):
    return token_of(path_of_application(application))
