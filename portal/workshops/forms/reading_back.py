"""Reading an outcome back: what browsers send, turned into drafts that the actions can trust."""

from dataclasses import dataclass

from portal.foundation.forms import PortalForm, day, radio, text
from portal.foundation.i18n import lazy_gettext as _l
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_promise
from portal.workshops.models import CORRECTION_LENGTH, PARAGRAPH_LENGTH


@dataclass(frozen=True)
class CorrectionAnswerDraft:
    """An answer, and the paragraph as it stands after it."""

    is_taken_in: bool
    answer: str
    text: str


class SendReadBackForm(PortalForm):
    """Sending the draft to those who came."""

    until = day(
        _l("Until when can they answer?"),
        needed=_l("Write the last day on which they can answer"),
        hint=_l("A week is usual. The outcome cannot be published before."),
    )


class CorrectionForm(PortalForm):
    """Wanting a paragraph otherwise."""

    text = text(
        _l("What is wrong, and how was it said?"),
        needed=_l("Write what is wrong, and how it was said"),
        hint=_l("Those who hold the meeting read it and answer you. %(promise)s", promise=lazy_promise(Kind.READ_BACK)),
        most=CORRECTION_LENGTH,
    )


class CorrectionAnswerForm(PortalForm):
    """Answering a correction."""

    verdict = radio(
        _l("Is it taken in?"),
        [("yes", _l("Yes. I change the paragraph.")), ("no", _l("No. The paragraph stays as it is."))],
        needed=_l("Choose whether it is taken in"),
    )
    answer = text(
        _l("Your answer"),
        needed=_l("Write an answer"),
        hint=_l("Whoever wrote the correction reads it. Say why, also when the answer is yes."),
        most=CORRECTION_LENGTH,
        rows=4,
    )
    text = text(
        _l("The paragraph, if you change it"),
        hint=_l("Everybody can read it when the outcome is published."),
        most=PARAGRAPH_LENGTH,
        rows=8,
        shaped=True,
    )

    def draft(self) -> CorrectionAnswerDraft:
        return CorrectionAnswerDraft(self.verdict.data == "yes", self.answer.data, self.text.data or "")
