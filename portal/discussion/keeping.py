"""What of discussions is kept how long, how a contribution is made nameless, and which texts everybody can read."""

from datetime import datetime

from sqlalchemy import and_, update

from portal.accounts.models import User
from portal.discussion.models import (
    Acknowledgement,
    Contribution,
    ContributionKind,
    ContributionWording,
    DiscussionSummary,
)
from portal.discussion.words import kind_name
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.masking import mask_texts
from portal.foundation.public_texts import KEY, MADE, WAS_PUBLIC, PublicTable, PublicTexts
from portal.house.holdings import Condition, Holding, Ids, emptied, part_of, reads_first, run
from portal.house.keeping import Subject, ValueWords
from portal.house.moderated import shown_title
from portal.notifications.keeping import retell_of, untell
from portal.rules.privacy import Kind, kept_for

K = Kind
IS_WITHDRAWN = Contribution.withdrawn_at.is_not(None)


def _mine(me: User) -> Condition:
    return Contribution.author_id == me.id


def _withdrawn_long_ago(now: datetime) -> Condition:
    before = now - kept_for(K.CONTRIBUTION_BEFORE)
    return and_(Contribution.withdrawn_at < before, Contribution.body != "")


def _changed_long_ago(now: datetime) -> Condition:
    before = now - kept_for(K.CONTRIBUTION_BEFORE)
    return and_(ContributionWording.created_at < before, ContributionWording.body != "")


def _empty_contributions(ids: Ids, _person: User | None) -> None:
    """That something was said, and withdrawn, stays."""
    reason = emptied(Contribution.hidden_reason)
    values = {"body": "", "body_html": "", "passage_mark": None, "hidden_reason": reason}
    run(update(Contribution).where(Contribution.id.in_(ids)).values(**values, version=Contribution.version + 1))
    untell(Contribution, ids)


def _empty_wordings(ids: Ids, _person: User | None) -> None:
    """That it was changed stays."""
    run(update(ContributionWording).where(ContributionWording.id.in_(ids)).values(body="", body_html=""))


@reads_first
def _make_nameless(ids: Ids, person: User) -> None:
    """What was said stays, without its author's name."""
    run(update(Contribution).where(Contribution.id.in_(ids)).values(is_nameless=True))
    for contribution in rows_of(Contribution, ids):
        mask_texts(contribution, person)
    retell_of(Contribution, ids, person)


HOLDINGS = (
    Holding(
        K.CONTRIBUTION, Contribution, lambda me: and_(_mine(me), ~IS_WITHDRAWN), on_erasure=_make_nameless,
        hides=frozenset({"passage_mark"}),
    ),
    Holding(
        K.CONTRIBUTION_BEFORE, Contribution, lambda me: and_(_mine(me), IS_WITHDRAWN),
        due=_withdrawn_long_ago, at_end=_empty_contributions, on_erasure=_empty_contributions,
        hides=frozenset({"passage_mark"}),
    ),
    Holding(
        K.CONTRIBUTION_BEFORE, ContributionWording,
        lambda me: part_of(ContributionWording.contribution_id, _mine(me)),
        due=_changed_long_ago, at_end=_empty_wordings, on_erasure=_empty_wordings,
    ),
    Holding(K.ACKNOWLEDGEMENT, Acknowledgement, lambda me: Acknowledgement.user_id == me.id),
    Holding(K.OFFICE, DiscussionSummary, lambda me: DiscussionSummary.author_id == me.id),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    Contribution: PublicTexts(
        ("body", "hidden_reason"), passed_over={"subject_kind": MADE, "passage_mark": MADE, "submission_key": KEY}
    ),
    ContributionWording: PublicTexts(passed_over={"body": WAS_PUBLIC}),
    DiscussionSummary: PublicTexts(("body",), passed_over={"subject_kind": MADE, "submission_key": KEY}),
}
SUBJECTS = (Subject(N_("Contribution"), Contribution, shown_title),)
VALUE_WORDS: ValueWords = {ContributionKind: kind_name}
COLUMN_LABELS = {"acknowledged": N_("Acknowledged by"), "passage": N_("Passage")}
