"""Every form that a guest, a citizen, an applicant or a secretary sends, sent once in production from its own page.

Which forms there are comes from the url map, so a new one is sent from its first day.
"""

from collections import defaultdict
from datetime import timedelta
from io import BytesIO
from itertools import count
from os.path import commonpath

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException

from portal.accounts.links import Purpose, path_of_link
from portal.accounts.models import CodeApp, User
from portal.committees.models import Membership, Seat, SeatType
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import Channel, IdeaState, ShownAs
from portal.initiatives.models import InitiativeAnswer, InitiativeState, InitiativeVerdict
from portal.recruitment.models import Application, ApplicationState
from tests.accounts.phone import listed, shown
from tests.everything import addresses
from tests.everything_begun import link_to, token_of
from tests.factories import saved
from tests.files import samples
from tests.ideas.scene import idea_in
from tests.production.conftest import PASSWORD, sign_in
from tests.test_bad_input import built, role_for, rules
from tests.test_routes import declared

SENDERS = {"visitor", "citizen", "secretary"}
FIRST = (
    "committees.save_composition",
    "committees.take_seat_away",
    "committees.save_seat",
    "accounts.ask_for_confirmation",
    "workshops.guest_needs",
    "workshops.come_as_guest",  # before an invitation signs the visitor in
)  # what others stand on, or take away
LAST = ("sittings.remove_it", "workshops.strike", "sittings.take_reader_off", "sittings.drop_publication",
        "sittings.begin", "sittings.unturn", "sittings.take_off", "sittings.cancel", "initiatives.withdraw",
        "accounts.end_other_sessions", "accounts.own_password", "accounts.sign_out", "privacy.erase")  # fmt: skip
WITH_A_CODE = {
    "own_code",
    "code_set_up",
    "recovery_codes_as_text",
    "new_recovery_codes",
    "code_step",
    "recovery_step",
    "turn_off_code",
}  # test_a_code_on_the_phone
# A dot's button says which note (tests/workshops/test_dots.py), and nobody confirms while a correction of theirs waits
# (tests/browser/journeys/test_outcome.py)
# Shown to others than who walks here, or once something else was done: tests/amendments, discussion and ideas
NOT_YET = {
    "amendments.stand",
    "committees_word.save",  # the answer to a document shows it: tests/committees
    "discussion.take_back",
    "ideas.answer_whether_support_follows",
    "ideas.guest_undo",
    "ideas.undo",
}
NOT_IN_THIS_WORLD = {"workshops.dot_here", "workshops.confirm_it"} | NOT_YET
ELSEWHERE = {"accounts.sign_in"} | NOT_IN_THIS_WORLD | {f"accounts.{name}" for name in WITH_A_CODE}
# Forms that decide the same thing: one of them is taken, and the others are told that it has been decided
EITHER_OR = (
    {"decisions.take_out"},  # stands at two addresses, and a text is taken out once
    {"ideas.screen", "ideas.publish", "ideas.send_back", "ideas.refuse", "ideas.decide_appeal"},
    {"discussion.acknowledge", "discussion.take_back"},
    {"proposals.read", "proposals.forget"},
    {"ideas.support", "ideas.withdraw_support"},
    {"ideas.edit", "ideas.send_again", "ideas.withdraw"},
    {"ideas.guest_send_again", "ideas.guest_withdraw"},
    {"initiatives.publish", "initiatives.send_back", "initiatives.refuse"},
    {"initiatives.set_up", "initiatives.tie"},
    {"initiatives.withdraw", "initiatives.send_again"},
    {"moderation.keep", "moderation.hide"},
    {"recruitment.invite", "recruitment.off_shortlist"},
    {"sittings.call_substitute", "sittings.note_call"},
    {"recruitment.shortlist", "recruitment.reserve", "recruitment.mark", "recruitment.answer"},
)
# What a form needs that no kind person guesses
WRITTEN = {
    "sittings.answer": {"account": "Andre ord"},
    "workshops.answer_to_correction": {"text": "Andre ord"},
    "sittings.paste_speaking": {"pasted": "1;Politikere;3"},
    "sittings.plan_them": {"number": "2"},
    "sittings.plan_timetable": {"lines": f"{clock.today() + timedelta(days=20)} Hvad ved vi?"},
    "committees.save_composition": {"citizens_democracy": "2", "citizens_democracy_reason": "De bruger havnen."},
}
PAST = {"decided_on", "on", "met_on"}  # days of meetings that have been held
MOST_STEPS = 12
BY_MODE = {"numeric": "1", "url": "https://example.dk/42"}
NUMBERS = count(1_000)


