"""What browsers send about reports and the decisions on them."""

from dataclasses import dataclass

from portal.foundation.forms import PortalForm, radio, text
from portal.foundation.i18n import lazy_gettext as _l
from portal.moderation.models import APPEAL_LENGTH, REASON_LENGTH, REPORT_LENGTH, ReportCode
from portal.moderation.words import CODE_LABELS
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_how_long, lazy_promise

CODES = [(code.value, _l(label)) for code, label in CODE_LABELS.items()]


@dataclass(frozen=True)
class ReportDraft:
    """What somebody says is wrong."""

    code: ReportCode
    text: str


class ReportForm(PortalForm):
    """Reporting a text."""

    code = radio(_l("What is wrong?"), CODES, needed=_l("Choose what is wrong"))
    text = text(
        _l("Tell more"),
        hint=_l("%(promise)s Whoever wrote the text cannot see it.", promise=lazy_promise(Kind.REPORT)),
        most=REPORT_LENGTH,
        rows=4,
    )

    def draft(self) -> ReportDraft:
        return ReportDraft(ReportCode(self.code.data), self.text.data or "")


class KeepForm(PortalForm):
    """Letting a text stand."""

    reason = text(
        _l("A sentence to those who reported it"),
        needed=_l("Write why the text stays"),
        hint=_l(
            "Those who reported it, and those who decide, read it. The author does not see it here, but can ask to see"
            " the case."
        ),
        most=REASON_LENGTH,
        rows=3,
    )


class HideForm(PortalForm):
    """Hiding a text."""

    code = radio(_l("Why is the text hidden?"), CODES, needed=_l("Choose why the text is hidden"))
    reason = text(
        _l("The reason"),
        needed=_l("Write why the text is hidden"),
        hint=_l("It stands instead of the text, so everybody can read it. Do not repeat what was wrong. No names."),
        most=REASON_LENGTH,
        rows=3,
    )


class AppealForm(PortalForm):
    """The author asks somebody else to look."""

    appeal = text(
        _l("Why should the text be shown again?"),
        needed=_l("Write why the text should be shown again"),
        hint=_l(
            "%(promise)s Somebody else than the one who hid the text decides.", promise=lazy_promise(Kind.MODERATION)
        ),
        most=APPEAL_LENGTH,
        rows=6,
    )


class AppealDecisionForm(PortalForm):
    """The second person's decision."""

    verdict = radio(
        _l("What do you decide?"),
        [("overturned", _l("Show the text again")), ("upheld", _l("Keep it hidden"))],
        needed=_l("Choose what you decide"),
    )
    reason = text(
        _l("The reason"),
        needed=_l("Write the reason for your decision"),
        hint=_l(
            "Only the author, and those who decide, can read it. %(how_long)s", how_long=lazy_how_long(Kind.MODERATION)
        ),
        most=REASON_LENGTH,
        rows=3,
    )
