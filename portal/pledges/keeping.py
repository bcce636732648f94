"""What of pledges is kept how long, what becomes of a name, and which texts everybody can read."""

from portal.accounts.models import User
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.masking import mask_texts
from portal.foundation.public_texts import KEY, PublicTable, PublicTexts
from portal.house.holdings import Holding, Ids, reads_first
from portal.house.keeping import Subject, ValueWords
from portal.house.moderated import shown_title
from portal.notifications.keeping import retell_of
from portal.pledges import words
from portal.pledges.models import Pledge, PledgeKind
from portal.rules.privacy import Kind


@reads_first
def _mask(ids: Ids, person: User) -> None:
    """What was offered belongs to the proposal; the name is taken out where it was written."""
    for pledge in rows_of(Pledge, ids):
        mask_texts(pledge, person)
    retell_of(Pledge, ids, person)


HOLDINGS = (Holding(Kind.PLEDGE, Pledge, lambda me: Pledge.author_id == me.id, on_erasure=_mask),)
PUBLIC_TEXTS: PublicTable = {
    Pledge: PublicTexts(("text", "on_behalf_of", "hidden_reason"), passed_over={"submission_key": KEY})
}
SUBJECTS = (Subject(N_("Offer to contribute"), Pledge, shown_title),)
VALUE_WORDS: ValueWords = {PledgeKind: words.kind_name}
COLUMN_LABELS = {"on_behalf_of": N_("On behalf of")}
