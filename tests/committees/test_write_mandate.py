"""Writing a mandate in steps that keep half-finished work, and taking text over from an earlier committee."""

import pytest
from sqlalchemy import select

from portal.committees.actions.mandate import adopt_mandate, copy_mandate, write_mandate
from portal.committees.forms.mandate import Adoption, CopyDraft, MandateDraft
from portal.committees.queries import adopted_mandate, draft_mandate
from portal.committees.states import MANDATE_STEPS, Fill, fill_of, mark_of
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, Refused
from portal.trace.models import TraceEdge
from tests.cast import committee_in

DAYS = {"idea_answer_days": "28", "recommendation_answer_days": "90"}
STEPS = {step.key: step for step in MANDATE_STEPS}


def last_event():
    return db.session.scalars(select(Event).order_by(Event.id.desc())).first()


def texts(mandate):
    return mandate.background, mandate.purpose, mandate.money, [q.text for q in mandate.questions]


def test_a_step_is_saved_on_its_own(bo, harbour):
    write_mandate(bo, harbour, MandateDraft({"money": "100.000 kr."}))
    draft = draft_mandate(harbour)
    assert texts(draft) == ("Baggrunden.", "Formålet.", "100.000 kr.", ["Spørgsmål 1?", "Spørgsmål 2?"])
    assert draft.number == 2 and texts(adopted_mandate(harbour))[2] == ""
    assert fill_of(draft, STEPS["deltagere"]) is Fill.BEGUN
    assert fill_of(draft, STEPS["spoergsmaal"]) is Fill.FILLED
    assert fill_of(draft, STEPS["ramme"]) is Fill.MISSING
    assert last_event().details == {"number": 2, "parts": ["money"]}


def test_two_writers_on_one_step_do_not_write_over_each_other(bo, harbour):
    seen = mark_of(adopted_mandate(harbour), ("purpose",))
    write_mandate(bo, harbour, MandateDraft({"purpose": "Det første."}), seen=seen)
    with pytest.raises(Conflict):
        write_mandate(bo, harbour, MandateDraft({"purpose": "Det andet."}), seen=seen)
    assert draft_mandate(harbour).purpose == "Det første."


def test_two_writers_on_two_steps_do_not_disturb_each_other(bo, harbour):
    held = adopted_mandate(harbour)
    purpose, money = mark_of(held, ("purpose",)), mark_of(held, ("money",))
    write_mandate(bo, harbour, MandateDraft({"purpose": "Nyt."}), seen=purpose)
    write_mandate(bo, harbour, MandateDraft({"money": "Ingen."}), seen=money)
    assert texts(draft_mandate(harbour))[1:3] == ("Nyt.", "Ingen.")


def test_whoever_comes_second_keeps_the_text_and_sees_the_other(client, bo, harbour):
    browser, address = client(bo), f"{harbour.path}kommissorium/ret/formaal"
    seen = mark_of(adopted_mandate(harbour), ("background", "purpose"))
    sent = {"background": "Den enes baggrund.", "purpose": "Den enes formål.", "seen": seen}
    assert browser.post(address, data=sent).location.endswith("/kommissorium/ret/spoergsmaal")
    page = browser.post(address, data=sent | {"purpose": "Den andens formål."})
    assert page.status_code == 409
    assert "Den andens formål." in page.text and "Den enes formål." in page.text
    now = mark_of(draft_mandate(harbour), ("background", "purpose"))
    assert now in page.text
    assert browser.post(address, data=sent | {"purpose": "Samlet.", "seen": now, "close": "1"}).location.endswith(
        "/ret"
    )
    assert draft_mandate(harbour).purpose == "Samlet."


def test_the_steps_say_what_is_missing(client, sofie, harbour, fjordby):
    browser = client(sofie)
    page = browser.get(f"{harbour.path}kommissorium/ret")
    assert "Version 1 gælder" in page.text and "Mangler" in page.text and "Udfyldt" in page.text
    browser.post(f"{harbour.path}kommissorium/ret/modtager", data={"promise": "", "receivers": "Byrådet"} | DAYS)
    page = browser.get(f"{harbour.path}kommissorium/ret")
    assert 'kommissorium/ret/modtager#promise"' in page.text
    assert "Før opgaven kan vedtages" in browser.get(f"{harbour.path}kommissorium/vedtag").text
    assert browser.get(f"{harbour.path}kommissorium/ret/findes-ikke").status_code == 404


