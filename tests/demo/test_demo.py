"""The whole story is told once, by the same deeds that people do, and every page about it opens."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.accounts import passwords
from portal.accounts.links import invitation_ends
from portal.accounts.models import CodeApp, RoleGrant, User, UserSession
from portal.accounts.queries import user_by_email
from portal.commands.demo import demo
from portal.committees.models import Committee
from portal.decisions.commands import verify_records_command
from portal.decisions.models import DecisionRecord
from portal.demo.filling import NotEmpty, fill
from portal.demo.people import PASSWORD
from portal.demo.story import read_story
from portal.events.models import OutboxMessage
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import GuestIdea, Idea, IdeaCorrection, IdeaKind, IdeaState
from portal.implementation.models import Commitment, CommitmentStatus
from portal.initiatives.models import Initiative, InitiativeState, InitiativeVerdict
from portal.moderation.models import CaseState, ModerationCase
from portal.notifications.models import NoticeSetting, Notification, Pace
from portal.privacy.models import RetentionRun
from portal.proposals.models import Proposal
from portal.recommendations.models import Recommendation
from portal.recruitment.models import Application, ApplicationState, PaperLetter
from portal.rules.stages import Stage
from portal.workshops.models import Workshop
from tests.databases import SQLITE, chosen
from tests.fjordby import SAID
from tests.inspecting_client import InspectingClient

PAGES = (
    "",
    "kommissorium",
    "medlemmer",
    "sammensaetning",
    "ideer/",
    "moeder/",
    "forslag/",
    "anbefalinger/",
    "opfoelgning",
)


@pytest.fixture
def told(request, app):
    """The portal with the demonstration filled in, and what the loader said on the way: on SQLite the one that all
    tests of a run share, on PostgreSQL one of its own."""
    if chosen() == SQLITE:
        app = request.getfixturevalue("filled_fjordby")
        lines = (Path(app.instance_path) / SAID).read_text().splitlines()
    else:
        lines = []
        fill(app, lines.append)
    with app.app_context():
        yield app, lines


def never_received(idea):
    """Sent by somebody who never followed the link in the letter."""
    return idea.get("guest", {}).get("never_confirms", False)


def count_by(column):
    return Counter(db.session.scalars(select(column)))


def test_the_story_is_told(told):
    app, said = told
    story = read_story(clock.today())
    ideas = [idea for chapter in story.committees for idea in chapter["idea"] if not never_received(idea)]
    assert count_by(Committee.stage).keys() == set(Stage)
    assert count_by(Idea.state).keys() >= set(IdeaState)
    divided = [idea for idea in ideas if any("parts" in step for step in idea.get("steps", []))]
    assert db.session.scalar(select(func.count(Idea.id))) == len(ideas) + 2 * len(divided)
    assert count_by(Idea.support_count).total() == len(ideas) + 2 * len(divided)
    given = sum(db.session.scalars(select(Idea.support_count + Idea.former_support_count)))
    both = sum(step.get("follow", 0) for idea in divided for step in idea["steps"])  # follow to both parts
    assert given == sum(idea.get("support", 0) for idea in ideas) + both
    assert count_by(Idea.kind).keys() == set(IdeaKind) and count_by(Idea.came_by).keys() >= {"web", "phone", "meeting"}
    assert db.session.scalar(select(func.count(GuestIdea.id)).where(GuestIdea.idea_id.is_(None))) == 1
    assert set(db.session.scalars(select(IdeaCorrection.is_small))) == {True, False}
    assert count_by(Application.state).keys() == set(ApplicationState) - {ApplicationState.ACCEPTED}
    assert count_by(Application.state).total() == 16
    assert count_by(Commitment.status)[CommitmentStatus.KEPT] >= 10
    assert said[-1].endswith("deeds done.")
    check_citizens_proposals()
    check_nobody_is_written_to()
    check_records(app)
    check_pages(InspectingClient(app, app.response_class))
    check_demo_people()
    check_those_who_left()
    check_accounts()
    with pytest.raises(NotEmpty):
        fill(app, said.append)
    assert app.test_cli_runner().invoke(demo).exit_code == 1


def check_citizens_proposals():
    """Every state is there, one waits for a second party, one became a committee; reports are decided, and wait."""
    rows = db.session.scalars(select(Initiative)).all()
    assert {row.standing for row in rows} == set(InitiativeState)
    lacking = [row for row in rows if row.standing is InitiativeState.PUBLISHED and not row.is_hidden]
    assert any(row.support_count >= row.supporters_needed and len(row.sponsors) == 1 for row in lacking)
    assert {row.answer.verdict for row in rows if row.answer} == set(InitiativeVerdict)
    assert any(row.answer and row.answer.committee and row.answer.committee.is_public for row in rows)
    states = count_by(ModerationCase.state)
    assert states == {CaseState.KEPT: 1, CaseState.HIDDEN: 3, CaseState.OVERTURNED: 1, CaseState.OPEN: 2}


def check_nobody_is_written_to():
    """Nothing waits in the outbox, and what was told long ago is read."""
    assert db.session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.done_at.is_(None))) == 0
    assert db.session.scalar(select(func.count(Notification.id)).where(Notification.read_at.is_(None))) > 0
    assert not db.session.scalar(select(func.count(Notification.id)).where(Notification.waiting))
    assert count_by(NoticeSetting.pace) == {Pace.AT_ONCE: 1, Pace.WEEKLY: 1, Pace.PORTAL: 1}


def check_records(app):
    """Each year is numbered from one without gaps, in the order of publication, and every seal holds."""
    numbers = {}
    for row in db.session.scalars(select(DecisionRecord).order_by(DecisionRecord.published_at, DecisionRecord.id)):
        numbers.setdefault(row.year, []).append(row.number)
    assert len(numbers) >= 4
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())
    checked = app.test_cli_runner().invoke(verify_records_command)
    assert checked.exit_code == 0, checked.output


def check_pages(browser):
    """Every public page of every committee, idea, workshop, proposal, recommendation and record."""
    committees = db.session.scalars(select(Committee).order_by(Committee.id)).all()
    paths = [f"{committee.path}{page}" for committee in committees for page in PAGES]
    for kind in (Idea, Initiative, Workshop, Proposal, Recommendation, DecisionRecord):
        rows = db.session.scalars(select(kind).order_by(kind.id)).all()
        paths += [row.path for row in rows if getattr(row, "is_public", True)]
    wrong = {path: code for path in paths if (code := browser.get(path).status_code) != 200}
    assert wrong == {}


def check_demo_people():
    """Whoever the README names can sign in, and is what it says."""
    for person in read_story(clock.today()).people["person"]:
        if "login" in person:
            user = user_by_email(person["email"])
            assert user.confirmed_at is not None and passwords.matches(user.password_hash, PASSWORD)


def check_those_who_left():
    """Who left is nobody now, and the page for administrators has something to show."""
    gone = db.session.scalars(select(User).where(User.erased_at.is_not(None))).all()
    assert [person.name for person in gone] == ["Tidligere bruger"]
    runs = db.session.scalars(select(RetentionRun)).all()
    assert len(runs) >= 3 and all(run.finished_at and not run.failures for run in runs)
    assert any(run.counts for run in runs)


def check_accounts():
    """Roles to come, over, prolonged and taken back; invitations alive and dead; a code; sessions; a letter to post."""
    today, grants = clock.today(), db.session.scalars(select(RoleGrant)).all()
    assert any(grant.starts_on > today for grant in grants)
    assert any(grant.ends_on and grant.ends_on < today and not grant.ended_at for grant in grants)
    assert any(grant.ended_at for grant in grants)
    assert any(grant.ends_on and grant.ends_on > today for grant in grants)
    invited = db.session.scalars(select(User).where(User.invited_at.is_not(None), User.password_hash.is_(None))).all()
    assert {invitation_ends(user) > clock.now() for user in invited} == {True, False}
    with_code = db.session.scalars(select(CodeApp.user_id).where(CodeApp.confirmed_at.is_not(None))).all()
    named = {person["email"] for person in read_story(today).people["person"] if "login" in person}
    asked = {db.session.get(User, number).email for number in with_code}
    assert asked and asked.isdisjoint(named), "whom the README names needs no phone"
    assert len({session.browser for session in db.session.scalars(select(UserSession))}) > 2
    assert db.session.scalar(select(func.count(PaperLetter.id)).where(PaperLetter.posted_at.is_(None)))
