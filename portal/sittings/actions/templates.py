"""Agendas that are used again: putting one on, keeping one, and removing one that was kept."""

from collections.abc import Sequence
from typing import Any

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _, in_danish
from portal.foundation.locking import hold
from portal.foundation.text import render_markdown
from portal.sittings.deeds import KEEP_TEMPLATE, WRITE_AGENDA
from portal.sittings.forms import ItemDraft
from portal.sittings.models import AgendaItem, AgendaTemplate, ItemKind, ItemMinutes, Sitting
from portal.sittings.queries import item_of_submission, template_named

CLOSED_ITEM = N_("Closed item")
MOST_ITEMS = 60  # on one agenda, by a template


def put_on_template(actor: User, sitting: Sitting, drafts: Sequence[ItemDraft], *, key: str) -> None:
    """A secretary puts all items of a template last on the agenda, to be changed there. The same form twice puts them
    on once."""
    with transaction():
        WRITE_AGENDA.require_leave(actor, sitting)
        hold(sitting, compares=False)
        if item_of_submission(sitting, f"{key} 1") is not None:
            return
        WRITE_AGENDA.ensure(sitting)
        if len(sitting.items) + len(drafts) > MOST_ITEMS:
            raise Refused(_("There would be more than %(most)s items on the agenda.", most=MOST_ITEMS))
        for number, draft in enumerate(drafts, start=1):
            item = AgendaItem(
                sitting=sitting, position=len(sitting.items) + 1, title=draft.title, kind=draft.kind,
                minutes=draft.minutes, background=draft.background, background_html=render_markdown(draft.background),
                is_open=draft.is_open, submission_key=f"{key} {number}", written=ItemMinutes(),
            )  # fmt: skip
            db.session.add(item)
        record(EventType.SITTING_AGENDA_WRITTEN, sitting, actor=actor)


def keep_template(actor: User, sitting: Sitting, name: str, *, key: str) -> AgendaTemplate:
    """A secretary keeps this agenda for all committees, without who was responsible and what closed items are about.
    The same form twice is one.

    Raises `Refused` where there is one of that name.
    """
    with transaction():
        KEEP_TEMPLATE.require_leave(actor, sitting)
        home = sitting.committee.municipality
        hold(home)
        known = template_named(home, name)
        if known is not None and known.submission_key == key:
            return known
        KEEP_TEMPLATE.ensure(sitting)
        if known is not None:
            raise Refused(_("There is a template of that name. Choose another."))
        kept = [_kept(item) for item in sitting.items]
        template = AgendaTemplate(municipality_id=home.id, name=name, items=kept, submission_key=key)
        db.session.add(template)
        record(EventType.AGENDA_TEMPLATE_KEPT, sitting, actor=actor)
    return template


def _kept(item: AgendaItem) -> dict[str, Any]:
    """What other committees may read of it: of a closed item that there was one, and how long it was to take."""
    return {
        "title": item.title if item.is_open else in_danish(CLOSED_ITEM),
        "kind": item.kind.value,
        "minutes": item.minutes,
        "background": item.background if item.is_open else "",
        "is_open": item.is_open,
    }


def remove_template(actor: User, sitting: Sitting, template: AgendaTemplate) -> None:
    """A secretary removes a template that is not used any more; agendas that were made of it stay."""
    with transaction():
        KEEP_TEMPLATE.require_leave(actor, sitting)
        hold(template)
        db.session.delete(template)
        record(EventType.AGENDA_TEMPLATE_REMOVED, sitting, actor=actor)


def drafts_of(template: AgendaTemplate) -> list[ItemDraft]:
    """What it would put on an agenda."""
    return [
        ItemDraft(
            title=one["title"],
            kind=ItemKind(one["kind"]),
            minutes=one["minutes"],
            background=one["background"],
            is_open=one["is_open"],
        )
        for one in template.items
    ]
