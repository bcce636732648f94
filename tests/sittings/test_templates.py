"""Agendas that are used again: those that everybody has, and the municipality's own."""

import pytest
from sqlalchemy import func, select

from portal.foundation.confirming import FIELD, YES
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD as SEEN, mark_of
from portal.sittings.actions.templates import MOST_ITEMS, drafts_of, keep_template, put_on_template
from portal.sittings.forms.conversations import READY
from portal.sittings.models import AgendaItem, AgendaTemplate, ItemKind
from tests.sittings.scene import SECRET, minuted, on_agenda, sent_in, sitting_in, unsure


@pytest.fixture
def sitting(harbour):
    return sitting_in(harbour)


def kept():
    return db.session.scalar(select(func.count(AgendaTemplate.id)))


def test_six_conversations_stand_ready_with_minutes_and_guidance(client, bo, sitting):
    assert {"invitation", "possibility", "ownership", "dissent", "commitment", "gifts"} < set(READY)
    page = client(bo).get(f"{sitting.path}/skabeloner").text
    for ready in READY.values():
        for draft in ready.drafts():
            assert draft.title in page and draft.minutes > 0


def test_one_press_puts_all_items_last_on_the_agenda_and_two_no_more(client, bo, sitting):
    on_agenda(sitting, "Det første")
    sent = {"template": "dissent", "submission_key": "tryk"}
    for _click in range(2):
        told = client(bo).post(f"{sitting.path}/skabeloner/brug", data=sent, follow_redirects=True).text
    assert "Punkterne står på dagsordenen" in told
    db.session.expire_all()
    wanted = READY["dissent"].drafts()
    assert [item.title for item in sitting.items] == ["Det første", *(draft.title for draft in wanted)]
    last = sitting.items[-1]
    assert (last.position, last.minutes, last.kind) == (4, wanted[-1].minutes, ItemKind.DECIDE)
    assert last.background == wanted[-1].background and wanted[-1].background in last.background_html


def test_two_templates_of_one_page_are_both_put_on(client, bo, sitting):
    for name in ("commitment", "gifts"):
        client(bo).post(f"{sitting.path}/skabeloner/brug", data={"template": name, "submission_key": "tryk"})
    db.session.expire_all()
    wanted = [draft.title for name in ("commitment", "gifts") for draft in READY[name].drafts()]
    assert [item.title for item in sitting.items] == wanted


def test_an_agenda_is_kept_without_names_and_used_by_another_committee(client, bo, harbour, sitting):
    on_agenda(sitting, "Kystsikring", background="Vi **ser** på kortet.", responsible="Bo Lund", minutes=35)
    on_agenda(sitting, SECRET, is_open=False, background=f"{SECRET} er aftalt.")
    page = (
        client(bo)
        .post(f"{sitting.path}/skabeloner", data={"name": "Kysten", "submission_key": "a"}, follow_redirects=True)
        .text
    )
    assert "Kysten" in page and "Skabelonen er gemt" in page
    (template,) = db.session.scalars(select(AgendaTemplate)).all()
    assert "Bo Lund" not in str(template.items) and SECRET not in str(template.items)
    other = sitting_in(harbour, days=50)
    sent = {"template": template.id, "submission_key": "b"}
    client(bo).post(f"{other.path}/skabeloner/brug", data=sent)
    db.session.expire_all()
    first, second = other.items
    assert (first.title, first.minutes, first.background) == ("Kystsikring", 35, "Vi **ser** på kortet.")
    assert "<strong>ser</strong>" in first.background_html and first.responsible == ""
    assert (second.title, second.background, second.is_open) == ("Lukket punkt", "", False)


def test_a_name_is_used_once_and_nothing_typed_is_lost(client, bo, sitting):
    on_agenda(sitting)
    first = keep_template(bo, sitting, "Kysten", key="a")
    assert keep_template(bo, sitting, "Kysten", key="a") is first
    refused = client(bo).post(f"{sitting.path}/skabeloner", data={"name": "Kysten", "submission_key": "b"})
    assert refused.status_code == 422
    assert "Der findes en skabelon med det navn" in refused.text and 'value="Kysten"' in refused.text
    assert client(bo).post(f"{sitting.path}/skabeloner", data={"name": "x" * 81}).status_code == 422
    assert kept() == 1


def test_one_is_removed_after_asking_and_agendas_stay(client, bo, sitting):
    on_agenda(sitting, "Kystsikring")
    template = keep_template(bo, sitting, "Kysten", key="a")
    put_on_template(bo, sitting, drafts_of(template), key="b")
    path = f"{sitting.path}/skabeloner/{template.id}/slet"
    assert "bliver, som de er" in unsure(client(bo)).post(path).text and kept() == 1
    mark = mark_of(template)
    for _click in range(2):
        assert client(bo).post(path, data={FIELD: YES, SEEN: mark}).status_code == 302
    assert client(bo).post(path).status_code == 404
    assert kept() == 0 and db.session.scalar(select(func.count(AgendaItem.id))) == 2


def test_what_does_not_fit_is_refused(bo, carl, client, harbour, sitting):
    with pytest.raises(Refused, match="ikke noget på dagsordenen"):
        keep_template(bo, sitting, "Tom", key="a")
    many = [READY["ordinary"].drafts()[0]] * (MOST_ITEMS + 1)
    with pytest.raises(Refused, match="mere end 60"):
        put_on_template(bo, sitting, many, key="b")
    with pytest.raises(Refused):
        put_on_template(bo, minuted(sent_in(harbour, days=-3)), many[:2], key="c")
    with pytest.raises(NotAllowed):
        put_on_template(carl, sitting, many[:2], key="d")
    for template in ("", "99", "nothing", "٣"):
        sent = {"template": template, "submission_key": "e"}
        assert client(bo).post(f"{sitting.path}/skabeloner/brug", data=sent).status_code == 404
