"""Two people, one text: as git merges it, sentence by sentence, and nothing that anybody wrote is dropped."""

import random
import subprocess

import pytest
from hypothesis import example, given, settings, strategies as st

from portal.foundation.merging import Choice, collide, merge, split
from portal.foundation.sentences import sentences_of_line

FENCE = ["=== mellem to tekster ==="]
TEXTS = 2_000  # random edits that are compared with git's

SAID = """
Skolegade lukkes for biler kl. 7.30–8.15 på skoledage
Forældre og elever fra 7. klasse er vagter
Beboere må køre til og fra egen bolig
Jf. færdselslovens § 92 skal politiet høres
Det tager f.eks. seks uger
Møllebækken får lys
Det tænder, når nogen kommer, og slukker igen efter et minut
Store elever følger de små
Klubberne gør det samme på vej til træning
Kommunen betaler cyklerne
Ordningen prøves i to år
Busserne kører som før
""".strip().split("\n")
POOL = [*(f"{one}." for one in SAID), *(f"Også i Vesterby: {one[0].lower()}{one[1:]}." for one in SAID)]


def written(rng, most=14):
    """A text of sentences that are all different, in paragraphs."""
    return [(not place or rng.random() < 0.4, one) for place, one in enumerate(rng.sample(POOL, rng.randint(2, most)))]


def as_text(sentences):
    text = ""
    for first, one in sentences:
        text += ("\n\n" if first else " ") * bool(text) + one
    return text


def edited(rng, sentences, who):
    """One or two sentences taken out, changed or put in; nothing is moved."""
    found = list(sentences)
    for step in range(rng.randint(1, 2)):
        what, place = rng.choice(["out", "in", "change"]), rng.randint(0, max(len(found) - 1, 0))
        if what == "in" or not found:
            found.insert(rng.randint(0, len(found)), (rng.random() < 0.2, f"{rng.choice('ABC')}{who}{step} er nyt."))
        elif what == "out" and len(found) > 1:
            del found[place]
        else:
            found[place] = found[place][0], f"{found[place][1][:-1]}, siger hold {rng.choice('ABC')}{who}ensen."
    return [(not place or first, one) for place, (first, one) in enumerate(found)]


def lines(text):
    return [one.text for one in split(text)]


