"""What of amendments is kept how long, how a name is taken out of them, and which texts everybody can read."""

from sqlalchemy.orm import selectinload

from portal.accounts.models import User
from portal.accounts.queries import is_elected
from portal.amendments import words
from portal.amendments.models import (
    Amendment,
    AmendmentMessage,
    AmendmentStance,
    AmendmentState,
    AmendmentText,
    AmendmentWording,
)
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.masking import mask_texts
from portal.foundation.public_texts import INSIDE, KEY, PublicTable, PublicTexts
from portal.house.holdings import Holding, Ids, deletes, reads_first
from portal.house.keeping import Subject, ValueWords
from portal.house.moderated import shown_title
from portal.notifications.keeping import retell_of
from portal.rules.privacy import Kind

K = Kind


@reads_first
def _mask_amendments(ids: Ids, person: User) -> None:
    """They belong to the proposal; the name of somebody who was not elected is taken out where it was written."""
    if is_elected(person):
        return
    for amendment in rows_of(Amendment, ids, selectinload(Amendment.texts)):
        for row in (amendment, *amendment.texts):
            mask_texts(row, person)
    retell_of(Amendment, ids, person)


@reads_first
def _mask_messages(ids: Ids, person: User) -> None:
    """As `_mask_amendments`, of what was asked and replied."""
    if not is_elected(person):
        for row in rows_of(AmendmentMessage, ids):
            mask_texts(row, person)


@reads_first
def _mask_wordings(ids: Ids, person: User) -> None:
    """As `_mask_amendments`, of other words."""
    if not is_elected(person):
        for row in rows_of(AmendmentWording, ids):
            mask_texts(row, person)


HOLDINGS = (
    Holding(K.AMENDMENT, Amendment, lambda me: Amendment.author_id == me.id, on_erasure=_mask_amendments),
    Holding(
        K.AMENDMENT, AmendmentMessage, lambda me: AmendmentMessage.author_id == me.id,
        on_erasure=_mask_messages, is_part=True,
    ),
    Holding(
        K.AMENDMENT, AmendmentWording, lambda me: AmendmentWording.author_id == me.id,
        on_erasure=_mask_wordings, is_part=True,
    ),
    Holding(
        K.OFFICE, Amendment, lambda me: Amendment.decided_by_id == me.id,
        shows=("id", "proposal_id", "number", "decided_at", "reason"),
    ),
    Holding(
        K.AMENDMENT_STANCE, AmendmentStance, lambda me: AmendmentStance.user_id == me.id,
        on_erasure=deletes(AmendmentStance),
    ),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    Amendment: PublicTexts(("why", "reason", "hidden_reason"), passed_over={"submission_key": KEY}),
    AmendmentMessage: PublicTexts(("text",)),
    AmendmentText: PublicTexts(passed_over={"part": KEY, "text": INSIDE}),  # looked through as they are written
    AmendmentWording: PublicTexts(("why", "answer")),
}
SUBJECTS = (Subject(N_("Amendment"), Amendment, shown_title),)
VALUE_WORDS: ValueWords = {AmendmentState: words.state_name}
COLUMN_LABELS = {"is_for": N_("Is for it"), "is_question": N_("Asks"), "is_welcome": N_("Agrees")}
