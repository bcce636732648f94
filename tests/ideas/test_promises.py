"""On every page of a contribution stands once who sees it and how long it is kept, as the privacy table says.

It stands above the fields; what is kept otherwise than the idea says so under its own field.
"""

import re

import pytest
from wtforms import HiddenField

from portal.ideas.forms.guide import CORRECTION, GUEST_GUIDE, GUIDE, TYPING_IN
from portal.ideas.forms.secretarial import TypedInForm
from portal.ideas.forms.writing import EditIdeaForm, GuestIdeaForm, IdeaForm
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import how_long, in_short
from tests.ideas.scene import GUEST, TYPED

SEES = re.compile(r"\b(ser|se|læse)\b")
GUIDES = [(IdeaForm, GUIDE), (EditIdeaForm, CORRECTION), (GuestIdeaForm, GUEST_GUIDE), (TypedInForm, TYPING_IN)]
KEPT_OTHERWISE = {"name", "email", "spoken_for", "consent"}
NEW, TYPE_IN = "/udvalg/havnen/ideer/ny", "/udvalg/havnen/ideer/skriv-ind"


def has_promise(said):
    """Who sees it, and one of the table's sentences on how long."""
    return bool(SEES.search(said)) and any(how_long(kind) in said for kind in Kind)


@pytest.mark.parametrize(("form", "guide"), GUIDES, ids=lambda one: getattr(one, "__name__", ""))
def test_only_what_is_kept_otherwise_says_so_under_its_field(app, fjordby, form, guide):
    with app.test_request_context():
        fields = {field.name: field for field in form(formdata=None) if not isinstance(field, HiddenField)}
        assert set(fields) == set(guide.fields_until(guide.last)), "a field that no step asks for has no place for it"
        promising = {name for name, field in fields.items() if has_promise(str(field.description))}
    assert promising == KEPT_OTHERWISE & set(fields)


@pytest.mark.parametrize("guide", [GUIDE, GUEST_GUIDE, TYPING_IN], ids=["author", "guest", "secretariat"])
def test_each_step_says_it_once_above_its_fields(anna, bo, client, harbour, guide):
    who = {GUIDE: anna, GUEST_GUIDE: None, TYPING_IN: bo}[guide]
    browser, address = client(who), TYPE_IN if guide is TYPING_IN else NEW
    promise = in_short(Kind.IDEA_PUBLIC, Kind.IDEA_UNPUBLISHED)
    for step in guide.steps[:-1]:
        sent = TYPED | GUEST | {"at": guide.after(step).name, "go": step.name}
        page = browser.post(address, data=sent).text
        assert page.count(promise) == 1, step.name
        assert page.index(promise) < page.index('class="form-label"'), step.name
        for name in KEPT_OTHERWISE & set(step.fields):
            hint = re.search(rf'id="{name}-hint">([^<]+)<', page)
            assert hint and has_promise(hint[1].replace("&#39;", "'")), name
