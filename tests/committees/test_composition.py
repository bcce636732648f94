"""What the table needs, how the seats cover it, the review of it, and the leader roles that members choose."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.committees.actions.composition import choose_leader_roles, describe_composition, review_composition
from portal.committees.balance import Coverage, Sector, balance, mark_of_needs
from portal.committees.forms.composition import ROWS, CompositionDraft, ReviewDraft
from portal.committees.models import (
    Category,
    CompositionCategory,
    CompositionNeed,
    CompositionReview,
    Criterion,
    LeaderRole,
    MemberLeaderRole,
    Membership,
    Seat,
    SeatType,
)
from portal.committees.queries import composition_of, last_review, leader_roles_at, membership_of, seats
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, Refused
from portal.municipalities.models import Party
from tests.at_once import at_once
from tests.cast import person, seated
from tests.committees.needs import PLACES, needs_of, row
from tests.factories import saved

ALL = tuple(Criterion)
REASON = "De kender vandet."
NONE_NEEDED = {f"{key}_{criterion}": "0" for key in ROWS for criterion in Criterion}


def found(committee):
    return balance(
        seats(committee), composition_of(committee), leader_roles_at(committee, clock.today()), clock.today()
    )


def last_event():
    return db.session.scalars(select(Event).order_by(Event.id.desc())).first()


def count(model):
    return db.session.scalar(select(func.count(model.id)))


def test_needs_are_described_and_said_in_words(bo, harbour, carl, dorte, gerda):
    draft = CompositionDraft(
        (
            row("politicians", 2, REASON, criteria=ALL),
            row("citizens", 2, REASON),
            row("companies", 1, REASON, criteria=(Criterion.INNOVATION,)),
        )
    )
    describe_composition(bo, harbour, draft)
    table = found(harbour)
    assert {one.category.kind: one.coverage for one in table.rows} == {
        Category.POLITICIANS: Coverage.WELL,
        Category.CITIZENS: Coverage.PARTLY,
        Category.COMPANIES: Coverage.MISSING,
    }
    assert table.criteria == {
        Criterion.EFFICIENCY: Coverage.WELL,
        Criterion.DEMOCRACY: Coverage.PARTLY,
        Criterion.INNOVATION: Coverage.PARTLY,
    }
    assert [letter for letter, _name, _number in table.parties] == ["A", "V"]
    assert dict(table.sectors)[Sector.STATE] == 2 and dict(table.sectors)[Sector.NEAR_COMMUNITY] == 1
    assert last_event().type == "composition.described"


def test_nothing_is_needed_of_nobody(harbour):
    assert not found(harbour).is_described and found(harbour).gaps == ()


def test_seats_may_count_as_a_category_of_our_own_and_it_may_go_again(bo, harbour, gerda):
    seat = next(seat for seat in seats(harbour) if seat.type is SeatType.CITIZEN)
    own = row("own1", 1, REASON, name="Vinterbadere")
    describe_composition(bo, harbour, CompositionDraft((own,), {seat.id: PLACES["own1"]}))
    assert [(one.category.name, one.coverage) for one in found(harbour).rows] == [("Vinterbadere", Coverage.WELL)]
    describe_composition(bo, harbour, needs_of(Category.CITIZENS, 1, REASON))
    assert [one.category.kind for one in found(harbour).rows] == [Category.CITIZENS]
    assert found(harbour).rows[0].taken == 1
    assert count(CompositionCategory) == 1 and count(CompositionNeed) == 3


def test_seats_of_other_committees_are_left_alone(bo, harbour, fjordby, gerda):
    seat = next(seat for seat in seats(harbour) if seat.type is SeatType.CITIZEN)
    describe_composition(bo, harbour, CompositionDraft((row("users", 1, REASON),), {seat.id + 999: PLACES["users"]}))
    assert db.session.get(Seat, seat.id).category_id is None


def test_two_secretaries_do_not_write_over_each_other(bo, harbour):
    seen = mark_of_needs(composition_of(harbour))
    describe_composition(bo, harbour, needs_of(Category.USERS, 1, REASON), seen=seen)
    with pytest.raises(Conflict):
        describe_composition(bo, harbour, needs_of(Category.USERS, 2, REASON), seen=seen)


def test_nor_over_each_others_seats(bo, harbour, gerda):
    needs = needs_of(Category.USERS, 1, REASON)
    describe_composition(bo, harbour, needs)
    seat = next(seat for seat in seats(harbour) if seat.type is SeatType.CITIZEN)
    seen = mark_of_needs(composition_of(harbour), seats(harbour))
    describe_composition(bo, harbour, replace(needs, seats={seat.id: PLACES["users"]}), seen=seen)
    with pytest.raises(Conflict):
        describe_composition(bo, harbour, needs_of(Category.USERS, 2, REASON), seen=seen)
    assert db.session.get(Seat, seat.id).category_id == composition_of(harbour)[0].id


def test_a_second_click_is_no_quarrel_and_no_news(bo, harbour):
    seen = mark_of_needs(composition_of(harbour))
    for _ in range(2):
        describe_composition(bo, harbour, needs_of(Category.USERS, 1, REASON), seen=seen)
    assert count(Event) == 1 and count(CompositionCategory) == 1


def test_a_seat_cannot_count_as_a_category_without_a_name(client, bo, harbour, gerda):
    seat = next(seat for seat in seats(harbour) if seat.type is SeatType.CITIZEN)
    page = client(bo).post(f"{harbour.path}sammensaetning/ret", data=NONE_NEEDED | {f"seat_{seat.id}": "own1"})
    assert page.status_code == 422 and "Skriv, hvad kategorien hedder" in page.text
    assert 'value="own1" selected' in page.text and composition_of(harbour) == []


def test_parties_stand_in_danish_order(fjordby, harbour, carl, dorte):
    for letter in ("Å", "Ø", "Æ"):
        party = saved(Party(municipality=fjordby, letter=letter, name=f"Liste {letter}"))
        seated(person(f"Medlem{letter} Holm", email=f"{ord(letter)}@example.dk"), harbour, party=party)
    assert [letter for letter, _name, _number in found(harbour).parties] == ["A", "V", "Æ", "Ø", "Å"]


def test_a_review_is_of_the_needs_that_were_read(client, bo, harbour):
    describe_composition(bo, harbour, needs_of(Category.CITIZENS, 1, REASON))
    browser, address = client(bo), f"{harbour.path}sammensaetning/gennemgang"
    read = mark_of_needs(composition_of(harbour))
    assert read in browser.get(address).text
    describe_composition(bo, harbour, needs_of(Category.COMPANIES, 2, REASON))
    now = mark_of_needs(composition_of(harbour))
    page = browser.post(address, data={"statement": "Vi er alle her.", "seen": read})
    assert page.status_code == 409 and "Vi er alle her." in page.text and now in page.text
    assert count(CompositionReview) == 0
    assert browser.post(address, data={"statement": "Vi mangler en.", "seen": now}).status_code == 302


def test_two_clicks_are_one_review(bo, harbour):
    describe_composition(bo, harbour, needs_of(Category.CITIZENS, 1, REASON))
    first, second = (review_composition(bo, harbour, ReviewDraft("Fint.", 3, 3)) for _ in range(2))
    assert first == second and count(Event) == 2
    assert review_composition(bo, harbour, ReviewDraft("Mangler.", 3, 3)) != first


@pytest.mark.parametrize("numbers", [{"women": "3"}, {"men": "3"}, {"women": "3", "men": "mange"}])
def test_one_number_says_nothing_without_the_other(client, bo, harbour, numbers):
    describe_composition(bo, harbour, needs_of(Category.CITIZENS, 1, REASON))
    page = client(bo).post(f"{harbour.path}sammensaetning/gennemgang", data={"statement": "Fint."} | numbers)
    assert page.status_code == 422 and 'aria-invalid="true"' in page.text
    assert count(CompositionReview) == 0


def test_the_review_is_kept_with_date_name_and_numbers(bo, harbour):
    describe_composition(bo, harbour, needs_of(Category.CITIZENS, 1, REASON))
    review_composition(bo, harbour, ReviewDraft("Vi mangler en virksomhed.", 6, 6))
    review = last_review(harbour)
    assert (review.reviewed_on, review.reviewed_by, review.women_proposed) == (clock.today(), bo, 6)
    assert last_event().type == "composition.reviewed"


def test_the_page_says_that_needs_were_changed_when_they_were(client, bo, harbour):
    describe_composition(bo, harbour, needs_of(Category.CITIZENS, 1, REASON))
    review_composition(bo, harbour, ReviewDraft("Fint."))
    page = f"{harbour.path}sammensaetning"
    assert "Gennemgået" in client().get(page).text
    assert "Behovene er ændret siden" not in client().get(page).text
    describe_composition(bo, harbour, needs_of(Category.CITIZENS, 2, REASON))
    assert "Behovene er ændret siden" in client().get(page).text


def test_without_needs_there_is_nothing_to_review(bo, harbour):
    with pytest.raises(Refused):
        review_composition(bo, harbour, ReviewDraft("Fint."))
    assert count(CompositionReview) == 0


@pytest.mark.parametrize("who", ["anna", "carl", "eva", "finn"])
def test_others_neither_describe_nor_review(who, request, harbour):
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        describe_composition(actor, harbour, needs_of(Category.CITIZENS, 1, REASON))
    with pytest.raises(NotAllowed):
        review_composition(actor, harbour, ReviewDraft("Fint."))
    assert composition_of(harbour) == []


def test_members_choose_their_own_leader_roles(harbour, dorte):
    seat = membership_of(harbour, dorte.id)
    choose_leader_roles(dorte, seat, (LeaderRole.EXPLORER, LeaderRole.SENSE_MAKER))
    choose_leader_roles(dorte, seat, (LeaderRole.EXPLORER, LeaderRole.IMPACT_HUNTER))
    assert [role for role, there in found(harbour).roles.items() if there] == [
        LeaderRole.EXPLORER,
        LeaderRole.IMPACT_HUNTER,
    ]
    assert "explorer" not in str(last_event().details)


def test_two_clicks_at_the_same_moment_choose_once(app, harbour, dorte):
    ids = dorte.id, membership_of(harbour, dorte.id).id

    def deed():
        actor, seat = db.session.get(User, ids[0]), db.session.get(Membership, ids[1])
        return lambda: choose_leader_roles(actor, seat, (LeaderRole.EXPLORER,))

    assert at_once(app, deed, deed) == [None, None]
    assert count(MemberLeaderRole) == 1


def test_and_nobody_elses(harbour, carl, dorte):
    with pytest.raises(NotAllowed):
        choose_leader_roles(carl, membership_of(harbour, dorte.id), (LeaderRole.EXPLORER,))
    assert count(MemberLeaderRole) == 0


def test_a_role_ends_with_the_seat(harbour, dorte):
    seat = membership_of(harbour, dorte.id)
    choose_leader_roles(dorte, seat, (LeaderRole.EXPLORER,))
    db.session.get(Membership, seat.id).ends_on = seat.starts_on
    db.session.commit()
    assert not any(found(harbour).roles.values())


def test_through_the_pages(client, anna, bo, harbour, gerda):
    browser, base = client(bo), f"{harbour.path}sammensaetning"
    assert "Behovene er ikke beskrevet endnu" in client().get(base).text
    seat = next(seat for seat in seats(harbour) if seat.type is SeatType.CITIZEN)
    sent = NONE_NEEDED | {
        "seen": mark_of_needs([]),
        "companies_innovation": "2",
        "companies_innovation_reason": "De har både og værksteder.",
        "companies_knows": "y",
        "own1_name": "Vinterbadere",
        "own1_democracy": "1",
        "own1_democracy_reason": "De er der hver dag.",
        f"seat_{seat.id}": "own1",
    }
    assert browser.get(f"{base}/ret").status_code == 200
    assert browser.post(f"{base}/ret", data=sent).location.endswith("/sammensaetning")
    overtaken = browser.post(f"{base}/ret", data=sent | {"companies_innovation_reason": "Den anden."})
    assert overtaken.status_code == 409 and "Den anden." in overtaken.text
    again = browser.get(f"{base}/ret").text
    assert "Vinterbadere" in again and 'value="own1" selected' in again
    page = client(anna).get(base).text
    assert "Virksomheder: Mangler" in page and "De har både og værksteder." in page
    assert "Mangler stadig ved bordet: Virksomheder." in client().get(f"{harbour.path}medlemmer").text
    reviewed = browser.post(f"{base}/gennemgang", data={"statement": "Vi leder videre.", "women": "3", "men": "3"})
    assert reviewed.location.endswith("/sammensaetning")
    assert "Vi leder videre." in client().get(base).text


def test_what_is_odd_is_refused_with_the_text_kept(client, bo, harbour):
    browser, base = client(bo), f"{harbour.path}sammensaetning"
    odd = (
        {"companies_innovation": "2"},
        {"companies_innovation": "3", "companies_innovation_reason": "x"},
        {"own1_democracy": "1", "own1_democracy_reason": "De er der."},
        {"citizens_democracy_reason": "x" * 301},
    )
    for sent in odd:
        page = browser.post(f"{base}/ret", data=NONE_NEEDED | sent)
        assert page.status_code == 422
        assert all(f">{value}<" in page.text or value in page.text for value in sent.values())
    assert browser.post(f"{base}/gennemgang", data={"statement": ""}).status_code == 422
    assert browser.post(f"{base}/gennemgang", data={"statement": "Fint."}).status_code == 422
    assert composition_of(harbour) == []


def test_leader_roles_through_the_page(client, bo, dorte, harbour):
    address = f"{harbour.path}lederroller"
    assert "Effektjæger" in client(dorte).get(address).text
    assert client(dorte).post(address, data={"roles": ["explorer", "impact_hunter"]}).status_code == 302
    assert client(dorte).post(address, data={"roles": ["king"]}).status_code == 422
    assert client(bo).get(address).status_code == 403
    assert client().get(f"{harbour.path}sammensaetning").text.count("<dd>Besat</dd>") == 2


def test_the_page_asks_the_same_number_of_questions_at_any_size(client, bo, harbour, gerda, queries):
    describe_composition(bo, harbour, CompositionDraft(tuple(row(key, 1, REASON, name=key) for key in ROWS)))
    review_composition(bo, harbour, ReviewDraft("Fint."))
    with queries() as few:
        client().get(f"{harbour.path}sammensaetning")
    for number in range(30):
        seated(person(f"Medlem{number} Holm"), harbour)
    saved(*(CompositionReview(committee_id=harbour.id, reviewed_by=bo, reviewed_on=clock.today(), statement="x",
                              needs_mark="") for _ in range(15)))  # fmt: skip
    with queries() as many:
        client().get(f"{harbour.path}sammensaetning")
    assert len(few) == len(many) <= 14