@pytest.mark.parametrize("step", STEPS)
def test_every_step_opens_and_every_limit_is_kept(client, bo, harbour, step):
    browser, address = client(bo), f"{harbour.path}kommissorium/ret/{step}"
    assert browser.get(address).status_code == 200
    sent = dict.fromkeys(STEPS[step].fields, "Æ" * 12_001)
    page = browser.post(address, data=sent | {"seen": "x" * 65})
    assert page.status_code == 422 and "Æ" * 12_001 in page.text
    assert draft_mandate(harbour) is None


def test_text_is_taken_over_into_what_is_empty(bo, harbour, fjordby):
    earlier = committee_in(fjordby, "Torvet", "torvet")
    adopted_mandate(earlier).money = "50.000 kr."
    write_mandate(bo, harbour, MandateDraft({"purpose": "Vores eget."}))
    mandate = copy_mandate(bo, harbour, CopyDraft(earlier.id, replaces=False))
    assert (mandate.purpose, mandate.money) == ("Vores eget.", "50.000 kr.")
    assert last_event().type == "mandate.copied"
    edge = db.session.scalars(select(TraceEdge)).one()
    assert (edge.earlier_id, edge.later_id) == (adopted_mandate(earlier).id, mandate.id)


def test_and_over_what_is_written_only_when_told(bo, harbour, fjordby):
    earlier = committee_in(fjordby, "Torvet", "torvet")
    adopted_mandate(earlier).questions[0].text = "Hvad skal torvet?"
    write_mandate(bo, harbour, MandateDraft({"purpose": "Vores eget."}, ("Eget spørgsmål?",)))
    mandate = copy_mandate(bo, harbour, CopyDraft(earlier.id, replaces=True))
    assert (mandate.purpose, mandate.questions[0].text) == ("Formålet.", "Hvad skal torvet?")


def test_copying_refuses_itself_what_is_not_public_and_strangers(client, anna, bo, harbour, fjordby):
    hidden = committee_in(fjordby, "Torvet", "torvet")
    hidden.published_at = None
    db.session.commit()
    for committee in (harbour, hidden):
        with pytest.raises(Refused):
            copy_mandate(bo, harbour, CopyDraft(committee.id, replaces=True))
        sent = {"committee_id": committee.id, "how": "keep"}
        assert client(bo).post(f"{harbour.path}kommissorium/kopier", data=sent).status_code == 422
    with pytest.raises(NotAllowed):
        copy_mandate(anna, harbour, CopyDraft(hidden.id, replaces=True))
    assert draft_mandate(harbour) is None


def test_copying_through_the_pages(client, bo, harbour, fjordby):
    earlier = committee_in(fjordby, "Torvet", "torvet")
    browser = client(bo)
    assert "Torvet" in browser.get(f"{harbour.path}kommissorium/kopier?fra={earlier.id}").text
    sent = {"committee_id": earlier.id, "how": "keep"}
    assert browser.post(f"{harbour.path}kommissorium/kopier", data=sent).location.endswith("/kommissorium/ret")
    assert draft_mandate(harbour).number == 2


def test_two_versions_are_compared_sentences_first(client, anna, bo, harbour, council):
    write_mandate(bo, harbour, MandateDraft({"purpose": "Formålet. Og mere til."}, ("Spørgsmål 1?", "Helt andet?")))
    address = f"{harbour.path}kommissorium/sammenlign"
    assert client(anna).get(f"{address}?fra=1&til=2").status_code == 404, "a draft is not public"
    assert client(bo).get(f"{address}?fra=1&til=2").status_code == 200
    adopt_mandate(bo, harbour, Adoption(council.id, clock.today(), "9"))
    page = client(anna).get(address).text
    assert page.index("Nyt:") < page.index("Ord for ord") < page.index("Side om side")
    assert "Og mere til." in page and "Helt andet?" in page
    assert "Der er ikke ændret noget i: Baggrund" in page
    for odd in ("?fra=x", "?til=99", "?fra=-1&til=2", "?fra=²"):
        assert client(anna).get(address + odd).status_code == 404
