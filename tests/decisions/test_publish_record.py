import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.decisions.actions import publish_own_record, publish_record
from portal.decisions.criteria import doubts_about_votes
from portal.decisions.forms.record import Meeting, PartyVotes, RecordDraft
from portal.decisions.hashing import hash_of_record
from portal.decisions.models import DecisionRecord, VoteCount
from portal.decisions.queries import members_last_said
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, Doubtful, NotAllowed, Refused
from portal.foundation.seen import fingerprint
from portal.municipalities.models import Municipality, Party
from portal.recommendations.models import CouncilResponse
from portal.rules.results import Result
from portal.trace.models import TraceEdge
from tests.at_once import at_once
from tests.decisions.scene import RECORD
from tests.factories import saved
from tests.recommendations.scene import answered


@pytest.fixture
def response(bo, designing, table):
    """The council's answer to a recommendation."""
    return answered(designing, bo, *table)


def typed(fjordby, **changes):
    party = fjordby.parties[0]
    return {
        "title": RECORD.title,
        "summary": RECORD.summary,
        "decision": RECORD.text,
        "points": "at prøve\nat tælle",
        "attachments": "Baggrund\n\nTælling",
        f"votes_for_{party.id}": "7",
        "step_body_0": "Teknik- og Miljøudvalget",
        "step_met_on_0": "2026-08-18",
    } | changes


def test_an_answer_becomes_a_numbered_decision(bo, client, council, fjordby, response):
    form = f"/svar/{response.id}/beslutning"
    assert response.recommendation.title in client(bo).get(form).text

    answer = client(bo).post(form, data=typed(fjordby))

    decision = db.session.scalars(select(DecisionRecord)).one()
    year = clock.today().year
    assert answer.location == decision.path == f"/beslutninger/{year}/1"
    assert (decision.body_name, decision.result, decision.item) == (council.name, Result.ADOPTED_WITH_CHANGES, "9")
    assert [(vote.letter, vote.party_name, vote.votes_for) for vote in decision.votes] == [
        ("A", "Socialdemokratiet", 7)
    ]
    assert [attachment.name for attachment in decision.attachments] == ["Baggrund", "Tælling"]
    assert [step.met_on for step in decision.case_steps] == [date(2026, 8, 18)]
    assert [point.text for point in decision.points] == ["at prøve", "at tælle"]
    assert decision.content_hash == hash_of_record(decision)
    edge = db.session.scalars(select(TraceEdge).where(TraceEdge.later_kind == "decision_record")).one()
    assert (edge.earlier_kind, edge.earlier_id) == ("council_response", response.id)


def test_the_desk_leads_to_the_page_where_a_decision_is_published(bo, client, response):
    desk = client(bo).get("/skrivebord").text
    links = re.findall(r'href="([^"]*/beslutning)"', desk)

    assert set(links) == {f"/svar/{response.id}/beslutning"}
    assert client(bo).get(links[0]).status_code == 200


def test_the_page_tells_everything(client, decision):
    page = client().get(decision.path).text
    told = (
        RECORD.title,
        RECORD.summary,
        RECORD.presentation,
        RECORD.legal_basis,
        RECORD.minority_statement,
        RECORD.absent,
    )
    for text in (*told, *RECORD.points, *RECORD.attachments, "Venstre (V)", "Teknik- og Miljøudvalget"):
        assert text in page, text
    assert " ".join(decision.content_hash[n : n + 4] for n in range(0, 64, 4)) in page
    assert "Anbefaling 1" in page


def test_numbers_begin_anew_each_year_and_belong_to_a_municipality(eva, fjordby):
    days = [date(2025, 5, 1), date(2026, 5, 1), date(2026, 6, 1)]
    made = [publish_own_record(eva, fjordby, Meeting("Byrådet", day, Result.ADOPTED), RECORD_ALONE) for day in days]
    elsewhere = saved(Municipality(name="Østby Kommune", short_name="Østby", slug="oestby"))
    made.append(publish_own_record(eva, elsewhere, Meeting("Byrådet", days[2], Result.NOTED), RECORD_ALONE))
    assert [(record.year, record.number) for record in made] == [(2025, 1), (2026, 1), (2026, 2), (2026, 1)]
    assert made[3].path == "/beslutninger/oestby/2026/1"


RECORD_ALONE = RecordDraft(title="Trafiktælling", summary="Vi tæller.")


