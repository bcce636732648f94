"""Marks stand at sentences and move no word, whatever stands between the words."""

import re
from html import unescape

import pytest
from hypothesis import given, settings, strategies as st

from portal.foundation.marking import NO_MARK, Mark, marked, sentences_in
from portal.foundation.text import render_markdown

SIGNS = st.text(alphabet="aB. æ!\n*-|&<[](/:)", max_size=80)


def words(html):
    return "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@given(SIGNS)
@settings(max_examples=200, deadline=None)
def test_sentences_hold_every_word_that_is_seen(text):
    html = render_markdown(text)
    assert "".join("".join(sentences_in(html)).split()) == words(html)


@given(SIGNS, st.data())
@settings(max_examples=200, deadline=None)
def test_without_its_marks_the_html_is_as_it_was(text, data):
    html = render_markdown(text)
    sentences = sentences_in(html)
    marks = [Mark("«b»", "«a»", stands_out=True) if data.draw(st.booleans()) else NO_MARK for _one in sentences]
    shown = marked(html, sentences, marks)
    assert shown.count("«a»") == shown.count("«b»") == sum(one != NO_MARK for one in marks)
    assert shown.count("<mark>") == shown.count("</mark>")
    assert re.sub("«[ab]»|</?mark>", "", shown) == html


def test_a_sentence_that_goes_through_bold_words_stands_out_in_pieces():
    html = "<p>Gaden er <strong>lukket. Kør</strong> udenom.</p>"
    shown = marked(html, sentences_in(html), [NO_MARK, Mark(stands_out=True)])
    assert shown == "<p>Gaden er <strong>lukket. <mark>Kør</mark></strong><mark> udenom.</mark></p>".replace(
        "<mark> udenom.</mark>", " <mark>udenom.</mark>"
    )


def test_a_sign_stands_behind_a_link_and_never_in_it():
    html = '<p>Læs <a href="/x">planen.</a> Kom.</p>'
    shown = marked(html, sentences_in(html), [Mark(after="¹"), NO_MARK])
    assert shown == '<p>Læs <a href="/x">planen.</a>¹ Kom.</p>'


def test_items_and_rows_are_sentences_of_their_own():
    html = render_markdown("- Lys\n- Læ kl. 7.30\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert sentences_in(html) == ["Lys", "Læ kl. 7.30", "a b", "1 2"]


@pytest.mark.parametrize("sentences", [["Gaden er lukket i dag."], []])
def test_where_the_letters_are_others_all_signs_stand_at_the_end(sentences):
    marks = [Mark(after="¹")] * len(sentences)
    assert marked("<p>Gaden.</p>", sentences, marks) == "<p>Gaden.</p>" + "¹" * len(sentences)
