"""Publishing a decision that answers no recommendation."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from wtforms import HiddenField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from portal.committees.models import Committee
from portal.decisions.forms.record import ITEM_LENGTH, Meeting, RecordForm, record_form
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.forms import choice, day, line
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.municipalities.models import Body, Party
from portal.recommendations.forms.response import CASE_NUMBER_LENGTH
from portal.rules.results import RESULTS, Result


class OwnRecordForm(RecordForm):
    """A decision of a body, with the meeting at which it was made."""

    looked_at = HiddenField()
    committee = choice(_l("Which %(committee)s does it concern?"))
    body = choice(_l("Which body decided it?"), needed=_l("Choose the body"))
    decided_on = day(_l("Date of the meeting"), needed=_l("Write the date of the meeting"))
    result = choice(
        _l("The result"),
        [("", _l("Choose")), *((r.value, _l(word)) for r, word in RESULTS.items() if r is not Result.ON_AGENDA)],
        needed=_l("Choose the result"),
    )
    item = line(_l("Item on the agenda"), most=ITEM_LENGTH)
    case_number = line(
        _l("Case number"), hint=_l("The number in the municipality's case system."), most=CASE_NUMBER_LENGTH
    )

    def offer(self, bodies: Sequence[Body], committees: Sequence[Committee], *, anywhere: bool) -> None:
        """Who can have decided it, and which committees it can concern; "none" for those who may `anywhere`."""
        names = dict.fromkeys([*(body.name for body in bodies), *(committee.name for committee in committees)])
        self.body.choices = _offered([("", _("Choose")), *((name, quoted(name)) for name in names)])
        none = [("", _("None"))] if anywhere else []
        if not anywhere:
            self.committee.validators = [InputRequired(_("Choose whom it concerns"))]
            self.committee.flags.required = True
        self.committee.choices = _offered([*none, *((str(one.id), quoted(one.name)) for one in committees)])

    def validate_decided_on(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("Write a date that has been"))

    def meeting(self) -> Meeting:
        """Where it was decided; only after `validate`."""
        return Meeting(
            body_name=self.body.data,
            decided_on=self.decided_on.data,
            result=Result(self.result.data),
            item=self.item.data or "",
            case_number=self.case_number.data or "",
            committee_id=int(self.committee.data) if self.committee.data else None,
        )


def _offered(pairs: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in pairs]


def own_record_form(parties: Sequence[Party], **options: Any) -> OwnRecordForm:
    """A form with a row for each party whose letter holds on the day."""
    form: OwnRecordForm = record_form(parties, OwnRecordForm, **options)
    return form


def mark_of(form: OwnRecordForm) -> str:
    """The mark of what is about to be published: whoever changed a word looks at it once more."""
    return sha256(repr((form.meeting(), form.draft())).encode()).hexdigest()[:16]
