"""No text is public before it has been looked through for personal data, whichever form or deed makes it so."""

import html
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.accounts.forms import PasswordField
from portal.app import HOUSE
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.personal_data import HoldsPersonalData
from portal.foundation.public_texts import PublicTexts
from portal.ideas.models import IdeaState
from portal.rules.stages import Stage
from tests.attacks import Attack, fitting, is_shown, limit_of
from tests.everything import addresses
from tests.ideas.scene import idea_in
from tests.recruitment.scene import seat_in
from tests.test_bad_input import built, rules, who_may

PUBLIC_TEXTS = {kind: texts for kind, texts in HOUSE.public_texts.items() if texts.columns}
RECOMMENDED = ("problem", "solution", "actor", "economy", "effect", "indicator", "timetable")
CPR, MARK = "010203-1234", "afmærket"


def words_of(mapper):
    """The columns that hold words, but for values of a list, and what is made from another column."""
    columns = [one.columns[0] for one in mapper.column_attrs]  # also those of the table that it is built on
    words = [c.name for c in columns if isinstance(c.type, sa.String | sa.JSON) and not isinstance(c.type, sa.Enum)]
    return {name for name in words if not (name.endswith("_html") and name.removesuffix("_html") in words)}


def test_every_column_of_words_is_looked_through_or_it_is_said_who_reads_it(app):
    for mapper in db.Model.registry.mappers:
        texts = HOUSE.public_texts.get(mapper.class_, PublicTexts())
        looked_through, named = set(texts.columns), set(texts.passed_over)
        assert looked_through.isdisjoint(named), mapper.local_table.name
        assert looked_through | named == words_of(mapper), mapper.local_table.name


def public_words():
    """Every public text there is, read anew: table, column, text."""
    db.session.rollback()
    for kind, texts in PUBLIC_TEXTS.items():
        for row in db.session.scalars(sa.select(kind)):
            if texts.is_public(row):
                yield from ((kind.__tablename__, column, getattr(row, column) or "") for column in texts.columns)


def saying(more):
    """What a kind person types, with some words more in every text."""

    def typed(field):
        said = fitting(field)
        is_mail = "email" in field.name
        return f"{said} {more}"[-(limit_of(field) or 600) :].strip() if is_shown(field) and not is_mail else said

    return typed


def columns_with(words):
    return {(table, column) for table, column, text in public_words() if words in text}


def is_secret(field):
    return isinstance(field, PasswordField) or field.name in {"present", "code"}


def hidden_in(page):
    """What a form on the page sends of itself: which version was read, above all."""
    hidden = [tag for tag in re.findall(r"<input[^>]*>", page) if 'type="hidden"' in tag and "value=" in tag]
    found = [(re.search(r'name="(\w+)"', tag)[1], re.search(r'value="([^"]*)"', tag)[1]) for tag in hidden]
    return {name: html.unescape(value) for name, value in found if name != "csrf_token"}


def well_filled(attack, browser, more):
    """Every field as a kind person fills it, on the page as it stands now."""
    page = browser.get(attack.path)
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    sent = attack.fill(saying(more)) | {"step": "send", "confirmed": "1", "delete_on": "2031-06-04"}
    sent |= {field.name: yesterday for field in attack.fields() if field.name in HAS_BEEN}
    sent |= {field.name: "" for field in attack.fields() if field.name in {"party_id", "sent_on_to_id"}}
    return sent | (hidden_in(page.text) if page.status_code == 200 else {})


HAS_BEEN = {"on", "met_on", "decided_on", "came_on", "reported_on"}
# What people write by a form that is sent once; what takes several steps has tests of its own
WRITTEN_AT_ONCE = {
    "body": {"name"},
    "case_step": {"body_name", "item", "text"},
    "commitment": {"owner", "title"},
    "commitment_report": {"text"},
    "committee": {"lessons", "name", "publication_reference", "summary"},
    "composition_category": {"name"},
    "composition_need": {"reason"},
    "council_response": {"case_number", "item", "reason"},
    "decision_attachment": {"name"},
    "decision_correction": {"text"},
    "decision_point": {"text"},
    "decision_record": {
        "absent",
        "disqualified",
        "legal_basis",
        "minority_statement",
        "presentation",
        "summary",
        "text",
        "title",
    },
    "idea_answer_correction": {"text"},
    "idea_step": {"reason"},
    "idea_theme": {"name", "summary"},
    "initiative_step": {"reason"},
    "mandate": {"adopted_item"},
    "membership": {"end_reason"},
    "moderation_case": {"appeal_reason", "reason"},
    "party": {"name"},
    "proposal": {"title"},
    "proposal_version": {"mobilisation", "problem", "solution", "title", "what_changed"},
    "response_correction": {"text"},
    "seat": {"profile"},
    "stage_entry": {"reason"},
    "outcome_paragraph": {"text", "title"},
    "workshop": {"cancel_reason", "influence_note", "outcome", "outcome_confirmed_how", "place", "purpose", "title"},
    "meeting_move": {"reason"},
    "workshop_note": {"body"},
}


