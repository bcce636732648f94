"""Two texts side by side: nothing is lost, sentences that resemble each other are one, and no text is too long."""

import pytest
from hypothesis import given, strategies as st

from portal.foundation.comparison import Kind, compare, sentences_of, share_of_words_kept, words_in, words_in_common

TEXTS = st.text(alphabet="abÆ .!?\n1-", max_size=120)


@given(TEXTS)
def test_sentences_put_together_are_the_text(text):
    assert "".join(sentences_of(text)) == text


@given(TEXTS, TEXTS)
def test_what_is_kept_and_added_is_the_new_text(before, after):
    pieces = [piece for sentence in compare(before, after).sentences for piece in sentence.pieces]
    told = "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED)
    assert told.split() == after.split()


@given(TEXTS)
def test_the_same_text_has_no_changes(text):
    assert compare(text, text).is_same


@pytest.mark.parametrize(
    "text", ["Vi ses d. 1. maj kl. 7.30 i hallen.", "1. Skolegade bliver cykelgade.", "Det koster 1.500 kr. om året."]
)
def test_abbreviations_and_numbers_do_not_end_a_sentence(text):
    assert sentences_of(text) == [text]


def test_a_sentence_is_changed_rather_than_replaced():
    (change,) = compare("Gaden er lukket om morgenen.", "Gaden er lukket hele dagen.").changes
    assert change.kind is Kind.CHANGED
    assert [piece.text.strip() for piece in change.pieces if piece.kind is Kind.ADDED]


def test_long_monotonous_texts_do_not_keep_the_server_busy():
    assert compare("A. " * 3_200, "B. " * 3_200).changes


WORDS = st.lists(st.sampled_from("abc"), max_size=12)


@given(WORDS, WORDS)
def test_words_in_common_are_the_most_that_stand_in_the_same_order(before, after):
    most = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, one in enumerate(before):
        for j, other in enumerate(after):
            most[i + 1][j + 1] = most[i][j] + 1 if one == other else max(most[i][j + 1], most[i + 1][j])
    assert words_in_common(before, after) == most[-1][-1]


def test_texts_are_compared_by_words():
    assert words_in("Byg en mole, ikke to.") == ["byg", "en", "mole", "ikke", "to"]
    assert share_of_words_kept("Byg en mole.", "byg en mole") == share_of_words_kept("!", "!") == 1
    assert share_of_words_kept("Byg en mole", "Byg to moler") == 1 / 3
    assert share_of_words_kept("", "?") == share_of_words_kept("a", "") == 0


def test_words_that_repeat_are_one_step_each():
    """Comparing every sign with every other would take minutes here."""
    asked = []

    class Word(str):
        def __hash__(self):
            asked.append(self)
            return super().__hash__()

    before, after = ([Word(word) for word in words_in(text)] for text in ("a b " * 500, "b a " * 500))
    assert words_in_common(before, after) == 999
    assert len(asked) <= 3 * (len(before) + len(after))