def test_records_of_other_municipalities_have_their_own_address(client, eva):
    elsewhere = saved(Municipality(name="Østby Kommune", short_name="Østby", slug="oestby"))
    record = publish_own_record(eva, elsewhere, Meeting("Byrådet", date(2026, 6, 1), Result.NOTED), RECORD_ALONE)
    assert client().get(record.path).status_code == 200
    assert client().get("/beslutninger/2026/1").status_code == 404
    assert client().get("/beslutninger/ukendt/2026/1").status_code == 404


def test_our_own_have_one_address_only(client, decision):
    other = f"/beslutninger/fjordby/{decision.year}/{decision.number}"
    assert client().get(other).location == decision.path


@pytest.mark.parametrize("votes", [
    (PartyVotes("A", -1, 0, 0),), (PartyVotes("A", 0, 0, 0),), (PartyVotes("X", 1, 0, 0),),
    (PartyVotes("A", 1, 0, 0), PartyVotes("A", 2, 0, 0)),
])  # fmt: skip
def test_votes_that_cannot_have_been_are_refused(bo, response, votes):
    with pytest.raises(Refused):
        publish_record(bo, response, replace(RECORD, votes=votes))
    assert db.session.scalar(select(func.count(DecisionRecord.id))) == 0


@pytest.mark.parametrize("wrong", ["-1", "x", "1.5", "100000", "²"])
def test_odd_numbers_of_votes_are_told_at_their_field(bo, client, fjordby, response, wrong):
    field = f"votes_for_{fjordby.parties[0].id}"
    answer = client(bo).post(f"/svar/{response.id}/beslutning", data=typed(fjordby, **{field: wrong}))
    assert answer.status_code == 422
    assert RECORD.summary in answer.text


def test_a_letter_means_the_party_that_had_it_on_that_day(eva, fjordby):
    old = Party(municipality=fjordby, letter="Q", name="Frie Borgere", valid_until=date(2021, 12, 31))
    saved(old, Party(municipality=fjordby, letter="Q", name="De Nye", valid_from=date(2022, 1, 1)))
    draft = replace(RECORD_ALONE, votes=(PartyVotes("Q", 1, 0, 0),))
    for day, name in ((date(2020, 3, 1), "Frie Borgere"), (date(2024, 3, 1), "De Nye")):
        record = publish_own_record(eva, fjordby, Meeting("Byrådet", day, Result.ADOPTED), draft)
        assert [vote.party_name for vote in record.votes] == [name]


def test_an_answer_has_one_record(bo, client, response):
    published = publish_record(bo, response, RECORD)
    assert publish_record(bo, response, RECORD) == published, "a second click"
    with pytest.raises(Conflict):
        publish_record(bo, response, replace(RECORD, summary="Byrådet har ombestemt sig."))
    assert client(bo).get(f"/svar/{response.id}/beslutning").status_code == 409


def test_others_do_not_publish(anna, carl, client, dorte, fjordby, response):
    for other in (anna, carl, dorte):
        assert client(other).get(f"/svar/{response.id}/beslutning").status_code == 403
        with pytest.raises(NotAllowed):
            publish_record(other, response, RECORD)
        with pytest.raises(NotAllowed):
            publish_own_record(other, fjordby, Meeting("Byrådet", date(2026, 6, 1), Result.NOTED), RECORD_ALONE)


