"""Everything that the portal holds about me, and nothing about anybody else."""

import io
import json
import zipfile
from datetime import date, datetime

import pytest
from sqlalchemy import Enum, func, select

from portal.accounts import passwords
from portal.accounts.models import RoleGrant, User
from portal.app import HOUSE
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.ideas.models import IdeaState, IdeaSupport, RefusalCode
from portal.notifications.models import Notification
from portal.privacy.actions.fetching import fetch_own_data
from portal.privacy.download import FOR_MACHINES, READABLE
from portal.rules.privacy import Kind
from portal.rules.roles import Role
from tests.accounts.phone import PASSWORD, set_up, shown
from tests.cast import committee_in, person
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.privacy.one_of_each import OF_A_SEAT, Maker, columns_of_people, fill
from tests.recruitment.scene import applied, call_in, seat_in
from tests.workshops.scene import comes, workshop_in

PAGE = "/konto/mine-oplysninger"
SECRET = "gyldent rådhus ved åen"
OWN_WORDS = "qvistgårds egne ord"
COLUMN_LABELS = HOUSE.keeping.column_labels
VALUE_WORDS = {kind: words for kind, words in HOUSE.keeping.value_words.items() if isinstance(kind, type)}


@pytest.fixture
def xenia(app):
    user = person("Xenia Qvistgård")
    user.password_hash = passwords.hashed(SECRET)
    return saved(user)


