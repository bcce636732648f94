"""What the secretary and the chair send about an idea: screening, answering, concluding."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from portal.foundation.dates import quoted
from portal.foundation.forms import LINE, SOMETIMES, Options, PortalForm, line, radio, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.ideas.models import ANSWER_LENGTH, REASON_LENGTH, IdeaState, RefusalCode
from portal.ideas.states import VERDICTS
from portal.ideas.words import REFUSAL_LABELS
from portal.screening.forms import ground, reason_to_author, what_to_change, why_it_may_stand
from portal.trace.thread import Node

NOWHERE_YET = "nowhere-yet"

VERDICT_CHOICES = {
    IdeaState.ANSWERED: _l("We answer the idea, and are not working on with it"),
    IdeaState.CARRIED_ON: _l("We carry the idea on in our work"),
}


@dataclass(frozen=True)
class AnswerDraft:
    """An answer, signed by a named role."""

    verdict: IdeaState
    body: str
    signed_as: str
    override: str = ""  # why it may be published though it seems to hold personal data
    carried_into: str | None = None  # where it goes on, as the thread names it; "": that is not decided yet


class PublishForm(PortalForm):
    """Publishing; `reason` is only needed for a text that may hold personal data."""

    reason = why_it_may_stand(_l("Everybody can read the reason among the idea’s steps."))


class ReturnForm(PortalForm):
    """Sending an idea back to its author."""

    reason = what_to_change(_l("The author reads this. If the idea is published later, everybody can read it."))


class RefuseForm(PortalForm):
    """Deciding that an idea is not published."""

    code = ground(_l("Why is the idea not published?"), REFUSAL_LABELS, _l("Choose why the idea is not published"))
    reason = reason_to_author(
        _l(
            "The author, the secretariat and whoever decides an appeal read this. Say what was decided, why, and what"
            " the author can do now."
        )
    )

    def refusal_code(self) -> RefusalCode:
        return RefusalCode(self.code.data)


class AnswerForm(PortalForm):
    """Answering an idea."""

    verdict = radio(
        _l("What do you answer?"),
        [(state.value, VERDICT_CHOICES[state]) for state in VERDICTS],
        needed=_l("Choose what you answer"),
    )
    carried_into = SelectField(
        _l("Where does the idea go on?"),
        [SOMETIMES],
        default="",
        widget=Options(),
        description=_l("Only when you carry it on. Everybody can see it, and can follow the idea there."),
    )
    body = text(
        _l("Answer"),
        needed=_l("Write the answer"),
        hint=_l("Everybody can read the answer. It stays beside the idea."),
        most=ANSWER_LENGTH,
        rows=8,
        shaped=True,
    )
    signed_as = line(
        _l("Signed by"),
        needed=_l("Write who signs the answer"),
        hint=_l("Name and role. Everybody can see it."),
        most=LINE,
    )
    override = why_it_may_stand(
        _l("Only for a text that may hold personal data. Everybody can read the reason beside the answer.")
    )

    def offer(self, places: Sequence[Node]) -> None:
        """Where an idea of the committee can go on, and that it is not decided yet."""
        self.carried_into.choices = [
            ("", _("Choose where, when you carry the idea on")),
            *((place.place, Markup("{}: {}").format(place.label, quoted(place.title))) for place in places),
            (NOWHERE_YET, _("It is not decided yet")),
        ]

    def validate_carried_into(self, field: Field) -> None:
        """Where an idea is carried on, it is said where."""
        if self.verdict.data == IdeaState.CARRIED_ON and not field.data:
            raise ValidationError(_("Choose where the idea goes on, or that it is not decided yet"))

    def draft(self) -> AnswerDraft:
        verdict, place = IdeaState(self.verdict.data), self.carried_into.data
        where = None if verdict is not IdeaState.CARRIED_ON else "" if place == NOWHERE_YET else place
        return AnswerDraft(verdict, self.body.data, self.signed_as.data, self.override.data or "", where)


class CloseForm(PortalForm):
    """Concluding an answered idea."""

    reason = text(
        _l("Why is the case concluded?"),
        needed=_l("Write why the case is concluded"),
        hint=_l("Everybody can read the reason."),
        most=REASON_LENGTH,
        rows=3,
    )
