"""Proposing another wording: who may, what is shown of it, and what is refused with words kept."""

import re
from datetime import timedelta

import pytest

from portal.accounts.models import Visitor
from portal.amendments.actions.proposing import propose_amendment, withdraw_amendment
from portal.amendments.changes import Place, changes_of
from portal.amendments.models import Amendment, AmendmentState
from portal.amendments.queries import beside, collisions_of
from portal.foundation import clock
from portal.foundation.errors import NotAllowed, Refused
from portal.proposals.actions import revise_proposal
from tests.amendments.scene import (
    CLOCK,
    DARK,
    FIRST,
    LATER,
    POOL,
    SECOND,
    SOLUTION,
    THIRD,
    WHY,
    amended,
    draft,
    open_to_all,
    passages,
)  # fmt: skip
from tests.proposals.scene import revised


def test_a_member_writes_the_passage_as_it_should_be(carl, client, proposal):
    block = passages(proposal)[0]
    browser = client(carl)
    page = browser.get(f"{proposal.path}/rettelser/ny?afsnit={block}").text
    assert FIRST in page
    data = {"passage": CLOCK, "why": WHY, "based_on": "2", "submission_key": "en"}
    answer = browser.post(f"{proposal.path}/rettelser/ny?afsnit={block}", data=data)

    amendment = Amendment.query.one()
    assert answer.location == amendment.path
    assert amendment.own_texts == {"solution": SOLUTION.replace(FIRST, CLOCK)}
    (shown,) = changes_of(amendment)
    (change,) = shown.comparison.changes
    assert (change.before, change.after) == ("Skolegade bliver cykelgade på skoledage.",
                                             "Skolegade bliver cykelgade kl. 7.30–8.15 på skoledage.")  # fmt: skip
    text = re.sub("</?(ins|del)[^>]*>", "", client(None).get(amendment.path).text)
    assert all(said in text for said in (change.before, change.after, WHY, "Carl Mose"))
    assert beside(proposal, Visitor()).open_at == {block: 1}
    assert "1 rettelse" in client(None).get(proposal.path).text


def test_a_second_click_is_one_amendment(carl, client, proposal):
    block = passages(proposal)[0]
    for _click in range(2):
        data = {"passage": CLOCK, "why": WHY, "based_on": "2", "submission_key": "en"}
        assert client(carl).post(f"{proposal.path}/rettelser/ny?afsnit={block}", data=data).status_code == 302
    assert Amendment.query.count() == 1


def test_other_words_with_the_key_of_an_amendment_are_not_said_to_be_saved(carl, client, proposal):
    address = f"{proposal.path}/rettelser/ny?afsnit={passages(proposal)[0]}"
    for text, status in ((CLOCK, 302), (POOL, 422)):
        data = {"passage": text, "why": WHY, "based_on": "2", "submission_key": "en"}
        answer = client(carl).post(address, data=data)
        assert answer.status_code == status
    assert POOL in answer.text
    assert Amendment.query.one().own_texts == {"solution": SOLUTION.replace(FIRST, CLOCK)}


def test_a_passage_is_taken_out_only_when_that_is_said(carl, client, proposal):
    address = f"{proposal.path}/rettelser/ny?afsnit={passages(proposal)[1]}"
    answer = client(carl).post(address, data={"passage": "", "why": WHY})
    assert answer.status_code == 422
    assert "Skriv, hvad der skal stå i afsnittet" in answer.text

    both = client(carl).post(address, data={"passage": "Helt andre ord.", "take_out": "y", "why": WHY})
    assert both.status_code == 422
    assert "Vælg en af delene" in both.text and "Helt andre ord." in both.text

    client(carl).post(address, data={"passage": SECOND, "take_out": "y", "why": WHY})
    assert Amendment.query.one().own_texts == {"solution": f"{FIRST}\n\n{THIRD}"}


def test_a_new_passage_and_several_at_once(carl, proposal):
    first, second, _third = passages(proposal)
    added = propose_amendment(carl, proposal, Place(first, is_behind=True), draft("Skolen finder et skur."))
    assert added.own_texts == {"solution": f"{FIRST}\n\nSkolen finder et skur.\n\n{SECOND}\n\n{THIRD}"}
    assert [one.block_id for one in added.places] == [first]

    both = propose_amendment(
        carl, proposal, Place(part="solution"), draft(SOLUTION.replace(FIRST, POOL).replace(SECOND, DARK))
    )
    assert [one.block_id for one in both.places] == [first, second]
    assert (added.number, both.number) == (1, 2)


def test_a_citizen_proposes_only_where_everybody_is_asked(anna, bo, client, proposal):
    with pytest.raises(NotAllowed):
        amended(anna, proposal, 0, CLOCK)
    assert "har ikke åbnet for rettelser fra alle" in client(anna).get(f"{proposal.path}/rettelser").text
    open_to_all(bo, proposal)
    assert amended(anna, proposal, 0, CLOCK).author_id == anna.id
    assert "Alle, der er logget ind, må foreslå rettelser." in client(anna).get(f"{proposal.path}/rettelser").text