def by_git(folder, cases):
    """What `git merge-file` makes of each case, or nothing where it finds a conflict; one file holds them all."""
    for place, name in enumerate(("base", "mine", "theirs")):
        parts = (
            FENCE * number + [*lines(case[place])] for number, case in zip([0, *[8] * len(cases)], cases, strict=False)
        )
        (folder / name).write_text("\n".join(line for part in parts for line in part) + "\n", encoding="utf-8")
    command = ["git", "merge-file", "-p", "mine", "base", "theirs"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    merged = done.stdout.rstrip("\n").split("\n".join(["", *FENCE * 8, ""]))
    return [None if "<<<<<<< mine" in text else text.split("\n") for text in merged]


def test_it_merges_what_git_merges_and_loses_nothing_else(tmp_path):
    rng, clean, beyond = random.Random(11), 0, 0  # noqa: S311 - the same edits every time
    cases = []
    for _number in range(TEXTS):
        base = written(rng)
        cases.append((as_text(base), as_text(edited(rng, base, "m")), as_text(edited(rng, base, "t"))))
    expectations = [found for place in range(0, TEXTS, 50) for found in by_git(tmp_path, cases[place : place + 50])]
    for texts, expected in zip(cases, expectations, strict=True):
        merged = merge(*texts)
        clean += expected is not None
        beyond += expected is None and not merged.collisions
        assert expected is None or lines(merged.text()) == expected, texts
        kept = merged.text([Choice.BOTH] * len(merged.collisions))
        for one in texts[1:]:
            assert all(new.text in kept for new in split(one) if new.text not in texts[0]), texts
    assert clean > TEXTS / 3
    assert beyond > TEXTS / 20


edits = st.randoms(use_true_random=False)


@settings(max_examples=150, deadline=None)
@given(edits, st.integers(2, 5))
def test_changes_that_do_not_collide_give_one_text_in_any_order(rng, number):
    """As amendments are taken in: each that is left is carried over to the new text."""
    sentences = written(rng)
    base, chosen = as_text(sentences), list[str]()
    for who in "abcde"[:number]:
        text = as_text(edited(rng, sentences, who))
        if not any(collide(base, text, other) for other in chosen):
            chosen.append(text)
    results = set()
    for _order in range(4):
        left, now = list(chosen), base
        rng.shuffle(left)
        while left:
            accepted, before = left.pop(0), now
            now = accepted
            left = [merge(before, one, now).text() for one in left]
        results.add(now)
    assert len(results) == 1
    for text in chosen:
        assert all(new.text in now for new in split(text) if new.text not in base)


@settings(max_examples=60, deadline=None)
@given(edits)
def test_carrying_a_change_over_what_did_not_change_is_nothing(rng):
    base = written(rng)
    text = as_text(edited(rng, base, "a"))
    assert merge(as_text(base), text, as_text(base)).text() == text
    assert merge(as_text(base), text, text).text() == text


def test_two_sentences_of_one_paragraph_are_not_one_place():
    merged = merge("Vejen lukkes. Alle kan gå.", "Vejen lukkes kl. 7.30. Alle kan gå.", "Vejen lukkes. Alle kan cykle.")
    assert merged.text() == "Vejen lukkes kl. 7.30. Alle kan cykle."


def test_a_collision_shows_both_and_waits():
    merged = merge("Vejen lukkes. Alle kan gå.", "Vejen lukkes kl. 7. Alle kan gå.", "Vejen lukkes kl. 8. Alle kan gå.")
    (collision,) = merged.collisions
    said = collision.base, collision.mine, collision.theirs
    assert said == ("Vejen lukkes.", "Vejen lukkes kl. 7.", "Vejen lukkes kl. 8.")
    assert merged.text([Choice.MINE]) == "Vejen lukkes kl. 7. Alle kan gå."
    assert merged.text([Choice.BOTH]) == "Vejen lukkes kl. 8. Vejen lukkes kl. 7. Alle kan gå."
    with pytest.raises(ValueError, match="nobody has decided"):
        merged.text()


def test_lists_tables_and_line_breaks_stay():
    base = "Sådan:\n\n- Lys på stien\n- Skure  \n  og pumper\n\n## Hvornår\n\nTil maj."
    assert merge(base, base, base).text() == base
    mine, theirs = base.replace("- Skure", "- Flere skure"), base.replace("Til maj.", "Til juni. Måske før.")
    assert merge(base, mine, theirs).text() == mine.replace("Til maj.", "Til juni. Måske før.")


def test_whoever_takes_out_what_another_changes_collides_and_nothing_is_dropped():
    merged = merge("Vi går. Vi cykler. Vi løber.", "Vi går. Vi løber.", "Vi går. Vi cykler hjem. Vi løber.")
    (collision,) = merged.collisions
    assert (collision.mine, collision.theirs) == ("", "Vi cykler hjem.")


@pytest.mark.parametrize("text", ["", "  \n\n ", "\r\nEt.\r\nTo.\r\n"])
def test_a_text_of_blanks_is_empty_and_line_ends_are_one_kind(text):
    assert merge("", text, "").text() == " ".join(text.split()).replace(". ", ".\n")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abE .!?*_#-1)\n»«„“|>[]", max_size=80))
@example("1. **Veje.** Skolegade er cykelgade.\n2. **Vaner.** Cykelværksted.")
@example("*Alternativer:* En bom. [Se her.](https://x.example) Ja.")
def test_a_text_that_nobody_changed_stays_as_it_is(text):
    assert merge(text, text, text).text() == text.strip()
    longer = f"{text.strip()}\n\nEn sætning mere."
    assert merge(text, longer, text).text() == longer.strip()


@given(st.text(alphabet="ab. §\n-1A«»", max_size=60))
def test_sentences_of_a_line_are_the_line(text):
    for line in text.split("\n"):
        assert "".join(sentences_of_line(line)) == line
