"""What a browser sends about amendments, turned into drafts that actions can trust."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import Length

from portal.amendments.models import MESSAGE_LENGTH, REASON_LENGTH, WHY_LENGTH, Amendment, AmendmentWording
from portal.amendments.redlines import Redline, Redlines
from portal.foundation import clock
from portal.foundation.forms import SOMETIMES, OnceForm, PortalForm, day, radio, text, version_in
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.proposals.models import PART_LENGTH


@dataclass(frozen=True)
class RedlineDraft:
    """A change of a document as an amendment, checked: the parts with it, and what the passage says."""

    texts: Mapping[str, str]
    after: str
    why: str
    submission_key: str


@dataclass(frozen=True)
class AmendmentDraft:
    """An amendment, checked: the passage as it should be (empty where it is to be taken out), or a whole part."""

    text: str
    why: str
    based_on: int | None = None  # the version that was read; none: the newest
    submission_key: str | None = None


class AmendmentForm(OnceForm):
    """Another wording of a passage, a new one behind it, or a whole part."""

    passage = text(_l("What it should say"), needed=SOMETIMES, most=PART_LENGTH, rows=8, shaped=True)
    take_out = BooleanField(_l("Take the passage out"))
    why = text(
        _l("Why is that better?"),
        needed=_l("Write why it is better"),
        hint=_l("One or two sentences. Everybody can read them, with your name."),
        most=WHY_LENGTH,
        rows=3,
    )
    based_on = HiddenField(validators=[Length(max=10)])
    stands = ""  # what the passage says, set by the view

    def validate(self, *positional: Any, **named: Any) -> bool:
        """A passage says something, or is taken out."""
        is_valid = super().validate(*positional, **named)
        words, takes_out = self.passage.data or "", "take_out" in self and self.take_out.data
        if takes_out and words and words.split() != self.stands.split():
            told = _(
                "You have written other words, and ticked that the passage is to be taken out. Choose one of them."
            )
            self.passage.errors = [*self.passage.errors, told]
            return False
        if self.passage.data or ("take_out" in self and self.take_out.data):
            return is_valid
        self.passage.errors = [*self.passage.errors, _("Write what the passage should say")]
        return False

    def draft(self) -> AmendmentDraft:
        """What was sent; only after `validate`."""
        takes_out = "take_out" in self and self.take_out.data
        return AmendmentDraft(
            text="" if takes_out else self.passage.data,
            why=self.why.data,
            based_on=version_in(self.based_on.data) or None,
            submission_key=self.submission_key.data or None,
        )


class RedlinesForm(OnceForm):
    """The changes of a document: which of them are proposed, and why, each by itself or all of them."""

    why = text(
        _l("Why is that better?"),
        needed=SOMETIMES,
        hint=_l("Holds for every change that has no reason of its own. Everybody can read it, with your name."),
        most=WHY_LENGTH,
        rows=3,
    )
    redlines: Redlines

    def validate(self, *positional: Any, **named: Any) -> bool:
        """Each that is ticked has a reason."""
        is_valid = super().validate(*positional, **named)
        if not self.why.data and any(not self.reason_of(one.key).data for one in self.ticked):
            self.why.errors = [*self.why.errors, _("Write why it is better")]
            return False
        return is_valid

    def tick_of(self, key: str) -> Any:
        return self[f"take_{key}"]

    def reason_of(self, key: str) -> Any:
        return self[f"why_{key}"]

    @property
    def ticked(self) -> list[Redline]:
        return [one for one in self.redlines.found if self.tick_of(one.key).data]

    def drafts(self) -> list[RedlineDraft]:
        """What was ticked; only after `validate`."""
        return [
            RedlineDraft(
                one.texts,
                one.after,
                self.reason_of(one.key).data or self.why.data,
                f"{self.submission_key.data}-{one.key}",
            )
            for one in self.ticked
        ]


def redlines_form(redlines: Redlines, **given: Any) -> RedlinesForm:
    """A tick and a reason for each change; the reason begins with what was written in the margin."""
    fields, said_of = dict[str, Any](redlines=redlines), dict[str, str]()
    for one in redlines.found:
        said = " ".join(comment.text for comment in one.comments)[:WHY_LENGTH]
        fields[f"take_{one.key}"] = BooleanField(_l("Propose this"), default=True)
        fields[f"why_{one.key}"] = text(_l("Its own reason"), most=WHY_LENGTH, rows=2)
        said_of[f"why_{one.key}"] = said
    made: RedlinesForm = type("RedlinesForm", (RedlinesForm,), fields)(data=said_of, **given)
    return made


def parts_form(parts: Mapping[str, str], **filled_in: Any) -> PortalForm:
    """A field for each of these parts, by its heading, and why: an amendment or other words for it, as a whole."""
    fields: dict[str, Any] = {
        name: text(heading, needed=_l("Write what it should say"), most=PART_LENGTH, rows=10, shaped=True)
        for name, heading in parts.items()
    }
    why = text(_l("Why is that better?"), needed=_l("Write why it is better"), most=WHY_LENGTH, rows=3)
    made: PortalForm = type("PartsForm", (PortalForm,), fields | {"why": why})(**filled_in)
    return made


class MessageForm(PortalForm):
    """A question to the author, or the reply."""

    message = text(_l("Your message"), needed=_l("Write your message"), hint=_l("Everybody can read it."),
                   most=MESSAGE_LENGTH, rows=4)  # fmt: skip


class ReasonForm(PortalForm):
    """Why an amendment is accepted, not accepted, or opened again."""

    reason = text(_l("Why?"), needed=_l("Write why. Everybody can read it."), most=REASON_LENGTH, rows=3,
                  hint=_l("One or two sentences. Everybody can read them."))  # fmt: skip


class TakeInForm(PortalForm):
    """Taking an amendment in: why, where there is something to say."""

    reason = text(_l("Why?"), most=REASON_LENGTH, rows=3, hint=_l("Everybody can read it."))


class WordingAnswerForm(PortalForm):
    """Whether the author welcomes other words."""

    is_welcome = radio(_l("Do you agree with the other words?"), [("yes", _l("Yes")), ("no", _l("No"))],
                       needed=_l("Answer yes or no"))  # fmt: skip
    answer = text(_l("Why?"), needed=SOMETIMES, most=WHY_LENGTH, rows=3, hint=_l("Needed where you say no."))

    def validate(self, *positional: Any, **named: Any) -> bool:
        """A no says why."""
        is_valid = super().validate(*positional, **named)
        if self.is_welcome.data == "no" and not self.answer.data:
            self.answer.errors = [*self.answer.errors, _("Write why not")]
            return False
        return is_valid


# Those that are done on the page of an amendment itself; each has names of its own there
ON_THE_PAGE: Mapping[str, type[PortalForm]] = {
    "accept": TakeInForm,
    "ask": MessageForm,
    "refuse": ReasonForm,
    "reopen": ReasonForm,
    "reply": MessageForm,
}
AT_A_WORDING: Mapping[str, type[PortalForm]] = {"accept_wording": TakeInForm, "answer_wording": WordingAnswerForm}


def on_the_page(deed: str, **given: Any) -> Any:
    """The form of this deed."""
    return ON_THE_PAGE[deed](prefix=deed, **given)


def name_at(deed: str, wording: AmendmentWording) -> str:
    """What the form of this deed is called at these words: there are several on the page."""
    return f"{deed}-{wording.number}"


def forms_of(amendment: Amendment) -> dict[str, Any]:
    """Every form of the page, by its name, still empty."""
    at_wordings = {
        name_at(deed, wording): form(prefix=name_at(deed, wording), formdata=None)
        for wording in amendment.current_wordings
        for deed, form in AT_A_WORDING.items()
    }
    return at_wordings | {name: on_the_page(name, formdata=None) for name in ON_THE_PAGE}


class CallForm(PortalForm):
    """Who may propose amendments, and until when."""

    who = radio(
        _l("Who may propose amendments?"),
        [("members", _l("The members")), ("all", _l("Everybody who is signed in"))],
        needed=_l("Choose who may propose amendments"),
    )
    until = day(_l("Last day"), hint=_l("Leave it empty if there is none."))

    def validate(self, *positional: Any, **named: Any) -> bool:
        """The last day is not over."""
        is_valid = super().validate(*positional, **named)
        if self.until.data and self.until.data < clock.today():
            self.until.errors = [*self.until.errors, _("Choose a day that is not over.")]
            return False
        return is_valid

    @property
    def last_day(self) -> date | None:
        found: date | None = self.until.data
        return found
