"""What of promises is about people, and which texts everybody can read."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import joinedload

from portal.foundation.db import Record
from portal.foundation.i18n import N_
from portal.foundation.public_texts import KEY, PublicTexts
from portal.house.holdings import Holding
from portal.house.keeping import Subject, Value, Words
from portal.implementation.models import Commitment, CommitmentReport, CommitmentStatus
from portal.implementation.words import status_name
from portal.rules.privacy import Kind

HOLDINGS: Sequence[Holding] = (Holding(Kind.OFFICE, CommitmentReport, lambda me: CommitmentReport.author_id == me.id),)
PUBLIC_TEXTS: Mapping[type[Record], PublicTexts] = {
    Commitment: PublicTexts(("title", "owner"), passed_over={"submission_key": KEY}),
    CommitmentReport: PublicTexts(("text",)),
}
SUBJECTS: Sequence[Subject] = (Subject(N_("Promise"), Commitment, loads=(joinedload(Commitment.committee),)),)
VALUE_WORDS: Mapping[Value, Words] = {
    CommitmentStatus: status_name,
}
COLUMN_LABELS: Mapping[str, str] = {
    "status": N_("Status"),
}
