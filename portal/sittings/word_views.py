"""The text of an item of the agenda, read in from Word or ODT."""

from collections.abc import Iterator
from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.limits import limit_submission
from portal.files.from_word import Changes, WordForm, taken_from_word, told_of_changes, told_of_reading, word_page
from portal.files.taking import Reading, brought_together, divided
from portal.files.uploads import takes_file
from portal.foundation.dates import ours
from portal.foundation.i18n import gettext as _
from portal.sittings.actions.agenda import about
from portal.sittings.forms import CLOSED, OPEN, ItemForm
from portal.sittings.models import BACKGROUND_LENGTH, ITEM_TITLE_LENGTH, AgendaItem, Sitting
from portal.sittings.queries import item_or_404
from portal.sittings.views.planning import planned_by_me
from portal.trace.places import matters_of

MAIN = "background"
sittings_word = Blueprint("sittings_word", __name__)


@sittings_word.get("/udvalgsmoeder/<int:sitting_id>/dagsorden/nyt/fra-word")
def ask_for_new(sitting_id: int) -> ResponseReturnValue:
    return _asking_page(planned_by_me(sitting_id), None, WordForm())


@sittings_word.post("/udvalgsmoeder/<int:sitting_id>/dagsorden/nyt/fra-word")
@limit_submission
@takes_file
def read_new(sitting_id: int) -> ResponseReturnValue:
    return _read(planned_by_me(sitting_id), None)


@sittings_word.get("/udvalgsmoeder/<int:sitting_id>/dagsorden/<int:item_id>/fra-word")
def ask_for_item(sitting_id: int, item_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    return _asking_page(sitting, item_or_404(sitting, item_id), WordForm())


@sittings_word.post("/udvalgsmoeder/<int:sitting_id>/dagsorden/<int:item_id>/fra-word")
@limit_submission
@takes_file
def read_item(sitting_id: int, item_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    return _read(sitting, item_or_404(sitting, item_id))


def _read(sitting: Sitting, item: AgendaItem | None) -> ResponseReturnValue:
    return taken_from_word(
        f"item {sitting.id} {item.id if item else ''}",
        partial(_asking_page, sitting, item),
        lambda form, how: _item_page(sitting, item, form, how),
    )


def _back(sitting: Sitting, item: AgendaItem | None) -> str:
    return f"{sitting.path}/dagsorden/{item.id if item else 'nyt'}"


def _asking_page(sitting: Sitting, item: AgendaItem | None, form: WordForm) -> str:
    crumbs = [(sitting.committee.name, sitting.committee.path), (sitting.title, sitting.path),
              (ours(_("Agenda")), f"{sitting.path}/dagsorden")]  # fmt: skip
    return word_page(
        form,
        sitting.committee,
        crumbs=crumbs,
        back=_back(sitting, item),
        lead=_("The text becomes the item’s background."),
    )


def _item_page(sitting: Sitting, item: AgendaItem | None, sent: WordForm, how: Changes) -> str:
    reading = sent.reading
    assert reading is not None  # noqa: S101 - the form is valid
    form = _form_for(sitting, item)
    return render_template(
        "sittings/item.html",
        sitting=sitting,
        committee=sitting.committee,
        form=form,
        item=item,
        reasons=(),
        is_added=item is not None and item.added_at_meeting,
        action=_back(sitting, item),
        told=told_of_reading(reading),
        notes=[*told_of_changes(reading, how), *_put_in(form, item, reading, how)],
    )


def _form_for(sitting: Sitting, item: AgendaItem | None) -> ItemForm:
    """With what was typed; where nothing was, with the item as it stands."""
    form = ItemForm()
    if "title" not in request.form:
        takes_up = about(item) if item else ()
        said = {"access": CLOSED if item and not item.is_open else OPEN, "about": list(takes_up),
                "stood": " ".join(sorted(takes_up))}  # fmt: skip
        form = ItemForm(formdata=None, obj=item, data=said)
    form.offer(matters_of(sitting.committee_id))
    return form


def _put_in(form: ItemForm, item: AgendaItem | None, reading: Reading, how: Changes) -> Iterator[str]:
    found = divided(reading.seen(how.view), {}, MAIN)
    form.title.data = form.title.data or found.title[:ITEM_TITLE_LENGTH]
    base, typed = (item.background if item else ""), form.background.data or ""
    form.background.data, colliding = brought_together(base, found.texts.get(MAIN, ""), typed)
    if colliding:
        yield _("What was written in the field stands there too: choose.")
    elif base.strip():
        yield _("The text stands instead of the background that the item had.")
    if len(form.background.data) > BACKGROUND_LENGTH:
        yield _("“%(part)s” is longer than it may be. Shorten it before you save it.", part=_("Background"))
