"""What is stopped before it is published. The numbers are made up: serial numbers and area codes nobody has."""

import pytest

from portal.foundation.personal_data import PersonalData, found_in

STOPPED = [
    ("Mit nummer er 010190-0000.", PersonalData.CPR, "010190-0000"),
    ("cpr 0101900000", PersonalData.CPR, "0101900000"),
    ("Skriv til nabo.hansen@example.dk i dag", PersonalData.EMAIL, "nabo.hansen@example.dk"),
    ("Ring på 20 00 00 00.", PersonalData.PHONE, "20 00 00 00"),
    ("Tlf. 20000000", PersonalData.PHONE, "20000000"),
    ("+45 2000 0000", PersonalData.PHONE, "+45 2000 0000"),
]
LEFT_ALONE = [
    "Der er 128 støtter, 30–40 biler og 900 meter.",
    "Mødet er d. 19. maj 2026 kl. 17.00.",
    "Det koster 12.500.000 kr. over 4 år.",
    "Sag 2026/118, dokument 123456789012.",
    "Fra 2022 til 2026 steg det fra 1.234,5 til 2.345,6.",
    "Bus 20, 21 og 22 kører ikke.",
]


@pytest.mark.parametrize(("text", "kind", "found"), STOPPED)
def test_personal_data_is_found(text, kind, found):
    assert [(finding.kind, finding.text) for finding in found_in(text)] == [(kind, found)]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_ordinary_numbers_are_left_alone(text):
    assert found_in(text) == []
