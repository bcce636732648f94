"""A secretary writes what was learned, before the end."""

import pytest

from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.implementation.actions import write_lessons
from portal.rules.stages import Stage
from tests.implementation.scene import in_implementation, moved_to

TEXT = "### Det, der virkede\n\nLommelygter. <script>alert(1)</script>"


@pytest.fixture
def committee(harbour):
    return in_implementation(harbour)


def test_they_are_public_and_clean(client, bo, committee):
    write_lessons(bo, committee, TEXT)
    assert committee.lessons_written_at is not None
    page = client().get(f"{committee.path}laering").text
    assert "Lommelygter" in page
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page, "read as typed, and never run"
    assert "<textarea" not in page


def test_they_may_be_rewritten_until_the_end(bo, committee):
    write_lessons(bo, committee, TEXT)
    write_lessons(bo, committee, "Kortere.")
    assert committee.lessons_html == "<p>Kortere.</p>"
    moved_to(Stage.CLOSED, committee)
    with pytest.raises(NotAllowed):
        write_lessons(bo, committee, "For sent.")


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.CO_IMPLEMENTATION])
def test_not_in_other_stages(bo, committee, stage):
    moved_to(stage, committee)
    with pytest.raises(NotAllowed):
        write_lessons(bo, committee, TEXT)


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_others_do_not(request, who, committee):
    with pytest.raises(NotAllowed):
        write_lessons(request.getfixturevalue(who), committee, TEXT)


def test_nothing_is_saved_when_a_later_step_fails(bo, committee, monkeypatch):
    monkeypatch.setattr("portal.implementation.actions.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_lessons(bo, committee, TEXT)
    db.session.refresh(committee)
    assert (committee.lessons, committee.lessons_written_at) == ("", None)


def test_through_the_page(client, bo, anna, committee):
    address = f"{committee.path}laering"
    assert "### Det, der virkede" in client(bo).get(address).text
    wrong = client(bo).post(address, data={"text": ""})
    assert wrong.status_code == 422
    assert "Skriv, hvad I har lært" in wrong.text
    assert client(bo).post(address, data={"text": TEXT}).location == address
    assert client(anna).post(address, data={"text": TEXT}).status_code == 403
    assert client().post(address, data={"text": TEXT}).status_code in {302, 401}
