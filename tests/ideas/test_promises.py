"""Under every field of a contribution stands who sees it and how long it is kept, as the privacy table says."""

import re

import pytest
from wtforms import HiddenField

from portal.ideas.forms import EditIdeaForm, GuestIdeaForm, IdeaForm, TypedInForm
from portal.ideas.forms.guide import CORRECTION, GUEST_GUIDE, GUIDE, TYPING_IN
from portal.rules.privacy import RULES, Kind
from portal.rules.privacy.promises import how_long, in_short
from tests.ideas.scene import GUEST, TYPED

SEES = re.compile(r"\b(ser|se|læse)\b")
GUIDES = [(IdeaForm, GUIDE), (EditIdeaForm, CORRECTION), (GuestIdeaForm, GUEST_GUIDE), (TypedInForm, TYPING_IN)]
NEW, TYPE_IN = "/udvalg/havnen/ideer/ny", "/udvalg/havnen/ideer/skriv-ind"


def has_promise(said):
    """One sentence of the table that says both, or its sentence on how long beside one on who."""
    says_both = any(RULES[kind].in_short and in_short(kind) in said for kind in Kind)
    return says_both or (bool(SEES.search(said)) and any(how_long(kind) in said for kind in Kind))


@pytest.mark.parametrize(("form", "guide"), GUIDES, ids=lambda one: getattr(one, "__name__", ""))
def test_every_field_says_who_sees_it_and_how_long_it_is_kept(app, fjordby, form, guide):
    with app.test_request_context():
        fields = {field.name: field for field in form(formdata=None) if not isinstance(field, HiddenField)}
        assert set(fields) == set(guide.fields_until(guide.last)), "a field that no step asks for has no place for it"
        without = [name for name, field in fields.items() if not has_promise(str(field.description))]
    assert not without


@pytest.mark.parametrize("guide", [GUIDE, GUEST_GUIDE, TYPING_IN], ids=["author", "guest", "secretariat"])
def test_it_stands_under_the_field_on_the_page_of_each_step(anna, bo, client, harbour, guide):
    who = {GUIDE: anna, GUEST_GUIDE: None, TYPING_IN: bo}[guide]
    browser, address = client(who), TYPE_IN if guide is TYPING_IN else NEW
    for step in guide.steps[:-1]:
        sent = TYPED | GUEST | {"at": guide.after(step).name, "go": step.name}
        page = browser.post(address, data=sent).text
        for name in step.fields:
            hint = re.search(rf'id="{name}-hint">([^<]+)<', page)
            assert hint and has_promise(hint[1].replace("&#39;", "'")), name
