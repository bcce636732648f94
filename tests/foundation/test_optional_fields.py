"""A field is called optional only where it may always be left empty."""

import pytest
from flask import render_template_string

from portal.committees.forms.composition import CompositionForm
from portal.ideas.forms.appeals import DecideAppealForm
from portal.ideas.forms.handling import AnswerForm
from portal.ideas.forms.secretarial import CorrectionForm
from portal.recommendations.forms.response import ResponseForm
from portal.recruitment.forms.onboarding import InterestForm
from portal.workshops.forms import EditWorkshopForm
from portal.workshops.forms.coming import SignUpForm

FIELD = '{% from "components/field.html" import field %}{{ field(one) }}'
# Each is refused when it is empty and something else in the form is as it is
ASKED_FOR_SOMETIMES = (
    (CompositionForm, "_reason"), (ResponseForm, "sent_on_to_id"), (DecideAppealForm, "override"),
    (AnswerForm, "override"), (AnswerForm, "carried_into"), (CorrectionForm, "override"), (InterestForm, "_detail"),
    (SignUpForm, "party_id"), (EditWorkshopForm, "reason"),
)  # fmt: skip


@pytest.mark.parametrize(("form", "name"), ASKED_FOR_SOMETIMES, ids=lambda one: getattr(one, "__name__", one))
def test_what_is_asked_for_sometimes_is_not_called_optional(app, fjordby, form, name):
    with app.test_request_context():
        made = form("Ja") if form is InterestForm else form()
        found = [field for field in made if field.name.endswith(name)]
        assert found
        for one in found:
            one.choices = [] if hasattr(one, "choices") else None
            assert "(valgfri)" not in render_template_string(FIELD, one=one), one.name


def test_what_may_always_be_left_empty_is(app, fjordby):
    with app.test_request_context():
        assert "(valgfri)" in render_template_string(FIELD, one=CorrectionForm().place)