def in_order(app):
    """The addresses to send to; what others stand on comes first, and what ends the sender last."""
    found = [rule for rule in rules(app, "POST")
             if declared()[rule.endpoint] in SENDERS and rule.endpoint not in ELSEWHERE]  # fmt: skip
    place = dict.fromkeys(FIRST, -1) | {endpoint: 1 + number for number, endpoint in enumerate(LAST)}
    return sorted(found, key=lambda rule: (place.get(rule.endpoint, 0), rule.rule))


def whereabouts(world):
    """As for all tests, but for each thing that only one form can be about a thing of its own."""
    usual, harbour = addresses(world), world.harbour
    accepts, declines, withdraws, closed = (another(world) for _ in range(4))
    on_paper = [another(world, email="", typed_in_by_id=world.people["secretary"].id) for _ in range(2)]
    carl = Membership.user_id == world.people["chair"].id, Membership.committee_id == harbour.id
    spoken_for = idea_in(IdeaState.PUBLISHED, harbour, saved(User(name="Ove", email="1@uden-mail.invalid",
                         confirmed_at=clock.now())), title="Skrevet ind", shown_as=ShownAs.A_CITIZEN)  # fmt: skip
    spoken_for.came_by, spoken_for.spoken_for = Channel.PAPER, "Ove Skov"
    world.of(harbour).recruiting.seat.quota = 20  # room for everybody who is invited here
    world.initiatives[InitiativeState.PUBLISHED].supporters_needed = 99  # one more is not enough
    second = another(world, state=ApplicationState.RESERVE, reserve_place=2)
    answered = world.initiatives[InitiativeState.ANSWERED]
    saved(spoken_for, InitiativeAnswer(
        initiative=answered, verdict=InitiativeVerdict.COMMITTEE, reason="Ja.", reason_html="<p>Ja.</p>", item="4",
        body=harbour.receiving_body, met_on=clock.today(), author_id=world.people["councillor"].id,
    ))  # fmt: skip
    own = {
        "recruitment.accept": {"token": link_to(accepts)},
        "recruitment.decline": {"token": link_to(declines)},
        "recruitment.withdraw": {"token": link_to(withdraws)},
        "recruitment.close_invitation": {"application_id": closed.id},
        "recruitment.accept_for": {"application_id": on_paper[0].id},
        "recruitment.withdraw_for": {"application_id": on_paper[1].id},
        "recruitment.move_up": {"application_id": second.id},
        "committees.take_seat_away": {"seat_id": new_seat(harbour).id},
        "committees.save_seat": {"seat_id": new_seat(harbour).id},
        "committees.take_back": {"membership_id": mistaken(harbour).id},
        "accounts.confirm_account": {"token": token_of(path_of_link(Purpose.CONFIRM, world.new))},
        "accounts.new_password": {"token": token_of(path_of_link(Purpose.NEW_PASSWORD, world.people["auditor"]))},
        "accounts.invitation": {"token": token_of(path_of_link(Purpose.INVITATION, world.invited))},
        "moderation.send_report": {"subject_id": world.of(world.foreign).ideas[IdeaState.PUBLISHED].id},
        "workshops.come": {"workshop_id": world.of(world.garden).coming.id},
        "committees.stand_in": {"membership_id": db.session.scalar(select(Membership.id).where(*carl))},
        "ideas.nameless": {"idea_id": spoken_for.id},
    }

    def of(endpoint, arguments):
        given = usual(endpoint, [name for name in arguments if name not in own.get(endpoint, {})])
        return given | {name: value for name, value in own.get(endpoint, {}).items() if name in arguments}

    return of


def new_seat(committee):
    """A seat that nobody has sat on."""
    return saved(Seat(committee_id=committee.id, type=SeatType.CITIZEN))


def mistaken(committee):
    """A membership of today in which nothing has been done."""
    somebody = saved(User(name="Finn Fejl", email="fejl@example.dk", confirmed_at=clock.now()))
    return saved(Membership(committee=committee, user=somebody, seat=new_seat(committee), starts_on=clock.today()))


def another(world, **facts):
    """One more applicant who has been invited."""
    known = world.of(world.harbour).recruiting.applications[ApplicationState.INVITED]
    columns = {one.key for one in Application.__mapper__.column_attrs} - {"id", "submission_key"}
    copy = {name: getattr(known, name) for name in columns} | {"number": next(NUMBERS), "user_id": None} | facts
    if copy["email"]:
        copy["email"] = f"nr{copy['number']}@example.dk"
    return saved(Application(**copy, submission_key=f"another{copy['number']}"))