def test_nothing_half_done_when_the_last_step_fails(bo, monkeypatch, response):
    monkeypatch.setattr("portal.decisions.actions.record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish_record(bo, response, RECORD)
    assert db.session.scalar(select(func.count(DecisionRecord.id))) == 0
    assert db.session.scalar(select(func.count(VoteCount.id))) == 0


def test_two_at_once_get_two_numbers(app, bo, designing, table):
    responses = [answered(designing, bo, *table, item=item).id for item in ("9", "10")]
    secretary = bo.id

    def deed(response_id):
        def ready():
            actor, response = db.session.get(User, secretary), db.session.get(CouncilResponse, response_id)
            return lambda: publish_record(actor, response, RECORD).id

        return ready

    outcomes = at_once(app, *(deed(response_id) for response_id in responses))

    assert all(isinstance(outcome, int) for outcome in outcomes), outcomes
    assert sorted(db.session.scalars(select(DecisionRecord.number))) == [1, 2]


def test_the_same_answer_published_twice_at_once_is_one_record(app, bo, response):
    ids = bo.id, response.id

    def deed():
        actor, known = db.session.get(User, ids[0]), db.session.get(CouncilResponse, ids[1])
        return lambda: publish_record(actor, known, RECORD).id

    outcomes = at_once(app, deed, deed)
    assert outcomes[0] == outcomes[1] and isinstance(outcomes[0], int), outcomes
    assert list(db.session.scalars(select(DecisionRecord.number))) == [1]


def fallen(fjordby, **changes):
    """Three for and forty-one against, and the answer says that it was adopted with changes."""
    one, two = fjordby.parties[0].id, fjordby.parties[2].id
    return typed(fjordby, **{f"votes_for_{one}": "3", f"votes_against_{two}": "41"} | changes)


def test_a_sum_that_does_not_fit_is_asked_about_before_it_is_sealed(bo, client, fjordby, response):
    form = f"/svar/{response.id}/beslutning"
    assert 'name="sure"' not in client(bo).get(form).text
    asked = client(bo).post(form, data=fallen(fjordby))
    assert asked.status_code == 422
    assert "3 stemte for og 41 imod" in asked.text
    assert db.session.scalar(select(func.count(DecisionRecord.id))) == 0
    mark = re.search(r'name="asked" type="hidden" value="(\w+)"', asked.text)[1]

    other = fallen(fjordby, members="31", asked=mark, sure="y")
    assert client(bo).post(form, data=other).status_code == 422, "another doubt is asked about anew"
    assert client(bo).post(form, data=fallen(fjordby, asked=mark, sure="y")).status_code == 302
    assert db.session.scalar(select(func.count(DecisionRecord.id))) == 1


def test_a_record_tells_how_many_members_there_were(bo, client, fjordby, response):
    client(bo).post(f"/svar/{response.id}/beslutning", data=typed(fjordby, members="13"))
    assert db.session.scalars(select(DecisionRecord.members)).one() == 13
    assert members_last_said(response.body.name) == 13
    page = client().get(db.session.scalars(select(DecisionRecord)).one().path).text
    assert re.search(r"<dt>Medlemmer[^<]*</dt><dd>13</dd>", page)


def test_what_is_sealed_is_the_same_in_whatever_language_it_is_published(bo, client, fjordby, response):
    """A secretary who reads English publishes; the decision says nothing in English, and readers get their own."""
    client(bo).post(f"/svar/{response.id}/beslutning?sprog=en", data=typed(fjordby))
    decision = db.session.scalars(select(DecisionRecord)).one()
    told = client().get(f"{decision.path}.json").get_json()["sealed"]["points"]
    assert told == [{"position": 1, "label": ""}, {"position": 2, "label": ""}]
    assert "<dt>At 2</dt>" in client().get(decision.path).text
    assert "<dt>Point 2</dt>" in client().get(f"{decision.path}?sprog=en").text


def test_a_record_of_our_own_is_asked_about_too(eva, fjordby):
    meeting = Meeting(body_name="Byrådet", decided_on=clock.today(), result=Result.NOT_ADOPTED)
    draft = replace(RECORD, votes=(PartyVotes("A", 7, 2, 0),))
    with pytest.raises(Doubtful, match="7") as doubtful:
        publish_own_record(eva, fjordby, meeting, draft)
    publish_own_record(eva, fjordby, meeting, draft, sure_of=fingerprint(doubtful.value.reasons))


@pytest.mark.parametrize(
    ("result", "votes", "members", "doubts"),
    [
        (Result.ADOPTED, (10, 9, 0), 19, 0),
        (Result.ADOPTED, (9, 9, 1), 19, 1),
        (Result.ADOPTED, (3, 119, 0), None, 2),
        (Result.NOT_ADOPTED, (9, 9, 1), 19, 0),
        (Result.NOT_ADOPTED, (10, 9, 0), 19, 1),
        (Result.NOTED, (0, 3, 0), None, 0),
        (Result.ADOPTED, (20, 0, 0), 19, 1),
        (Result.ADOPTED, (9, 0, 0), 19, 1),
        (Result.ADOPTED, (0, 0, 0), 19, 0),
    ],
)
def test_what_is_doubtful(app, result, votes, members, doubts):
    assert len(doubts_about_votes(result, [PartyVotes("A", *votes)], members)) == doubts


def own(fjordby, committee, **changes):
    return typed(fjordby) | {"committee": str(committee.id), "decided_on": "2026-06-01", "result": "adopted"} | changes


def test_a_decision_of_a_body_is_looked_at_before_it_is_published(bo, client, council, designing, fjordby):
    browser = client(bo)
    assert 'href="/beslutninger/ny"' in browser.get("/skrivebord").text
    sent = own(fjordby, designing, body=council.name)

    shown = browser.post("/beslutninger/ny", data=sent)
    assert db.session.scalar(select(func.count(DecisionRecord.id))) == 0
    mark = re.search(r'name="looked_at"[^>]*value="(\w+)"', shown.text)[1]
    changed = browser.post("/beslutninger/ny", data=sent | {"looked_at": mark, "title": "En anden titel"})
    assert changed.status_code == 200, "whoever changed a word looks once more"
    assert db.session.scalar(select(func.count(DecisionRecord.id))) == 0
    answer = browser.post("/beslutninger/ny", data=sent | {"looked_at": mark})

    decision = db.session.scalars(select(DecisionRecord)).one()
    assert answer.location == decision.path
    assert (decision.body_name, decision.result, str(decision.decided_on)) == (
        council.name, Result.ADOPTED, "2026-06-01",
    )  # fmt: skip
    assert decision.committee == designing


def test_what_is_missing_is_said_and_nothing_lost(bo, anna, client, council, designing, fjordby):
    for wrong in (
        {"body": ""},
        {"decided_on": "2999-01-01"},
        {"decided_on": "x"},
        {"committee": ""},
        {"result": "on_agenda"},
    ):
        answer = client(bo).post("/beslutninger/ny", data=own(fjordby, designing, body=council.name) | wrong)
        assert answer.status_code == 422, wrong
        assert RECORD.summary in answer.text
    assert client(anna).get("/beslutninger/ny").status_code == 403


def pressed_for_good(browser, sent):
    """The page is looked at, and the second press publishes."""
    shown = browser.post("/beslutninger/ny", data=sent)
    mark = re.search(r'name="looked_at"[^>]*value="(\w+)"', shown.text)[1]
    return browser.post("/beslutninger/ny", data=sent | {"looked_at": mark})


def test_the_same_form_sent_again_is_the_same_decision(bo, client, council, designing, fjordby):
    browser, sent = client(bo), own(fjordby, designing, body=council.name, item="7")
    places = {pressed_for_good(browser, sent).location for _press in range(4)}
    assert places == {db.session.scalars(select(DecisionRecord)).one().path}


def test_an_item_is_sealed_once_and_other_words_are_told_where_it_stands(bo, client, council, designing, fjordby):
    browser, sent = client(bo), own(fjordby, designing, body=council.name, item="7")
    pressed_for_good(browser, sent)
    for other in ({"summary": "Noget helt andet."}, {"result": "noted"}, {"item": ""}, {"title": RECORD.title.upper()}):
        answer = pressed_for_good(browser, sent | other)
        assert answer.status_code == 422, other
        assert "nummer 2026/1" in answer.text and sent["decision"] in answer.text
    assert db.session.scalar(select(func.count(DecisionRecord.id))) == 1
    for another in ({"item": "8"}, {"title": "En anden sag"}, {"decided_on": "2026-05-01"}, {"body": designing.name}):
        assert pressed_for_good(browser, sent | another).status_code == 302, another


def test_an_answer_does_not_seal_once_more_what_stands(bo, council, fjordby, response):
    """The councillor has published the decision by hand, and the secretary does it from the answer."""
    meeting = Meeting(council.name, response.met_on, Result.ADOPTED, item=response.item)
    known = publish_own_record(bo, fjordby, replace(meeting, committee_id=response.recommendation.committee_id), RECORD)
    with pytest.raises(Refused, match=f"{known.year}/{known.number}"):
        publish_record(bo, response, replace(RECORD, summary="Det samme med andre ord."))
    assert db.session.scalar(select(func.count(DecisionRecord.id))) == 1


def test_the_same_decision_published_three_times_at_once_is_one_record(app, eva, fjordby):
    ids = eva.id, fjordby.id

    def deed():
        actor, home = db.session.get(User, ids[0]), db.session.get(Municipality, ids[1])
        meeting = Meeting("Byrådet", date(2026, 6, 1), Result.NOTED, item="7")
        return lambda: publish_own_record(actor, home, meeting, RECORD_ALONE).id

    outcomes = at_once(app, deed, deed, deed)
    assert len(set(outcomes)) == 1 and isinstance(outcomes[0], int), outcomes
    assert list(db.session.scalars(select(DecisionRecord.number))) == [1]
