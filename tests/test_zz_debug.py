"""No text is public before it has been looked through for personal data, whichever form or deed makes it so."""

import html

import sqlalchemy as sa

from portal.accounts.forms import PasswordField
from portal.foundation.db import db
from portal.privacy.holdings.public_texts import KEPT_IN, PUBLIC_TEXTS
from tests.attacks import Attack, fitting, is_shown, limit_of
from tests.everything import addresses
from tests.test_bad_input import built, rules, who_may

CPR, MARK = "010203-1234", "afmærket"


def words_of(mapper):
    """The columns that hold words, but for values of a list, and what is made from another column."""
    columns = mapper.local_table.columns
    words = [c.name for c in columns if isinstance(c.type, sa.String | sa.JSON) and not isinstance(c.type, sa.Enum)]
    return {name for name in words if not (name.endswith("_html") and name.removesuffix("_html") in words)}


def test_every_column_of_words_is_looked_through_or_it_is_said_who_reads_it(app):
    for mapper in db.Model.registry.mappers:
        named = set(KEPT_IN.get(mapper.local_table.name, {}))
        public = PUBLIC_TEXTS.get(mapper.class_)
        looked_through = set(public.columns) if public else set()
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


# What the walk cannot reach with one form sent once; each has its own test, or is written by no form
BY_OTHER_WAYS = {
    ("decision_record", "body_name"),
}


def test_every_form_that_makes_a_text_public_looks_for_personal_data(app, client, world, watch, forms_read):
    """A CPR number is sent in every text of every form: none is published, and nothing that was typed is lost."""
    of, faults, reached = addresses(world), [], set()
    for rule in rules(app, "POST"):
        path = built(app, rule, of(rule.endpoint, rule.arguments))
        attack = Attack(path, client(who_may(rule, world)), watch, forms_read)
        attack.send("nothing", data={})
        if not any(is_shown(field) for field in attack.fields()):
            continue
        typed = attack.fill(saying(CPR)) | {"step": "send", "confirmed": "1"}
        answer = attack.send("a CPR number", data=typed)
        if found := columns_with(CPR):
            faults.append(f"{attack.path}: published {sorted(found)}")
            break
        if answer is not None and answer.status_code == 422:
            page = html.unescape(answer.text)
            lost = [f.name for f in attack.fields() if is_shown(f) and not is_secret(f) and typed[f.name] not in page]
            faults += [f"{attack.path}: lost {lost}"] if lost else []
        got = attack.send("the same without", data=attack.fill(saying(MARK)) | {"step": "send", "confirmed": "1"})
        reached |= columns_with(MARK)
        print("WALK", got and got.status_code, path, {f.name: f.errors for f in attack.fields() if f.errors}, sorted(columns_with(MARK)))
        faults += attack.faults
    assert not faults, "\n".join(faults)
    everything = {(kind.__tablename__, column) for kind, texts in PUBLIC_TEXTS.items() for column in texts.columns}
    assert sorted(everything - reached) == sorted(BY_OTHER_WAYS)
