"""What authors and second persons send about a refusal."""

from dataclasses import dataclass

from portal.foundation.forms import PortalForm, radio, text
from portal.foundation.i18n import lazy_gettext as _l
from portal.ideas.models import APPEAL_LENGTH
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_how_long
from portal.screening.forms import reason_to_author, why_it_may_stand

UPHOLD, PUBLISH, READ_AGAIN = "uphold", "publish", "read-again"


@dataclass(frozen=True)
class AppealDecision:
    """What a second person says about a refusal."""

    upholds: bool
    publishes: bool
    reason: str
    override: str


class AppealForm(PortalForm):
    """The author does not agree that the idea is not published."""

    text = text(
        _l("Why should the idea be published?"),
        needed=_l("Write why the idea should be published"),
        hint=_l(
            "Read by the one who decides, and by the secretariat. Nobody else sees it. %(how_long)s",
            how_long=lazy_how_long(Kind.IDEA_UNPUBLISHED),
        ),
        most=APPEAL_LENGTH,
        rows=8,
    )


class DecideAppealForm(PortalForm):
    """A second person decides."""

    verdict = radio(
        _l("What do you decide?"),
        [
            (PUBLISH, _l("The author is right: publish the idea now")),
            (READ_AGAIN, _l("The author is right: let the secretary publish it, or ask for a change")),
            (UPHOLD, _l("The idea is still not published")),
        ],
        needed=_l("Choose what you decide"),
    )
    reason = reason_to_author(
        _l("Only the author and the secretariat read this. Answer what the author wrote."), rows=5
    )
    override = why_it_may_stand(_l("Everybody can read the reason among the idea’s steps."))

    def decision(self) -> AppealDecision:
        verdict = self.verdict.data
        return AppealDecision(verdict == UPHOLD, verdict == PUBLISH, self.reason.data, self.override.data or "")
