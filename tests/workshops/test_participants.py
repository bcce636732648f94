"""Those who hold a meeting see who comes; nobody else does, and only as long as it is promised."""

import csv
import io
from datetime import timedelta

import pytest

from portal.accounts.models import WITHOUT_MAIL
from portal.foundation import clock
from portal.privacy.actions.retaining import keep_promises
from portal.rules.privacy import Kind, kept_for
from portal.rules.roles import Role
from portal.workshops.models import ParticipantKind
from tests.cast import person
from tests.workshops.scene import comes, workshop_in


@pytest.fixture
def workshop(harbour, anna, dorte, fjordby):
    """Anna comes, Dorte for Venstre, somebody without e-mail, and somebody whose name would be a formula."""
    meeting = workshop_in(harbour)
    comes(anna, meeting)
    comes(dorte, meeting, ParticipantKind.POLITICIAN, fjordby.parties[2])
    comes(person("Åge Sø", email=f"7@{WITHOUT_MAIL}"), meeting, ParticipantKind.ASSOCIATION)
    comes(person("=1+1", email="formel@example.dk"), meeting)
    return meeting


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")), delimiter=";"))


def test_the_organisers_see_names_kinds_and_ways_to_reach_them(client, bo, workshop):
    page = client(bo).get(f"{workshop.path}/deltagere")
    assert page.status_code == 200
    for told in (
        "Anna Strand",
        "mailto:anna@example.dk",
        "Politiker, ",
        "Venstre",
        "Ingen mailadresse",
        "4 er tilmeldt",
    ):
        assert told in page.text, told
    assert WITHOUT_MAIL not in page.text
    assert page.text.index("Anna Strand") < page.text.index("Åge Sø"), "in Danish order"
    assert f'href="{workshop.path}/deltagere"' in client(bo).get(workshop.path).text
    assert client(person("Fie Holm", Role.FACILITATOR)).get(f"{workshop.path}/deltagere").status_code == 200


def test_as_a_table_that_calculates_nothing(client, bo, workshop):
    answer = client(bo).get(f"{workshop.path}/deltagere.csv")
    assert answer.mimetype == "text/csv" and answer.headers["Cache-Control"] == "no-store"
    rows = rows_of(answer)
    assert rows[0] == ["navn", "kommer som", "parti", "organisation", "e-mail", "telefon", "nr. på ventelisten"]
    assert len(rows) == 5
    assert ["Anna Strand", "Borger", "", "", "anna@example.dk", "", ""] in rows
    assert ["Åge Sø", "Forening", "", "", "Ingen mailadresse", "", ""] in rows
    assert "'=1+1" in [row[0] for row in rows]


def test_the_promise_is_kept(client, anna, carl, workshop):
    """“Those who hold the meeting see your name and e-mail address. Nobody else does.”"""
    for somebody in (None, anna, carl, person("Rita Vig", Role.AUDITOR), person("Finn Å", Role.ADMINISTRATOR),
                     person("Eva By", Role.COUNCILLOR)):  # fmt: skip
        for path in ("/deltagere", "/deltagere.csv"):
            assert client(somebody).get(workshop.path + path).status_code in {302, 401, 403}
        page = client(somebody).get(workshop.path).text
        assert "Åge Sø" not in page and "/deltagere" not in page
    assert (
        "De, der holder mødet, kan se dit navn og din mailadresse"
        in client(person("Ny Borger")).get(workshop.path).text
    )
    assert "De, der holder mødet, kan se dit navn og din mailadresse" in client().get("/privatliv").text


def test_names_go_when_it_is_promised(client, bo, workshop):
    with clock.frozen(workshop.ends_at + kept_for(Kind.SIGN_UP) + timedelta(days=1)):
        keep_promises()
        browser = client(bo)
        assert "Anna Strand" not in browser.get(f"{workshop.path}/deltagere").text
        assert len(rows_of(browser.get(f"{workshop.path}/deltagere.csv"))) == 1
        assert "Anna" not in browser.get(workshop.path).text
