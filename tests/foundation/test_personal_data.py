"""What is looked for before a text is published, measured on 200 cases: what is found, and what is found in vain.

Run with `-s` to read the numbers.
"""

from pathlib import Path

import pytest

from portal.foundation.errors import Refused
from portal.foundation.personal_data import PersonalData, ensure_no_personal_data, found_in, names_of_kinds

CASES = Path(__file__).with_name("personal_data_cases.txt")
FLOOR = 0.95


def cases():
    for line in CASES.read_text().splitlines():
        if line and not line.startswith("#"):
            wanted, text = line.split(" | ", maxsplit=1)
            yield frozenset() if wanted == "-" else frozenset(map(PersonalData, wanted.split("+"))), text


ALL = list(cases())
NOTHING = [text for wanted, text in ALL if not wanted]


def kinds_in(text):
    return {finding.kind for finding in found_in(text)}


def measured(kind):
    """How often the kind was rightly found, wrongly found, and missed."""
    said = [(kind in wanted, kind in kinds_in(text), text) for wanted, text in ALL]
    right = [text for is_there, is_found, text in said if is_there and is_found]
    wrong = [text for is_there, is_found, text in said if is_found and not is_there]
    missed = [text for is_there, is_found, text in said if is_there and not is_found]
    return right, wrong, missed


def test_there_are_two_hundred_cases_half_of_them_without_anything():
    assert len(ALL) == len({text for _, text in ALL}) == 200
    assert len(NOTHING) == 100
    assert all(sum(kind in wanted for wanted, _ in ALL) >= 25 for kind in PersonalData)


@pytest.mark.parametrize("kind", PersonalData)
def test_precision_and_recall(kind):
    right, wrong, missed = measured(kind)
    precision, recall = len(right) / len(right + wrong), len(right) / len(right + missed)
    print(f"\npersonal data, {kind:6}: precision {precision:.3f}, recall {recall:.3f} ({len(right)} found)")
    assert precision >= FLOOR, wrong
    assert recall >= FLOOR, missed


def test_as_a_stop():
    """Whatever the kind: how often a text that should be stopped is, and how often one that should not."""
    stopped = [bool(kinds_in(text)) for wanted, text in ALL if wanted]
    in_vain = [text for text in NOTHING if kinds_in(text)]
    print(
        f"\npersonal data, in all: {sum(stopped)} of {len(stopped)} stopped, {len(in_vain)} of {len(NOTHING)} in vain"
    )
    assert sum(stopped) >= FLOOR * len(stopped)
    assert len(in_vain) <= (1 - FLOOR) * len(NOTHING), in_vain


def test_what_is_found_says_where():
    assert [(f.kind, f.text, f.start) for f in found_in("Ring på 20 00 00 00.")] == [
        (PersonalData.PHONE, "20 00 00 00", 8)
    ]
    assert [f.text for f in found_in("Nørregade 4, 2. tv og 20000000")] == ["Nørregade 4, 2. tv", "20000000"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("01 01 50 5000", PersonalData.CPR),
        ("01.01.50-5000", PersonalData.CPR),
        ("010150.5000", PersonalData.CPR),
        ("010150\u20115000", PersonalData.CPR),
        ("010150\u22125000", PersonalData.CPR),
        ("0101\u200b50-5000", PersonalData.CPR),
        ("010150\\-5000", PersonalData.CPR),
        ("010150—5000", PersonalData.CPR),
        ("010150\u20125000", PersonalData.CPR),
        ("010150/5000", PersonalData.CPR),
        ("010150_5000", PersonalData.CPR),
        ("010150 / 5000", PersonalData.CPR),
        ("010150  -  5000", PersonalData.CPR),
        ("610150—5000", PersonalData.CPR),
        ("01-01-50-5000", PersonalData.CPR),
        ("01/01/50-5000", PersonalData.CPR),
        ("0101\u200f50-5000", PersonalData.CPR),
        ("20_00_00_00", PersonalData.PHONE),
        ("20 00** 00 00", PersonalData.PHONE),
        ("20\u201100\u201100\u201100", PersonalData.PHONE),
        ("20 00_ 00 00", PersonalData.PHONE),
        ("anna_b@exam**ple**.dk", PersonalData.EMAIL),
        ("Åboulevarden 3", PersonalData.STREET),
        ("Ågade 4", PersonalData.STREET),
        ("Boulevarden 7", PersonalData.STREET),
    ],
)
def test_however_it_is_written_all_of_it_is_found_where_it_stands(text, kind):
    """What is found is what stands there, so that it can be taken out."""
    assert [(f.kind, f.text, f.start) for f in found_in(f"Se her: {text} og nu.")] == [(kind, text, 8)]


@pytest.mark.parametrize(
    "word", ["sag", "journalnr", "bilag:", "id", "CVR", "nr.", "F.", "cpr.", "EMN-", "sag/", "K2026/"]
)
@pytest.mark.parametrize("number", ["010150-5000", "010150/5000", "01 01 50 5000", "010150 5000", "01-01-50-5000"])
def test_no_word_excuses_a_birth_number_in_two_parts(word, number):
    for before in (f"{word} ", word) if not word[-1].isalnum() else (f"{word} ",):
        assert [(f.kind, f.text) for f in found_in(f"Se {before}{number}.")] == [(PersonalData.CPR, number)]


def test_what_follows_excuses_no_birth_number_either():
    for after in ("-", "/Hansen", "/020250-5000", " 4 gange", ", 2. sal", "."):
        assert found_in(f"Se 010150-5000{after}")[0].text == "010150-5000", after


@pytest.mark.parametrize("before", ["tlf.", "Tlf.:", "mobil:", "Hans,", "tlf.+45 "])
def test_a_telephone_number_is_found_close_to_a_word(before):
    assert [f.kind for f in found_in(f"Ring {before}20000000 i dag")] == [PersonalData.PHONE]


@pytest.mark.parametrize(
    "text",
    [
        "Sag 010150/2026 og sag 0101505000.",
        "CVR-nr. 29189846",
        "Den 01-02-2026 kl. 14.30, sag 27.24.00-P20-1-19.",
        "1,20000000 og 2.20000000",
        "321350-5000 er ingen dag",
        "EMN-20000000 ligger paa x.example/20000000.",
    ],
)
def test_numbers_of_cases_and_firms_are_left_alone(text):
    assert found_in(text) == []


@pytest.mark.parametrize(
    "text",
    ["Den 01.02.2026 kl. 14.30.", "Fra 12 05 til 13 40.", "_Nørregade_ er *smal*.", "2.400.000 kr.", "Alle 3 er her."],
)
def test_dates_hours_and_words_with_marks_are_left_alone(text):
    assert found_in(text) == []


@pytest.mark.parametrize("evil", ["A" * 2_000, "a" * 2_000, "1 " * 1_000, "a.b-" * 500, "Ss " * 600, "20 " * 660])
def test_a_text_that_means_harm_is_read_too(evil):
    assert isinstance(found_in(evil), list)


def test_words_for_everybody_may_hold_none_and_it_is_said_what_was_found(app):
    with app.app_context():
        ensure_no_personal_data("Vi har rettet en fejl.", "", None)
        with pytest.raises(Refused, match=r"et telefonnummer \(20 00 00 00\)"):
            ensure_no_personal_data("Vi har rettet en fejl.", "Ring til Hans på 20 00 00 00.")


def test_the_kinds_can_be_named_without_what_was_found(app):
    with app.app_context():
        named = names_of_kinds(found_in("Ring 20 00 00 00 eller 20 00 00 01, eller skriv til hans@example.dk."))
    assert named == "et telefonnummer, en mailadresse"
