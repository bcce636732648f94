"""What of reports and decisions on them is kept how long, and what becomes of it."""

from datetime import datetime

from sqlalchemy import and_, or_

from portal.accounts.models import User
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.masking import mask_texts
from portal.foundation.public_texts import INSIDE, KEY, MADE, PublicTable, PublicTexts
from portal.house.holdings import THAT_AND_WHEN, Condition, Holding, Ids, deletes, part_of, reads_first, sets
from portal.house.keeping import ValueWords
from portal.moderation import words
from portal.moderation.models import CaseState, ModerationCase, Report, ReportCode
from portal.rules.privacy import Kind, kept_for

K = Kind


def _decided_before(now: datetime, kind: Kind) -> Condition:
    before = now - kept_for(kind)
    last = or_(ModerationCase.appealed_at.is_(None), ModerationCase.appeal_decided_at < before)
    return and_(ModerationCase.decided_at < before, last)


def _decided_cases(now: datetime) -> Condition:
    written = or_(ModerationCase.reason != "", ModerationCase.appeal != "", ModerationCase.appeal_reason != "")
    return and_(_decided_before(now, K.MODERATION), written)


def _decided(me: User) -> Condition:
    return or_(ModerationCase.decided_by_id == me.id, ModerationCase.appeal_decided_by_id == me.id)


def _empty_cases(ids: Ids, _person: User | None) -> None:
    """Of a decided case only ground, outcome and dates stay: what the public account counts."""
    for case in rows_of(ModerationCase, ids):
        case.reason = case.appeal = case.appeal_reason = ""


@reads_first
def _make_cases_nameless(ids: Ids, person: User) -> None:
    """A case stays until its day, without the author's name."""
    for case in rows_of(ModerationCase, ids):
        mask_texts(case, person)


HOLDINGS = (
    Holding(
        K.REPORT, Report, lambda me: Report.reporter_id == me.id,
        due=lambda now: part_of(Report.case_id, _decided_before(now, K.REPORT)),
        at_end=deletes(Report), on_erasure=sets(Report, text=""),
    ),
    Holding(
        K.MODERATION, ModerationCase, lambda me: ModerationCase.author_id == me.id, due=_decided_cases,
        at_end=_empty_cases, on_erasure=_make_cases_nameless,
    ),
    Holding(K.OFFICE, ModerationCase, _decided, shows=(*THAT_AND_WHEN, "code", "state")),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    ModerationCase: PublicTexts(
        ("reason", "appeal_reason"), passed_over={"subject_kind": MADE, "open_key": KEY, "appeal": INSIDE}
    ),
    Report: PublicTexts(passed_over={"subject_kind": MADE, "text": INSIDE}),
}
VALUE_WORDS: ValueWords = {
    CaseState: words.state_name,
    ReportCode: words.code_name,
}
COLUMN_LABELS = {
    "appeal": N_("Appeal"),
    "appeal_reason": N_("Reason of the second decision"),
    "code": N_("Ground"),
}
