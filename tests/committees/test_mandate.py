"""Writing a mandate, and adopting it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from portal.committees.actions.committee import create_committee
from portal.committees.actions.mandate import adopt_mandate, write_mandate
from portal.committees.forms.mandate import Adoption, MandateDraft
from portal.committees.queries import adopted_mandate, draft_mandate, mandates
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from tests.committees.test_create_committee import DRAFT as COMMITTEE

DRAFT = MandateDraft(
    sections={"background": "Baggrund.", "purpose": "Formål.", "promise": "Byrådet svarer."},
    questions=("Hvad mangler?", "Hvem kan hjælpe?"),
)


@pytest.fixture
def lake(sofie, fjordby):
    return create_committee(sofie, fjordby, COMMITTEE)


def adoption(council, on=date(2026, 1, 28)):
    return Adoption(body_id=council.id, on=on, item="7")


def test_adoption_makes_the_committee_public(sofie, lake, council):
    write_mandate(sofie, lake, DRAFT)
    mandate = adopt_mandate(sofie, lake, adoption(council))
    assert lake.is_public
    assert mandate.is_adopted
    assert [(q.number, q.text) for q in mandate.questions] == [(1, "Hvad mangler?"), (2, "Hvem kan hjælpe?")]


def test_writing_again_before_adoption_stays_in_one_version(sofie, lake):
    write_mandate(sofie, lake, DRAFT)
    write_mandate(sofie, lake, MandateDraft({"purpose": "Nyt formål."}, ("Et?",)))
    assert [(m.number, m.purpose, len(m.questions)) for m in mandates(lake)] == [(1, "Nyt formål.", 1)]


def test_an_adopted_version_never_changes(sofie, lake, council):
    write_mandate(sofie, lake, DRAFT)
    adopt_mandate(sofie, lake, adoption(council))
    write_mandate(sofie, lake, MandateDraft({"purpose": "Et helt andet formål."}, ("Et?",)))
    held = adopted_mandate(lake)
    assert (held.number, held.purpose, len(held.questions)) == (1, "Formål.", 2)
    assert [m.number for m in mandates(lake)] == [2, 1]


def test_half_finished_cannot_be_adopted_and_everything_missing_is_said(sofie, lake, council):
    write_mandate(sofie, lake, MandateDraft({}, ()))
    with pytest.raises(Refused) as refusal:
        adopt_mandate(sofie, lake, adoption(council))
    assert len(refusal.value.reasons) == 3
    assert not lake.is_public


def test_without_a_draft_there_is_nothing_to_adopt(bo, harbour, council):
    with pytest.raises(Refused):
        adopt_mandate(bo, harbour, adoption(council))


def test_citizens_do_not_write_it(anna, harbour):
    with pytest.raises(NotAllowed):
        write_mandate(anna, harbour, DRAFT)


def test_adoption_lies_in_the_past(client, sofie, lake, council):
    write_mandate(sofie, lake, DRAFT)
    tomorrow = clock.today() + timedelta(days=1)
    sent = {"body_id": council.id, "on": tomorrow.isoformat(), "item": "7"}
    page = client(sofie).post(f"{lake.path}kommissorium/vedtag", data=sent)
    assert page.status_code == 422
    assert "Skriv datoen for et møde, der er holdt" in page.text


def test_through_the_pages(client, sofie, anna, lake, council):
    browser = client(sofie)
    steps = {
        "formaal": {"purpose": "Formål <b>her</b>."},
        "spoergsmaal": {"questions": "Et?\n\n  To?  \n"},
        "modtager": {"promise": "Svar.", "idea_answer_days": "21", "recommendation_answer_days": "60"},
    }
    for step, sent in steps.items():
        assert browser.post(f"{lake.path}kommissorium/ret/{step}", data=sent).status_code == 302
    page = browser.get(f"{lake.path}kommissorium/ret")
    assert "To?" in page.text
    assert "<b>her" not in page.text
    sent = {"body_id": council.id, "on": "2026-01-28", "item": "7"}
    receipt = browser.post(f"{lake.path}kommissorium/vedtag", data=sent, follow_redirects=True)
    assert "Det sker der nu" in receipt.text
    page = client(anna).get(f"{lake.path}kommissorium")
    assert "28.\N{NO-BREAK SPACE}januar 2026" in page.text
    assert client(anna).get(f"{lake.path}kommissorium?version=9").status_code == 404
    assert db.session.get(type(lake), lake.id).is_public


def test_questions_that_were_pasted_with_numbers_have_each_one(client, sofie, lake):
    browser = client(sofie)
    sent = {"questions": "1. Hvad mangler?\n2. Hvem kan hjælpe?"}
    assert browser.post(f"{lake.path}kommissorium/ret/spoergsmaal", data=sent).status_code == 302
    assert [question.text for question in draft_mandate(lake).questions] == ["Hvad mangler?", "Hvem kan hjælpe?"]


def test_before_anything_is_written_no_version_holds(client, sofie, lake):
    page = client(sofie).get(f"{lake.path}kommissorium/ret").text
    assert "Der er ikke skrevet noget endnu" in page
    assert "gælder. Når du gemmer" not in page


def test_too_many_questions_are_refused_with_the_text_kept(client, sofie, lake):
    sent = {"questions": "Hvorfor?\n" * 21}
    page = client(sofie).post(f"{lake.path}kommissorium/ret/spoergsmaal", data=sent)
    assert page.status_code == 422
    assert page.text.count("Hvorfor?") >= 21


def seen_on(page):
    return re.search(r'name="seen"[^>]*value="([^"]*)"', page)[1]


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(client, sofie, lake):
    path, browser = f"{lake.path}kommissorium/ret/formaal", client(sofie)
    write_mandate(sofie, lake, DRAFT)
    seen = seen_on(browser.get(path).text)
    one, other = ({"purpose": f"{name} skrev et helt nyt formål."} for name in ("Sofie", "Bo"))
    assert browser.post(path, data=one | {"seen": seen}).status_code == 302
    answer = browser.post(path, data=other | {"seen": seen})
    assert answer.status_code == 409
    assert "Bo skrev et helt nyt formål." in answer.text
    assert browser.post(path, data=one | {"seen": seen}).status_code == 302, "a second click is no quarrel"
    assert browser.post(path, data=other | {"seen": seen_on(browser.get(path).text)}).status_code == 302


def test_a_version_is_not_adopted_before_the_one_that_it_replaces(client, sofie, lake, council):
    write_mandate(sofie, lake, DRAFT)
    adopt_mandate(sofie, lake, adoption(council, on=date(2026, 1, 28)))
    write_mandate(sofie, lake, MandateDraft({"purpose": "Nyt formål."}))
    path, browser = f"{lake.path}kommissorium/vedtag", client(sofie)
    sent = {"body_id": council.id, "on": "2026-01-27", "item": "3", "seen": seen_on(browser.get(path).text)}
    page = browser.post(path, data=sent)
    assert page.status_code == 422 and "Version 1 blev vedtaget den 28.\N{NO-BREAK SPACE}januar 2026." in page.text
    assert adopted_mandate(lake).number == 1
    adopt_mandate(sofie, lake, adoption(council, on=date(2026, 1, 28)))
    assert adopted_mandate(lake).number == 2


def test_two_clicks_are_one_adoption(client, sofie, lake, council):
    path, browser = f"{lake.path}kommissorium/vedtag", client(sofie)
    write_mandate(sofie, lake, DRAFT)
    sent = {"body_id": council.id, "on": "2026-01-28", "item": "7", "seen": seen_on(browser.get(path).text)}
    first, second = browser.post(path, data=sent), browser.post(path, data=sent)
    assert first.status_code == 302 and first.location == second.location
    told = select(func.count()).select_from(Event).where(Event.type == "mandate.adopted")
    assert db.session.scalar(told) == 1
    assert browser.post(path, data=sent | {"item": "8"}).status_code == 409, "that is another adoption, of nothing"


def test_nothing_is_adopted_unseen(client, sofie, lake, council):
    path, browser = f"{lake.path}kommissorium/vedtag", client(sofie)
    write_mandate(sofie, lake, DRAFT)
    sent = {"body_id": council.id, "on": "2026-01-28", "item": "7", "seen": seen_on(browser.get(path).text)}
    write_mandate(sofie, lake, replace(DRAFT, questions=("Noget helt andet?",)))
    assert browser.post(path, data=sent).status_code == 409
    assert not db.session.get(type(lake), lake.id).is_public
    assert browser.post(path, data=sent | {"seen": seen_on(browser.get(path).text)}).status_code == 302
