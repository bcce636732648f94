"""Blocks keep their numbers as long as they are the same: edited, moved, divided and joined ones too."""

import pytest
from hypothesis import given, settings, strategies as st

from portal.foundation.comparison import words_in
from portal.foundation.text import BlockKind, blocks_of, render_markdown
from portal.proposals.blocks import Known, align

WORDS = words_in(
    "stien lys cykler morgen skolen bussen kajen vinden børn ældre vejen træer haven møde byråd borger forslag tryg "
    "mørk kold våd grøn ny gammel stor lille først siden altid aldrig ofte sjældent måske vist gerne helst"
)
sentences = st.lists(st.sampled_from(WORDS), min_size=6, max_size=30)
paragraphs = sentences.map(lambda words: f"{' '.join(words).capitalize()}.")
texts = st.lists(paragraphs, min_size=1, max_size=12, unique=True)

LIGHT = "Der er mørkt på stien langs åen, og cyklerne holder stille om vinteren."
BUS = "Bussen kører kun én gang i timen efter klokken seks, så de unge bliver hentet."
BENCH = "Alle vil gerne sidde i læ, når vinden kommer fra vest."


def known(*texts):
    return [Known(number, text) for number, text in enumerate(texts, start=1)]


def ids(before, *after):
    return align(known(*before), after).ids


def test_a_text_is_cut_where_its_html_begins_something_new():
    lists, table = "- et\n\n- to\n\n1. en\n2. to", "| a | b |\n|---|---|\n| <b> & 1 | 2 |"
    text = f"# Vejen\nDer er **mørkt**.\nOg koldt.\n{lists}\nMere\n\n{table}"
    cut = blocks_of(text)
    assert [block.kind for block in cut] == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.LIST, BlockKind.PARAGRAPH, BlockKind.TABLE,
    ]  # fmt: skip
    assert cut[1].text == "Der er **mørkt**.\nOg koldt." and cut[2].text == "- et\n\n- to"
    assert cut[5].text.endswith("| <b> & 1 | 2 |") and "&lt;b&gt; &amp; 1" in cut[5].html
    assert "\n".join(block.html for block in cut) == render_markdown(text)
    assert blocks_of("") == blocks_of(" \n\n ") == []


SIGNS = st.text(alphabet="aå B.#-*1|\n [](/)<&>", max_size=80)
WHOLE = st.sampled_from(["- a\n- b", "1. a\n2. b", "# H", "|a|b|\n|-|-|\n|1|2|"])


@given(st.lists(st.one_of(SIGNS, paragraphs, WHOLE), max_size=8).map("\n\n".join))
@settings(max_examples=200, deadline=None)
def test_all_blocks_together_are_the_text(text):
    cut, html = blocks_of(text), render_markdown(text)
    assert "\n".join(block.html for block in cut) == html
    assert render_markdown("\n\n".join(block.text for block in cut)) == html


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ((LIGHT, BUS, BENCH), (1, 2, 3)),
        ((BENCH, LIGHT, BUS), (3, 1, 2)),
        ((LIGHT, BUS.replace("klokken seks", "klokken syv"), BENCH), (1, 2, 3)),
        ((BENCH.replace("vest", "øst"), BUS, LIGHT.replace("åen", "fjorden")), (3, 2, 1)),
        ((LIGHT, "Noget helt andet står her nu.", BUS, BENCH), (1, None, 2, 3)),
        ((BUS,), (2,)),
        ((f"{LIGHT}  ", BUS.replace(" ", "\n"), BENCH), (1, 2, 3)),
        ((), ()),
    ],
)
def test_a_block_is_known_again(after, expected):
    assert ids((LIGHT, BUS, BENCH), *after) == expected


def test_a_divided_block_stays_the_larger_part_and_the_other_knows_it():
    first, second = BUS.split(", så ")
    found = align(known(LIGHT, BUS), (LIGHT, f"{first}.", f"Så {second}"))
    assert found.ids == (1, 2, None) and found.divided == {2: 2} and found.joined == {}


def test_of_two_that_are_joined_the_larger_stays_and_the_other_says_where_it_went():
    found = align(known(BUS, BENCH, LIGHT), (f"{BUS} {BENCH}", LIGHT))
    assert found.ids == (1, 3) and found.joined == {2: 0} and found.divided == {}


def test_the_same_words_twice_stay_in_their_order():
    assert ids((LIGHT, BENCH, LIGHT), LIGHT, LIGHT) == (1, 3)
    assert ids((LIGHT, LIGHT), LIGHT, BENCH, LIGHT) == (1, None, 2)


@given(texts, st.data())
@settings(max_examples=150, deadline=None)
def test_a_block_that_nobody_touched_keeps_its_number(before, data):
    """Edited, taken out, put in, divided and joined at random, in a new order."""
    after, untouched = [], {}
    for number, text in enumerate(before, start=1):
        deed = data.draw(st.sampled_from(["leave", "leave", "edit", "remove", "divide", "insert", "join"]))
        words = text.split()
        if deed == "leave" or (deed == "join" and not after):
            after.append(text)
            untouched[text] = number
        elif deed == "edit":
            place = data.draw(st.integers(0, len(words) - 1))
            after.append(" ".join([*words[:place], "rettet", *words[place + 1 :]]))
        elif deed == "divide":
            after += [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
        elif deed == "insert":
            after += [text, f"Nyt {data.draw(paragraphs)}"]
            untouched[text] = number
        elif deed == "join":
            untouched.pop(after[-1], None)
            after[-1] += f" {text}"
    after = data.draw(st.permutations(after))
    found = align(known(*before), after)
    assert {text: id_ for text, id_ in zip(after, found.ids, strict=True) if text in untouched} == untouched
    assert len({one for one in found.ids if one}) == sum(one is not None for one in found.ids), "no number twice"
    assert set(found.joined) & set(found.ids) == set(), "what has gone into another is not there itself"