def fetched(browser, password=SECRET, **sent):
    answer = browser.post(PAGE, data={"password": password} | sent)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mine-oplysninger.zip"'
    assert answer.headers["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def documents(archive):
    return json.loads(archive.read(FOR_MACHINES)), archive.read(READABLE).decode()


def test_every_table_with_my_number_in_it_is_there(client, xenia, fjordby):
    other = person("Otto Anden")
    fill(xenia, Maker(OWN_WORDS, user=other.id, municipality=fjordby.id))
    told, page = documents(fetched(client(xenia)))
    there = {record["table"] for record in told["records"] if record["rows"]}
    assert there >= {table for table, _column in columns_of_people()} - {"erasure_receipt", "initiative_sponsor"}
    assert there >= {*OF_A_SEAT, "guest_idea", "guest_sign_up", "application", "user", "idea", "event"}
    assert page.count("<section>") == len(told["records"])
    kinds = [record["kind"] for record in told["records"]]
    assert kinds == sorted(kinds, key=list(Kind).index), "as the privacy table names them"
    assert "Motivation" in page and OWN_WORDS in page


@pytest.mark.parametrize(("table", "column"), [pair for pair in columns_of_people() if pair[0] != "erasure_receipt"])
def test_each_column_that_names_me_leads_to_its_row(xenia, fjordby, table, column):
    other = person("Otto Anden")
    row = Maker("noget", user=other.id, municipality=fjordby.id).row(table, **{column: xenia.id})
    db.session.commit()
    holdings = [one for one in HOUSE.keeping.holdings if one.table == table]
    found = {row_id for one in holdings for row_id in db.session.scalars(select(one.model.id).where(one.mine(xenia)))}
    assert row.id in found, f"no holding finds {table} by {column}"


def test_nobody_elses_is_there(client, xenia, fjordby):
    gerda = person("Gerda Fremmed")
    fill(gerda, Maker("gerdas hemmelighed", user=gerda.id, municipality=fjordby.id))
    told, page = documents(fetched(client(xenia)))
    whole = page + json.dumps(told, ensure_ascii=False)
    for foreign in ("gerda", "Gerda", "Fremmed", "hemmelighed"):
        assert foreign not in whole
    assert {record["kind"] for record in told["records"]} <= {"account", "session", "access_log", "attempt"}


def test_keys_are_never_handed_out(client, xenia, fjordby):
    fill(xenia, Maker(OWN_WORDS, user=person("Otto Anden").id, municipality=fjordby.id))
    told, _page = documents(fetched(client(xenia)))
    names = {name for record in told["records"] for row in record["rows"] for name in row}
    assert not {
        name
        for name in names
        if name.endswith(("token_hash", "code_hash", "_html")) or name in {"grain", "submission_key"}
    }
    assert not {name for name in names if name.endswith(("actor_id", "author_id", "user_id", "decided_by_id"))} - {
        "decided_by_id"  # of an application: which body decided
    }


def test_every_text_in_the_file_for_machines_can_be_read_on_the_page():
    texts = {
        column.key
        for one in HOUSE.keeping.holdings
        for column in one.columns()
        if type(column.type).__name__ == "Text" and one.kind not in {Kind.DECISION, Kind.DELIVERY, Kind.OFFICE}
    }
    assert texts <= set(COLUMN_LABELS), texts - set(COLUMN_LABELS)


def test_values_are_read_in_words_and_rows_say_what_they_are_about(client, xenia, harbour, gerda, app):
    xenia.grants.append(RoleGrant(role=Role.SECRETARY, committee_id=harbour.id, starts_on=clock.today()))
    idea_in(IdeaState.CARRIED_ON, harbour, xenia)
    idea_in(IdeaState.REFUSED, harbour, xenia, refusal_code=RefusalCode.UNLAWFUL)
    supported = idea_in(IdeaState.PUBLISHED, harbour, gerda, title="En bænk ved Nørresø")
    event = Event(type=EventType.IDEA_ANSWERED, subject_kind="idea", subject_id=supported.id, actor_id=xenia.id)
    event.details = {}
    saved(event, IdeaSupport(idea_id=supported.id, user_id=xenia.id))
    told = Notification(event_id=event.id, recipient_id=xenia.id, path="/", kind="committee")
    told.message = 'An idea to "%(name)s" has been withdrawn: "%(title)s"'
    told.values = {"name": "Havnen", "title": "Bad"}
    saved(told)
    workshop = workshop_in(harbour)
    comes(xenia, workshop)
    page = documents(fetched(client(xenia)))[1]
    address = app.config["BASE_URL"]
    for thing, title in ((supported, "En bænk ved Nørresø"), (harbour, "Havnen"), (workshop, workshop.title)):
        assert f'<a href="{address}{thing.path}">{title}</a>' in page
    for said in ("Taget med videre", "Det ville være ulovligt", "Mit fulde navn", "Sekretær", "Idé besvaret"):
        assert said in page, said
    for code in ("carried_on", "unlawful", "full_name", ">secretary<", "idea.answered", "has been withdrawn"):
        assert code not in page, code


def test_every_value_that_is_shown_has_words(app):
    enumerations = {
        column.type.enum_class
        for one in HOUSE.keeping.holdings
        for column in one.columns()
        if isinstance(column.type, Enum) and column.key in COLUMN_LABELS and one.kind is not Kind.DECISION
    }
    assert enumerations == set(VALUE_WORDS) - {bool, date, datetime}
    for kind in enumerations:
        assert all(VALUE_WORDS[kind](value) for value in kind)


def test_the_file_asks_the_same_however_much_there_is(client, xenia, harbour, gerda, queries):
    def asked(much):
        for _ in range(much):
            idea = idea_in(IdeaState.PUBLISHED, harbour, gerda)
            other = committee_in(harbour.municipality, f"Udvalg {idea.id}", f"udvalg-{idea.id}")
            saved(IdeaSupport(idea_id=idea.id, user_id=xenia.id), idea_in(IdeaState.PUBLISHED, other, xenia))
            comes(xenia, workshop_in(harbour))
        browser = client(xenia)
        with queries() as said:
            page = documents(fetched(browser))[1]
        assert page.count("<dl>") > much
        return len(said)

    assert asked(2) == asked(20)


def test_what_an_applicant_sent_by_mail_is_there_only_when_the_address_is_shown_to_be_theirs(
    client, xenia, bo, harbour
):
    call = call_in(harbour, bo, seat_in(harbour))
    applied(call, "Xenia", xenia.email, motivation="Jeg ror.")
    assert "Jeg ror." in documents(fetched(client(xenia)))[1]
    xenia.confirmed_at = None
    db.session.commit()
    assert "Jeg ror." not in documents(fetched(client(xenia)))[1]


def test_the_password_is_asked_for(client, xenia):
    browser = client(xenia)
    for sent, told in (
        ("", "Skriv din adgangskode"),
        ("forkert kodeord her", "ikke din adgangskode"),
        ("x" * 500, "højst"),
    ):
        answer = browser.post(PAGE, data={"password": sent})
        assert answer.status_code == 422 and told in answer.text
    assert (
        db.session.scalar(select(func.count()).select_from(Event).where(Event.type == EventType.OWN_DATA_FETCHED)) == 0
    )


@pytest.mark.parametrize("page", [PAGE, "/konto/slet"])
def test_who_has_a_one_time_code_is_asked_for_it(client, xenia, page):
    xenia.password_hash = passwords.hashed(PASSWORD)
    db.session.commit()
    browser = client(xenia)
    recovery = set_up(browser, xenia)[0]
    assert 'name="code"' in browser.get(page).text
    for sent in ({}, {"code": "000000"}, {"code": shown(xenia, steps=1), "password": "forkert kodeord her"}):
        answer = browser.post(page, data={"password": PASSWORD} | sent)
        assert answer.status_code == 422 and db.session.get(User, xenia.id).erased_at is None
    assert "Adgangskoden og koden passer ikke" in answer.text
    assert browser.post(page, data={"password": PASSWORD, "code": recovery}).status_code in {200, 302}
    if page == PAGE:
        assert browser.post(page, data={"password": PASSWORD, "code": recovery}).status_code == 422, "it is used up"
        assert fetched(browser, PASSWORD, code=shown(xenia, steps=1))


def test_it_is_limited(xenia):
    for _turn in range(5):
        assert fetch_own_data(xenia, password=SECRET)
    with pytest.raises(Refused):
        fetch_own_data(xenia, password=SECRET)


def test_guessing_is_limited(xenia):
    for _turn in range(10):
        assert not fetch_own_data(xenia, password="gæt")
    with pytest.raises(Refused):
        fetch_own_data(xenia, password=SECRET)


def test_that_it_was_fetched_is_written_down_without_what_was_in_it(client, xenia):
    fetched(client(xenia))
    event = db.session.scalars(select(Event).where(Event.type == EventType.OWN_DATA_FETCHED)).one()
    assert (event.actor_id, event.details) == (xenia.id, {})


def test_a_visitor_is_asked_to_sign_in(client):
    assert client().get(PAGE).location.startswith("/log-ind")


@pytest.mark.parametrize("much", [10, 1_000])
def test_the_page_asks_the_same_however_much_there_is(client, xenia, harbour, queries, much):
    idea = idea_in(IdeaState.PUBLISHED, harbour, xenia)
    saved(*(Event(type="idea.supported", subject_kind="idea", subject_id=idea.id, actor_id=xenia.id, details={})
            for _ in range(much)))  # fmt: skip
    browser = client(xenia)
    with queries() as said:
        page = browser.get(PAGE).text
    assert len(said) <= 8
    assert "Offentliggjorte idéer" in page
    told, _page = documents(fetched(browser))
    trail = next(record for record in told["records"] if record["kind"] == "trail")
    assert len(trail["rows"]) == much


def test_who_never_was_sees_an_empty_file(client, xenia):
    told, page = documents(fetched(client(xenia)))
    assert "Xenia Qvistgård" in page and 'lang="da"' in page
    assert db.session.get(User, told["person"]) is xenia
