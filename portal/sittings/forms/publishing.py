"""What browsers send about publishing the papers of a meeting, turned into what the actions can trust."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from wtforms import HiddenField, TimeField
from wtforms.validators import Optional, ValidationError

from portal.foundation import clock
from portal.foundation.forms import SOMETIMES, OnceForm, PortalForm, day, line, radio, text, ticks
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.sittings.models import AgendaItem, PublicPart, Sitting
from portal.sittings.papers import EXTRACT_NAME_LENGTH, WITHDRAWAL_LENGTH, Publication
from portal.sittings.protocol import parts_mark, parts_to_choose
from portal.sittings.words import PUBLIC_PART_LABELS

NOW, LATER = "now", "later"


class PublishForm(PortalForm):
    """When a paper is to be public."""

    when = radio(
        _l("When is it to be public?"),
        [(NOW, _l("At once")), (LATER, _l("Later, on the day and at the hour that I choose"))],
        needed=_l("Choose when it is to be public"),
        default=NOW,
    )
    on = day(_l("Day"), needed=SOMETIMES)
    at = TimeField(_l("Hour"), [Optional(), SOMETIMES])

    def validate_when(self, field: Any) -> None:
        if field.data == LATER and not (self.on.data and self.at.data):
            raise ValidationError(_("Write the day and the hour at which it is to be public"))

    def moment(self) -> datetime | None:
        """None for at once."""
        if self.when.data == NOW or self.on.data is None or self.at.data is None:
            return None
        return clock.moment_in_denmark(datetime.combine(self.on.data, self.at.data))


def filled_publish(planned: Publication | None) -> PublishForm:
    """The form as it is planned; else for at once."""
    if planned is None:
        return PublishForm()
    moment = clock.in_denmark(planned.public_at)
    return PublishForm(data={"when": LATER, "on": moment.date(), "at": moment.time()})


class TakeBackForm(PortalForm):
    """Taking back what was public."""

    reason = text(
        _l("Why is it taken back?"),
        needed=_l("Write why it is taken back"),
        hint=_l("Everybody can read it, with the days, in place of the paper."),
        most=WITHDRAWAL_LENGTH,
        rows=3,
    )


class ExtractForm(OnceForm):
    """Making an extract."""

    name = line(
        _l("What is it called, and what is it for?"),
        needed=_l("Write what the extract is called"),
        hint=_l("For example: Extract to the planning department about bathing. It can come to be public."),
        most=EXTRACT_NAME_LENGTH,
    )
    items = ticks(
        _l("Which items?"),
        _l(
            "Those who may read the minutes read who was there, what was talked about and decided, and what was added "
            "later. Notes, doubts, promises and recognitions are never in an extract."
        ),
        needed=_l("Choose at least one item"),
    )


def extract_form(sitting: Sitting) -> ExtractForm:
    """With the items of this meeting to choose among."""
    form = ExtractForm()
    form.items.choices = [(item.id, f"{item.position}. {item.title}") for item in sitting.items]
    return form


class PublicPartsForm(PortalForm):
    """How far everybody may read each open item. Made by `public_parts_form`, with a question for each."""

    seen = HiddenField()
    asked: Sequence[AgendaItem] = ()

    @property
    def questions(self) -> Iterator[Any]:
        return (self[field_of(item)] for item in self.asked)

    def chosen(self) -> Mapping[int, PublicPart]:
        return {item.id: PublicPart(self[field_of(item)].data) for item in self.asked}


def field_of(item: AgendaItem) -> str:
    return f"item_{item.id}"


def public_parts_form(sitting: Sitting) -> PublicPartsForm:
    """The form of this meeting, as it is chosen now and as far as the council's rule lets it be."""
    rule = sitting.committee.publication_rule
    offered = parts_to_choose(rule)
    parts = [(part.value, _l(PUBLIC_PART_LABELS[part])) for part in offered]
    asked = sitting.open_items
    needed = _l("Choose what everybody may read of the item")
    fields = {field_of(item): radio(f"{item.position}. {item.title}", parts, needed=needed) for item in asked}
    form = type("PublicPartsForm", (PublicPartsForm,), fields | {"asked": asked})
    chosen = {field_of(item): min(item.written.public_part, offered[-1], key=list(PublicPart).index) for item in asked}
    made: PublicPartsForm = form(data={name: part.value for name, part in chosen.items()})
    if not made.is_submitted():
        made.seen.data = parts_mark(sitting)
    return made
