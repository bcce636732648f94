"""Two people at the same thing at once: the second is told what stands there now, who changed it and when, loses
nothing of what was typed, and can send it again having seen it."""

import re
from datetime import timedelta

import pytest

from portal.accounts.models import RoleGrant
from portal.committees.queries import membership_of
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.seen import FIELD
from portal.ideas.models import IdeaState
from portal.recommendations.models import Choice, Position
from portal.recruitment.models import ApplicationState
from tests.cast import LONG_AGO, person
from tests.everything import addresses
from tests.factories import saved
from tests.forms_on_pages import forms_in
from tests.shared_things import ALONE, BY_LETTER, SHARED
from tests.test_bad_input import built, room_of, rules, who_may

FIRST, SECOND = "ALFA-ALFA-ALFA", "OMEGA-OMEGA-OMEGA"
ROOMS = sorted({endpoint.partition(".")[0] for endpoint in SHARED})
# What nothing more can be done after, and what waits for another: in this order, after all the rest
LAST = (
    "committees.adopt", "recommendations.adopt", "recommendations.hand_over", "recommendations.give_answer",
    "decisions.publish",
    "ideas.close", "ideas.withdraw", "initiatives.withdraw", "recruitment.invite", "recruitment.answer",
    "sittings.cancel",
    "workshops.write",
    "workshops.confirm", "workshops.publish", "workshops.cancel",
)  # fmt: skip
# Deeds that shut each other out: each of them in a scene of its own
APART = (
    "recommendations.save",
    "ideas.divide",
    "ideas.merge_into",
    "initiatives.refuse",
    "initiatives.send_back",
    "moderation.hide",
    "recruitment.reserve",
)
IN_A_SCENE = [*ROOMS, *APART]
LATER = (clock.today() + timedelta(days=40)).isoformat(), (clock.today() + timedelta(days=50)).isoformat()
# What a browser cannot guess: by endpoint, what the two send, or each of them
GIVEN = {
    "administration.change_role": {"ends_on": LATER},
    "committees.adopt": {"item": ("7", "8")},
    "committees.appoint": {"email": ("en@example.dk", "to@example.dk")},
    "committees.move": {"since": "always", "party_id": ""},
    "committees.stand_in": {"email": ("tre@example.dk", "fire@example.dk"), "ends_on": LATER[0]},
    "recommendations.give_answer": {"verdict": "unchanged", "sent_on_to_id": ""},
    "committees.open_the_gate": {"anyway": "1"},
    "ideas.give_answer_together": {"go": "see"},
    "ideas.merge_into": {"reason": (FIRST, SECOND)},
    "ideas.send_again": {"at": "tjek", "go": "send"},
    "initiatives.answer": {"verdict": "not_now", "committee_id": ""},
    "initiatives.send_again": {"step": "send"},
    "initiatives.to_the_council": {"desk-meets_on": LATER},
    "municipalities.days_off": {"days": ("24-12-2030 Juleaften", "31-12-2030 Nytårsaften")},
    "municipalities.edit": {
        "contact_email": "ny@example.dk",
        "was_url": "https://example.dk/was",
        "code": "0101",
        "phone": "11 22 33 44",
    },
    "municipalities.party": {"letter": "Q"},
    "sittings.change": {"link": "https://video.example.dk/1"},
    "workshops.ask": {"minutes": ("30", "40")},
    "workshops.attend": {"citizen": ("3", "4")},
    "workshops.limit": {"citizen": ("3", "4")},
    "workshops.lay": {"tables": ("3", "4"), "rounds": "3"},
    "workshops.move": {"to": ("2", "1")},
    "workshops.seat": {"from_round": ("3", "1")},
}
# Where a form stands that no address alone leads to
QUERIES = {"ideas.give_answer_together": "?ide={published}", "ideas.merge_into": "?i={answered}"}
LEAVE = {"pages.language"}  # a page that changes how the others read
# What can be done once at all: the form is refused the second time, with what was written in it
ONCE = {
    "committees.adopt": 409,
    "decisions.publish": 409,
    "ideas.undo": 422,
    "recruitment.answer": 422,
    "sittings.answer": 422,
    "workshops.answer_to_correction": 422,
}


def test_every_form_is_declared(app):
    posts = {rule.endpoint for rule in rules(app, "POST")}
    known = SHARED | set(ALONE) | set(BY_LETTER)
    assert posts - known == set(), "say in tests/shared_things.py whether others may change the same"
    assert known - posts == set(), "these are declared but are not there any more"
    assert not SHARED & set(ALONE)
    assert set(BY_LETTER.values()) <= SHARED


@pytest.fixture
def somebody_like(app):
    """`somebody_like(bo)` has the same roles."""

    known = {}

    def make(user):
        if user.id in known:
            return known[user.id]
        other = known[user.id] = person(f"Zenia {user.name.split()[-1]}", email=f"zenia{user.id}@example.dk")
        for one in user.grants:
            other.grants.append(RoleGrant(role=one.role, committee_id=one.committee_id, starts_on=LONG_AGO))
        return saved(other)

    return make


