"""What new members read before they confirm it. Whoever changes a text gives it a new version."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.foundation.i18n import N_
from portal.recruitment.models import OnboardingKind


@dataclass(frozen=True)
class OnboardingText:
    """One text of the welcome page: a version, paragraphs, the law behind it, and what the member says yes to."""

    version: str
    paragraphs: tuple[str, ...]
    law: str
    promise: str


ONBOARDING_TEXTS: Mapping[OnboardingKind, OnboardingText] = {
    OnboardingKind.ROLE: OnboardingText(
        "2026-1",
        (
            N_("You sit there with your own experience. Nobody tells you what to think, and you answer for no group."),
            N_(
                "%(The_committee)s recommends, and %(the_council)s decides. Everybody at the table has the same right"
                " to speak, politician or not."
            ),
            N_("Come to the meetings, read what is sent before them, and say so in good time when you cannot come."),
            N_("If you must leave, or somebody must sit in your place for a time, tell the secretary."),
        ),
        N_("The law behind it: kommunestyrelsesloven § 17, stk. 4."),
        N_("I have read what my role is"),
    ),
    OnboardingKind.CONFIDENTIALITY: OnboardingText(
        "2026-1",
        (
            N_("Most of what you hear in %(the_committee)s you may talk about. But not everything."),
            N_(
                "You keep to yourself what you learn about people's private affairs, about firms' business, and what"
                " the secretary marks as confidential. That holds towards your family too, and after you have left."
            ),
            N_("Do not copy or pass on papers that are marked as confidential. Ask the secretary when in doubt."),
            N_("Breaking it can be punished, just as for somebody who works for the municipality."),
        ),
        N_("The law behind it: forvaltningsloven § 27 and straffeloven § 152."),
        N_("I keep confidential what is confidential, also when I have left"),
    ),
    OnboardingKind.INTERESTS: OnboardingText(
        "2026-1",
        (
            N_(
                "Nobody may take part in a case in which others could fear that they think of something else than the"
                " case itself. It is no shame. It only means that you step aside in that case."
            ),
            N_("The law names five grounds. Answer each, as things are today. You can change it at any time."),
            N_(
                "If one of them comes up later, tell the secretary before the case is discussed. You leave the room"
                " while it is. It is not for you alone to decide whether you must step aside."
            ),
        ),
        N_("The law behind it: forvaltningsloven § 3 and § 6."),
        N_("This is my answer today, and I say so when something changes"),
    ),
    OnboardingKind.DECISIONS: OnboardingText(
        "2026-1",
        (
            N_("Ideas from the public are read and answered by %(the_committee)s. Some are carried on."),
            N_("In workshops ideas become proposals. Everybody at the table takes a position that all can read."),
            N_(
                "A proposal that is agreed on becomes a recommendation. It is handed over to the body that receives it,"
                " and then the days are counted until an answer comes."
            ),
            N_("The answer is yes, yes with changes, sent on, sent back, or no. All can read the reason."),
            N_("What is promised is followed until it has been done. You can see it all on the red thread."),
        ),
        "",
        N_("I know how a decision travels"),
    ),
}
