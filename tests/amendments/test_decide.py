"""Deciding: what is taken in stands in the next version, the other amendments follow it, and every step is told."""

import re
from itertools import permutations

import pytest

from portal.accounts.models import User, Visitor
from portal.amendments.actions.deciding import (
    accept_amendment,
    accept_wording,
    ask_author,
    propose_wording,
    refuse_amendment,
    reopen_amendment,
    take_stance,
)
from portal.amendments.actions.proposing import answer_wording, reply, rewrite_amendment
from portal.amendments.models import MOST_WORDINGS, AmendmentStance, AmendmentState
from portal.amendments.queries import NOBODY, beside, collisions_of, stances_on, waiting_for
from portal.events.delivery import deliver, handlers_of
from portal.events.queries import events_of
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.i18n import speaking
from portal.notifications.models import Notification
from portal.proposals.actions import revise_proposal
from portal.proposals.queries import newest
from portal.trace.thread import thread_of
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
    open_to_all,
    passages,
)
from tests.proposals.scene import revised
from tests.sittings.scene import unsure

S = AmendmentState
NO = "Det står allerede i kommunens regler."


def test_what_is_taken_in_is_the_next_version(bo, carl, client, proposal):
    amendment, blocks = amended(carl, proposal, 0, CLOCK), passages(proposal)
    page = client(bo).get(amendment.path).text
    assert "Godkend rettelsen" in page
    asked = client(bo).post(
        f"{amendment.path}/godkend", data={"accept-reason": "Et klokkeslæt er klart.", "confirmed": "yes"}
    )
    assert asked.location == amendment.path

    version = newest(proposal)
    assert (version.number, version.solution) == (3, SOLUTION.replace(FIRST, CLOCK))
    assert version.what_changed == "Rettelse 1"
    assert passages(proposal) == blocks
    assert (amendment.state, amendment.made, amendment.decided_by_id) == (S.ACCEPTED, version, bo.id)
    text = client(None).get(amendment.path).text
    assert "Den er godkendt" in text
    assert "Et klokkeslæt er klart." in text
    assert f"{proposal.path}/sammenlign?fra=2&amp;til=3" in text
    assert amendment.path in {node.path for node in thread_of(proposal, [version]).nodes}


