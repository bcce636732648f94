"""What an amendment does to a text: the parts with a passage changed, which passages it touches, what collides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.amendments.models import Amendment
from portal.foundation.change_lists import change_list
from portal.foundation.comparison import Comparison
from portal.foundation.merging import Hunk, changed_places, hunks_collide, merge
from portal.foundation.text import blocks_of
from portal.proposals.blocks import Known, align
from portal.proposals.models import ProposalBlockText, ProposalVersion
from portal.proposals.words import PARTS

BETWEEN = "\n\n"
Changes = Mapping[str, Sequence[Hunk]]  # of the sentences of each part


@dataclass(frozen=True)
class Place:
    """What an amendment is about: a passage, the place behind one, or a whole part."""

    block_id: int | None = None
    part: str = ""
    is_behind: bool = False

    def texts(self, version: ProposalVersion, text: str) -> dict[str, str] | None:
        """The part with this text put in; nothing where the passage does not stand in the version."""
        if self.block_id is None:
            return {self.part: text}
        block = next((one for one in version.blocks if one.block_id == self.block_id), None)
        if block is None:
            return None
        return {block.part: (with_new_passage if self.is_behind else with_passage)(version, block, text)}


def with_passage(version: ProposalVersion, block: ProposalBlockText, text: str) -> str:
    """The part in which the passage stands, with another text for it; without it, where the text is empty."""
    whole = getattr(version, block.part)
    begins, ends = _span(version, block)
    before, after = whole[:begins].rstrip("\n"), whole[ends:].lstrip("\n")
    return BETWEEN.join(filter(None, (before, text, after)))


def with_new_passage(version: ProposalVersion, block: ProposalBlockText, text: str) -> str:
    """The part in which the passage stands, with another one behind it."""
    whole, (_begins, ends) = getattr(version, block.part), _span(version, block)
    return BETWEEN.join(filter(None, (whole[:ends], text, whole[ends:].lstrip("\n"))))


def _span(version: ProposalVersion, block: ProposalBlockText) -> tuple[int, int]:
    """From where to where the passage stands in its part."""
    whole, place = getattr(version, block.part), 0
    for one in version.blocks_of(block.part):
        begins = whole.find(one.text, place)
        begins = place if begins < 0 else begins
        place = begins + len(one.text)
        if one.block_id == block.block_id:
            return begins, place
    return len(whole), len(whole)


def touched(version: ProposalVersion, texts: Mapping[str, str]) -> set[int]:
    """The passages of the version that other texts of its parts change or take out, or put a new one behind."""
    found = set[int]()
    for part, text in texts.items():
        before = version.blocks_of(part)
        after = [block.text for block in blocks_of(text)]
        aligned = align([Known(one.block_id, one.text) for one in before], after)
        said = {one.block_id: " ".join(one.text.split()) for one in before}
        now = {id_: " ".join(after[place].split()) for place, id_ in enumerate(aligned.ids) if id_ is not None}
        found |= {id_ for id_ in said if now.get(id_) != said[id_]}
        found |= set(_neighbours(aligned.ids, [one.block_id for one in before]))
    return found


def _neighbours(ids: Sequence[int | None], before: Sequence[int]) -> Iterator[int]:
    """The passages behind which a new one stands; the first of the part, where it is put before all."""
    last = before[0] if before else None
    for id_ in ids:
        if id_ is None and last is not None:
            yield last
        last = id_ if id_ is not None else last


def changes_in(version: ProposalVersion, texts: Mapping[str, str]) -> Changes:
    """What other texts of its parts do to the sentences of a version."""
    return {part: changed_places(getattr(version, part), text) for part, text in texts.items()}


def collide(one: Changes, other: Changes) -> bool:
    """Whether two amendments of one version touch the same words."""
    return any(hunks_collide(one[part], other[part]) for part in one.keys() & other.keys())


def carried_over(texts: Mapping[str, str], before: ProposalVersion, after: ProposalVersion) -> dict[str, str] | None:
    """The parts as an amendment of one version wants them in the next; nothing where both changed the same words, or
    where all of it stands there already."""
    merged = {part: merge(getattr(before, part), text, getattr(after, part)) for part, text in texts.items()}
    if any(one.collisions for one in merged.values()):
        return None
    carried = {part: one.text() for part, one in merged.items()}
    return carried if says_something(carried, after) else None


def says_something(texts: Mapping[str, str], version: ProposalVersion) -> bool:
    """Whether the texts are not what stands there."""
    return any(text.split() != getattr(version, part).split() for part, text in texts.items())


def taken_back(
    parts: Iterable[str], made: ProposalVersion, before: ProposalVersion, now: ProposalVersion
) -> dict[str, str] | None:
    """The newest text of the parts without what an amendment did to them; nothing where somebody changed it since."""
    merged = {part: merge(getattr(made, part), getattr(now, part), getattr(before, part)) for part in parts}
    return (
        None if any(one.collisions for one in merged.values()) else {part: one.text() for part, one in merged.items()}
    )


@dataclass(frozen=True)
class Shown:
    """What readers see of a change of one part: its heading, and the sentences."""

    part: str
    heading: str
    comparison: Comparison


def shown(version: ProposalVersion, html: Mapping[str, str]) -> list[Shown]:
    """The changes of each part, given its new HTML, in the order of the parts."""
    return [
        Shown(part, heading, change_list(version.comparison, getattr(version, f"{part}_html"), html[part]))
        for part, heading in PARTS.items()
        if part in html
    ]


def changes_of(amendment: Amendment) -> list[Shown]:
    """What an amendment changes in the version that it is based on."""
    return shown(amendment.based_on, {one.part: one.text_html for one in amendment.texts if one.wording_id is None})
