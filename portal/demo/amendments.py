"""How amendments of the story are proposed, weighed, asked about and decided."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from portal.amendments.actions.deciding import (
    accept_amendment,
    accept_wording,
    ask_author,
    propose_wording,
    refuse_amendment,
    reopen_amendment,
    take_stance,
)
from portal.amendments.actions.proposing import (
    answer_wording,
    call_for_amendments,
    propose_amendment,
    reply,
    withdraw_amendment,
)
from portal.amendments.changes import Place as About
from portal.amendments.forms import AmendmentDraft
from portal.amendments.models import Amendment, AmendmentState
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place
from portal.pledges.actions import make_pledge, withdraw_pledge
from portal.pledges.forms import PledgeDraft
from portal.pledges.models import PledgeKind
from portal.proposals.models import Proposal
from portal.proposals.queries import newest

A_MINUTE_APART = timedelta(minutes=1)
FIRST_READER = timedelta(hours=3)


def plan_amendments(timeline: Timeline, place: Place) -> None:
    """Who may propose them, each with those who are for and against, and the steps to a decision."""
    for call in place.chapter["amendment_call"]:
        timeline.at(call["at"], partial(_call, place, call))
    for facts in place.chapter["amendment"]:
        timeline.at(facts["at"], partial(_propose, place, facts))
        for step in facts.get("steps", ()):
            timeline.at(step["at"], partial(DEEDS[step["do"]], place, facts, step))
        sides = [True] * facts.get("for", 0) + [False] * facts.get("against", 0)
        for number, is_for in enumerate(sides):
            when = facts["at"] + FIRST_READER + A_MINUTE_APART * number
            timeline.at(when, partial(_stand, place, facts, number, is_for))
        for number, (key, is_for) in enumerate(facts.get("members", {}).items()):
            when = facts["at"] + FIRST_READER - A_MINUTE_APART * (number + 1)
            timeline.at(when, partial(_stand_as_member, place, facts, key, is_for))


def plan_pledges(timeline: Timeline, place: Place) -> None:
    """What people bring, and what they take back."""
    for facts in place.chapter["pledge"]:
        timeline.at(facts["at"], partial(_pledge, place, facts))
        if withdrawn := facts.get("withdrawn"):
            timeline.at(withdrawn, partial(_take_back, place, facts))


def _pledge(place: Place, facts: Chapter) -> None:
    draft = PledgeDraft(PledgeKind(facts["kind"]), facts["text"], facts.get("for", ""))
    place.things["pledge", facts["key"]] = make_pledge(
        place.person(facts["by"]), _proposal(place, facts["proposal"]), draft
    )


def _take_back(place: Place, facts: Chapter) -> None:
    withdraw_pledge(place.person(facts["by"]), place.things["pledge", facts["key"]])


def _proposal(place: Place, key: str) -> Proposal:
    row: Proposal = place.things["proposal", key]
    return row


def _row(place: Place, facts: Chapter) -> Amendment:
    row: Amendment = place.things["amendment", facts["key"]]
    return row


def _call(place: Place, call: Chapter) -> None:
    call_for_amendments(
        place.person(), _proposal(place, call["proposal"]), is_open_to_all=True, until=call.get("until")
    )


def _changed(proposal: Proposal, facts: Chapter) -> str:
    """The part as it stands, with the words of the story put in."""
    before: str = getattr(newest(proposal), facts["part"])
    if facts["from"] not in before:
        raise LookupError(f"{facts['from']!r} does not stand in {proposal.title}")
    return before.replace(facts["from"], facts["to"], 1)


def _propose(place: Place, facts: Chapter) -> None:
    proposal = _proposal(place, facts["proposal"])
    draft = AmendmentDraft(_changed(proposal, facts), facts["why"])
    place.things["amendment", facts["key"]] = propose_amendment(
        place.person(facts["by"]), proposal, About(part=facts["part"]), draft
    )


def _stand(place: Place, facts: Chapter, number: int, is_for: bool) -> None:
    row = _row(place, facts)
    if row.state is AmendmentState.OPEN:
        take_stance(place.world.supporter(facts["why"], number, row.author_id), row, is_for=is_for)


def _stand_as_member(place: Place, facts: Chapter, key: str, is_for: bool) -> None:
    take_stance(place.person(key), _row(place, facts), is_for=is_for)


def _accept(place: Place, facts: Chapter, step: Chapter) -> None:
    accept_amendment(place.person(step.get("by")), _row(place, facts), step.get("text", ""))


def _accept_words(place: Place, facts: Chapter, step: Chapter) -> None:
    row = _row(place, facts)
    accept_wording(place.person(step.get("by")), row, row.wordings[-1], step.get("text", ""))


def _refuse(place: Place, facts: Chapter, step: Chapter) -> None:
    refuse_amendment(place.person(step.get("by")), _row(place, facts), step["text"])


def _reopen(place: Place, facts: Chapter, step: Chapter) -> None:
    reopen_amendment(place.person(step.get("by")), _row(place, facts), step["text"])


def _ask(place: Place, facts: Chapter, step: Chapter) -> None:
    ask_author(place.person(step.get("by")), _row(place, facts), step["text"])


def _reply(place: Place, facts: Chapter, step: Chapter) -> None:
    reply(place.person(facts["by"]), _row(place, facts), step["text"])


def _word(place: Place, facts: Chapter, step: Chapter) -> None:
    row = _row(place, facts)
    texts = {facts["part"]: _changed(row.proposal, {**facts, "to": step["to"]})}
    propose_wording(place.person(step.get("by")), row, texts, step["text"])


def _answer_words(place: Place, facts: Chapter, step: Chapter) -> None:
    row = _row(place, facts)
    person, wording = place.person(facts["by"]), row.wordings[-1]
    answer_wording(person, row, wording, is_welcome=step["welcome"], answer=step.get("text", ""))


def _withdraw(place: Place, facts: Chapter, _step: Chapter) -> None:
    withdraw_amendment(place.person(facts["by"]), _row(place, facts))


DEEDS: Mapping[str, Callable[[Place, Chapter, Chapter], None]] = {
    "accept": _accept,
    "accept_words": _accept_words,
    "answer_words": _answer_words,
    "ask": _ask,
    "refuse": _refuse,
    "reopen": _reopen,
    "reply": _reply,
    "withdraw": _withdraw,
    "word": _word,
}
