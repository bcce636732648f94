"""A person leaves: what was theirs goes, what is public stays without them."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as some
from sqlalchemy import func, select

from portal.accounts import passwords
from portal.accounts.models import WITHOUT_MAIL, RoleGrant, User, UserSession
from portal.app import HOUSE
from portal.committees.models import Membership
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, NotSignedIn, Refused
from portal.ideas.models import Idea, IdeaState, IdeaSupport, ShownAs
from portal.initiatives.models import InitiativeState
from portal.privacy.actions import erasing
from portal.privacy.actions.erasing import erase_own_account, erase_person
from portal.privacy.models import ErasureReceipt
from portal.privacy.queries import count_kinds, obstacles
from portal.recruitment.models import ApplicationState
from portal.rules.privacy import RULES, Fate, Kind
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.search.index import search_index
from portal.trace.models import TraceEdge
from portal.workshops.models import WorkshopSignUp
from tests.cast import LONG_AGO, person
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.implementation.scene import answered
from tests.initiatives.scene import initiative_in
from tests.privacy.one_of_each import Maker, fill, politician, texts_of_every_row
from tests.recruitment.scene import applied, call_in, seat_in
from tests.workshops.scene import comes, workshop_in

PAGE = "/konto/slet"
SECRET = "gyldent rådhus ved åen"


@pytest.fixture
def xenia(app):
    user = person("Xenia Qvistgård")
    user.password_hash = passwords.hashed(SECRET)
    return saved(user)


def erase(user):
    assert erase_own_account(user, password=SECRET)


def subjects(letter_box, address):
    return [letter["Subject"] for letter in letter_box.to(address)]


def left_saying(*words):
    """Rows in which one of these words still stands, large or small letters."""
    return {(table, row) for table, row, text in texts_of_every_row() if any(w.lower() in text.lower() for w in words)}


def test_the_page_shows_first_and_does_nothing(client, xenia, harbour):
    idea_in(IdeaState.PUBLISHED, harbour, xenia)
    idea_in(IdeaState.DRAFT, harbour, xenia)
    page = client(xenia).get(PAGE).text
    for said in ("Offentliggjorte idéer", "Bliver stående uden dit navn", "Kladder til idéer", "Slet min konto"):
        assert said in page
    assert xenia.erased_at is None


def test_whoever_confirms_is_gone(client, xenia, letter_box, deliver_outbox):
    address, browser, elsewhere = xenia.email, client(xenia), client(xenia)
    answer = browser.post(PAGE, data={"password": SECRET})
    assert answer.location == "/"
    assert "Din konto er slettet" in browser.get("/").text
    assert elsewhere.get("/konto").location.startswith("/log-ind")
    assert (xenia.password_hash, xenia.confirmed_at, xenia.is_active) == (None, None, False)
    assert xenia.name == "Tidligere bruger" and address not in xenia.email
    assert client().post("/log-ind", data={"email": address, "password": SECRET}).status_code == 422
    deliver_outbox()
    assert subjects(letter_box, address) == ["Din konto er slettet"]
    assert "bliver din underskrift stående" in letter_box.to(address)[0].get_body(("plain",)).get_content()
    assert db.session.scalars(select(ErasureReceipt)).all() == [], "the address was for that letter only"
    deliver_outbox()
    assert len(subjects(letter_box, address)) == 1


@pytest.mark.parametrize("sent", ["", "forkert kodeord her", "x" * 500])
def test_without_the_password_nothing_happens(client, xenia, sent):
    answer = client(xenia).post(PAGE, data={"password": sent})
    assert answer.status_code == 422 and xenia.erased_at is None


def test_guessing_is_limited(xenia):
    for _turn in range(10):
        assert not erase_own_account(xenia, password="gæt")
    with pytest.raises(Refused):
        erase_own_account(xenia, password=SECRET)


def test_the_last_administrator_stays(client, finn):
    finn.password_hash = passwords.hashed(SECRET)
    db.session.commit()
    assert "eneste administrator" in client(finn).get(PAGE).text
    answer = client(finn).post(PAGE, data={"password": SECRET})
    assert answer.status_code == 422 and "Giv først rollen til en anden" in answer.text
    assert finn.is_active and finn.name == "Finn Dal"
    person("Fanny Dal", Role.ADMINISTRATOR)
    erase(finn)


def test_nobody_gets_a_receipt_where_there_is_no_address(client, finn, letter_box, deliver_outbox):
    member = person("Vera Nordkap", email=f"ansoegning-1@{WITHOUT_MAIL}")
    browser, page = client(finn), f"/administration/personer/{member.id}/slet"
    assert "med posten" in browser.get(page).text
    assert browser.post(page, data={"reason": "Har ringet"}).location
    assert "Send en kvittering med posten" in browser.get("/administration/personer").text
    assert db.session.scalars(select(ErasureReceipt)).all() == []
    deliver_outbox()
    assert letter_box.letters == []


def test_the_reason_that_the_trail_keeps_names_nobody_by_number(client, finn, xenia):
    reason = "Xenia ringede, cpr 010150-5000."
    answer = client(finn).post(f"/administration/personer/{xenia.id}/slet", data={"reason": reason})
    assert answer.status_code == 422 and reason in answer.text and "et CPR-nummer" in answer.text
    db.session.refresh(xenia)
    assert xenia.erased_at is None
    assert all("010150" not in str(event.details) for event in db.session.scalars(select(Event)))


def test_an_erased_account_gets_no_role(client, finn, xenia):
    erase(xenia)
    browser = client(finn)
    assert "Giv rollen" not in browser.get(xenia.path).text
    sent = {"role": "auditor", "committee_id": "all", "starts_on": clock.today().isoformat()}
    answer = browser.post(f"{xenia.path}/roller", data=sent)
    assert answer.status_code == 422 and xenia.grants == []


def test_an_administrator_for_a_while_is_not_enough(client, finn):
    finn.password_hash = passwords.hashed(SECRET)
    fanny = person("Fanny Dal", Role.ADMINISTRATOR)
    fanny.grants[0].ends_on = clock.today() + timedelta(days=9)
    db.session.commit()
    assert "er der ingen anden administrator" in client(finn).get(PAGE).text
    with pytest.raises(Refused, match="er der ingen anden administrator"):
        erase_own_account(finn, password=SECRET)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECRETARY])
def test_of_two_who_leave_at_once_one_stays(app, harbour, role, monkeypatch):
    """Each would see that the other is still there; so the second waits until the first is gone."""
    couple = [person(name, role) for name in ("Fanny Dal", "Fie Dal")]
    for one in couple:
        one.password_hash = passwords.hashed(SECRET)
    db.session.commit()
    ids, outcomes, both = [one.id for one in couple], [], Barrier(2)
    db.session.remove()

    def looks_slowly(someone):
        found = obstacles(someone)
        with suppress(BrokenBarrierError):
            both.wait(1)  # broken when the other does not come, because it waits for its turn
        return found

    def leave(number):
        with app.app_context():
            try:
                outcomes.append(erase_own_account(db.session.get(User, number), password=SECRET))
            except Refused:
                outcomes.append(False)
            finally:
                db.session.remove()

    monkeypatch.setattr(erasing, "obstacles", looks_slowly)
    threads = [Thread(target=leave, args=(number,)) for number in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, True]


@pytest.mark.parametrize(("disturbed", "is_erased"), [(2, True), (3, False)])
def test_what_happens_while_everything_is_read_is_seen(xenia, harbour, monkeypatch, disturbed, is_erased):
    """Somebody may come between the reading and the writing: then it begins anew, and at last gives up."""
    late = [idea_in(IdeaState.PUBLISHED, harbour, xenia, title="Fra Xenia Qvistgård") for _ in range(2)]
    told = iter([[0], [1]] * disturbed)
    usual = erasing._last_told
    monkeypatch.setattr(erasing, "_last_told", lambda: next(told, None) or usual())
    if is_erased:
        erase(xenia)
    else:
        with pytest.raises(Conflict):
            erase(xenia)
    db.session.expire_all()
    assert (xenia.erased_at is not None) is is_erased
    assert ({idea.title for idea in late} == {"Fra Xenia Qvistgård"}) is not is_erased


def test_whoever_serves_a_committee_alone_stays(bo, harbour):
    bo.password_hash = passwords.hashed(SECRET)
    db.session.commit()
    with pytest.raises(Refused, match="ingen anden sekretær"):
        erase_own_account(bo, password=SECRET)
    person("Sofie Vang", Role.SECRETARY)
    erase(bo)
    assert bo.name == "Tidligere medarbejder"
    assert not bo.grants[0].holds_on(clock.today())


def test_a_closed_committee_needs_no_secretary(bo, harbour):
    bo.password_hash, harbour.stage = passwords.hashed(SECRET), Stage.CLOSED
    db.session.commit()
    erase(bo)
    assert (bo.name, bo.is_active) == ("Tidligere medarbejder", False)


def test_a_seat_must_end_first(client, gerda, harbour):
    gerda.password_hash = passwords.hashed(SECRET)
    db.session.commit()
    answer = client(gerda).post(PAGE, data={"password": SECRET})
    assert answer.status_code == 422 and "som ikke er slut" in answer.text
    membership = db.session.scalar(select(Membership).where(Membership.user_id == gerda.id))
    membership.ends_on, membership.end_reason = clock.today() - timedelta(days=1), "Er blevet syg"
    db.session.commit()
    erase(gerda)
    assert "Tidligere medlem" in client().get("/udvalg/havnen/medlemmer").text
    assert "Gerda" not in client().get("/udvalg/havnen/medlemmer").text
    assert membership.end_reason == ""


def test_public_texts_stay_without_the_name(client, xenia, harbour, fjordby, app, deliver_outbox):
    idea = idea_in(IdeaState.PUBLISHED, harbour, xenia, title="Et badehus",
                   body="Hilsen **Xenia Qvistgård**, xenia@example.dk, og Havnefruen")  # fmt: skip
    proposal = initiative_in(InitiativeState.PUBLISHED, fjordby, xenia)
    search_index.of(app).rebuild()
    assert "Et badehus" in client().get("/soeg?q=Qvistg%C3%A5rd").text
    erase(xenia)
    deliver_outbox()
    page = client().get(idea.path).text
    assert "en borger" in page.lower() and "[navn fjernet]" in page and "Havnefruen" in page
    assert "Qvistgård" not in page and "xenia@" not in page
    assert "Qvistgård" not in client().get(proposal.path).text
    assert "Et badehus" not in client().get("/soeg?q=Qvistg%C3%A5rd").text
    assert "Et badehus" in client().get("/soeg?q=Havnefruen").text


def test_what_waits_is_withdrawn_and_emptied_and_drafts_go(xenia, harbour):
    waiting = idea_in(IdeaState.RECEIVED, harbour, xenia)
    draft = idea_in(IdeaState.DRAFT, harbour, xenia).id
    erase(xenia)
    assert (waiting.state, waiting.body, waiting.steps[-1].state) == (IdeaState.WITHDRAWN, "", IdeaState.WITHDRAWN)
    assert db.session.scalar(select(func.count()).select_from(Idea).where(Idea.id == draft)) == 0


def test_an_appeal_that_waits_is_closed(client, xenia, harbour, sofie):
    idea = idea_in(IdeaState.APPEALED, harbour, xenia)
    erase(xenia)
    assert (idea.state, idea.body, idea.appeals[0].text) == (IdeaState.WITHDRAWN, "", "")
    assert idea.appeals[0].decided_at and idea.appeals[0].verdict is None
    browser = client(sofie)
    sent = browser.post(f"{idea.path}/klagesag", data={"verdict": "publish", "reason": "Uenig", "override": ""})
    assert sent.status_code == 422 and client().get(idea.path).status_code == 404


def test_numbers_stay(xenia, harbour, gerda):
    idea = idea_in(IdeaState.PUBLISHED, harbour, gerda, support_count=1)
    saved(IdeaSupport(idea_id=idea.id, user_id=xenia.id))
    held, coming = workshop_in(harbour, days=-3), workshop_in(harbour)
    comes(xenia, held)
    comes(xenia, coming)
    erase(xenia)
    assert idea.support_count == 1
    assert [(row.workshop_id, row.user_id) for row in db.session.scalars(select(WorkshopSignUp))] == [(held.id, None)]


def test_an_application_is_emptied_at_once(xenia, bo, harbour):
    application = applied(call_in(harbour, bo, seat_in(harbour)), "Xenia Qvistgård", xenia.email)
    erase(xenia)
    assert (application.state, application.name, application.email) == (ApplicationState.DELETED, "", "")


def test_a_politicians_name_and_votes_stay(client, dorte, harbour):
    dorte.password_hash = passwords.hashed(SECRET)
    idea = idea_in(IdeaState.PUBLISHED, harbour, dorte, shown_as=ShownAs.FULL_NAME)
    db.session.scalar(select(Membership).where(Membership.user_id == dorte.id)).ends_on = LONG_AGO + timedelta(days=90)
    db.session.commit()
    assert "Dit navn bliver stående" in client(dorte).get(PAGE).text
    erase(dorte)
    assert "Dorte Eng" in client().get("/udvalg/havnen/medlemmer").text
    assert "Dorte Eng" not in client().get(idea.path).text
    assert not dorte.email.startswith("dorte") and dorte.password_hash is None


def test_records_and_threads_are_unharmed(app, bo, anna, harbour):
    anna.password_hash = passwords.hashed(SECRET)
    record = answered(harbour, anna, 1).responses[0].record
    assert record.content_hash
    edges = db.session.scalar(select(func.count()).select_from(TraceEdge))
    erase(anna)
    outcome = app.test_cli_runner().invoke(args=["verify-records"])
    assert outcome.exit_code == 0, outcome.output
    assert db.session.scalar(select(func.count()).select_from(TraceEdge)) == edges


def test_nothing_is_half_done(xenia, harbour, monkeypatch):
    draft = idea_in(IdeaState.DRAFT, harbour, xenia)
    monkeypatch.setattr("portal.privacy.actions.erasing.make_nameless", lambda _person: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase_own_account(xenia, password=SECRET)
    assert db.session.get(Idea, draft.id) and xenia.erased_at is None
    assert db.session.scalars(select(ErasureReceipt)).all() == []


def test_twice_is_once(xenia, finn):
    erase(xenia)
    with pytest.raises(Refused):
        erase_person(finn, xenia, reason="Igen")


def test_the_same_address_can_begin_anew(client, xenia):
    erase(xenia)
    answer = client().post("/opret-konto", data={"name": "Xenia Ny", "email": "xenia@example.dk"})
    assert answer.status_code == 200
    assert db.session.scalar(select(User).where(User.email == "xenia@example.dk")).id != xenia.id


def test_an_administrator_does_it_on_request(client, finn, xenia, letter_box, deliver_outbox):
    address, path = xenia.email, f"/administration/personer/{xenia.id}/slet"
    browser = client(finn)
    assert "Slet kontoen for Xenia" in browser.get(path).text
    assert browser.post(path, data={"reason": ""}).status_code == 422 and xenia.erased_at is None
    assert browser.post(path, data={"reason": "x" * 601}).status_code == 422
    assert browser.post(path, data={"reason": "Bedt om på rådhuset, med legitimation"}).status_code == 302
    event = db.session.scalars(select(Event).where(Event.type == EventType.ACCOUNT_ERASED)).one()
    assert (event.actor_id, event.details["reason"]) == (finn.id, "Bedt om på rådhuset, med legitimation")
    deliver_outbox()
    assert subjects(letter_box, address) == ["Din konto er slettet"]
    assert browser.post(f"/administration/personer/{xenia.id}/aabn").status_code == 422
    assert "Åbn kontoen igen" not in browser.get(f"/administration/personer/{xenia.id}").text


def test_an_administrator_uses_the_own_page_for_the_own_account(finn):
    person("Fanny Dal", Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        erase_person(finn, finn, reason="Stopper")


def test_nobody_else_erases_others(client, anna, bo, xenia):
    for somebody in (anna, bo):
        with pytest.raises(NotAllowed):
            erase_person(somebody, xenia, reason="Nej")
        assert client(somebody).get(f"/administration/personer/{xenia.id}/slet").status_code == 403
    unconfirmed = saved(User(name="Nils", email="nils@example.dk", password_hash="x"))
    with pytest.raises(NotSignedIn):
        erase_person(unconfirmed, xenia, reason="Nej")
    assert client(person("Finn To", Role.ADMINISTRATOR)).get("/administration/personer/99999/slet").status_code == 404


@pytest.mark.parametrize("much", [10, 1_000])
def test_the_preview_asks_the_same_however_much_there_is(client, xenia, queries, much):
    saved(*(UserSession(user=xenia, token_hash=f"t{number}", expires_at=clock.now()) for number in range(much)))
    browser = client(xenia)
    with queries() as said:
        assert browser.get(PAGE).status_code == 200
    assert len(said) <= 12


def test_what_is_left_of_somebody_is_what_the_table_says(xenia, fjordby):
    """After an erasure every kind is what the preview said."""
    fill(xenia, Maker("ord", user=person("Otto Anden").id, municipality=fjordby.id))
    before = count_kinds(xenia)
    erase(xenia)
    after = count_kinds(xenia)
    for kind in before:
        if RULES[kind].on_erasure is Fate.DELETED and kind is not Kind.ACCOUNT:  # of which a number is left
            assert kind not in after, kind
    assert before.keys() >= set(Kind) - {
        Kind.ACCOUNT_INVITED, Kind.ACCOUNT_UNCONFIRMED, Kind.APPLICATION_UNCONFIRMED, Kind.DECISION, Kind.DELIVERY,
        Kind.ERASURE_RECEIPT, Kind.SEAT_OF_OFFICE, Kind.ACCESS_LOG, Kind.ATTEMPT, Kind.INITIATIVE_SPONSOR,
        Kind.IDEA_SPOKEN_FOR,
    }  # fmt: skip


WORD = some.text("abcdefghijklmnoprstuvyæøå'-", min_size=4, max_size=9).filter(lambda word: word.strip("'-") == word)
NAMES = some.lists(WORD.map(lambda word: f"Zq{word}"), min_size=2, max_size=3).map(" ".join)


@given(name=NAMES, mailbox=some.from_regex(r"\A[a-z]{3,8}(\.[a-z0-9]{2,6})?(\+[a-z]{2,5})?\Z"), elected=some.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None,
          phases=(Phase.explicit, Phase.generate))  # fmt: skip
def test_no_text_says_who_it_was_but_where_the_table_keeps_it(app, fjordby, name, mailbox, elected):
    number = db.session.scalar(select(func.max(User.id))) or 0
    name += " Zq" + "".join(chr(ord("a") + int(digit)) for digit in str(number))  # nobody is called the same
    address = f"{mailbox}.{number}@qvist.example"
    me = saved(User(name=name, email=address, confirmed_at=clock.now(), password_hash=passwords.hashed(SECRET)))
    maker = Maker(f"{name} ({address})", user=saved(User(name="Otto", email=f"o{number}@example.dk")).id,
                  municipality=fjordby.id)  # fmt: skip
    fill(me, maker)
    if elected:
        politician(me, maker)
    kept = {
        (one.table, row_id)
        for one in HOUSE.keeping.holdings
        if RULES[one.kind].on_erasure is Fate.KEPT
        for row_id in db.session.scalars(select(one.model.id).where(one.mine(me)))
    } | ({("user", me.id)} if elected else set())
    others = {row for row in left_saying(name, address) if row[0] in NOT_ABOUT_ANYBODY}
    erase(me)
    receipts = {("erasure_receipt", row_id) for row_id in db.session.scalars(select(ErasureReceipt.id))}
    left = left_saying(address, name) - kept - receipts - others
    assert not {row for row in left if not (elected and row[0] in OF_THE_OFFICE)}, left
    assert not {row for row in left_saying(address) - kept - receipts - others if row[0] not in OF_THE_OFFICE}
    db.session.execute(ErasureReceipt.__table__.delete())
    db.session.commit()


NOT_ABOUT_ANYBODY = {"seat", "committee", "workshop", "call", "municipality", "body", "party", "recommendation"}
OF_THE_OFFICE = {  # an elected person's name stays there
    "membership", "proposal", "proposal_version", "amendment", "amendment_message", "amendment_wording", "event",
}  # fmt: skip


def test_a_role_that_was_given_ends(xenia, harbour):
    saved(RoleGrant(user_id=xenia.id, role=Role.FACILITATOR, committee_id=harbour.id, starts_on=LONG_AGO))
    erase(xenia)
    assert not xenia.has_role_anywhere(Role.FACILITATOR)


def test_a_text_as_long_as_can_be_stays_within_its_column(xenia, harbour):
    xenia.name = "Bo Ø"
    db.session.commit()
    idea = idea_in(IdeaState.PUBLISHED, harbour, xenia, title=("Bo Ø " * 24).strip())
    erase(xenia)
    assert len(idea.title) == 120 and "Bo Ø" not in idea.title


def test_a_name_of_one_word_takes_no_other_word_with_it(xenia, harbour):
    xenia.name = "Bo"
    db.session.commit()
    idea = idea_in(IdeaState.PUBLISHED, harbour, xenia, title="Vi vil bo i boliger", body="Hilsen Bo. Bo!")
    erase(xenia)
    assert (idea.title, idea.body) == ("Vi vil bo i boliger", "Hilsen [navn fjernet]. [navn fjernet]!")
