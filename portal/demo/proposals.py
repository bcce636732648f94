"""How the proposals of the story are written, published, sponsored and revised."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from portal.demo.files import hang_paper
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place
from portal.files.queries import files_of
from portal.proposals.actions import (
    mark_read,
    publish_proposal,
    rest_passage,
    revise_proposal,
    sponsor_proposal,
    write_proposal,
)
from portal.proposals.forms import ProposalDraft
from portal.proposals.queries import newest
from portal.proposals.sources import Sources, contributions_offered

READ_BY_THE_OTHERS = timedelta(hours=1)
SIGNING = timedelta(hours=5)


def plan_proposals(timeline: Timeline, place: Place) -> None:
    """From the first version to the last; public within the hour, with its sponsors in the days after each version."""
    for proposal in place.chapter["proposal"]:
        first, *later = proposal["version"]
        timeline.at(first["at"], partial(_write, place, proposal, first))
        if not proposal.get("draft"):
            timeline.at(first["at"] + READ_BY_THE_OTHERS, partial(_publish, place, proposal))
        for told in proposal.get("rests", ()):
            timeline.at(told["at"], partial(_rest, place, proposal, told))
        for paper in proposal.get("papers", ()):
            timeline.at(paper["at"], partial(_hang, place, proposal, paper))
        for version in later:
            timeline.at(version["at"], partial(_revise, place, proposal, version))
        for version in proposal["version"]:
            for number, sponsor in enumerate(proposal["sponsors"], 1):
                timeline.at(version["at"] + SIGNING * number, partial(_sponsor, place, proposal, sponsor))
    _plan_readers(timeline, place)


def _plan_readers(timeline: Timeline, place: Place) -> None:
    """Who stands under it still when amendments have come in, and who says to have read it."""
    for again in place.chapter["still_standing"]:
        for number, sponsor in enumerate(again["by"]):
            when = again["at"] + READ_BY_THE_OTHERS * number
            timeline.at(when, partial(_sponsor, place, {"key": again["proposal"]}, sponsor))
    for reading in place.chapter["reading"]:
        timeline.at(reading["at"], partial(_read, place, reading))


def _hang(place: Place, proposal: Chapter, paper: Chapter) -> None:
    hang_paper(place.person(paper["by"]), place.things["proposal", proposal["key"]], paper)


def _rest(place: Place, proposal: Chapter, told: Chapter) -> None:
    """Somebody says what the passage with these words builds on."""
    row = place.things["proposal", proposal["key"]]
    (block,) = (one.block for one in newest(row).blocks if told["on"] in one.text)
    files = tuple(one.id for one in files_of(row) if one.title in told.get("files", ()))
    said = tuple(
        one.id
        for one in contributions_offered(place.committee)
        if any(text in one.body for text in told.get("said", ()))
    )
    sources = replace(sources_of(place, told), files=files, contributions=said)
    rest_passage(place.person(told["by"]), block, sources)


def sources_of(place: Place, chapter: Chapter) -> Sources:
    """The ideas and workshops that a text names, as far as they have happened."""
    known = place.things
    return Sources(
        tuple(known["idea", key].id for key in chapter.get("ideas", ())),
        tuple(known["workshop", key].id for key in chapter.get("workshops", ()) if ("workshop", key) in known),
    )


def _write(place: Place, proposal: Chapter, version: Chapter) -> None:
    author = place.person(version["by"])
    place.things["proposal", proposal["key"]] = write_proposal(
        author, place.committee, _draft(place, proposal, version)
    )


def _publish(place: Place, proposal: Chapter) -> None:
    publish_proposal(place.person(proposal["by"]), place.things["proposal", proposal["key"]])


def _sponsor(place: Place, proposal: Chapter, sponsor: str) -> None:
    sponsor_proposal(place.person(sponsor), place.things["proposal", proposal["key"]])


def _read(place: Place, reading: Chapter) -> None:
    proposal = place.things["proposal", reading["proposal"]]
    mark_read(place.person(reading["by"]), proposal, newest(proposal).number)


def _revise(place: Place, proposal: Chapter, version: Chapter) -> None:
    draft = _draft(place, proposal, version)
    row = place.things["proposal", proposal["key"]]
    revise_proposal(place.person(version["by"]), row, draft)


def _draft(place: Place, proposal: Chapter, version: Chapter) -> ProposalDraft:
    return ProposalDraft(
        title=proposal["title"],
        problem=version["problem"],
        solution=version["solution"],
        mobilisation=version["mobilisation"],
        what_changed=version["note"],
        ideas={part: sources_of(place, {"ideas": keys}).ideas for part, keys in version["takes_up"].items()},
        workshops=sources_of(place, proposal).workshops,
        question_numbers=tuple(proposal["questions"]),
    )
