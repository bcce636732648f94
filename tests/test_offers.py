"""What a page offers is what the deed lets: for each of the cast, and for each record in each of its states."""

import ast
import re
from datetime import timedelta
from html import unescape
from inspect import getsource, unwrap
from unittest.mock import patch

import pytest
from sqlalchemy import select
from werkzeug.exceptions import MethodNotAllowed

from portal.accounts.models import Visitor
from portal.app import HOUSE
from portal.committees.actions.seating import refuse_used
from portal.committees.models import Seat
from portal.foundation import clock
from portal.foundation.db import Base, db, rehearsal
from portal.foundation.errors import PortalError, Refused
from portal.house.deeds import offered
from portal.house.moderated import moderated_types
from portal.ideas.actions import (
    answer_idea,
    begin_screening,
    close_idea,
    publish_idea,
    refuse_idea,
    return_idea,
    uphold_refusal,
)
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.links import path_of_own
from portal.ideas.models import IdeaAppeal, IdeaState, RefusalCode
from portal.initiatives.actions.screening import publish_initiative, refuse_initiative, return_initiative
from portal.initiatives.models import InitiativeAnswer, InitiativeRefusal, InitiativeState, InitiativeVerdict
from portal.moderation.actions import appeal_decision, hide_content, keep_content, uphold_decision
from portal.moderation.models import ReportCode
from portal.moderation.queries import matter_or_404
from portal.proposals.actions import sponsor_proposal
from portal.recruitment.actions import choosing
from portal.recruitment.actions.applying import submit_application
from portal.recruitment.links import path_of_application
from portal.recruitment.models import ApplicationState
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.screening.states import Way
from portal.workshops.deeds import ATTEND, LAY_TABLES
from tests.cast import person
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.recruitment.scene import HERE, call_in, draft, invited, seat_in
from tools.console import ROOT


def pages_of_meeting(sitting):
    return tuple(f"{sitting.path}{page}" for page in ("", "/dagsorden", "/forloeb", "/referat", "/papirer"))


MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
# Shown where something else is there too: what must be true of an adoption, a seat, a half proposal, an earlier step
ASKS_MORE = {
    "recommendation": {"take_position", "adopt", "hand_over"},
    "proposal": {"publish"},
    "application": {"mark", "move_up"},
    "idea": {"edit"},  # not where somebody else has just decided for its author
    "workshop": {
        "write_outcome",
        "confirm_outcome",
        "publish_outcome",
        "sign_up",
        "show_plan",
        "send_read_back",
        "note_confirmation",
    },
}
PAGES = {
    "council_response": lambda response: (response.recommendation.path,),
    "idea": lambda idea: (idea.path, f"{idea.path}/behandl"),
    "initiative": lambda initiative: (initiative.path, f"{initiative.path}/behandl"),
    "application": lambda application: (application.path_for_secretary,),
    "committee": lambda committee: (f"{committee.path}kommissorium", committee.path),
    "membership": lambda membership: (f"{membership.committee.path}medlemmer/{membership.id}/udtraed",),
    "idea_answer": lambda answer: (answer.idea.path,),
    "sitting": pages_of_meeting,
    "minutes_reader": lambda reader: (f"{reader.sitting.path}/referat",),
    "agenda_item": lambda item: pages_of_meeting(item.sitting),
    "workshop": lambda workshop: (workshop.path, *(f"{workshop.path}/{on}" for on in ("prikker", "deltagere"))),
    "outcome_paragraph": lambda paragraph: tuple(f"{paragraph.workshop.path}/{on}" for on in ("sortering", "udbytte")),
    "outcome_correction": lambda correction: (f"{correction.paragraph.workshop.path}/udbytte",),
    "minutes_extract": lambda extract: (extract.path, f"{extract.sitting.path}/papirer"),
    "sitting_publication": lambda publication: (f"{publication.sitting.path}/papirer",),
    "minutes_objection": lambda objection: (f"{objection.item.sitting.path}/referat",),
}


