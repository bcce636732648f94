"""What of recommendations and their answers is about people, and which texts everybody can read."""

from sqlalchemy import and_

from portal.committees.keeping import of_mine
from portal.foundation.i18n import N_, words_of
from portal.foundation.public_texts import KEY, MADE, PARTY, SHORT, WAS_PUBLIC, PublicTable, PublicTexts, says_so
from portal.house.holdings import Holding, nobodys
from portal.house.keeping import Subject, ValueWords
from portal.recommendations.models import (
    AdoptedSeat,
    Adoption,
    Choice,
    CouncilResponse,
    Position,
    Recommendation,
    ResponseCorrection,
    Verdict,
)
from portal.recommendations.words import CHOICES, VERDICTS
from portal.rules.privacy import Kind

K = Kind
HOLDINGS = (
    Holding(K.POSITION, Position, lambda me: of_mine(Position.membership_id, me)),
    Holding(
        K.POSITION, AdoptedSeat,
        lambda me: and_(of_mine(AdoptedSeat.membership_id, me), AdoptedSeat.choice.is_not(None)),
    ),
    Holding(K.OFFICE, CouncilResponse, lambda me: CouncilResponse.author_id == me.id),
    Holding(K.OFFICE, ResponseCorrection, lambda me: ResponseCorrection.author_id == me.id),
    Holding(K.DECISION, Recommendation, nobodys),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    AdoptedSeat: PublicTexts(passed_over={"party_letter": SHORT, "party_name": PARTY}),
    Adoption: PublicTexts(passed_over={"salt": MADE, "digest": MADE}),
    CouncilResponse: PublicTexts(("reason", "item", "case_number")),
    Recommendation: PublicTexts(
        ("title", "problem", "solution", "actor", "economy", "effect", "indicator", "timetable", "minority_statement"),
        says_so,
        opened_by=("state",),
        passed_over={"submission_key": KEY},
    ),
    ResponseCorrection: PublicTexts(
        ("text",), passed_over={"earlier_item": WAS_PUBLIC, "earlier_case_number": WAS_PUBLIC}
    ),
}
SUBJECTS = (Subject(N_("Recommendation"), Recommendation),)
VALUE_WORDS: ValueWords = {Choice: words_of(CHOICES), Verdict: words_of(VERDICTS)}
COLUMN_LABELS = {"choice": N_("Position")}
