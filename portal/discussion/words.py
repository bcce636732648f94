"""What contributions are called, who wrote them as the public reads it, and in which order they stand."""

from collections.abc import Mapping

from portal.discussion.models import Contribution, ContributionKind
from portal.foundation.dates import ours
from portal.foundation.i18n import N_, gettext

K = ContributionKind
KIND_LABELS: Mapping[ContributionKind, str] = {
    K.FOR: N_("For"),
    K.AGAINST: N_("Against"),
    K.QUESTION: N_("Question"),
    K.COMMENT: N_("Comment"),
}
KIND_ADDRESSES: Mapping[str, ContributionKind] = {
    "for": K.FOR,
    "imod": K.AGAINST,
    "spoergsmaal": K.QUESTION,
    "kommentar": K.COMMENT,
}
NEWEST, MOST_ACKNOWLEDGED = "nyeste", "anerkendt"
ORDERS: Mapping[str, str] = {NEWEST: N_("Newest first"), MOST_ACKNOWLEDGED: N_("Most acknowledged first")}


def kind_name(kind: ContributionKind) -> str:
    return gettext(KIND_LABELS[kind])


def author_of(contribution: Contribution) -> str:
    """The name that the public reads."""
    return ours(gettext("a citizen")) if contribution.is_nameless else str(contribution.author.name)
