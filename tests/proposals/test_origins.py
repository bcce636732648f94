"""Since which version each sentence has stood there."""

import pytest
from hypothesis import given, settings

from portal.foundation.db import db
from portal.foundation.marking import sentences_in
from portal.foundation.text import blocks_of
from portal.proposals.actions import revise_proposal
from portal.proposals.blocks import Known, align
from portal.proposals.origins import Passage, origins
from tests.proposals.scene import DRAFT, revised
from tests.proposals.test_blocks import BENCH, BUS, LIGHT, texts


def written(*versions):
    """The sentences of the last of several texts, passage by passage, with the version that brought each."""
    passages, known, last = [], [], 0
    for number, text in enumerate(versions, start=1):
        cut, ids = blocks_of(text), []
        for id_ in align(known, [block.text for block in cut]).ids:
            last += id_ is None
            ids.append(id_ or last)
        now = [Passage(id_, block.html) for id_, block in zip(ids, cut, strict=True)]
        said = origins(number, passages, now)
        passages = [Passage(one.id, one.html, its) for one, its in zip(now, said, strict=True)]
        known = [Known(id_, block.text) for id_, block in zip(ids, cut, strict=True)]
    return [one.said for one in passages]


def since(*versions):
    return [[number for number, _text in said] for said in written(*versions)]


def test_a_new_sentence_belongs_to_its_version_and_the_others_stay():
    two = f"{LIGHT} {BUS}"
    assert since(LIGHT, two, f"{BENCH} {two}") == [[3, 1, 2]]


def test_a_sentence_that_is_changed_belongs_to_whoever_changed_it():
    assert since(f"{LIGHT} {BUS}", f"{LIGHT.replace('vinteren', 'sommeren')} {BUS}") == [[2, 1]]


def test_a_correction_of_spelling_takes_no_sentence_from_anybody():
    wrong = LIGHT.replace("cyklerne", "cykllerne").replace(",", "")
    assert since(f"{wrong} {BUS}", f"{LIGHT} {BUS}") == [[1, 1]]


@pytest.mark.parametrize(
    "after", [f"{BENCH}\n\n{LIGHT}\n\n{BUS}", f"{BENCH}\n\n{LIGHT} {BUS}", f"{LIGHT}\n\n{BENCH} {BUS}"]
)
def test_moved_divided_and_joined_passages_bring_nothing_new(after):
    assert {number for one in since(f"{LIGHT} {BUS}\n\n{BENCH}", after) for number in one} == {1}


def test_what_was_taken_out_comes_with_the_version_that_brings_it_back():
    assert since(f"{LIGHT} {BUS}", LIGHT, f"{LIGHT} {BUS}") == [[1, 3]]


def test_a_short_sentence_is_not_taken_for_another_elsewhere():
    assert since(f"{LIGHT} Det er alt.", f"{LIGHT}\n\n{BUS} Det er alt.") == [[1], [2, 2]]


@given(texts, texts)
@settings(max_examples=60, deadline=None)
def test_every_sentence_that_is_read_has_a_version(one, other):
    before, after = "\n\n".join(one), "\n\n".join(other)
    said = written(before, after, before)
    assert [[text for _number, text in its] for its in said] == [
        sentences_in(block.html) for block in blocks_of(before)
    ]
    assert {number for its in said for number, _text in its} <= {1, 2, 3}
    stayed = {text for its in written(before, after) for number, text in its if number == 1}
    assert {*one} & {*other} <= stayed  # and those whose spelling alone was corrected


def test_a_version_knows_where_its_sentences_come_from(dorte, proposal):
    solution = DRAFT.solution + " Beboere må køre hjem."
    revise_proposal(dorte, proposal, revised(solution=solution, what_changed="Beboere."))
    db.session.expire_all()
    (block,) = proposal.versions[0].blocks_of("solution")
    assert [tuple(one) for one in block.said] == [
        (1, "Skolegade bliver cykelgade på skoledage."),
        (1, "Bilerne sætter af ved hallen."),
        (2, "Beboere må køre hjem."),
    ]


def test_readers_are_led_from_a_sentence_to_whoever_brought_it(client, dorte, proposal):
    first = client().get(proposal.path).text
    assert "Hvor sætningerne kommer fra" not in first
    solution = DRAFT.solution + " Beboere må køre hjem."
    revise_proposal(dorte, proposal, revised(solution=solution, what_changed="Beboerne spurgte."))
    page = client().get(proposal.path).text
    sign = '<sup class="origin"><a href="#kilde-2">V2<span class="sr-only">: version 2</span></a></sup>'
    assert f"Bilerne sætter af ved hallen. Beboere må køre hjem.{sign}</p>" in page
    assert 'id="kilde-2"' in page
    assert "Sætningen kom med version 2, som Dorte" in page and "»Beboerne spurgte.«" in page
    assert "Alle andre sætninger har stået der siden version 1." in page
    assert sign in client().get(f"{proposal.path}/version/2").text
    assert sign not in client().get(f"{proposal.path}/version/1").text
