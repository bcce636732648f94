"""The kinds of notices in words, and how fast each comes unless the person says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.foundation.i18n import N_
from portal.notifications.models import Pace
from portal.rules.notices import NoticeKind


@dataclass(frozen=True)
class KindOfNotice:
    """What a kind is called, what comes under it, and its usual pace. What `is_fixed` cannot be turned off."""

    label: str
    holds: str
    pace: Pace
    is_fixed: bool = False


KINDS: Mapping[NoticeKind, KindOfNotice] = {
    NoticeKind.TASK: KindOfNotice(
        N_("Needs you"),
        N_("Something waits for you: an idea to correct, an invitation to answer, a case to decide."),
        Pace.AT_ONCE,
    ),
    NoticeKind.ANSWER: KindOfNotice(
        N_("Answers to you"),
        N_("What you have asked, proposed or applied for has got an answer."),
        Pace.AT_ONCE,
    ),
    NoticeKind.APPOINTMENT: KindOfNotice(
        N_("Your workshops and meetings"),
        N_("You are called to a workshop or have signed up, and it is planned, moved or cancelled."),
        Pace.AT_ONCE,
    ),
    NoticeKind.ACCOUNT: KindOfNotice(
        N_("Your account"),
        N_("Your address, your password, your roles, and who signs in as you."),
        Pace.AT_ONCE,
        is_fixed=True,
    ),
    NoticeKind.OWN: KindOfNotice(
        N_("News of what you have sent"),
        N_("Your idea or your proposal is published, corrected, carried on or closed."),
        Pace.WEEKLY,
    ),
    NoticeKind.COMMITTEE: KindOfNotice(
        N_("Your %(committees)s"),
        N_("What happens in %(the_committees)s that you sit in or serve."),
        Pace.WEEKLY,
    ),
    NoticeKind.FOLLOWED: KindOfNotice(
        N_("What you follow"),
        N_("News of ideas and proposals that you support, of workshops you were at, and of texts you reported."),
        Pace.WEEKLY,
    ),
}
PACE_LABELS: Mapping[Pace, str] = {
    Pace.AT_ONCE: N_("A letter at once"),
    Pace.WEEKLY: N_("In the weekly letter"),
    Pace.PORTAL: N_("Only on the portal"),
}