class Walk:
    """Somebody at each address, who finds the form for it on a page and sends it."""

    def __init__(self, app, world, surfer):
        self.app, self.world, self.surfer, self.of = app, world, surfer, whereabouts(world)
        self.browsers, self.faults, self.taken, self.late = {}, [], set(), {}
        self.shown = defaultdict(dict)  # by role and page, the forms that stand there

    def browser(self, role):
        """Of whoever has this role, signed in as everybody signs in."""
        if role not in self.browsers:
            browser = self.browsers[role] = self.surfer()
            person = self.world.new if role == "new" else self.world.people[role]
            if person is not None:
                answer = sign_in(browser, person.email)
                assert answer.status == 302, f"{role} cannot sign in: {answer.status}\n{answer.text}"
        return self.browsers[role]

    def role(self, rule):
        return "new" if rule.endpoint == "accounts.ask_for_confirmation" else role_for(rule)

    def endpoint(self, path):
        try:
            return self.app.url_map.bind("localhost").match(path, method="POST")[0]
        except HTTPException:
            return None

    def pages(self, rule, path):
        """Where the form may stand, the likeliest first: pages about the same thing, then any."""
        if rule.endpoint == "files.remove":
            return [self.world.of(self.world.harbour).mandate.path]  # on which it hangs
        given, found = self.of(rule.endpoint, rule.arguments), []
        for other in rules(self.app, "GET"):
            about_the_same = other.arguments <= rule.arguments
            values = given if about_the_same else self.of(other.endpoint, other.arguments)
            there = built(self.app, other, {name: values[name] for name in other.arguments}, "GET")
            found.append((not about_the_same, -len(commonpath([there, path])), there))
        return [there for *_, there in sorted(found)][:16]

    def on(self, role, there):
        """The forms on a page, by where they are sent."""
        if there not in self.shown[role]:
            self.shown[role][there] = {form.action: form for form in self.browser(role).open(there).forms()}
        return self.shown[role][there]

    def find(self, rule):
        """The form for this address, at its very address if there is one, else for another thing of the kind."""
        role, path = self.role(rule), built(self.app, rule, self.of(rule.endpoint, rule.arguments))
        known = [*self.shown[role], *self.pages(rule, path)]
        for wanted in (lambda action: action == path, lambda action: self.endpoint(action) == rule.endpoint):
            for there in known:
                for action, form in self.on(role, there).items():
                    if wanted(action):
                        return form
        return None

    def send(self, rule, form):
        if self.role(rule) == "visitor" or rule.endpoint in LAST:  # some answers begin another session
            form = form.again(self.browser(self.role(rule))) or form
        answer = self.through(rule, form, eager=True)
        if answer.status == 422:
            form = form.again(self.browser(self.role(rule))) or form
            answer = self.through(rule, form, eager=False)
        if answer.status == 409 and (newer := form.again(self.browser(self.role(rule)))):  # as one is told to
            answer = self.through(rule, newer, eager=True)
        if answer.status in {200, 302}:
            self.taken.add(rule.endpoint)
        elif answer.status in {403, 404, 409, 422} and any(rule.endpoint in ways for ways in EITHER_OR):
            self.late[rule.endpoint] = answer.complaints()
        else:
            self.faults.append(f"{rule.endpoint} at {form.action}: {answer.status} {answer.complaints()}")

    def through(self, rule, form, *, eager):
        """Step by step, to the last page."""
        for _ in range(MOST_STEPS):
            typed = filled(form, eager=eager) | WRITTEN.get(rule.endpoint, {})
            answer = self.browser(self.role(rule)).send(form, typed)
            again = [one for one in answer.forms() if one.action == form.action] if answer.status == 200 else []
            if not again:
                break
            form = again[0]
        return answer


def filled(form, *, eager=True):
    """What a kind person writes, where nothing stands yet; and the last button, which sends. `eager`: chooses
    something from every list.
    """
    data = {}
    for one in form.fields():
        if one.get("type") == "radio" and one["name"] in data:
            continue
        data.setdefault(one["name"], []).append(value_of(one, eager=eager))
    onwards = [button for button in form.buttons() if button.get("confirmed") != "no"]
    return data | (onwards or [{}])[-1]


def value_of(one, *, eager):
    if one.name == "select":
        chosen = one.select_one("option[selected]")
        options = [option.get("value", "") for option in one.select("option")]
        return chosen.get("value", "") if chosen else next(filter(None, options), "") if eager else options[0]
    if one.get("type") in {"checkbox", "radio"}:
        return one.get("value", "on")
    if one.get("type") == "file":
        takes = one.get("accept", "")
        if ".docx" in takes and ".jpg" not in takes and ".png" not in takes:
            return FileStorage(BytesIO(samples.word()), "tekst.docx")
        return FileStorage(BytesIO(samples.picture()), "kort.jpg")
    if one.get("type") == "hidden":
        return one.get("value", "")
    value = one.get_text().strip("\r\n") if one.name == "textarea" else one.get("value", "")
    return value or written(one)


