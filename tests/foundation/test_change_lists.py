"""What a way of comparing has said once, it says for ever: a change list reads the same in ten years.

Whoever sees this red has changed a way that lists were made by: our own code, a library, or Python's difflib. Add a new
way with the next number instead, and keep the old one as it was. `change_lists/1.json` is never written again.
"""

import json
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest

from portal.foundation.change_lists import NEWEST, WAYS, change_list
from portal.foundation.text import render_markdown

SEALED = Path(__file__).parent / "change_lists"


def said(way, before, after):
    """All that a reader sees of a list: of each sentence what became of it, and its words."""
    return [
        [one.kind.value, one.before, one.after, [[piece.kind.value, piece.text] for piece in one.pieces]]
        for one in change_list(way, before, after).sentences
    ]


def digest(found):
    return sha256(json.dumps(found, ensure_ascii=False).encode()).hexdigest()


def test_each_way_has_its_seal():
    assert sorted(WAYS) == sorted(int(one.stem) for one in SEALED.glob("*.json"))
    assert len(WAYS) == NEWEST


@pytest.mark.parametrize("way", WAYS)
def test_a_way_says_what_it_has_always_said(way):
    sealed = json.loads((SEALED / f"{way}.json").read_text())
    texts = sealed["texts"]
    assert len(texts) >= 12
    for one, other in product(range(len(texts)), repeat=2):
        found, key = said(way, texts[one], texts[other]), f"{one}>{other}"
        assert found == sealed["lists"].get(key, found), (way, key)  # some stand there in full, to be read …
        assert digest(found) == sealed["digests"][key], (way, key)  # … and all as what is reckoned from them


@pytest.mark.parametrize("way", WAYS)
def test_the_sealed_texts_are_of_every_kind(way):
    texts = json.loads((SEALED / f"{way}.json").read_text())["texts"]
    together = "".join(texts)
    assert all(f"<{tag}" in together for tag in ("p", "ul", "ol", "table", "h3", "strong", "a href", "br"))
    kinds = {kind for one in texts for other in texts for kind, *_rest in said(way, one, other)}
    assert kinds == {"same", "added", "removed", "changed"}


def test_a_list_is_made_of_what_readers_see():
    before, after = render_markdown("Gaden **er** lukket."), render_markdown("Gaden er *lukket* nu.")
    (change,) = change_list(1, before, after).changes
    assert (change.before, change.after) == ("Gaden er lukket.", "Gaden er lukket nu.")
