"""Contributions without an account: a letter, a button, and a page of one's own."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts.actions import joining, own_account
from portal.accounts.attempts import MAIL_BY_ADDRESS
from portal.accounts.forms import AccountDraft
from portal.accounts.links import Purpose, path_of_link
from portal.accounts.models import User, Visitor
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotSignedIn, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.actions import confirm_guest_idea, return_idea, send_as_guest
from portal.ideas.forms.writing import IdeaDraft, Sender
from portal.ideas.links import path_of_confirmation, path_of_own
from portal.ideas.models import GuestIdea, Idea, IdeaState, ShownAs
from portal.privacy.actions.retaining import keep_promises
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.cast import person
from tests.factories import saved
from tests.ideas.scene import DRAFT, GUEST, HOME, SENT, TYPED

NEW = "/udvalg/havnen/ideer/ny"
IDA = Sender(GUEST["name"], GUEST["email"])
SENT_BY_GUEST = SENT | GUEST
WITH_KEY = IdeaDraft(DRAFT.title, DRAFT.body, submission_key="key-1")


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def waiting():
    return db.session.scalars(select(GuestIdea)).one()


def token_of(path):
    return path.rsplit("/", 1)[1]


def sent(committee, sender=IDA, draft=WITH_KEY):
    send_as_guest(Visitor(), committee, draft, sender, HOME)
    return path_of_confirmation(waiting())


def received(committee, sender=IDA):
    return confirm_guest_idea(token_of(sent(committee, sender)))


# -- sending ----------------------------------------------------------------------------------------------------------


def test_a_guest_is_sent_a_letter_and_nothing_is_received_yet(client, harbour, letter_box, deliver_outbox):
    page = client().post(NEW, data=SENT_BY_GUEST)
    deliver_outbox()

    assert page.status_code == 200
    assert GUEST["email"] in page.text
    assert count(Idea) == count(User) == 0
    letter = letter_box.to(GUEST["email"])[0].get_body(("plain",)).get_content()
    assert DRAFT.title not in letter, "anybody can write any address"
    assert "/ideer/bekraeft/" in letter


def test_the_link_shows_a_button_and_the_button_sends(client, harbour, letter_box, deliver_outbox):
    client().post(NEW, data=SENT_BY_GUEST)
    deliver_outbox()
    letter = letter_box.to(GUEST["email"])[0].get_body(("plain",)).get_content()
    link = re.search(r"/ideer/bekraeft/\S+", letter)[0]

    page = client().get(link)
    assert DRAFT.title in page.text and "Ida Krog" in page.text
    assert count(Idea) == 0

    receipt = client().post(link, follow_redirects=True)
    idea = db.session.scalars(select(Idea)).one()
    assert idea.state is IdeaState.RECEIVED
    assert (idea.author.name, idea.author.email, idea.author.is_guest) == (*GUEST.values(), True)
    assert f"Idé {idea.id}" in receipt.text
    assert "/ideer/uden-konto/" in receipt.text


def test_the_text_is_shown_as_the_idea_will_be(client, harbour):
    draft = IdeaDraft(DRAFT.title, "**Lys** ved\n\n- broen\n- stien", submission_key="key-1")
    link = sent(harbour, draft=draft)
    page = client().get(link).text
    idea = confirm_guest_idea(token_of(link))
    assert "<strong>Lys</strong>" in idea.body_html
    assert idea.body_html in page


def test_the_same_form_twice_is_one_letter(client, harbour, letter_box, deliver_outbox):
    for _ in range(2):
        assert client().post(NEW, data=SENT_BY_GUEST).status_code == 200
    deliver_outbox()

    assert len(letter_box.to(GUEST["email"])) == count(GuestIdea) == 1


def test_the_same_form_twice_at_the_same_moment(client, harbour, monkeypatch):
    sent(harbour)
    answers = iter([None, waiting()])
    monkeypatch.setattr("portal.ideas.actions.guests.guest_idea_of_submission", lambda _key: next(answers))

    send_as_guest(Visitor(), harbour, WITH_KEY, IDA, HOME)
    assert count(GuestIdea) == 1


def test_whoever_goes_back_and_corrects_the_address_gets_another_letter_and_the_first_link_dies(client, harbour):
    first = sent(harbour, Sender("Ida Krog", "idda@example.dk"))
    second = sent(harbour)

    assert count(GuestIdea) == 1
    assert client().get(first).status_code == 410
    assert client().get(second).status_code == 200


def test_the_first_address_gets_no_hold_of_what_the_second_confirmed(client, harbour):
    first = sent(harbour, Sender("Ond", "ond@example.dk"))
    confirm_guest_idea(token_of(sent(harbour)))

    assert client().get(first).status_code == client().post(first).status_code == 410


@pytest.mark.parametrize(
    "odd",
    [
        {"email": "x"},
        {"email": ""},
        {"name": " "},
        {"name": "x" * 121},
        {"email": "x" * 250 + "@example.dk"},
        {"email": "a@b\r\nBcc: c@example.dk"},
    ],
)
def test_a_wrong_address_or_name_is_told_and_the_text_is_kept(client, harbour, odd):
    page = client().post(NEW, data=SENT_BY_GUEST | odd)

    assert page.status_code == 422
    assert f'id="{next(iter(odd))}-error"' in page.text
    assert DRAFT.body in page.text
    assert count(GuestIdea) == 0


def test_going_back_after_confirming_loses_no_words(client, harbour):
    client().post(NEW, data=SENT_BY_GUEST)
    confirm_guest_idea(token_of(path_of_confirmation(waiting())))

    page = client().post(NEW, data=SENT_BY_GUEST | {"better": "Noget helt andet, som jeg kom i tanke om."})

    assert page.status_code == 422 and "Noget helt andet, som jeg kom i tanke om." in page.text
    assert client().post(NEW, data=SENT_BY_GUEST).status_code == 200  # the same words are a second click
    assert count(Idea) == 1


def test_a_letter_box_is_not_filled(client, harbour):
    for number in range(MAIL_BY_ADDRESS.most):
        client().post(NEW, data=SENT_BY_GUEST | {"submission_key": f"key-{number}"})

    page = client().post(NEW, data=SENT_BY_GUEST | {"submission_key": "one-more"})

    assert page.status_code == 429
    assert count(GuestIdea) == MAIL_BY_ADDRESS.most


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.CO_INITIATION])
def test_guests_send_in_one_stage_only(client, harbour, stage):
    harbour.stage = stage
    db.session.commit()

    assert client().post(NEW, data=SENT_BY_GUEST).status_code == 422
    with pytest.raises(NotSignedIn):
        sent(harbour)
    assert count(GuestIdea) == 0


def test_nothing_is_half_done(harbour, monkeypatch):
    monkeypatch.setattr("portal.ideas.actions.guests.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sent(harbour)
    assert count(GuestIdea) == 0


# -- confirming -------------------------------------------------------------------------------------------------------


def test_confirming_twice_is_one_idea_and_the_words_lie_in_one_place(harbour):
    link = sent(harbour)

    first, second = (confirm_guest_idea(token_of(link)) for _ in range(2))

    assert first is second
    assert count(Idea) == count(User) == 1
    assert (waiting().name, waiting().title, waiting().body) == ("", "", "")
    assert db.session.scalars(select(Event.details).where(Event.type == "idea.submitted")).all() == [{}]


@pytest.mark.parametrize("link", ["x", "WzEsMV0.x.y", "%00", "../../konto"])
def test_false_links_open_nothing(client, harbour, link):
    for path in (f"/ideer/bekraeft/{link}", f"/ideer/uden-konto/{link}"):
        assert client().get(path).status_code in {404, 410}
        assert client().post(path).status_code in {404, 405, 410}


def test_a_link_of_one_kind_opens_no_other(client, harbour):
    idea = received(harbour)
    own, confirmation = token_of(path_of_own(idea)), token_of(path_of_confirmation(waiting()))

    assert client().get(f"/ideer/bekraeft/{own}").status_code == 410
    assert client().get(f"/ideer/uden-konto/{confirmation}").status_code == 410


def test_what_nobody_confirms_is_deleted_after_a_week(client, harbour):
    link = sent(harbour)
    with clock.frozen(clock.now() + timedelta(days=7, seconds=5)):
        assert client().get(link).status_code == client().post(link).status_code == 410
        assert keep_promises().counts["idea_by_guest"] == 1
        assert "idea_by_guest" not in keep_promises().counts
    assert count(GuestIdea) == count(Idea) == 0


def test_what_is_confirmed_stays_when_the_week_has_passed(harbour):
    received(harbour)
    with clock.frozen(clock.now() + timedelta(days=8)):
        keep_promises()
    assert (count(GuestIdea), count(Idea)) == (0, 1)


def test_what_waits_is_not_deleted_before_its_time(harbour):
    sent(harbour)
    with clock.frozen(clock.now() + timedelta(days=6)):
        assert "idea_by_guest" not in keep_promises().counts
    assert count(GuestIdea) == 1


def test_what_was_sent_in_time_is_received_after_the_last_day(harbour):
    link = sent(harbour)
    harbour.ideas_until = clock.today() - timedelta(days=1)
    db.session.commit()

    assert confirm_guest_idea(token_of(link)).state is IdeaState.RECEIVED


def test_when_the_committee_has_gone_on_it_is_not_received(client, harbour):
    link = sent(harbour)
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()

    assert client().post(link).status_code == 422
    assert count(Idea) == count(User) == 0


# -- whose it is ------------------------------------------------------------------------------------------------------


def test_an_account_with_the_same_address_gets_the_idea(anna, client, harbour):
    link = sent(harbour, Sender("Annas veninde", anna.email))

    assert "Anna Strand" in client().get(link).text
    idea = confirm_guest_idea(token_of(link))

    assert idea.author is anna
    assert anna.name == "Anna Strand"
    assert "uden-konto" not in client().get(link).text
    assert client(anna).get(idea.path).status_code == 200


def test_a_password_chosen_before_the_address_was_confirmed_is_forgotten(client, harbour):
    """Somebody else may have made the account, in the hope that the right person would fill it."""
    thief = saved(User(name="Tyv", email=IDA.email, password_hash="$argon2id$...", confirmed_at=None))
    browser = client(thief)

    idea = received(harbour)

    assert idea.author is thief
    assert (thief.password_hash, thief.name) == (None, "Ida Krog")
    assert browser.get("/konto").status_code == 302


def test_an_invited_person_keeps_name_and_roles(harbour):
    invited = person("Inge Vad", Role.MEMBER, committee=harbour)
    invited.confirmed_at, invited.password_hash, invited.invited_at = None, None, clock.now()
    saved(invited)

    idea = received(harbour, Sender("Noget andet", invited.email))

    assert idea.author is invited
    assert invited.name == "Inge Vad"


def test_who_is_shut_out_does_not_come_in_this_way(client, harbour, letter_box, deliver_outbox):
    person("Ida Krog").deactivated_at = clock.now()
    db.session.commit()
    link = sent(harbour, Sender("Ida Krog", "ida@example.dk"))
    deliver_outbox()

    assert not letter_box.letters
    assert client().post(link).status_code == 422
    assert count(Idea) == 0


def test_asking_for_an_account_gives_nobody_the_ideas_but_the_holder_of_the_address(
    client, harbour, letter_box, deliver_outbox
):
    idea = received(harbour)
    ida = idea.author
    joining.create_account(Visitor(), AccountDraft("En anden", ida.email), HOME)
    deliver_outbox()

    assert (ida.password_hash, ida.name) == (None, "Ida Krog")
    letter = letter_box.to(ida.email)[-1].get_body(("plain",)).get_content()
    assert "/bekraeft/" in letter and "virker én gang og i 3 dage" in letter
    assert "/bekraeft/" in client().get(letter_box.last_path_to(ida.email)).request.path


def test_a_guest_becomes_an_account_and_the_ideas_come_along(client, harbour):
    idea = received(harbour)
    ida, own = idea.author, path_of_own(idea)
    own_account.choose_new_password(token_of(path_of_link(Purpose.NEW_PASSWORD, ida)), "fire tilfældige ord her")

    assert not ida.is_guest
    assert client(ida).get(idea.path).status_code == 200
    assert client().get(own).status_code == 410


def test_a_guest_cannot_be_signed_in(client, harbour):
    received(harbour)

    answer = client().post("/log-ind", data={"email": IDA.email, "password": "hvad som helst"})
    assert answer.status_code == 422


def test_the_name_is_shown_as_the_guest_chose(client, harbour):
    link = sent(harbour, draft=IdeaDraft("T", "B", ShownAs.A_CITIZEN, "key-2"))
    assert "Ida" not in client().get(link).text


# -- the page of one's own --------------------------------------------------------------------------------------------


def test_a_guest_follows_corrects_and_sends_again(bo, client, harbour, letter_box, deliver_outbox):
    idea = received(harbour)
    return_idea(bo, idea, "Skriv, hvor det er.")
    deliver_outbox()
    letter = letter_box.to(IDA.email)[-1].get_body(("plain",)).get_content()
    own = re.search(r"/ideer/uden-konto/\S+", letter)[0]

    assert "Skriv, hvor det er." in client().get(own).text
    assert DRAFT.body in client().get(f"{own}/ret").text
    data = TYPED | {"problem": "Ved nordmolen.", FIELD: mark_of(idea)}
    assert "Ved nordmolen." in client().post(f"{own}/ret", data=data | {"at": "ret", "go": "next"}).text
    assert client().post(f"{own}/ret", data=data | {"at": "tjek", "go": "send"}).location == own

    assert idea.state is IdeaState.RESUBMITTED
    assert idea.body == "Ved nordmolen."
    again = data | {"at": "tjek", "go": "send"}
    assert client().post(f"{own}/ret", data=again).location == own
    assert client().post(f"{own}/ret", data=again | {"problem": "Noget tredje."}).status_code == 409


def test_a_guest_withdraws(client, harbour):
    idea = received(harbour)
    own = path_of_own(idea)

    assert client().get(f"{own}/traek-tilbage").status_code == 200
    assert client().post(f"{own}/traek-tilbage", data={"reason": "x" * 601}).status_code == 422
    assert client().post(f"{own}/traek-tilbage", data={"reason": ""}).location == own
    assert idea.state is IdeaState.WITHDRAWN


def test_what_is_public_is_no_longer_changed_here(client, harbour):
    idea = received(harbour)
    idea.state, idea.published_at = IdeaState.PUBLISHED, clock.now()
    db.session.commit()
    own = path_of_own(idea)

    assert client().get(f"{own}/ret").location == own
    assert idea.path in client().get(own).text


@pytest.mark.parametrize("state", sorted(set(IdeaState) - {IdeaState.DRAFT}))
def test_every_state_has_its_page(client, harbour, state, queries):
    idea = received(harbour)
    idea.state, idea.refusal_code = state, "unlawful" if state is IdeaState.REFUSED else None
    db.session.commit()
    with queries() as said:
        assert client().get(path_of_own(idea)).status_code == 200
    assert len(said) <= 14


def test_refusals_of_links_in_actions(harbour):
    with pytest.raises(Refused):
        confirm_guest_idea("x")