def test_nobody_proposes_after_the_last_day(bo, carl, client, monkeypatch, proposal):
    open_to_all(bo, proposal, until=clock.today())
    amended(carl, proposal, 0, CLOCK)
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    with pytest.raises(Refused, match="Fristen for rettelser er udløbet"):
        amended(carl, proposal, 0, POOL)
    page = client(carl).get(f"{proposal.path}/rettelser").text
    assert "Fristen for rettelser var" in page
    assert f"{proposal.path}/rettelser/ny" not in page


def test_a_draft_is_not_amended(carl, dorte, proposal):
    proposal.published_at = None
    with pytest.raises(Refused, match="som alle kan læse"):
        amended(carl, proposal, 0, CLOCK)


def test_strangers_sign_in_first(client, proposal):
    address = f"{proposal.path}/rettelser/ny?afsnit={passages(proposal)[0]}"
    assert client(None).get(address).location.startswith("/log-ind")
    assert "Log ind for at sige for eller imod" in client(None).get(f"{proposal.path}/rettelser").text


@pytest.mark.parametrize(
    ("text", "reason"),
    [(FIRST, "Du har ikke ændret noget endnu."), ("x" * 9_700, "tegn"), ("Ring til 010190-1234.", "CPR")],
)
def test_what_cannot_be_sent_is_said_and_kept(carl, client, proposal, text, reason):
    address = f"{proposal.path}/rettelser/ny?afsnit={passages(proposal)[0]}"
    answer = client(carl).post(address, data={"passage": text, "why": WHY})
    assert answer.status_code == 422
    assert reason in answer.text
    assert text[:40] in answer.text
    assert Amendment.query.count() == 0


def test_a_whole_part_is_not_taken_away(carl, proposal):
    block = proposal.versions[0].blocks_of("problem")[0]
    with pytest.raises(Refused, match="Så stod der ikke mere tilbage her"):
        propose_amendment(carl, proposal, Place(block.block_id), draft(""))


def test_what_was_read_may_be_changed_elsewhere_meanwhile(carl, dorte, proposal):
    block = passages(proposal)[0]
    revise_proposal(dorte, proposal, revised(solution=SOLUTION.replace(SECOND, DARK), what_changed="Klokken 23."))
    amendment = propose_amendment(carl, proposal, Place(block), draft(CLOCK, based_on=2))
    assert amendment.own_texts == {"solution": SOLUTION.replace(FIRST, CLOCK).replace(SECOND, DARK)}
    assert amendment.based_on.number == 3
    with pytest.raises(Refused, match="De samme ord er blevet ændret"):
        propose_amendment(
            carl, proposal, Place(passages(proposal)[1]), draft(SECOND.replace("natten", "dagen"), based_on=2)
        )


def test_those_that_touch_the_same_words_are_found(carl, client, dorte, proposal):
    one, other, beside = (amended(carl, proposal, 0, text) for text in (CLOCK, LATER, POOL))
    found = collisions_of([one, other, beside])
    assert {id_: [two.number for two in others] for id_, others in found.items()} == {one.id: [2], other.id: [1]}
    page = client(None).get(f"{proposal.path}/rettelser").text
    assert page.count("Disse rettelser vil ændre de samme ord") == 1
    assert [page.count(f'id="rettelse-{number}"') for number in (1, 2, 3)] == [1, 1, 1]

    withdraw_amendment(carl, other)
    assert collisions_of([one]) == {}


def test_its_author_withdraws_it_and_it_stays(carl, client, dorte, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    with pytest.raises(NotAllowed):
        withdraw_amendment(dorte, amendment)
    browser = client(carl)
    assert browser.post(f"{amendment.path}/traek-tilbage").status_code == 302
    assert amendment.state is AmendmentState.WITHDRAWN
    assert "Forfatteren har trukket den tilbage" in browser.get(amendment.path).text
    assert beside(proposal, Visitor()).open_at == {}


def test_an_unknown_place_is_not_found(carl, client, proposal):
    for query in ("", "?afsnit=0", "?afsnit=999", "?del=titel", "?efter=x"):
        assert client(carl).get(f"{proposal.path}/rettelser/ny{query}").status_code == 404


def test_an_amendment_is_found_by_its_new_words_and_by_why_as_long_as_it_stands(carl, client, proposal, deliver_outbox):
    amendment = amended(
        carl, proposal, 0, FIRST.replace("hallen", "gasværket"), why="Parkeringen bag rutebilerne er tom."
    )

    def links(words):
        return re.findall(r'href="(/rettelser/\d+)"', client(None).get(f"/soeg?q={words}&type=rettelse").text)

    deliver_outbox()
    assert links("gasværket") == links("rutebilerne") == [amendment.path]
    assert links("bækken") == []  # it stands in the proposal, and nobody amends it
    withdraw_amendment(carl, amendment)
    deliver_outbox()
    assert links("gasværket") == []