def written(field):
    name, kind = field["name"], field.get("type", "text")
    if kind == "password":
        return PASSWORD
    if kind == "email" or "email" in name:
        return f"ny{next(NUMBERS)}@example.dk"
    if name == "name":
        return f"Ny Person {next(NUMBERS)}"
    if kind == "date" or name.endswith("_on") or name == "on":
        return (clock.today() + timedelta(days=0 if name in PAST else 20)).isoformat()
    if kind == "time" or name.endswith("_time"):
        return "17:00" if "from" in name else "19:00"
    usual = "1" if kind == "number" else f"Noget om {name}"
    return BY_MODE.get(field.get("inputmode"), usual)


def test_every_form_is_taken(app, with_passwords, surfer):
    walk = Walk(app, with_passwords, surfer)
    rules_in_order = in_order(app)
    early = [rule for rule in rules_in_order if rule.endpoint not in LAST]
    found = {rule.endpoint: walk.find(rule) for rule in rules_in_order}
    for rule in [rule for rule in early if found[rule.endpoint]]:
        walk.send(rule, found[rule.endpoint])
    walk.shown.clear()
    for rule in [rule for rule in early if not found[rule.endpoint]]:  # what stands there only afterwards
        form = walk.find(rule)
        walk.send(rule, form) if form else walk.faults.append(f"{rule.endpoint}: no page shows its form")
    for rule in rules_in_order[len(early) :]:
        walk.send(rule, found[rule.endpoint])
    undecided = [ways for ways in EITHER_OR if not ways & walk.taken]
    assert not walk.faults, "\n".join([*walk.faults, f"late: {walk.late}"])
    assert not undecided, f"none of these was taken: {undecided}; {walk.late}"
    assert {"recruitment.confirm", "recruitment.accept", "recruitment.decline", "recruitment.withdraw"} <= walk.taken


def form_at(page, path=None):
    """The form on this page that is sent to `path`, or to where the page lies."""
    return next(form for form in page.forms() if form.action == (path or page.path))


def test_a_code_on_the_phone(app, with_passwords, surfer):
    """Set up, saved as a file, made anew, asked for at the door in both ways, and turned off."""
    anna, browser = with_passwords.people["citizen"], surfer()
    sign_in(browser, anna.email)
    began = form_at(browser.open("/konto/kode"))
    assert browser.send(began, filled(began)).location == "/konto/kode/opsaet"
    page = form_at(browser.open("/konto/kode/opsaet"))
    made = browser.send(page, filled(page) | {"code": shown(anna)})
    as_file = form_at(made, "/konto/kode/gendannelseskoder.txt")
    assert browser.send(as_file, filled(as_file)).status == 200
    renewed = form_at(browser.open("/konto/kode/nye-gendannelseskoder"))
    again = browser.send(renewed, filled(renewed) | {"present": PASSWORD, "code": later(anna)})
    recovery = listed(again.text)
    assert len(recovery) == 10
    for path, code in (("/log-ind/kode", later), ("/log-ind/gendannelseskode", lambda _: recovery[0])):
        stranger = surfer()
        assert sign_in(stranger, anna.email).location.startswith("/log-ind/kode")
        step = form_at(stranger.open(path))
        assert stranger.send(step, filled(step) | {"code": code(anna)}).status == 302
    off = form_at(browser.open("/konto/kode/slaa-fra"))
    assert browser.send(off, filled(off) | {"present": PASSWORD, "code": later(anna)}).location == "/konto/kode"


def later(user):
    """The app's code, as if the last one had been used long ago: no test waits half a minute."""
    db.session.expire_all()
    db.session.scalar(select(CodeApp).where(CodeApp.user_id == user.id)).last_step = 0
    db.session.commit()
    return shown(user)


@pytest.mark.parametrize("shy", [False, True])
def test_whoever_tells_nothing_can_sign_in_too(with_passwords, surfer, shy):
    browser = surfer(shy=shy)
    assert sign_in(browser, with_passwords.people["citizen"].email).status == 302
    assert browser.open("/konto").status == 200
    assert {cookie.name for cookie in browser.jar} == {"__Host-portal", "__Host-portal-device"}
    assert all(cookie.secure and cookie.path == "/" and not cookie.domain_specified for cookie in browser.jar)
