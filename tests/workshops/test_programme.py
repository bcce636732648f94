"""The programme on paper: what whoever comes needs to know, and nobody's name that is not public."""

from datetime import timedelta

import pytest

from portal.foundation import clock
from portal.rules.roles import Role
from portal.workshops.actions.evening import begin_round, describe_turn
from portal.workshops.actions.planning import cancel_workshop
from portal.workshops.actions.seating import describe_table, lay_tables
from portal.workshops.forms.tables import TableDraft, TablesDraft, TurnDraft
from tests.cast import person
from tests.workshops.scene import workshop_in


@pytest.fixture
def laid(bo, harbour):
    workshop = workshop_in(harbour)
    lay_tables(bo, workshop, TablesDraft(2, 4, 2, 20))
    describe_table(bo, workshop, workshop.tables[0], TableDraft("Hvem ejer kajen?", 4))
    describe_turn(bo, workshop, workshop.rounds[1], TurnDraft("Hvad mangler vi?", 30))
    return workshop


def shown(client, workshop, who=None):
    return " ".join(client(who).get(f"{workshop.path}/program").text.split())


def test_everybody_prints_it_from_the_page_of_the_meeting(client, laid):
    assert f'href="{laid.path}/program"' in client().get(laid.path).text
    page = shown(client, laid)
    for words in ("Kulturhuset", "14.00–16.00", "Vi finder ud af, <strong>hvor</strong> der kan bades.", "Vi begynder",
                  "Runde 1</strong> · 20 minutter", "Hvad mangler vi?", "Hvem ejer kajen?", "Vi slutter", "Bagefter",
                  f"{laid.path}</strong>", 'class="qr"'):  # fmt: skip
        assert words in page, words
    assert "Pause" not in page


def test_rounds_that_have_begun_have_their_hours_and_what_lies_between_is_a_break(bo, client, laid):
    with clock.frozen(laid.starts_at + timedelta(minutes=10)):
        begin_round(bo, laid, laid.rounds[0])
    with clock.frozen(laid.starts_at + timedelta(minutes=45)):
        begin_round(bo, laid, laid.rounds[1])
        page = shown(client, laid)
    assert "Kl. 14.10–14.30 · Runde 1" in page.replace("\xa0", " ").replace("kl.", "Kl.")
    assert "14.30–14.45</strong> · Pause" in page
    assert "14.45–15.15 · Runde 2" in page


def test_who_leads_the_evening_stands_on_the_paper_of_those_who_hold_it_alone(bo, client, harbour, laid):
    person("Frida Holst", Role.FACILITATOR, committee=harbour)
    assert "Frida Holst" in client(bo).get(f"{laid.path}/udskriv").text
    assert "Frida Holst" not in shown(client, laid)


def test_of_a_meeting_that_is_cancelled_the_paper_says_so_in_large_type(bo, client, laid):
    cancel_workshop(bo, laid, "Salen er lejet ud.")
    page = shown(client, laid)
    assert 'class="paper__stamp">Aflyst' in page and "Salen er lejet ud." in page
    assert f'href="{laid.path}/program"' not in client().get(laid.path).text


def test_a_round_ends_where_the_next_begins_and_what_was_tried_out_is_no_part_of_it(bo, client, laid):
    with clock.frozen(laid.starts_at - timedelta(hours=6)):
        begin_round(bo, laid, laid.rounds[0])
        assert "Runde 1</strong> · 20 minutter" in shown(client, laid)
    with clock.frozen(laid.starts_at + timedelta(minutes=10)):
        begin_round(bo, laid, laid.rounds[0])
    with clock.frozen(laid.starts_at + timedelta(minutes=15)):
        begin_round(bo, laid, laid.rounds[1])
        page = shown(client, laid)
    assert "14.10–14.15 · Runde 1" in page and "14.15–14.45 · Runde 2" in page