# By the table and the page: where a form is sent that takes the record a step further, and the deed that takes it
STEPS = {
    ("idea", "/behandl"): {
        "/behandl/laes": begin_screening,
        "/behandl/offentliggoer": lambda actor, idea: publish_idea(actor, idea, reason="Det må stå"),
        "/behandl/send-tilbage": lambda actor, idea: return_idea(actor, idea, "Skriv hvor"),
        "/behandl/afvis": lambda actor, idea: refuse_idea(actor, idea, RefusalCode.OFFENSIVE, "Grov tone"),
        "/behandl/svar": lambda actor, idea: answer_idea(actor, idea, ANSWER),
        "/behandl/afslut": lambda actor, idea: close_idea(actor, idea, "Den er med"),
    },
    ("idea", "/klagesag"): {"/klagesag": lambda actor, idea: uphold_refusal(actor, idea, "Grov tone")},
    ("initiative", "/behandl"): {
        "/behandl/offentliggoer": lambda actor, initiative: publish_initiative(actor, initiative, reason="Må stå"),
        "/behandl/send-tilbage": lambda actor, initiative: return_initiative(actor, initiative, "Skriv hvem"),
        "/behandl/afvis": lambda actor, it: refuse_initiative(actor, it, InitiativeRefusal.OFFENSIVE, "Grov tone"),
    },
    ("application", ""): {
        "/kort-liste": choosing.shortlist_application,
        "/af-kort-liste": choosing.take_off_shortlist,
        "/reserve": choosing.reserve_application,
        "/luk-invitation": choosing.end_invitation,
    },
    ("moderation_case", ""): {
        "/behold": lambda actor, case: keep_content(actor, matter(case), "Det er ikke groft"),
        "/skjul": lambda actor, case: hide_content(actor, matter(case), ReportCode.OFFENSIVE, "Grov tone"),
        "/klag": lambda actor, case: appeal_decision(actor, matter(case), "Det er ikke groft"),
        "/afgoer": lambda actor, case: uphold_decision(actor, matter(case), "Grov tone"),
    },
}
NOT_FOR_A_SECRETARY = {"/klag": "citizen", "/afgoer": "administrator"}
ANSWER = AnswerDraft(IdeaState.ANSWERED, "Tak for idéen", "Bo Lund, sekretær")


class Taken(Exception):
    """The deed has come so far that nothing refuses it any more."""


def is_taken(step, actor, record):
    """Whether the deed itself takes the step; nothing of it is saved."""
    writing = patch.object(Way, "write_step", side_effect=Taken)
    beginning = patch("portal.recruitment.actions.steps.begin_in", side_effect=Taken)
    try:
        with writing, beginning:
            step(actor, record)
    except Taken:
        return True
    except PortalError:
        return False
    raise AssertionError("a step that is not written down")


@pytest.fixture
def scene(world, fjordby):
    """Also somebody whose idea was typed in, applications on paper, and a proposal that is to become a committee."""
    world.of(world.harbour).ideas[IdeaState.PUBLISHED].spoken_for = "Ane fra Havnen"
    agreed = InitiativeAnswer(
        initiative=world.initiatives[InitiativeState.ANSWERED], verdict=InitiativeVerdict.COMMITTEE, reason="Ja",
        reason_html="<p>Ja</p>", body=fjordby.bodies[0], met_on=clock.today(), item="7",
        author_id=world.people["municipal secretary"].id,
    )  # fmt: skip
    saved(agreed)
    world.of(world.harbour).membership.ends_on = clock.today()
    appeal = IdeaAppeal(
        idea=world.of(world.harbour).ideas[IdeaState.APPEALED], text="Det er ikke groft",
        refused_by_id=world.people["secretary"].id, refusal_code=RefusalCode.OFFENSIVE,
    )  # fmt: skip
    saved(appeal)
    there = world.of(world.harbour).recruiting.applications
    for state in (ApplicationState.INVITED, ApplicationState.RESERVE):
        there[state].typed_in_by_id, there[state].email = world.people["secretary"].id, ""  # on paper
    there[ApplicationState.RESERVE].reserve_place = 2
    db.session.commit()
    return world


