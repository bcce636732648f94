"""What of committee meetings is kept how long, and which texts everybody can read."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from portal.committees.keeping import of_mine
from portal.foundation.db import Record
from portal.foundation.i18n import N_, words_of
from portal.foundation.public_texts import INSIDE, KEY, MADE, PublicTable, PublicTexts
from portal.house.holdings import Holding
from portal.house.keeping import Subject, ValueWords
from portal.rules.privacy import Kind
from portal.sittings.models import (
    AgendaItem,
    AgendaTemplate,
    Attending,
    ItemMinutes,
    ItemPresence,
    MinutesAddition,
    MinutesObjection,
    MinutesReader,
    MinutesReading,
    MinutesSignature,
    Sitting,
    SittingAnswer,
    SubstituteCall,
)
from portal.sittings.papers import Extract, Publication
from portal.sittings.protocol import public_parts, public_parts_in
from portal.sittings.queries.papers import extracts_of
from portal.sittings.speaking import Contribution
from portal.sittings.words import ATTENDING_LABELS

K = Kind


def _open_parts(sitting: Sitting) -> Iterable[Record]:
    """What stands under an open item, as far as everybody may read it now."""
    for item in sitting.open_items if sitting.shows_cases else ():
        yield item
        if public_parts(item):
            yield item.written


def _is_published(row: Any) -> bool:
    item = row.item
    return bool(public_parts(item)) or any(
        public_parts_in(one, item) for one in extracts_of(item.sitting) if item.id in one.item_ids
    )


def _public_items(extract: Extract) -> Iterable[Record]:
    """What everybody may read of the items of an extract that is public."""
    for item in extract.items:
        if item.is_open:
            yield item
        if public_parts_in(extract, item):
            yield item.written


def _asked(me: Any) -> Select[tuple[int]]:
    """The requests to read drafts through that somebody has got."""
    return select(MinutesReader.id).where(MinutesReader.user_id == me.id)


HOLDINGS = (
    Holding(K.MINUTES, ItemPresence, lambda me: of_mine(ItemPresence.membership_id, me)),
    Holding(K.MINUTES, SubstituteCall, lambda me: of_mine(SubstituteCall.substitute_id, me)),
    Holding(K.MINUTES, SittingAnswer, lambda me: of_mine(SittingAnswer.membership_id, me)),
    Holding(K.MINUTES, MinutesObjection, lambda me: MinutesObjection.author_id == me.id),
    Holding(K.MINUTES, MinutesReader, lambda me: MinutesReader.user_id == me.id),
    Holding(K.MINUTES, MinutesReading, lambda me: MinutesReading.reader_id.in_(_asked(me))),
    Holding(K.MINUTES, MinutesSignature, lambda me: MinutesSignature.user_id == me.id),
    Holding(K.OFFICE, MinutesObjection, lambda me: MinutesObjection.answered_by_id == me.id, is_part=True),
    Holding(K.OFFICE, MinutesAddition, lambda me: MinutesAddition.author_id == me.id),
)
PUBLIC_TEXTS: PublicTable = {
    Sitting: PublicTexts(
        ("title", "place", "cancel_reason"),
        opened_by=("cases_published_at", "decisions_published_at", "minutes_published_at"),
        parts=_open_parts,
        places=("place",),
        passed_over={"link": INSIDE, "content_hash": MADE},
    ),
    AgendaItem: PublicTexts(
        ("title",),
        is_public=lambda item: item.is_open and item.sitting.shows_cases,
        opened_by=("is_open",),
        passed_over={"background": INSIDE, "responsible": INSIDE, "submission_key": KEY},
    ),
    AgendaTemplate: PublicTexts(passed_over={"name": INSIDE, "items": INSIDE, "submission_key": KEY}),
    Contribution: PublicTexts(passed_over={"submission_key": KEY}),
    Extract: PublicTexts(
        ("name",),
        is_public=lambda extract: extract.published_at is not None,
        opened_by=("published_at",),
        parts=_public_items,
        passed_over={"item_ids": MADE, "submission_key": KEY},
    ),
    ItemMinutes: PublicTexts(
        ("account", "decision"),
        _is_published,
        opened_by=("public_part",),
        passed_over={"voices": INSIDE, "salt": MADE},
    ),
    MinutesAddition: PublicTexts(("text",), _is_published),
    MinutesReading: PublicTexts(passed_over={"content_hash": MADE}),
    Publication: PublicTexts(
        ("reason",), is_public=lambda one: one.withdrawn_at is not None, passed_over={"may_stand": INSIDE}
    ),
    MinutesObjection: PublicTexts(passed_over={"text": INSIDE, "answer": INSIDE, "stood_before": INSIDE}),
}
SUBJECTS = (
    Subject(N_("Committee meeting"), Sitting),
    Subject(N_("Item of a committee meeting"), AgendaItem),
)
VALUE_WORDS: ValueWords = {Attending: words_of(ATTENDING_LABELS)}
COLUMN_LABELS = {
    "is_coming": N_("Whether you come"),
    "wants_substitute": N_("Whether a substitute is to be asked"),
    "asked_at": N_("When you were asked"),
    "is_accepted": N_("Whether the minutes were corrected"),
    "stood_before": N_("What stood there before"),
    "withdrawn_at": N_("Taken back"),
    "read_by": N_("To be read by"),
    "reminded_at": N_("When you were reminded"),
    "content_hash": N_("Seal of what you read"),
}
