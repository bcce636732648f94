"""Each night what has had its time goes, and nothing else."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Attempt, RoleGrant, User, UserSession
from portal.app import HOUSE
from portal.committees.models import Membership
from portal.events.models import Event, OutboxMessage
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.jobs import next_night
from portal.ideas.models import GuestIdea, Idea, IdeaState, IdeaStep, IdeaSupport, ShownAs
from portal.initiatives.models import Initiative, InitiativeState
from portal.moderation.models import ModerationCase, Report
from portal.notifications.models import Notification
from portal.privacy.actions import retaining
from portal.privacy.actions.retaining import keep_promises
from portal.privacy.models import ErasureReceipt, RetentionRun
from portal.privacy.queries import count_due
from portal.recruitment.models import OnboardingKind, OnboardingStep
from portal.rules.privacy import RULES, Kind
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.workshops.models import WorkshopSignUp
from tests.cast import LONG_AGO, committee_in, person
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.initiatives.scene import initiative_in
from tests.moderation.scene import hidden, public_idea
from tests.recruitment.scene import applied, call_in, seat_in
from tests.workshops.scene import comes, workshop_in

K = Kind
A_MINUTE = timedelta(minutes=1)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def has(model, row_id):
    return db.session.scalar(select(func.count()).select_from(model).where(model.id == row_id)) == 1


def guest_idea(harbour):
    return GuestIdea(committee=harbour, name="Ida", email="ida@example.dk", title="Bænk", body="Ved vandet",
                     shown_as=ShownAs.A_CITIZEN, submission_key="k")  # fmt: skip


def old_session(anna):
    return UserSession(user=anna, token_hash="a", expires_at=clock.now())


def event_of(anna):
    return saved(Event(type=EventType.SIGNED_IN, subject_kind="user", subject_id=anna.id, actor_id=anna.id, details={}))


@pytest.fixture
def begun(anna, harbour):
    """For each kind that is deleted some time after it began: a row of today."""
    event = event_of(anna)
    draft = idea_in(IdeaState.DRAFT, harbour, anna)
    saved(
        guest_idea(harbour),
        old_session(anna),
        Attempt(deed="x", key_hash="y"),
        Notification(event_id=event.id, recipient_id=anna.id, message="m", path="/", kind="committee"),
        ErasureReceipt(user_id=anna.id, email="last@example.dk"),
        OutboxMessage(event_id=event.id, subscriber="mail", due_at=clock.now(), done_at=clock.now()),
    )
    return {K.IDEA_DRAFT: Idea, K.IDEA_BY_GUEST: GuestIdea, K.SESSION: UserSession, K.ATTEMPT: Attempt,
            K.NOTICE: Notification, K.ERASURE_RECEIPT: ErasureReceipt, K.DELIVERY: OutboxMessage,
            "draft": draft.id}  # fmt: skip


@pytest.mark.parametrize(
    "kind", [K.IDEA_DRAFT, K.IDEA_BY_GUEST, K.SESSION, K.ATTEMPT, K.NOTICE, K.ERASURE_RECEIPT, K.DELIVERY]
)
def test_what_has_a_time_goes_when_it_is_over_and_not_before(begun, kind):
    model, over = begun[kind], clock.now() + timedelta(days=RULES[kind].days)
    first = db.session.scalar(select(func.min(model.id)))
    keep_promises(over - A_MINUTE)
    assert has(model, first)
    assert keep_promises(over + A_MINUTE).counts[kind] == 1
    assert not has(model, first)


def test_a_draft_goes_with_its_steps(begun):
    keep_promises(clock.now() + timedelta(days=366))
    assert db.session.scalars(select(IdeaStep).where(IdeaStep.idea_id == begun["draft"])).all() == []


def test_what_is_shown_is_what_is_done(client, finn, bo, harbour, begun):
    """What the page shows in the afternoon is what the job does at night, also what is promised for a day."""
    day = clock.today() + timedelta(days=400)
    application = applied(call_in(harbour, bo, seat_in(harbour), deletes=29))
    application.delete_on = day + timedelta(days=1)
    db.session.commit()
    moment = clock.moment_in_denmark(datetime.combine(day + timedelta(days=1), time(3, 17)))
    afternoon = clock.moment_in_denmark(datetime.combine(day, time(17)))
    saved(Attempt(deed="x", key_hash="z", created_at=afternoon - timedelta(hours=18)))
    due = {kind.value: number for kind, number in count_due(moment).items() if number}
    assert (due["application"], due["attempt"] - count_due(afternoon)[K.ATTEMPT]) == (1, 1), "due at night only"
    with clock.frozen(afternoon):
        page = client(finn).get("/administration/sletning").text.split('id="nu"')[1].split('id="foer"')[0]
    shown = re.findall(r'rowheader">(.*?)</th>.*?</span>(\d+)</td>', page, flags=re.S)
    assert sorted(int(number) for _label, number in shown) == sorted(due.values())
    assert "Ansøgninger om pladser" in dict(shown)
    run = keep_promises(moment)
    assert run.counts == due and list(run.in_order) == list(due)
    assert len(due) >= 6
    assert not +count_due(moment)


def test_doing_it_again_does_nothing(begun):
    moment = clock.now() + timedelta(days=400)
    keep_promises(moment)
    before = count(Event)
    assert keep_promises(moment).counts == {}
    assert count(Event) == before + 1  # that it ran


def test_it_is_written_down_without_anybody_in_it(begun, anna):
    run = keep_promises(clock.now() + timedelta(days=400))
    told = db.session.scalars(select(Event).where(Event.type == EventType.RETENTION_DONE)).one()
    assert told.actor_id is None and told.details == {"counts": run.counts, "failures": []}
    assert all(isinstance(number, int) for number in run.counts.values())
    assert run.finished_at


def test_one_kind_that_fails_stops_no_other(begun):
    def broken(ids, _person):
        db.session.add(RetentionRun(counts={}))
        raise RuntimeError("anna@example.dk")

    holding = next(one for one in HOUSE.keeping.holdings if one.kind is K.SESSION)
    broken_one = type(holding)(holding.kind, holding.model, holding.mine, holding.due, broken)
    changed = tuple(broken_one if one is holding else one for one in retaining.due_holdings())
    with patch.object(retaining, "due_holdings", lambda: changed):
        run = keep_promises(clock.now() + timedelta(days=400))
    assert run.failures == {"session": "RuntimeError"} and run.finished_at
    assert count(UserSession) == 1 and count(GuestIdea) == 0
    assert count(RetentionRun) == 1, "what a failing kind had begun is undone"
    assert keep_promises(clock.now() + timedelta(days=400)).counts == {"session": 1}


def test_much_is_done_in_handfuls(anna):
    saved(*(Attempt(deed="x", key_hash=str(number)) for number in range(450)))
    with patch.object(retaining, "MOST_BATCHES", 2):
        assert keep_promises(clock.now() + timedelta(days=2)).counts["attempt"] == 400
    assert keep_promises(clock.now() + timedelta(days=2)).counts["attempt"] == 50


def test_an_unconfirmed_account_becomes_nobodys(app):
    new = User(name="Nils Ny", email="nils@example.dk", password_hash="x")
    saved(new)
    keep_promises(clock.now() + timedelta(days=29))
    assert new.erased_at is None
    assert keep_promises(clock.now() + timedelta(days=31)).counts["account_unconfirmed"] == 1
    assert new.erased_at and "Nils" not in new.name and new.email.endswith("@slettet.invalid")


def test_an_account_that_is_asked_for_again_gets_its_time_anew(client, letter_box, deliver_outbox):
    almost_over = clock.now() - timedelta(days=29, hours=23)
    saved(User(name="Nils", email="nils@example.dk", password_hash="x", created_at=almost_over))
    typed = {"name": "Nils Ny", "email": "nils@example.dk"}
    client().post("/opret-konto", data=typed)
    deliver_outbox()
    keep_promises(clock.now() + timedelta(hours=5))
    assert client().get(letter_box.last_path_to("nils@example.dk")).status_code == 200
    assert keep_promises(clock.now() + timedelta(days=31)).counts["account_unconfirmed"] == 1


def test_an_invitation_is_kept_for_whoever_has_a_part(harbour):
    invited, member = (
        User(name=name, email=f"{name.lower()}@example.dk", invited_at=clock.now()) for name in ("Inga", "Mads")
    )
    saved(invited, member)
    saved(RoleGrant(user_id=member.id, role=Role.FACILITATOR, committee_id=harbour.id, starts_on=LONG_AGO))
    assert keep_promises(clock.now() + timedelta(days=181)).counts["account_invited"] == 1
    assert invited.erased_at and not member.erased_at


@pytest.mark.parametrize("state", [IdeaState.REFUSED, IdeaState.WITHDRAWN])
def test_a_refused_or_withdrawn_text_is_emptied_after_two_years(harbour, anna, state):
    idea = idea_in(state, harbour, anna)
    public = idea_in(IdeaState.PUBLISHED, harbour, anna)
    keep_promises(clock.now() + timedelta(days=729))
    assert idea.body
    assert keep_promises(clock.now() + timedelta(days=731)).counts["idea_unpublished"] == 1
    assert (idea.body, idea.body_html, idea.place, idea.state) == ("", "", "", state)
    assert public.body


def test_what_stops_half_way_is_emptied_two_years_after_its_last_step(harbour, fjordby, anna):
    states = (IdeaState.RETURNED, IdeaState.RECEIVED, IdeaState.SCREENING, IdeaState.RESUBMITTED, IdeaState.APPEALED,
              IdeaState.OVERTURNED)  # fmt: skip
    ideas = {state: idea_in(state, harbour, anna, received_at=clock.now() - timedelta(days=900)) for state in states}
    initiative = initiative_in(InitiativeState.RETURNED, fjordby, anna)
    ended = committee_in(fjordby, "Parken", "parken", stage=Stage.CLOSED)
    stopped = {state: idea_in(state, ended, anna) for state in states}
    keep_promises(clock.now() + timedelta(days=729))
    assert all(idea.body for idea in (*ideas.values(), *stopped.values())) and initiative.problem
    keep_promises(clock.now() + timedelta(days=731))
    assert {state for state, idea in ideas.items() if not idea.body} == {IdeaState.RETURNED}, "the others are owed"
    assert not any(idea.body or idea.state is not state for state, idea in stopped.items())
    assert initiative.problem == ""


def test_a_draft_that_was_withdrawn_is_emptied(harbour, anna):
    idea = idea_in(IdeaState.WITHDRAWN, harbour, anna, received_at=None)
    keep_promises(clock.now() + timedelta(days=731))
    assert idea.body == ""


def test_what_was_public_before_it_was_withdrawn_stays(harbour, anna):
    idea = idea_in(IdeaState.WITHDRAWN, harbour, anna, published_at=clock.now())
    keep_promises(clock.now() + timedelta(days=9_999))
    assert idea.body


def test_a_refused_proposal_is_emptied_too(fjordby, anna):
    initiative = initiative_in(InitiativeState.REFUSED, fjordby, anna)
    keep_promises(clock.now() + timedelta(days=731))
    assert db.session.get(Initiative, initiative.id).problem == ""


def test_who_supported_is_forgotten_a_year_after_the_end(harbour, anna, gerda):
    idea = idea_in(IdeaState.ANSWERED, harbour, gerda, support_count=1)
    saved(IdeaSupport(idea_id=idea.id, user_id=anna.id))
    keep_promises(clock.now() + timedelta(days=999))
    assert count(IdeaSupport) == 1  # the committee still works
    harbour.stage, harbour.stage_since = Stage.CLOSED, clock.today()
    db.session.commit()
    keep_promises(clock.now() + timedelta(days=367))
    assert (count(IdeaSupport), idea.support_count) == (0, 1)


def test_who_came_is_forgotten_and_the_number_stays(harbour, anna):
    held = workshop_in(harbour, days=-3)
    comes(anna, held)
    keep_promises(clock.now() + timedelta(days=300))
    assert db.session.scalars(select(WorkshopSignUp.user_id)).all() == [anna.id]
    assert keep_promises(clock.now() + timedelta(days=366)).counts["sign_up"] == 1
    assert db.session.scalars(select(WorkshopSignUp.user_id)).all() == [None]


def test_a_decided_report_goes_and_the_account_of_moderation_stays(harbour, anna, bo, gerda):
    case = hidden(public_idea(anna, harbour), bo, gerda).case
    keep_promises(clock.now() + timedelta(days=729))
    assert count(Report) == 1
    keep_promises(clock.now() + timedelta(days=731))
    found = db.session.get(ModerationCase, case.id)
    assert (count(Report), found.reason) == (0, "")
    assert (found.code, found.state) == (case.code, case.state)


def test_what_a_member_confirmed_goes_five_years_after_the_seat(gerda):
    membership = db.session.scalar(select(Membership).where(Membership.user_id == gerda.id))
    saved(OnboardingStep(membership_id=membership.id, kind=OnboardingKind.ROLE, text_version="1"))
    membership.ends_on = clock.today()
    db.session.commit()
    keep_promises(clock.now() + timedelta(days=1_824))
    assert count(OnboardingStep) == 1
    keep_promises(clock.now() + timedelta(days=1_827))
    assert count(OnboardingStep) == 0


def test_the_trail_of_signing_in_goes_and_the_trail_of_deeds_stays(anna, harbour):
    event_id = event_of(anna).id
    deed = saved(Event(type=EventType.IDEA_PUBLISHED, subject_kind="idea", subject_id=1, details={}))
    message = saved(OutboxMessage(event_id=event_id, subscriber="mail", due_at=clock.now()))
    keep_promises(clock.now() + timedelta(days=366))
    assert has(Event, event_id), "its message is still on its way"
    message.done_at = clock.now()
    db.session.commit()
    keep_promises(clock.now() + timedelta(days=366))
    assert not has(Event, event_id) and has(Event, deed.id)


def test_a_role_goes_five_years_after_it_ended(anna):
    saved(RoleGrant(user_id=anna.id, role=Role.AUDITOR, starts_on=LONG_AGO, ends_on=clock.today()))
    saved(RoleGrant(user_id=anna.id, role=Role.COUNCILLOR, starts_on=LONG_AGO))
    keep_promises(clock.now() + timedelta(days=1_827))
    assert [grant.role for grant in db.session.scalars(select(RoleGrant))] == [Role.COUNCILLOR]


def test_the_command_shows_first_and_does_when_it_is_told_to(app, begun):
    run = app.test_cli_runner().invoke
    with clock.frozen(clock.now() + timedelta(days=400)):
        for arguments in ([], ["--dry-run"]):
            shown = run(args=["retention", *arguments])
            assert shown.exit_code == 0 and "idea_draft" in shown.output, shown.output
        assert count(Idea) == 1 and count(RetentionRun) == 0
        assert run(args=["retention", "--do"]).exit_code == 0
        assert count(Idea) == 0 and count(RetentionRun) == 1
        assert run(args=["retention", "--do", "--dry-run"]).exit_code == 2


def test_the_page_shows_tonight_and_the_last_nights(client, finn, rita, bo, begun):
    with clock.frozen(clock.now() + timedelta(days=3)):
        page = client(finn).get("/administration/sletning").text
        assert "Det bliver slettet i nat" in page and RULES[K.ATTEMPT].days == 1
        assert "Forsøg på at logge ind" in page and "Jobbet har ikke kørt endnu" in page
        keep_promises()
        assert "Der er intet at slette i nat" in client(rita).get("/administration/sletning").text
    assert client(bo).get("/administration/sletning").status_code == 403


@pytest.mark.parametrize("much", [10, 1_000])
def test_the_page_asks_the_same_however_much_there_is(client, finn, queries, much):
    saved(*(RetentionRun(counts={"attempt": 1}, finished_at=clock.now()) for _ in range(much)))
    saved(*(Attempt(deed="x", key_hash=str(number)) for number in range(much)))
    browser = client(finn)
    with queries() as said:
        assert browser.get("/administration/sletning").status_code == 200
    assert len(said) <= 8


def test_somebody_else_is_left_alone(harbour):
    gerda, hans = person("Gerda To"), person("Hans To")
    idea_in(IdeaState.PUBLISHED, harbour, gerda)
    keep_promises(clock.now() + timedelta(days=9_999))
    assert (gerda.name, hans.email) == ("Gerda To", "hans@example.dk")


def test_one_record_that_fails_keeps_none_of_its_kind(harbour):
    rows = [guest_idea(harbour) for _ in range(3)]
    for number, row in enumerate(rows):
        row.submission_key = f"k{number}"
    saved(*rows)
    stuck = min(row.id for row in rows)
    holding = next(one for one in HOUSE.keeping.holdings if one.kind is K.IDEA_BY_GUEST)

    def fails(ids, person):
        if stuck in ids:
            raise RuntimeError("this one always fails")
        holding.at_end(ids, person)

    broken = replace(holding, at_end=fails)
    with patch.object(retaining, "due_holdings", lambda: [broken]), patch.object(retaining, "BATCH", 2):
        run = keep_promises(clock.now() + timedelta(days=400))
    assert db.session.scalars(select(GuestIdea.id)).all() == [stuck]
    assert run.counts == {"idea_by_guest": 2} and run.failures == {"idea_by_guest": "RuntimeError"}


@pytest.mark.parametrize(
    ("now", "night"), [("2026-07-01T02:16", "2026-07-01T02:17"), ("2026-12-31T02:17", "2027-01-01T02:17")]
)
def test_the_next_night_is_the_hour_of_the_job(now, night):
    assert next_night(datetime.fromisoformat(f"{now}+00:00")) == datetime.fromisoformat(f"{night}+00:00")