@pytest.fixture
def scene(app, client, world, somebody_like):
    """For an endpoint: its form, once in front of each of two people."""
    of, pages = addresses(world), {}
    at_home = world.of(world.harbour)
    known = {name: at_home.ideas[IdeaState(name)].id for name in ("published", "answered")}
    at_home.recruiting.applications[ApplicationState.RESERVE].reserve_place = 2  # else nobody moves up
    draft = world.of(world.garden).draft
    for role in ("member", "chair"):
        seat = membership_of(world.garden, world.people[role].id)
        draft.positions.append(Position(membership=seat, choice=Choice.FOR, text_version=draft.text_version))
    db.session.commit()

    def pages_for(user):
        if user.id not in pages:
            pages[user.id] = [
                built(app, r, of(r.endpoint, r.arguments), "GET") for r in rules(app, "GET") if r.endpoint not in LEAVE
            ]
        return pages[user.id]

    others = {
        "committees.stand_in": {"membership_id": membership_of(world.garden, world.people["member"].id).id},
        "ideas.undo": {"idea_id": at_home.merged.id},
        "recruitment.invite": {"application_id": at_home.recruiting.applications[ApplicationState.RESERVE].id},
    }
    others["committees.stand_in"]["slug"] = world.garden.slug

    def open_for_two(rule):
        there = of(rule.endpoint, rule.arguments) | others.get(rule.endpoint, {})
        path, user = built(app, rule, there), who_may(rule, world)
        is_own = rule.endpoint in {"ideas.send_again", "ideas.send_appeal", "ideas.undo", "ideas.withdraw",
                                   "initiatives.send_again", "initiatives.withdraw"}  # fmt: skip
        pair = [client(user), client(user if is_own else somebody_like(user))]
        query = QUERIES.get(rule.endpoint, "").format(**known)
        for page in [path + query, *beside(path), *pages_for(user)]:
            forms = form_at(pair[0], page, path)
            if forms is not None:
                return path, pair, [forms, form_at(pair[1], page, path)]
        raise AssertionError(f"no page shows a form for {path}")

    return open_for_two


def beside(path):
    """Where the form of an address usually stands: on it, or on one above it."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:length]) for length in range(len(parts) - 1, 1, -1)]


def form_at(browser, page, path):
    answer = browser.get(page, follow_redirects=True)
    if answer.status_code != 200 or not answer.content_type.startswith("text/html"):
        return None
    return next((form for form in forms_in(answer.text, page) if form.action == path), None)


def send(browser, path, form, word, **given):
    """Send it as somebody types it, and say yes where it is asked once more."""
    typed = form.filled(word, **given)
    answer = browser.post(path, data=as_dict(typed))
    for _step in range(3):
        again = [one for one in forms_in(answer.text, path) if one.action == path and one.values_of("confirmed")]
        if answer.status_code != 200 or not again:
            break
        answer = browser.post(path, data=as_dict(again[0].fields))
    return answer


def as_dict(pairs):
    found = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("place", IN_A_SCENE)
def test_the_second_writer_is_told_and_loses_nothing(app, scene, place):
    here = [rule for rule in rules(app, "POST") if rule.endpoint in SHARED and place in {room_of(rule), rule.endpoint}]
    here = [rule for rule in here if "municipality" not in rule.arguments]  # the same deed by another address
    if place not in APART:
        here = [rule for rule in here if rule.endpoint not in APART]
    faults = []
    for rule in sorted(here, key=in_order):
        try:
            faults += [f"{rule.endpoint}: {fault}" for fault in two_at(scene, rule)]
        except AssertionError as error:
            faults.append(f"{rule.endpoint}: {error}")
        db.session.rollback()
    assert here
    assert not faults, "\n".join(faults)


def in_order(rule):
    return LAST.index(rule.endpoint) + 1 if rule.endpoint in LAST else 0, rule.endpoint


def two_at(scene, rule):
    path, (one, other), (first, second) = scene(rule)
    if second is None:
        return ["the second person does not see the form"]
    if not (second.values_of(FIELD) or second.values_of("seen") or rule.endpoint in ONCE):
        return ["the form does not carry what its writer saw"]
    given = GIVEN.get(rule.endpoint, {})
    done = send(one, path, first, FIRST, **each(given, 0))
    if done.status_code != 302:
        return [f"the first was not taken: {done.status_code} {reasons_in(done.text)}"]
    told = send(other, path, second, SECOND, **each(given, 1))
    if told.status_code != ONCE.get(rule.endpoint, 409):
        return [f"the second was not told: {told.status_code} {reasons_in(told.text)}"]
    lost = [
        name
        for name in second.texts
        if name not in given and "item" not in name and f"{SECOND} {name} {SECOND}" not in told.text
    ]
    again = [form for form in forms_in(told.text, path) if form.action == path]
    return [f"lost {lost}"] * bool(lost) + ([] if rule.endpoint in ONCE else sent_again(other, path, again))


def each(given, number):
    return {name: value[number] if isinstance(value, tuple) else value for name, value in given.items()}


def sent_again(browser, path, again):
    """Whoever has read what stands there may send it once more; whether it is still possible is another question."""
    if not again:
        return ["it cannot be sent again"]
    answer = browser.post(path, data=as_dict(again[0].fields))
    is_told_again = answer.status_code == 409 and any(form.action == path for form in forms_in(answer.text, path))
    return [f"told again: {answer.status_code}"] if is_told_again or answer.status_code >= 500 else []


def reasons_in(page):
    found = re.search(r'class="error-summary".*?</ul>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0] if found else page[:500]).split())[:300]
