"""Somebody says to have read a proposal; what has come since is marked for them, and for nobody else."""

from datetime import timedelta

from portal.foundation import clock
from portal.foundation.db import db
from portal.privacy.actions.retaining import keep_promises
from portal.proposals.actions import mark_read, revise_proposal
from portal.proposals.models import ProposalReading
from tests.proposals.scene import DRAFT, revised

NEW = "Beboere må køre hjem."
MARKED = f"<mark>{NEW}</mark>"
GONE = "Børnene har selv tegnet et kort over deres vej."


def read(browser, proposal, number=1):
    return browser.post(f"{proposal.path}/laest", data={"version": str(number)})


def rows():
    return db.session.scalars(db.select(ProposalReading)).all()


def changed(author, proposal, **said):
    revise_proposal(author, proposal, revised(what_changed="Efter mødet.", **said))
    db.session.expire_all()


def test_reading_alone_writes_nothing(anna, client, proposal):
    page = client(anna).get(proposal.path).text
    assert "Har du læst det?" in page
    assert rows() == []
    assert "Har du læst det?" not in client().get(proposal.path).text


def test_what_is_new_is_marked_and_summed_up(anna, client, dorte, proposal):
    browser = client(anna)
    answer = read(browser, proposal)
    assert answer.location == proposal.path
    assert "Du har læst denne version" in browser.get(proposal.path).text

    changed(dorte, proposal, solution=f"{DRAFT.solution} {NEW}")
    page = browser.get(proposal.path).text
    assert "Nyt, siden du læste version 1" in page
    assert "1 sætning er ny eller ændret og er markeret i teksten:" in page
    assert f'<span class="sr-only">[nyt:] </span>{MARKED}' in page
    assert f"{proposal.path}/sammenlign?fra=1&amp;til=2" in page
    assert "<mark>" not in client().get(proposal.path).text
    assert "<mark>" not in client(dorte).get(proposal.path).text

    read(browser, proposal, 2)
    assert "<mark>" not in browser.get(proposal.path).text


def test_passages_that_are_gone_are_said(anna, client, dorte, proposal):
    changed(dorte, proposal, problem=f"{DRAFT.problem}\n\n{GONE}")
    browser = client(anna)
    read(browser, proposal, 2)
    changed(dorte, proposal, problem=DRAFT.problem.split(". ")[0] + ".")
    page = browser.get(proposal.path).text
    assert "Afsnit 4 er taget ud." in page
    assert "Noget er taget ud af afsnit 1." in page
    assert GONE in browser.get(f"{proposal.path}/afsnit/{_number(proposal, 4)}?version=2").text


def _number(proposal, called):
    return proposal.blocks[called - 1].id


def test_spelling_and_order_are_no_news(anna, client, dorte, proposal):
    browser = client(anna)
    read(browser, proposal)
    changed(dorte, proposal, problem=DRAFT.problem.replace("elev", "Elev"))
    assert "Ingen sætninger er nye." in browser.get(proposal.path).text


def test_the_list_says_which_have_changed(anna, client, dorte, proposal):
    browser, lists = client(anna), f"{proposal.committee.path}forslag/"
    read(browser, proposal)
    assert "Ændret, siden du læste" not in browser.get(lists).text
    changed(dorte, proposal, solution=f"{DRAFT.solution} {NEW}")
    assert "Ændret, siden du læste version 1" in browser.get(lists).text
    assert "Ændret, siden du læste" not in client().get(lists).text


def test_an_older_page_takes_nothing_back_and_no_version_can_be_made_up(anna, client, dorte, proposal):
    changed(dorte, proposal, solution=f"{DRAFT.solution} {NEW}")
    browser = client(anna)
    read(browser, proposal, 2)
    read(browser, proposal, 1)
    assert [one.number for one in rows()] == [2]
    for number in ("3", "0", "-1", "x", ""):
        assert browser.post(f"{proposal.path}/laest", data={"version": number}).status_code == 422
    assert [one.number for one in rows()] == [2]


def test_it_is_forgotten_when_asked_for_and_after_a_year(anna, bo, client, proposal):
    browser = client(anna)
    read(browser, proposal)
    assert browser.post(f"{proposal.path}/laest/glem").location == proposal.path
    assert browser.post(f"{proposal.path}/laest/glem").location == proposal.path
    assert rows() == []
    mark_read(anna, proposal, 1)
    mark_read(bo, proposal, 1)
    assert {one.user_id for one in rows()} == {anna.id, bo.id}
    next(one for one in rows() if one.user_id == anna.id).read_at = clock.now() - timedelta(days=366)
    db.session.commit()
    keep_promises()
    assert [one.user_id for one in rows()] == [bo.id]


def test_drafts_are_read_by_those_who_may(anna, client, dorte, draft):
    assert read(client(anna), draft).status_code == 404
    assert read(client(dorte), draft).location == draft.path
    assert read(client(), draft).status_code in {302, 401, 404}