def actors(world):
    return {who: user or Visitor() for who, user in world.people.items()}


def records(tables=HOUSE.deeds):
    """Every record of which something can be done, in whichever state it is."""
    return [row for table in tables for row in db.session.scalars(select(MODELS[table]).order_by(MODELS[table].id))]


def matter(case):
    return matter_or_404(moderated_types(), case.id)


def addresses(browser, path):
    """Where a page leads to, and its forms are sent to; nothing when this person cannot open it."""
    path = path.partition("#")[0]
    with patch("tests.inspecting_client.inspect"):  # every kind of page is, elsewhere
        answer = browser.get(path)
    if answer.status_code != 200:
        return set()
    posted = [form for form in re.findall(r"<form ([^>]*)>", answer.text) if 'method="post"' in form]
    actions = {found[1] if (found := re.search(r'action="([^"]*)"', form)) else path for form in posted}
    return {unescape(found) for found in re.findall(r'<a [^>]*href="([^"]*)"', answer.text)} | actions


def unlike(records):
    """One of those that stand alike in a committee at the same stage."""
    found = {}
    for record in records:
        deeds = HOUSE.deeds.get(record.__tablename__)
        scope = next(iter(deeds.values())).scope(record) if deeds else None
        facts = [getattr(record, name, None) for name in ("state", "is_public", "is_hidden", "cancelled_at")]
        found.setdefault((record.__tablename__, scope and scope.stage, *facts), record)
    return found.values()


def is_let(deed, actor, record):
    """Whether the lock lets this person through."""
    try:
        with patch("portal.house.deeds.hold"):  # nobody else is here
            deed.require(actor, record)
    except PortalError:
        return False
    return True


def test_what_is_offered_is_let_and_what_is_not_offered_is_not(scene):
    """In both directions, and each of them happens."""
    wrong, happened = [], set()
    for who, actor in actors(scene).items():
        for record in records():
            shown = offered(actor, record)
            for name, deed in HOUSE.deeds[record.__tablename__].items():
                happened.add((record.__tablename__, name, name in shown))
                if is_let(deed, actor, record) is not (name in shown):
                    wrong.append(f"{who}: {name} with {record.__tablename__} {record.id}")
    assert not wrong
    both = {(table, name, is_so) for table, own in HOUSE.deeds.items() for name in own for is_so in (True, False)}
    assert happened == both


@pytest.mark.parametrize("who", ["visitor", "citizen", "member", "chair", "facilitator", "secretary", "councillor",
                                 "municipal secretary"])  # fmt: skip
def test_a_page_shows_what_is_offered_and_nothing_else(client, who, scene):
    """A deed's address stands on the page of its record for those, and only those, to whom it is offered."""
    user, wrong, seen = scene.people[who], [], 0
    browser, actor = client(user) if user else client(), user or Visitor()
    for record in unlike(records()):
        table = record.__tablename__
        paths = PAGES.get(table, lambda record: (record.path,))(record)
        there = set().union(*(found for path in paths if (found := addresses(browser, path))))
        if not there:
            continue
        shown = offered(actor, record)
        urls = {name: deed.url(record).partition("#")[0] for name, deed in HOUSE.deeds[table].items()}
        for name, url in urls.items():
            if url in paths or list(urls.values()).count(url) > 1:
                continue  # a form on the page itself, or two deeds of one page
            seen += 1
            is_there = url in there
            if is_there is not (name in shown) and not (name in ASKS_MORE.get(table, ()) and not is_there):
                wrong.append(f"{name} with {table} {record.id}: {'shown' if is_there else 'not shown'}")
    assert not wrong
    assert seen