def test_what_is_written_into_the_list_of_versions_is_danish_whoever_presses(bo, carl, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    with speaking("en"):
        version = accept_amendment(bo, amendment)
    assert version.what_changed == "Rettelse 1"


def test_before_it_is_taken_in_it_is_said_what_follows(bo, carl, client, dorte, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    amended(dorte, proposal, 0, LATER)
    amended(dorte, proposal, 1, DARK)
    page = unsure(client(bo)).post(f"{amendment.path}/godkend", data={"accept-reason": ""})
    assert amendment.state is S.OPEN
    follows = (
        "Forslaget får en version 3",
        "1 anden åben rettelse flytter med til den",
        "Forfatteren bliver bedt om at se på den",
        "Den retter de samme ord som 1 anden åben rettelse.",
    )
    assert all(said in page.text for said in follows)


def test_the_others_follow_or_their_authors_are_asked(bo, carl, client, dorte, proposal):
    taken, against, elsewhere, same_passage = (
        amended(dorte, proposal, place, text) for place, text in ((0, CLOCK), (0, LATER), (1, DARK), (0, POOL))
    )
    accept_amendment(bo, taken)
    assert [one.state for one in (taken, against, elsewhere, same_passage)] == [S.ACCEPTED, S.OVERTAKEN, S.OPEN, S.OPEN]
    assert elsewhere.own_texts == {"solution": SOLUTION.replace(FIRST, CLOCK).replace(SECOND, DARK)}
    assert CLOCK.replace("ved hallen", "ved svømmehallen") in same_passage.own_texts["solution"]
    assert waiting_for(dorte) == [against]
    deliver_all()
    assert told(dorte, "has changed where you propose an amendment")

    page = client(dorte).get(f"{against.path}/ret").text
    assert "kl. 8–9" in page
    data = {"solution": SOLUTION.replace(FIRST, LATER), "why": "Butikkerne åbner kl. 9."}
    assert client(dorte).post(f"{against.path}/ret", data=data).location == against.path
    assert (against.state, against.why, against.based_on) == (S.OPEN, "Butikkerne åbner kl. 9.", newest(proposal))


def test_whoever_was_for_is_asked_anew_when_it_is_rewritten(anna, bo, carl, dorte, proposal):
    one, other = amended(dorte, proposal, 0, LATER), amended(dorte, proposal, 0, CLOCK)
    take_stance(anna, one, is_for=True)
    accept_amendment(bo, other)
    rewrite_amendment(dorte, one, {"solution": SOLUTION.replace(FIRST, LATER)}, WHY)
    deliver_all()
    assert told(anna, "has new words")
    assert stances_on([one], proposal.committee) == {}
    take_stance(anna, one, is_for=False)
    assert stances_on([one], proposal.committee)[one.id].against == 1
    assert AmendmentStance.query.count() == 1


def test_a_revision_by_hand_carries_them_too(carl, dorte, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    revise_proposal(
        dorte, proposal, revised(solution=f"Indledning først.\n\n{SOLUTION}", what_changed="En indledning.")
    )
    assert amendment.own_texts == {"solution": f"Indledning først.\n\n{SOLUTION}".replace(FIRST, CLOCK)}
    assert [one.block_id for one in amendment.places] == [passages(proposal)[1]]


def test_one_that_is_written_into_the_text_by_hand_waits_for_its_author(carl, dorte, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    revise_proposal(dorte, proposal, revised(solution=SOLUTION.replace(FIRST, CLOCK), what_changed="Klokken."))
    assert amendment.state is S.OVERTAKEN


def test_nobody_decides_about_their_own(bo, carl, client, dorte, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    for deed in (accept_amendment, refuse_amendment):
        with pytest.raises(NotAllowed):
            deed(carl, amendment, "Fordi.")
    assert "Afgør" not in client(carl).get(amendment.path).text
    with pytest.raises(NotAllowed):
        accept_amendment(dorte, amendment)
    refuse_amendment(bo, amendment, NO)
    with pytest.raises(Refused):
        accept_amendment(bo, amendment)


def test_a_refusal_says_why_to_everybody(bo, carl, client, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    answer = client(bo).post(f"{amendment.path}/afvis", data={"refuse-reason": ""})
    assert answer.status_code == 422
    assert "Skriv hvorfor. Alle kan læse det." in answer.text
    client(bo).post(f"{amendment.path}/afvis", data={"refuse-reason": NO})
    text = client(None).get(amendment.path).text
    assert NO in text
    assert "Den er ikke godkendt" in text
    deliver_all()
    assert told(carl, "is not accepted. Read why")
    assert len(proposal.versions) == 2


def test_the_author_is_asked_and_whoever_decides_is_told(bo, carl, client, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    with pytest.raises(Refused):
        reply(carl, amendment, "Svar uden spørgsmål.")
    ask_author(bo, amendment, "Gælder det også om fredagen?")
    assert waiting_for(carl) == [amendment]
    client(carl).post(f"{amendment.path}/svar", data={"reply-message": "Ja, alle skoledage."})
    text = client(None).get(amendment.path).text
    assert text.index("Gælder det også om fredagen?") < text.index("Ja, alle skoledage.")
    deliver_all()
    assert told(bo, "has replied")
    assert waiting_for(carl) == []


def test_other_words_are_proposed_answered_and_taken_in(bo, carl, client, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    words = {"solution": SOLUTION.replace(FIRST, FIRST.replace("på skoledage", "på skoledage kl. 7.30–8.15"))}
    wording = propose_wording(bo, amendment, words, "Rækkefølgen er tydeligere.")
    with pytest.raises(Refused):
        answer_wording(carl, amendment, wording, is_welcome=False, answer="")
    assert "Skriv hvorfor ikke" in answered(client(carl), amendment, 1, "no").text
    answered(client(carl), amendment, 1, "no", "Så er det ikke klart hver dag.")
    assert "Forfatteren er ikke enig." in client(None).get(amendment.path).text

    accept_wording(bo, amendment, wording, "Vi holder fast.")
    assert newest(proposal).what_changed == "Rettelse 1 med andre ord"
    assert (amendment.state, newest(proposal).solution) == (S.REWORDED, words["solution"])
    assert "Den er godkendt med andre ord" in client(None).get(amendment.path).text


def answered(browser, amendment, number, yes_or_no, why=""):
    form = f"answer_wording-{number}"
    sent = {"wording": number, f"{form}-is_welcome": yes_or_no, f"{form}-answer": why}
    return browser.post(f"{amendment.path}/ordlyd/svar", data=sent)


def test_members_amend_an_amendment_and_any_of_their_wordings_can_be_taken_in(anna, bo, carl, dorte, client, proposal):
    """One deep: a wording is answered and taken in, or not; nobody words it again."""
    open_to_all(bo, proposal)
    amendment = amended(anna, proposal, 0, CLOCK)
    later, pool = (SOLUTION.replace(FIRST, text) for text in (LATER, POOL))
    assert "Foreslå andre ord" in client(dorte).get(amendment.path).text
    client(dorte).post(f"{amendment.path}/ordlyd", data={"solution": later, "why": "Vi møder senere."})
    propose_wording(carl, amendment, {"solution": pool}, "Hallen lukker.")
    deliver_all()
    assert told(anna, "Other words are proposed for your amendment") and told(bo, "Other words are proposed for an")

    waiting = client(anna).get(amendment.path).text
    assert waiting.count("Send dit svar") == 2 and len(set(re.findall(r'id="(answer_wording-[^"]*)"', waiting))) == (
        waiting.count('id="answer_wording-')
    )
    answered(client(anna), amendment, 1, "yes")
    answered(client(anna), amendment, 2, "no", "Den ligger for langt væk.")
    assert [one.is_welcome for one in amendment.wordings] == [True, False]
    assert (
        waiting_for(anna) == [] and "Du har svaret på de andre ord" in answered(client(anna), amendment, 2, "yes").text
    )
    deliver_all()
    assert told(dorte, "has answered about the other words")

    asked = unsure(client(bo)).post(
        f"{amendment.path}/godkend-ordlyd", data={"wording": 2, "accept_wording-2-reason": ""}
    )
    assert "med ord af Carl" in asked.text and "Forfatteren er ikke enig: »Den ligger for langt væk.«" in asked.text
    taken = {"wording": 1, "accept_wording-1-reason": "Alle er enige.", "confirmed": "yes"}
    assert client(bo).post(f"{amendment.path}/godkend-ordlyd", data=taken).location == amendment.path
    assert newest(proposal).solution == later
    assert newest(proposal).what_changed == "Rettelse 1 med andre ord"
    text = client(None).get(proposal.path).text
    assert "fra Anna Strand, men med ord af Dorte" in text and "»Vi møder senere.«" in text
    reopen_amendment(bo, amendment, "Vi spørger skolen.")
    assert newest(proposal).solution == SOLUTION and [one.is_current for one in amendment.wordings] == [True, True]
    with pytest.raises(Refused):
        propose_wording(carl, amendment, amendment.own_texts, "Det samme.")


def test_other_words_are_for_the_table_and_no_number_is_guessed(anna, bo, carl, client, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    words = {"solution": SOLUTION.replace(FIRST, LATER)}
    with pytest.raises(NotAllowed):
        propose_wording(anna, amendment, words, "Senere.")
    with pytest.raises(NotAllowed):
        propose_wording(carl, amendment, words, "Mine egne.")
    propose_wording(bo, amendment, words, "Senere.")
    assert answered(client(carl), amendment, 7, "yes").status_code == 404
    for number in range(MOST_WORDINGS - 1):
        propose_wording(bo, amendment, {"solution": f"{SOLUTION} {number}"}, "Igen.")
    with pytest.raises(Refused):
        propose_wording(bo, amendment, words, "En for meget.")


def test_other_words_follow_the_text_as_long_as_they_fit(bo, carl, dorte, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    wording = propose_wording(bo, amendment, {"solution": SOLUTION.replace(FIRST, LATER)}, "Senere.")
    gone = propose_wording(dorte, amendment, {"solution": SOLUTION.replace(SECOND, POOL)}, "Om stien.")
    revise_proposal(dorte, proposal, revised(solution=SOLUTION.replace(SECOND, DARK), what_changed="Klokken 23."))
    assert (wording.is_current, gone.is_current) == (True, False)
    with pytest.raises(Refused):
        accept_wording(bo, amendment, gone)
    accept_wording(bo, amendment, wording)
    assert newest(proposal).solution == SOLUTION.replace(FIRST, LATER).replace(SECOND, DARK)


def test_a_refusal_is_taken_back(bo, carl, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    refuse_amendment(bo, amendment, NO)
    reopen_amendment(bo, amendment, "Reglerne siger det ikke alligevel.")
    assert (amendment.state, amendment.reason) == (S.OPEN, "Reglerne siger det ikke alligevel.")
    deliver_all()
    assert told(carl, "is open again")


def test_what_was_taken_in_is_taken_out_again(bo, carl, dorte, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    accept_amendment(bo, amendment)
    revise_proposal(dorte, proposal, revised(
        solution=SOLUTION.replace(FIRST, CLOCK).replace(SECOND, DARK), what_changed="Klokken 23."))  # fmt: skip
    reopen_amendment(bo, amendment, "Vi skal høre skolen først.")
    assert newest(proposal).solution == SOLUTION.replace(SECOND, DARK)
    assert (amendment.state, amendment.made) == (S.OPEN, None)
    assert amendment.own_texts == {"solution": SOLUTION.replace(FIRST, CLOCK).replace(SECOND, DARK)}


def test_what_was_changed_since_is_not_taken_out_by_itself(bo, carl, dorte, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    accept_amendment(bo, amendment)
    changed = CLOCK.replace("8.15", "8.30")
    revise_proposal(dorte, proposal, revised(solution=SOLUTION.replace(FIRST, changed), what_changed="8.30."))
    with pytest.raises(Refused, match="Ordene er blevet ændret i forslaget siden"):
        reopen_amendment(bo, amendment, "Vi skal høre skolen først.")
    db.session.expire_all()
    assert amendment.state is S.ACCEPTED


def test_for_and_against_are_counted_members_apart(anna, bo, carl, client, dorte, proposal):
    open_to_all(bo, proposal)
    amendment = amended(anna, proposal, 0, CLOCK)
    with pytest.raises(NotAllowed):
        take_stance(anna, amendment, is_for=True)
    client(carl).post(f"{amendment.path}/holdning", data={"holdning": "for"})
    client(carl).post(f"{amendment.path}/holdning", data={"holdning": "for"})
    take_stance(dorte, amendment, is_for=False)
    take_stance(bo, amendment, is_for=True)
    stood = stances_on([amendment], proposal.committee)[amendment.id]
    assert (stood.votes_for, stood.against, stood.members_for, stood.members_against) == (2, 1, 1, 1)
    page = client(None).get(amendment.path).text
    assert "(medlemmer: 1 for, 1 imod)" in page
    assert not any(name in page for name in ("Carl Mose", "Bo Lund"))
    take_stance(dorte, amendment, is_for=None)
    take_stance(bo, amendment, is_for=False)
    stood = stances_on([amendment], proposal.committee)[amendment.id]
    assert (stood.votes_for, stood.against) == (1, 1)
    assert stances_on([], proposal.committee).get(amendment.id, NOBODY) is NOBODY


def test_the_list_shows_first_what_is_to_be_decided(bo, carl, client, dorte, proposal):
    rows = [
        amended(who, proposal, place, text)
        for who, place, text in ((carl, 0, CLOCK), (carl, 1, DARK), (dorte, 0, POOL))
    ]
    refuse_amendment(bo, rows[1], NO)
    page = client(None).get(f"{proposal.path}/rettelser").text
    assert [f'id="rettelse-{n}"' in page for n in (1, 2, 3)] == [True, False, True]
    for kind, count in (("aabne", 2), ("godkendt", 0), ("afvist", 1), ("trukket", 0), ("alle", 3)):
        listed = client(None).get(f"{proposal.path}/rettelser?vis={kind}").text
        assert listed.count('class="amendment"') == count
        assert f"({count})" in listed
    here = client(None).get(f"{proposal.path}/rettelser?afsnit={passages(proposal)[0]}").text
    assert here.count('class="amendment"') == 2
    assert beside(proposal, Visitor()).open_at == {passages(proposal)[0]: 2}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_what_does_not_collide_gives_one_text_in_any_order(bo, dorte, order, proposal):
    rows = [amended(dorte, proposal, place, text) for place, text in ((0, CLOCK), (0, POOL), (2, f"{THIRD} Hver dag."))]
    assert collisions_of(rows) == {}
    for place in order:
        accept_amendment(bo, rows[place])
    both = CLOCK.replace("ved hallen", "ved svømmehallen")
    assert newest(proposal).solution == "\n\n".join((both, SECOND, f"{THIRD} Hver dag."))


def test_every_step_is_in_the_trail(bo, carl, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    refuse_amendment(bo, amendment, NO)
    reopen_amendment(bo, amendment, "Igen.")
    steps = [event.type for event in db.session.scalars(events_of(amendment))]
    assert steps == [EventType.AMENDMENT_PROPOSED, EventType.AMENDMENT_REFUSED, EventType.AMENDMENT_REOPENED]


def deliver_all():
    deliver(handlers_of(), at_most=200)


def told(person: User, words: str) -> bool:
    """Whether a notice on the portal says this to somebody."""
    rows = db.session.scalars(db.select(Notification).where(Notification.recipient_id == person.id))
    return any(words in one.message for one in rows)


def test_it_is_argued_about_on_its_own_page(anna, carl, client, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    browser = client(anna)
    assert f"/debat/rettelser/{amendment.id}/skriv" in browser.get(amendment.path).text
    data = {"kind": "against", "body": "Bageren får varer kl. 8.", "submission_key": "en"}
    assert browser.post(f"/debat/rettelser/{amendment.id}/skriv", data=data).status_code == 302
    assert "Bageren får varer kl. 8." in client(None).get(amendment.path).text


def test_a_decision_is_opened_again_only_when_that_is_confirmed(bo, carl, client, proposal):
    amendment = amended(carl, proposal, 0, CLOCK)
    accept_amendment(bo, amendment)
    page = unsure(client(bo)).post(f"{amendment.path}/genaabn", data={"reopen-reason": "Skolen skal høres."})
    assert "Forslaget får en version uden rettelsens ord" in page.text
    assert amendment.state is S.ACCEPTED
    client(bo).post(f"{amendment.path}/genaabn", data={"reopen-reason": "Skolen skal høres."})
    assert amendment.state is S.OPEN