def test_every_form_that_makes_a_text_public_looks_for_personal_data(app, client, world, watch, forms_read):
    """A CPR number is sent in every text of every form: none is published, and nothing that was typed is lost."""
    of, faults, reached = addresses(world), [], set()
    for rule in rules(app, "POST"):
        path = built(app, rule, of(rule.endpoint, rule.arguments))
        browser = client(who_may(rule, world))
        attack = Attack(path, browser, watch, forms_read)
        attack.send("nothing", data={})
        if not any(is_shown(field) for field in attack.fields()):
            continue
        typed = well_filled(attack, browser, CPR)
        answer = attack.send("a CPR number", data=typed)
        faults += [f"{path}: published {column}" for column in sorted(columns_with(CPR))]
        if answer is not None and answer.status_code == 422:
            page = html.unescape(answer.text)
            lost = [f.name for f in attack.fields() if is_shown(f) and not is_secret(f) and typed[f.name] not in page]
            faults += [f"{path}: lost {lost}"] if lost else []
        typed = well_filled(attack, browser, MARK)
        answer = attack.send("the same without", data=typed)
        if answer is not None and answer.status_code in {200, 422}:  # what is asked once more is answered
            attack.send("and sure of it", data=typed | hidden_in(answer.text))
        reached |= columns_with(MARK)
        faults += attack.faults
        if faults:
            break
    assert not faults, "\n".join(faults)
    expected = {(table, column) for table, columns in WRITTEN_AT_ONCE.items() for column in columns}
    assert sorted(expected - reached) == []


def test_clean_text_arrives_by_forms_that_need_a_day_a_seat_or_a_table(client, bo, carl, dorte, gerda, anna, harbour):
    """A call, an answer to an idea, and a recommendation: written, stood on, adopted."""
    today, secretary = clock.today(), client(bo)
    days = {"opens_on": today, "closes_on": today + timedelta(days=9), "delete_on": today + timedelta(days=99)}
    call = dict.fromkeys(("body", "hours", "selection"), MARK) | {"seat_ids": [str(seat_in(harbour).id)]} | days
    assert secretary.post(f"{harbour.path}opslag", data=call).status_code == 302

    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    answer = {"verdict": "answered", "body": MARK, "signed_as": MARK, "override": MARK}
    typed = {f"answer-{name}": text for name, text in answer.items()} | {"confirmed": "1"}
    assert secretary.post(f"/ideer/{idea.id}/behandl/svar", data=typed).status_code == 302

    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    written = dict.fromkeys(("title", *RECOMMENDED), MARK) | {"submission_key": "key"}
    path = secretary.post(f"{harbour.path}anbefalinger/ny", data=written).location
    for member, choice in ((carl, "for"), (dorte, "for"), (gerda, "against")):
        client(member).post(f"{path}/standpunkt", data={"choice": choice, "text_version": "1"})
    assert columns_with(MARK).isdisjoint({("recommendation", name) for name in RECOMMENDED}), "a draft is not public"
    adopted = {"adopted_on": today.isoformat(), "minority_statement": MARK}
    assert secretary.post(f"{path}/vedtag", data=adopted).status_code == 302
    assert columns_with(MARK) == (
        {("call", name) for name in ("body", "hours", "selection")}
        | {("idea_answer", name) for name in ("body", "override", "signed_as")}
        | {("recommendation", name) for name in ("title", *RECOMMENDED, "minority_statement")}
    )


def test_no_deed_can_pass_the_lock(world):
    """Column by column: whatever writes there, within a transaction as every deed is, is stopped."""
    tried = set()
    for kind, texts in PUBLIC_TEXTS.items():
        row = next((row for row in db.session.scalars(sa.select(kind)) if texts.is_public(row)), None)
        for column in texts.columns if row is not None else ():
            with pytest.raises(HoldsPersonalData), transaction():
                setattr(row, column, CPR)
            tried.add(kind)
    assert len(tried) > len(PUBLIC_TEXTS) / 2