@pytest.mark.parametrize("who", ["citizen", "chair", "secretary", "municipal secretary", "administrator"])
def test_a_step_is_offered_where_the_deed_takes_it(client, who, scene):
    """Where the table of states is all that is asked beside leave: the page with the form, and the deed itself."""
    user, wrong, seen, stages = scene.people[who], [], set(), {Stage.CO_INITIATION, Stage.CLOSED}
    browser, handled = client(user), unlike(records({table for table, _page in STEPS}))
    handled = [one for one in handled if getattr(one, "committee", scene.harbour).stage in stages]
    for (table, page), steps in STEPS.items():
        for record in [one for one in handled if one.__tablename__ == table]:
            base = record.path_for_secretary if table == "application" else record.path
            there = addresses(browser, f"{base}{page}")
            for address, step in steps.items() if there else ():  # what one cannot open takes nothing in either
                is_shown = f"{base}{address}" in there
                seen |= {address} if is_shown else set()
                if is_taken(step, user, record) is not is_shown:
                    wrong.append(f"{address} with {table} {record.state}: {'shown' if is_shown else 'not shown'}")
    assert not wrong
    every = {address for steps in STEPS.values() for address in steps}
    assert seen >= {one for one in every if NOT_FOR_A_SECRETARY.get(one, "municipal secretary") == who}


@pytest.mark.parametrize("stage", [Stage.CO_INITIATION, Stage.CO_DESIGN, Stage.CLOSED])
def test_whoever_has_no_account_is_offered_what_the_author_may_do(client, harbour, stage):
    """The page that a guest's link opens, where nobody is signed in."""
    guest, wrong = person("Gyda Gæst"), []
    guest.password_hash, harbour.stage = None, stage
    for state in set(IdeaState) - {IdeaState.DRAFT}:
        idea = idea_in(state, harbour, guest, refusal_code=RefusalCode.OFFENSIVE)
        own, shown = path_of_own(idea), offered(guest, idea)
        there = addresses(client(), own)
        for name, address in {"edit": "/ret", "appeal": "/klage", "withdraw": "/traek-tilbage"}.items():
            if (f"{own}{address}" in there) is not (name in shown):
                wrong.append(f"{name} while {state}")
    assert not wrong


@pytest.mark.parametrize("who", ["citizen", "member", "chair", "secretary", "former member"])
def test_a_name_is_asked_for_from_those_who_sit_at_the_table(client, who, scene):
    """Also of somebody whose access goes on for a while after the seat."""
    scene.people["former member"] = person("Mads Krog", Role.MEMBER, committee=scene.garden)
    actor, proposal = scene.people[who], scene.of(scene.garden).proposal
    try:
        with rehearsal(lambda: None):
            sponsor_proposal(actor, proposal)
        is_let = True
    except PortalError:
        is_let = False
    assert (f"{proposal.path}/navn" in addresses(client(actor), proposal.path)) is is_let
    assert is_let is (who in {"member", "chair"})


def test_notes_of_a_cancelled_meeting_are_not_corrected(client, bo, scene):
    held, note = scene.of(scene.harbour).held, scene.of(scene.harbour).note
    page, correcting = f"{held.path}/noter", f"{held.path}/noter/{note.id}"
    assert correcting in addresses(client(bo), page)
    held.cancelled_at = clock.now()
    db.session.commit()
    assert correcting not in addresses(client(bo), page)


def test_an_applicant_is_not_asked_for_what_comes_too_late(client, bo, harbour, council):
    call = call_in(harbour, bo, seat_in(harbour, quota=2))
    application = invited(call, bo, council)
    own = path_of_application(application)
    assert f"{own}/tag-imod" in addresses(client(), own)
    with clock.frozen(clock.now() + timedelta(days=15)):
        there = addresses(client(), own)
    assert f"{own}/sig-nej" in there and f"{own}/tag-imod" not in there

    unconfirmed = submit_application(Visitor(), call, draft(call.seats[0], "Per Vig", "per@example.dk"), HERE)
    own = path_of_application(unconfirmed)
    assert f"{own}/bekraeft" in addresses(client(), own)
    harbour.stage = Stage.CLOSED
    db.session.commit()
    assert f"{own}/bekraeft" not in addresses(client(), own)


