"""What is done out of order: before the hour, after it, from an old page, and where things changed since."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from portal.committees.models import PublicationRule
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.text import render_markdown
from portal.rules.results import Result
from portal.rules.stages import Stage
from portal.sittings.actions.approving import sign_minutes
from portal.sittings.actions.minutes import begin_turn, send_minutes, write_minutes
from portal.sittings.actions.planning import cancel_sitting, edit_sitting
from portal.sittings.actions.publishing import publish_decisions, publish_minutes
from portal.sittings.forms.minutes import MinutesDraft
from portal.sittings.models import Attending, TurnKind
from portal.sittings.protocol import attendance_of
from portal.sittings.queries import at_the_table
from tests.sittings.scene import ACCOUNT, DECISION, draft, minuted, minutes_sent_in, on_desk, sent_in

P, A, D = Attending.PRESENT, Attending.ABSENT, Attending.DISQUALIFIED
BEFORE = timedelta(minutes=-5)


@pytest.fixture
def tomorrow(table, harbour):
    return sent_in(harbour, days=1)


def said(sitting, *states):
    there = {member.id: state for member, state in zip(at_the_table(sitting), states or [P] * 3, strict=False)}
    return MinutesDraft(account=ACCOUNT, decision=DECISION, result=Result.ADOPTED, presences=there)


def at(sitting, delta):
    return clock.frozen(sitting.starts_at + delta)


def test_a_meeting_that_began_before_its_time_is_neither_moved_nor_cancelled(bo, tomorrow):
    with at(tomorrow, BEFORE):
        begin_turn(bo, tomorrow, TurnKind.ITEM, tomorrow.items[0], seen=0)
        with pytest.raises(Refused, match="begyndt"):
            edit_sitting(bo, tomorrow, draft(days=8), reason="Storm.")
        with pytest.raises(Refused, match="begyndt"):
            cancel_sitting(bo, tomorrow, "Storm.")


@pytest.mark.parametrize("is_begun", [True, False])
def test_an_item_with_minutes_stays_on_the_agenda(bo, client, tomorrow, is_begun):
    item = tomorrow.items[0]
    with at(tomorrow, BEFORE):
        if is_begun:
            begin_turn(bo, tomorrow, TurnKind.ITEM, item, seen=0)
        write_minutes(bo, item, said(tomorrow))
        assert client(bo).post(f"{tomorrow.path}/dagsorden/{item.id}/slet").status_code == 422
    db.session.expire_all()
    assert len(tomorrow.items) == 2


def test_no_item_begins_without_saying_which(bo, client, tomorrow):
    with at(tomorrow, BEFORE):
        answer = client(bo).post(f"{tomorrow.path}/forloeb", data={"kind": "item", "seen": "0"})
    assert answer.status_code == 422 and not tomorrow.turns


def test_minutes_that_are_written_later_do_not_say_that_it_was_held_then(bo, client, table, harbour):
    sitting = sent_in(harbour, days=-3)
    with pytest.raises(Refused, match="Mødet er holdt"):
        begin_turn(bo, sitting, TurnKind.ITEM, sitting.items[0], seen=0)
    assert "Begynder nu</button>" not in client(bo).get(f"{sitting.path}/forloeb").text


def test_whoever_was_disqualified_is_back_for_the_next_item(bo, tomorrow):
    first, second = tomorrow.items
    with at(tomorrow, timedelta(minutes=5)):
        begin_turn(bo, tomorrow, TurnKind.ITEM, first, seen=0)
        write_minutes(bo, first, said(tomorrow, P, D, A))
        begin_turn(bo, tomorrow, TurnKind.ITEM, second, seen=1)
    assert [one.state for one in second.presences] == [P, P, A]


def test_a_press_on_an_old_page_is_told(bo, client, tomorrow):
    first, second = tomorrow.items
    with at(tomorrow, BEFORE):
        begin_turn(bo, tomorrow, TurnKind.ITEM, first, seen=0)
        press = {"kind": "item", "seen": "0"}
        answer = client(bo).post(f"{tomorrow.path}/punkter/{second.id}/begynd", data=press, follow_redirects=True)
    assert answer.request.path == f"{tomorrow.path}/forloeb" and "Der er trykket" in answer.text


def test_nobody_left_before_an_item_that_was_put_off(bo, tomorrow):
    first, second = tomorrow.items
    with at(tomorrow, timedelta(minutes=5)):
        write_minutes(bo, first, said(tomorrow))
        some = {at_the_table(tomorrow)[0].id: P}
        write_minutes(bo, second, MinutesDraft(result=Result.POSTPONED, presences=some))
    assert [one.told for one in attendance_of(tomorrow, at_the_table(tomorrow))] == [[], [], []]


def test_decisions_can_be_read_also_where_no_agenda_was_sent(bo, carl, client, table, harbour):
    sitting = minutes_sent_in(harbour)
    sitting.agenda_sent_at = sitting.cases_published_at = None
    db.session.commit()
    sign_minutes(bo, sitting)
    sign_minutes(carl, sitting)
    publish_decisions(bo, sitting)
    assert DECISION in client().get(sitting.path).text


def test_approved_minutes_say_who_was_there_whatever_is_said_of_seats_later(bo, carl, client, table, harbour):
    sitting = minutes_sent_in(harbour)
    member = at_the_table(sitting)[1]
    sign_minutes(bo, sitting)
    sign_minutes(carl, sitting)
    member.ends_on = clock.in_denmark(sitting.starts_at).date() - timedelta(days=3)
    db.session.commit()
    assert member.user.name in client(bo).get(f"{sitting.path}/referat").text


def test_a_slip_of_the_year_does_not_keep_minutes_from_being_approved(bo, table, harbour):
    sitting = minuted(sent_in(harbour, days=-2))
    with pytest.raises(Refused, match="tre måneder"):
        send_minutes(bo, sitting, until=clock.today() + timedelta(days=366))


def test_to_say_of_a_member_whether_they_were_there_is_not_optional(bo, client, tomorrow):
    page = client(bo).get(f"{tomorrow.path}/punkter/{tomorrow.items[0].id}/referat").text
    legends = re.findall(r"<legend.*?</legend>", page, re.DOTALL)
    assert len(legends) == len(at_the_table(tomorrow)) and not any("valgfri" in legend for legend in legends)


def test_whoever_adds_is_told_who_reads_it(bo, carl, client, table, harbour):
    sitting = minutes_sent_in(harbour)
    sign_minutes(bo, sitting)
    sign_minutes(carl, sitting)
    pages = [f"{sitting.path}/punkter/{item.id}/tilfoej" for item in sitting.items]
    assert all("Kun de, der må læse" in client(bo).get(page).text for page in pages)
    publish_decisions(bo, sitting)
    assert all("Kun de, der må læse" in client(bo).get(page).text for page in pages)
    harbour.publication_rule = PublicationRule.MINUTES
    publish_minutes(bo, sitting)
    assert ["alle kan straks læse" in client(bo).get(page).text for page in pages] == [True, False]


def test_the_minutes_of_the_last_meeting_are_finished_after_the_committee_has_closed(bo, carl, client, table, harbour):
    sitting = minutes_sent_in(harbour)
    harbour.stage = Stage.CLOSED
    db.session.commit()
    assert all(client(who).get(f"{sitting.path}/referat").status_code == 200 for who in (bo, carl))
    sign_minutes(bo, sitting)
    sign_minutes(carl, sitting)
    publish_decisions(bo, sitting)
    assert DECISION in client().get(sitting.path).text


def test_the_desk_asks_for_the_publication_that_the_page_promises(bo, carl, client, table, harbour):
    sitting = minutes_sent_in(harbour)
    assert "når referatet er godkendt" in client().get(sitting.path).text
    sign_minutes(bo, sitting)
    sign_minutes(carl, sitting)
    buttons = {task.button for task in on_desk(bo) if task.path == f"{sitting.path}/papirer"}
    assert buttons == {"Offentliggør"} and not [task for task in on_desk(carl) if sitting.path in task.path]
    publish_decisions(bo, sitting)
    assert not [task for task in on_desk(bo) if sitting.path in task.path]


def test_an_agenda_that_cannot_be_changed_does_not_say_that_it_can(bo, client, tomorrow):
    page = f"{tomorrow.path}/dagsorden"
    assert "Det, du retter" in client(bo).get(page).text
    with at(tomorrow, timedelta(minutes=5)):
        text = client(bo).get(page).text
    assert "Det, du retter" not in text and "Den kan ikke ændres mere." in text


def test_the_agenda_in_word_says_that_the_meeting_is_cancelled(bo, carl, client, table, harbour):
    sitting = sent_in(harbour)
    cancel_sitting(bo, sitting, "Formanden er syg.")
    document = Document(BytesIO(client(carl).get(f"{sitting.path}/dagsorden.docx").data))
    assert any("Formanden er syg." in one.text for one in document.paragraphs)


WRITTEN = (
    "| a | b |\n|---|---|\n| celle | to |\n\n[ord](https://x.dk/sti) linje  \nnæste\n\n"
    "1. et\n2. to\n\nMen:\n\n1. tre\n2. fire"
)


def test_word_has_tables_addresses_line_breaks_and_numbers_that_begin_at_one(client, carl, table, harbour):
    sitting = sent_in(harbour)
    sitting.items[0].background_html = render_markdown(WRITTEN)
    db.session.commit()
    document = Document(BytesIO(client(carl).get(f"{sitting.path}/dagsorden.docx").data))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells == [["a", "b"], ["celle", "to"]]
    texts = [one.text for one in document.paragraphs]
    assert any(text.startswith("ord linje\n") for text in texts), texts
    assert "https://x.dk/sti" in {one.address for words in document.paragraphs for one in words.hyperlinks}
    lists = [one._p.pPr.numPr.numId.val for one in document.paragraphs if one.style.name == "List Number"]
    assert lists[0] == lists[1] != lists[2] == lists[3]
    known = document.part.numbering_part.element
    assert len(known.findall(f".//{qn('w:startOverride')}")) == 2
