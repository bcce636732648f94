"""Since which version each sentence of a text has stood there: reckoned once, when a version is cut into its passages.

A sentence keeps its version as long as its words stay, also where its passage is moved, divided or joined, and where
only its spelling is corrected. One that was taken out and comes back comes with the version that brings it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from portal.foundation.marking import sentences_in
from portal.foundation.spelling import corrects_spelling

FEWEST = 4  # words; shorter sentences stand in many passages

Said = tuple[int, str]  # the number of the version that brought it, and the sentence


@dataclass(frozen=True)
class Passage:
    """A passage of a version: its number, none where it is new, and what is known of its sentences."""

    id: int | None
    html: str
    said: Sequence[Said] = ()


def origins(number: int, before: Sequence[Passage], after: Sequence[Passage]) -> list[list[Said]]:
    """The sentences of each passage of version `number`. Where a passage has not changed, neither have they."""
    known = {one.id: one for one in before}
    left = dict[str, list[int]]()  # sentences that do not stand in their passage any more
    drafts = list[list[tuple[int | None, str]]]()
    for one in after:
        was = known.pop(one.id, None)
        drafts.append(_kept(was, one, left))
    for gone in known.values():
        _leave(left, gone.said)
    return [[(_since(since, text, number, left), text) for since, text in draft] for draft in drafts]


def _kept(was: Passage | None, now: Passage, left: dict[str, list[int]]) -> list[tuple[int | None, str]]:
    """The sentences of a passage with those of the versions that are known from the passage itself."""
    if was is not None and was.html == now.html:
        return [(since, text) for since, text in was.said]
    texts, said = sentences_in(now.html), list(was.said) if was is not None else []
    found: list[int | None] = [None] * len(texts)
    matcher = SequenceMatcher(None, [text for _since, text in said], texts, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        rest = said[i1:i2]
        for place in range(j1, j2):
            same = next((one for one in rest if tag == "equal" or corrects_spelling(one[1], texts[place])), None)
            if same is not None:
                found[place] = same[0]
                rest.remove(same)
        _leave(left, rest)
    return list(zip(found, texts, strict=True))


def _leave(left: dict[str, list[int]], said: Sequence[Said]) -> None:
    for since, text in said:
        left.setdefault(text, []).append(since)


def _since(known: int | None, text: str, number: int, left: dict[str, list[int]]) -> int:
    """As it is known, or as it stood in another passage before; otherwise it is new."""
    if known is not None:
        return known
    return left[text].pop(0) if left.get(text) and len(text.split()) >= FEWEST else number
