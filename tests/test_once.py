"""A form that is sent again: in the same words it is one thing, and other words are never said to be saved when the
first ones stand."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.foundation import clock
from portal.foundation.db import db
from tests.conftest import OF_THE_RUN
from tests.everything import addresses
from tests.files import samples
from tests.forms_on_pages import forms_in
from tests.same_moment import press_at_the_same_moment
from tests.shared_things import ALONE, DATED, NEW
from tests.test_bad_input import built, rules, who_may
from tests.test_together import GIVEN, as_dict, beside, form_at, reasons_in

FIRST, SECOND = "ALFA-ALFA-ALFA", "OMEGA-OMEGA-OMEGA"
SENDS_ANEW = {
    "amendments.propose": "see tests/amendments/test_propose.py: its address says which passage it is about",
    "amendments.propose_changes": "see tests/amendments/test_from_word.py: its form comes with a document",
    "accounts.create_account": "a letter goes to the address, and nobody is told whether it has an account",
    "committees.save_review": "a review has a day, and each is another",
    "initiatives.set_up": "the citizens' proposal leads to one committee, whatever is sent",
    "moderation.send_report": "see tests/moderation/test_report.py: nobody reports what is their own",
    "sittings.put_out_extract": "see tests/sittings/test_papers.py: its boxes are ticked by hand",
    "workshops.come_as_guest": "see tests/workshops/test_guests.py: it is written anew until it is confirmed",
    "municipalities.copy_parties": "it has no words of its own",
}
ONCE = sorted(name for name, why in ALONE.items() if why in {NEW, DATED} and name not in SENDS_ANEW)
# What of a form is no word that is kept
NOT_KEPT = {"postal_address": "only of somebody without an e-mail address"}


def said(*names):
    return {name: f"{FIRST} {name} {FIRST}" for name in names}


def a_picture():
    """A file on a disk, as browsers send it: it can be sent again."""
    path = Path(os.environ[OF_THE_RUN], "kort.jpg")
    path.write_bytes(samples.picture())
    return str(path), path.name


IDEA = {"at": "tjek", "go": "send"} | said("title", "problem", "better", "place")
LINK = "https://video.example.dk/1"
AHEAD = (clock.today() + timedelta(days=30)).isoformat()
# What a browser cannot guess, or says in words that are not kept
HERE = GIVEN | {
    "administration.invite": {"email": "en@example.dk"},
    "files.add": {"file": a_picture()},
    "ideas.submit": IDEA,
    "ideas.type_in": IDEA | {"came_by": "paper", "came_on": clock.today().isoformat()} | said("spoken_for", "consent"),
    "initiatives.submit": {"step": "send"},
    "municipalities.new_party": {"letter": "Q"},
    "recruitment.send": {"consent": "y"},
    "recruitment.type_in": {"email": "en@example.dk", "consent": "y"},
    "sittings.copy": {"held_on": AHEAD, "link": LINK},
    "sittings.plan": {"held_on": AHEAD, "from_time": "17:00", "to_time": "19:00", "link": LINK},
    "sittings.plan_them": {"held_on": AHEAD, "from_time": "17:00", "to_time": "19:00", "number": "2", "link": LINK},
    "sittings.plan_timetable": {"from_time": "17:00", "to_time": "19:00", "link": LINK, "lines": f"{AHEAD} Om vand"},
    "workshops.type_in": {"email": "en@example.dk", "phone": "20 30 40 50"},
    "workshops.write_them_down": {"email": "en@example.dk", "phone": "20 30 40 50"},
    "workshops.plan": {"held_on": AHEAD, "from_time": "17:00", "to_time": "19:00"},
}


def rows():
    """How many there are of everything but what tells of the press itself."""
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table))
        for table in db.metadata.sorted_tables
        if table.name not in {"user_session", "attempt"}
    }


def is_kept(words):
    db.session.rollback()
    return any(words in repr(row) for table in db.metadata.sorted_tables for row in db.session.execute(select(table)))


def send(browser, path, typed):
    """Send it, and say yes where it is asked or shown once more."""
    answer = browser.post(path, data=as_dict(typed))
    for _step in range(3):
        asks = asked(answer, path)
        if asks is None:
            break
        answer = browser.post(path, data=asks)
    return answer


def asked(answer, path):
    """The form where it is asked, or shown, once more."""
    again = [one for one in forms_in(answer.text, path) if one.action == path] if answer.status_code == 200 else []
    return next(
        (as_dict(one.fields) for one in again if one.values_of("confirmed") or one.values_of("looked_at")), None
    )


def otherwise(typed, name):
    """The same form with other words in one of its fields."""
    return [(key, value.replace(FIRST, SECOND) if key == name else value) for key, value in typed]


@pytest.fixture
def opened(app, client, world):
    """For an endpoint: its address, somebody who may, and the form as a page shows it."""
    of = addresses(world)

    def open_one(endpoint):
        rule = next(rule for rule in rules(app, "POST") if rule.endpoint == endpoint)
        path = built(app, rule, of(rule.endpoint, rule.arguments))
        browser = client(who_may(rule, world) or world.people["citizen"])
        forms = (form_at(browser, page, path) for page in [path, *beside(path)])
        return path, browser, next(form for form in forms if form is not None)

    return open_one


@pytest.mark.parametrize("endpoint", ONCE)
def test_saved_is_said_of_the_words_that_were_sent(opened, endpoint):
    path, browser, form = opened(endpoint)
    typed = form.filled(FIRST, **HERE.get(endpoint, {}))
    done = send(browser, path, typed)
    assert done.status_code == 302, reasons_in(done.text)
    before = rows()

    again = send(browser, path, typed)
    assert again.status_code < 500
    assert rows() == before, "sent twice, made twice"
    faults = []
    for name, value in typed:
        if FIRST not in value or name in NOT_KEPT:
            continue
        answer, words = send(browser, path, otherwise(typed, name)), value.replace(FIRST, SECOND)
        if answer.status_code == 302 and not is_kept(words):
            faults.append(f"“saved” was said of {name}")
        if answer.status_code != 302 and answer.status_code not in {403, 404, 409, 422}:
            faults.append(f"{name}: {answer.status_code}")
    assert not faults


@pytest.mark.parametrize("endpoint", ONCE)
def test_two_clicks_at_the_same_moment_are_answered_as_two_clicks(app, opened, endpoint, monkeypatch):
    path, browser, form = opened(endpoint)
    data = as_dict(form.filled(FIRST, **HERE.get(endpoint, {})))
    for _step in range(3):
        *first, second = press_at_the_same_moment(app, browser, path, data, monkeypatch)
        if first:
            break
        data = asked(second, path) or data
    assert [one.status_code for one in first] == [302]
    before = rows()
    later = browser.post(path, data=data)
    assert (second.status_code, second.location) == (later.status_code, later.location), reasons_in(second.text)
    assert rows() == before
