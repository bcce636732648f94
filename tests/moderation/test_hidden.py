"""What a moderator has hidden is nowhere: every public door is tried."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.ideas.actions import answer_idea, publish_idea, support_idea
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.models import IdeaAnswer, IdeaState
from portal.ideas.queries import answer_account
from portal.ideas.tracing import IDEA_NODE
from portal.initiatives.actions.backing import support_initiative
from portal.initiatives.models import Initiative
from portal.moderation.actions import appeal_decision, overturn_decision
from portal.moderation.queries import latest_case_or_404, matter_or_404
from portal.notifications.models import Notification
from portal.proposals.actions import publish_proposal, write_proposal
from portal.proposals.sources import ideas_offered
from portal.proposals.tracing import PROPOSAL_NODE
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.trace.edges import link
from portal.trace.models import TraceRelation
from portal.workshops.queries import ideas_to_work_on
from tests.cast import person
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.initiatives.scene import S, initiative_in
from tests.moderation.scene import SECRET, TYPES, hidden
from tests.proposals.scene import DRAFT
from tests.reactions.scene import recommendation_of

REASON = "Teksten taler grimt om andre."


@pytest.fixture
def idea(anna, bo, gerda, harbour, deliver_outbox):
    """A hidden idea that was answered, supported and built on while it was public."""
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, title=f"Nok {SECRET}", body=f"Alt det {SECRET}.", place=SECRET)
    publish_idea(bo, idea)
    facts = {"signed_as": "Bo", "verdict": "answered", "body": SECRET, "body_html": f"<p>{SECRET}</p>"}
    saved(IdeaAnswer(idea_id=idea.id, author_id=bo.id, **facts))
    with transaction():
        link(TraceRelation.DERIVED_FROM, idea, recommendation_of(harbour))
    support_idea(gerda, idea)
    deliver_outbox()
    hidden(idea, bo, gerda, reason=REASON)
    deliver_outbox()
    return idea


@pytest.fixture
def initiative(anna, sofie, gerda, fjordby, deliver_outbox):
    facts = {"problem": SECRET, "problem_html": f"<p>{SECRET}</p>", "affected": SECRET}
    initiative = initiative_in(S.PUBLISHED, fjordby, anna, title=f"Stop {SECRET}")
    for name, value in facts.items():
        setattr(initiative, name, value)
    saved(initiative)
    hidden(initiative, sofie, gerda, reason=REASON)
    deliver_outbox()
    return initiative


TEXTS = (f"Nok {SECRET}", f"Alt det {SECRET}", f"Stop {SECRET}")
PAGES = (
    "/", "/udvalg/", "/udvalg/havnen/", "/udvalg/havnen/ideer/", "/udvalg/havnen/ideer/?sorter=stoette",
    "/udvalg/havnen/spor", "/udvalg/havnen/opfoelgning", "/udvalg/havnen/anbefalinger/", "/anbefalinger/1", "/ideer/1",
    "/arkiv/", "/forslag-til-udvalg/", "/forslag-til-udvalg/1", "/moderation", f"/soeg?q={SECRET}",
    f"/soeg.csv?q={SECRET}", f"/soeg.atom?q={SECRET}", "/soeg", "/soeg.csv", "/soeg.atom",
)  # fmt: skip


@pytest.mark.parametrize("who", [None, "gerda", "carl", "eva"])
def test_the_text_is_nowhere(idea, initiative, client, who, request):
    browser = client(request.getfixturevalue(who) if who else None)
    for path in PAGES:
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert not [text for text in TEXTS if text in answer.text], path
        assert "q=" in path or SECRET not in answer.text, "what was asked for may be repeated, nothing else"


def test_in_its_place_stands_why(idea, initiative, client):
    for subject in (idea, initiative):
        page = client().get(subject.path).text
        assert "Skjult af moderator" in page
        assert REASON in page
        assert "Anna" not in page
    assert "Skjult af moderator" in client().get("/udvalg/havnen/ideer/").text
    assert "Skjult af moderator" in client().get("/forslag-til-udvalg/").text
    assert IDEA_NODE.describe(idea).title == "Skjult af moderator"


def test_the_author_and_moderators_still_read_it(idea, initiative, anna, bo, sofie, client):
    for reader in (anna, bo, sofie):
        assert SECRET in client(reader).get(idea.path).text
    for reader in (anna, sofie):
        assert SECRET in client(reader).get(initiative.path).text
    assert SECRET not in client(bo).get(initiative.path).text, "Bo serves a committee only"
    assert client(sofie).get(f"{idea.path}/behandl").status_code == 200


def test_the_chair_does_not_meet_it_while_answering(idea, carl, client):
    assert client(carl).get(f"{idea.path}/behandl").status_code == 403


def test_the_chair_does_not_meet_it_while_answering_together(idea, carl, client):
    browser, path = client(carl), "/udvalg/havnen/ideer/svar-samlet"
    typed = {"ide": [idea.id], "tilbudt": [idea.id], "verdict": "answered", "body": "Svar.", "signed_as": "Carl",
             "override": "", "submission_key": "key"}  # fmt: skip
    for page in (browser.get(f"{path}?ide={idea.id}"), *(browser.post(path, data=typed | {"go": go})
                                                         for go in ("choose", "see", "send"))):  # fmt: skip
        assert SECRET not in page.text
        assert "Anna" not in page.text


def test_nothing_more_is_done_with_it(idea, initiative, dorte, harbour):
    with pytest.raises(Refused):
        support_idea(dorte, idea)
    with pytest.raises(Refused):
        support_initiative(dorte, initiative)
    assert ideas_offered(harbour) == ideas_to_work_on(harbour) == []
    assert answer_account(harbour).waiting == answer_account().waiting == 0


def test_after_a_successful_appeal_all_of_it_is_back(idea, initiative, anna, bo, sofie, client, deliver_outbox):
    from_case = client(anna).get(f"/moderation/om/ide/{idea.id}").location
    assert from_case
    matter = matter_or_404(TYPES, latest_case_or_404(idea, anna).id)
    appeal_decision(anna, matter, "Det var et citat.")
    overturn_decision(sofie, matter, "Ja.")
    deliver_outbox()
    assert SECRET in client().get(idea.path).text
    assert idea.path in client().get(f"/soeg?q={SECRET}").text


def test_lists_of_initiatives_count_it_but_never_show_it(initiative, client):
    assert "(1)" in client().get("/forslag-til-udvalg/").text
    assert isinstance(initiative, Initiative)


@pytest.fixture
def proposal(dorte, bo, gerda, harbour, deliver_outbox):
    """What a politician wrote, public and then hidden."""
    harbour.stage = Stage.CO_DESIGN
    draft = replace(DRAFT, title=f"Vi vil {SECRET}", solution=f"Mere {SECRET}.")
    proposal = write_proposal(dorte, harbour, draft)
    publish_proposal(dorte, proposal)
    deliver_outbox()
    hidden(proposal, bo, gerda, reason=REASON)
    deliver_outbox()
    return proposal


@pytest.mark.parametrize("who", [None, "gerda", "carl", "eva"])
def test_what_a_politician_wrote_is_hidden_by_the_same_standard(proposal, client, who, request):
    browser = client(request.getfixturevalue(who) if who else None)
    for path in (*PAGES[:8], proposal.path, "/udvalg/havnen/forslag/", f"/soeg?q={SECRET}", "/soeg.csv"):
        answer = browser.get(path)
        if answer.status_code == 200:
            assert "q=" in path or SECRET not in answer.text, path
    assert REASON in browser.get(proposal.path).text
    assert browser.get(f"{proposal.path}/version/1").status_code == 404
    assert browser.get(f"{proposal.path}/sammenlign").status_code == 404
    assert PROPOSAL_NODE.describe(next(iter(PROPOSAL_NODE.load([proposal.id])))).title == "Skjult af moderator"


def test_its_author_is_told_as_whoever_wrote_an_idea_is(proposal, dorte):
    told = select(Notification).join(Event).where(Event.type == EventType.MODERATION_HIDDEN)
    notice = db.session.scalars(told).one()
    assert (notice.recipient_id, notice.path) == (dorte.id, proposal.path)


def test_its_author_and_the_moderator_still_read_it(proposal, client, dorte, bo):
    for reader in (dorte, bo):
        assert SECRET in client(reader).get(proposal.path).text
        assert SECRET in client(reader).get(f"{proposal.path}/version/1").text
    assert latest_case_or_404(proposal, dorte).author_role == "politician"


def test_what_others_were_told_before_no_longer_says_its_title(anna, bo, sofie, gerda, harbour, client, deliver_outbox):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna, title=f"Nok {SECRET}")
    support_idea(gerda, idea)
    draft = AnswerDraft(IdeaState.ANSWERED, "Tak for idéen.", "Bo")
    answer_idea(bo, idea, draft)
    deliver_outbox()
    assert SECRET in client(gerda).get("/beskeder").text
    matter = hidden(idea, bo, sofie)
    deliver_outbox()
    assert SECRET not in client(gerda).get("/beskeder").text
    assert SECRET in client(anna).get("/beskeder").text, "the author knows what they wrote"
    appeal_decision(anna, matter, "Det var et citat.")
    overturn_decision(person("Ulla Ny", Role.SECRETARY), matter, "Ja.")
    deliver_outbox()
    assert SECRET in client(gerda).get("/beskeder").text
