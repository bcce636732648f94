"""What of promises is about people, and which texts everybody can read."""

from sqlalchemy.orm import joinedload

from portal.foundation.i18n import N_
from portal.foundation.public_texts import KEY, PublicTable, PublicTexts
from portal.house.holdings import Holding
from portal.house.keeping import Subject, ValueWords
from portal.implementation.models import Commitment, CommitmentReport, CommitmentStatus
from portal.implementation.words import status_name
from portal.rules.privacy import Kind

HOLDINGS = (Holding(Kind.OFFICE, CommitmentReport, lambda me: CommitmentReport.author_id == me.id),)
PUBLIC_TEXTS: PublicTable = {
    Commitment: PublicTexts(("title", "owner"), passed_over={"submission_key": KEY}),
    CommitmentReport: PublicTexts(("text",)),
}
SUBJECTS = (Subject(N_("Promise"), Commitment, loads=(joinedload(Commitment.committee),)),)
VALUE_WORDS: ValueWords = {CommitmentStatus: status_name}
COLUMN_LABELS = {"status": N_("Status")}