def test_a_seat_is_given_only_where_a_place_is_free(client, bo, scene):
    applications = scene.of(scene.harbour).recruiting.applications
    application = applications[ApplicationState.ACCEPTED]
    assert "appoint" in offered(bo, application)
    application.seat.quota = 1  # and that one is promised
    db.session.commit()
    assert "appoint" not in offered(bo, application)
    page = client(bo).get(application.path_for_secretary).text
    assert "/udpeg" not in page and "Alle pladser af den slags er besat eller lovet væk" in page


def test_a_seat_is_changed_only_while_nobody_has_it_or_was_asked_to(client, bo, scene):
    """Where the page asks for all seats together what the lock asks for one."""
    seats, harbour = db.session.scalars(select(Seat).filter_by(committee_id=scene.harbour.id)).all(), scene.harbour
    there, let = addresses(client(bo), f"{harbour.path}pladser"), set()
    for seat in seats:
        try:
            refuse_used(harbour, seat)
        except Refused:
            continue
        let.add(seat.id)
    for address in ("ret", "fjern"):
        assert {seat.id for seat in seats if f"{harbour.path}pladser/{seat.id}/{address}" in there} == let
    assert let and len(let) < len(seats)


def test_a_membership_that_ends_today_is_not_ended_once_more(client, bo, scene):
    goes, stays = scene.of(scene.harbour).membership, scene.of(scene.garden).membership
    paths = [PAGES["membership"](one)[0] for one in (goes, stays)]
    assert [path in addresses(client(bo), path) for path in paths] == [False, True]


def test_the_table_says_what_is_asked_twice(app, scene):
    """As the view does that takes the form in: what of it then follows is held by `test_irreversible`."""
    addresses, wrong = app.url_map.bind("localhost"), []
    sometimes = {one.deed for one in HOUSE.carries_files.values()}  # a document that has comments or changes in it
    sometimes.add(ATTEND)  # where nobody is ticked: did nobody come?
    sometimes.add(LAY_TABLES)  # where tables go that have notes or codes
    one_of_each = {record.__tablename__: record for record in records()}
    for table, own in HOUSE.deeds.items():
        for name, deed in own.items():
            try:
                endpoint, _values = addresses.match(deed.url(one_of_each[table]).partition("?")[0], method="POST")
            except MethodNotAllowed:  # a page that is only opened
                asks = False
            else:
                source = getsource(unwrap(app.view_functions[endpoint]))
                asks = "page_unless_sure(" in source or "once_more(" in source or "question=" in source
            if asks is not deed.is_asked_twice and deed not in sometimes:
                wrong.append(f"{name} with {table} is{'' if asks else ' not'} asked twice")
    assert not wrong


def test_every_deed_of_a_table_is_the_lock_of_an_action():
    """A row that no action asks would offer what somebody else decides about."""
    asked = set()
    for actions in (*(ROOT / "portal").glob("*/actions.py"), *(ROOT / "portal").glob("*/actions/*.py")):
        asked |= set(
            re.findall(r"\b([A-Z_]+)\.(?:require|require_leave|is_allowed)\(", actions.read_text(encoding="utf-8"))
        )
    declared = set()
    for file in (*(ROOT / "portal").glob("*/deeds.py"), *(ROOT / "portal").glob("*/deeds/*.py")):
        if file.parent.name != "house":
            tree = ast.parse(file.read_text(encoding="utf-8"))
            calls = (node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call))
            declared |= {node.targets[0].id for node in calls if getattr(node.value.func, "id", "") == "Deed"}
    opened = {
        "SEE_NAMES",
        "SEE_OUTCOME",
        "BEGIN",
        "PRINT",
    }  # pages that are only opened, or lead to another thing's deed
    of_carriers = {
        "ADD_FILE",
        "ADD_ITEM_FILE",
        "ADD_MINUTES_FILE",
        "ADD_PICTURE",
        "REMOVE_FILE",
    }  # asked by `add_file` and `remove_file`, of whatever carries files
    anew = {"CONFIRM_ANEW"}  # the lock of whoever confirms once more, after the leave of `ANSWER_READ_BACK`
    assert declared - opened - of_carriers - anew == asked
