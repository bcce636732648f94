"""A secretary tells how a promise stands."""

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.implementation.actions import report_commitment
from portal.implementation.models import CommitmentReport, CommitmentStatus as S
from portal.implementation.states import MOVES
from portal.rules.stages import Stage
from tests.cast import committee_in
from tests.implementation.scene import answered, in_implementation, moved_to, promised


@pytest.fixture
def promise(harbour, bo):
    in_implementation(harbour)
    return promised(answered(harbour, bo))


def test_reports_stay_newest_first(client, bo, harbour, promise):
    report_commitment(bo, promise, S.IN_PROGRESS, "Masterne er bestilt.")
    report_commitment(bo, promise, S.KEPT, "Lyset er tændt.")

    assert promise.status is S.KEPT
    page = client().get(f"{harbour.path}opfoelgning").text
    assert page.index("Lyset er tændt.") < page.index("Masterne er bestilt.")
    assert "1 af 1 løfte er holdt." in page
    events = db.session.scalars(select(Event).order_by(Event.id)).all()
    assert [event.details["status"] for event in events] == ["in_progress", "kept"]


@pytest.mark.parametrize("before", list(S))
@pytest.mark.parametrize("after", list(S))
def test_the_table_decides_which_status_may_follow(bo, promise, before, after):
    promise.status = before
    db.session.commit()
    if after in MOVES[before]:
        report_commitment(bo, promise, after, "Sådan står det.")
        assert promise.status is after
    else:
        with pytest.raises(Refused):
            report_commitment(bo, promise, after, "Sådan står det.")
        assert promise.status is before
        assert db.session.scalar(select(func.count()).select_from(CommitmentReport)) == 0


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_others_do_not(request, who, promise):
    with pytest.raises(NotAllowed):
        report_commitment(request.getfixturevalue(who), promise, S.KEPT, "Det er gjort.")


def test_not_when_all_is_concluded(bo, harbour, promise):
    moved_to(Stage.CLOSED, harbour)
    with pytest.raises(NotAllowed):
        report_commitment(bo, promise, S.KEPT, "Det er gjort.")


def test_nothing_is_saved_when_a_later_step_fails(bo, promise, monkeypatch):
    monkeypatch.setattr("portal.implementation.actions.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        report_commitment(bo, promise, S.KEPT, "Det er gjort.")
    assert promise.status is S.PROMISED
    assert promise.reports == []


def test_through_the_page(client, bo, harbour, promise):
    address = f"{harbour.path}opfoelgning/{promise.id}/status"
    page = client(bo).get(address).text
    assert "Holdt" in page
    sent = {"status": "kept", "text": "", FIELD: mark_of(promise)}
    wrong = client(bo).post(address, data=sent)
    assert wrong.status_code == 422
    assert "Skriv, hvad der er sket" in wrong.text
    sent["text"] = "Lyset er tændt."
    assert client(bo).post(address, data=sent).location.endswith(f"#loefte-{promise.id}")
    assert client(bo).post(address, data=sent).status_code == 409
    assert client(bo).post(address, data=sent | {"status": "nonsense"}).status_code == 422


def test_promises_of_other_committees_are_not_found_here(client, bo, harbour, promise, fjordby):
    other = promised(answered(committee_in(fjordby, "Søen", "soeen", stage=Stage.CO_IMPLEMENTATION), bo, 2))
    assert client(bo).get(f"{harbour.path}opfoelgning/{other.id}/status").status_code == 404
