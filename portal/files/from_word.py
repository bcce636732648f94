"""Taking the text of a Word document or an ODT into the form of another room: the page that asks for the file and,
where there are any, what is to become of its tracked changes. Nothing is saved; what was typed travels along."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from wtforms import FileField, HiddenField, RadioField
from wtforms.validators import Optional, ValidationError

from portal.accounts.identity import signed_in
from portal.files.forms import KEPT
from portal.files.reading.shapes import Left, View
from portal.files.receiving import Received, receive, received_before
from portal.files.taking import Reading, reading_of
from portal.files.uploads import sent_name
from portal.files.words import NOT_TAKEN_ALONG, left_in_words
from portal.foundation.errors import Refused
from portal.foundation.forms import SOMETIMES, PortalForm
from portal.foundation.i18n import gettext as _, lazy_gettext as _l, ngettext

BEGUN = "from_word"  # the button that leads here, with all that is typed
CHANGES_OF = "changes {}"  # what is said to be about, where its changes are to be amendments of a proposal
NOT_CARRIED = frozenset({BEGUN, "csrf_token", "preview"})


class Changes(StrEnum):
    """What is to become of the tracked changes."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    OFFER = "offer"

    @property
    def view(self) -> View:
        return View.REFUSED if self is Changes.REFUSE else View.ACCEPTED


class WordForm(PortalForm):
    """The document, and what is to become of its changes. One that was received need not be chosen again."""

    kept_key = HiddenField()
    file = FileField(
        _l("File"),
        [SOMETIMES],
        description=_l("Word (.docx) or ODT, at most 20 MB."),
        render_kw={"accept": ".docx,.odt"},
    )
    changes = RadioField(_l("What is to become of the tracked changes?"), [Optional(), SOMETIMES], choices=[])
    received: Received | None = None
    reading: Reading | None = None
    refusal = ""
    is_new = False  # the file came with this request, so nobody has been asked about its changes

    def validate_file(self, _field: Any) -> None:
        """A document is needed, and what was wrong with the one that was sent is said here."""
        if self.refusal:
            raise ValidationError(self.refusal)
        if self.reading is None:
            raise ValidationError(_("Choose a file"))

    def key_for(self, about: str) -> str:
        """Another page that the document goes on to."""
        return self.received.key(_whose(about)) if self.received else ""

    @property
    def chosen(self) -> Changes | None:
        """What was chosen; without changes there is nothing to choose."""
        if self.reading is not None and not self.reading.changes:
            return Changes.ACCEPT
        return Changes(self.changes.data) if self.changes.data else None


def _whose(about: str) -> str:
    return f"{signed_in().id} word {about}"


def word_form(about: str, *, offers: bool = False) -> WordForm:
    """What was sent: a file, or the key to one that came before. `about` names the form that it is for."""
    whose = _whose(about)
    form, sent, received = WordForm(), request.files.get("file"), None
    form.is_new = bool(sent is not None and sent.filename)
    try:
        if sent is not None and sent.filename:
            received = receive(sent.stream, sent_name(sent))
        else:
            received = received_before(request.form.get(KEPT) or request.args.get(KEPT, ""), whose)
        form.reading = reading_of(received) if received else None
    except Refused as refused:
        form.refusal, received = refused.reasons[0], None
    form.received = received
    form.kept_key.data = received.key(whose) if received else ""
    form.changes.choices = [
        (Changes.ACCEPT.value, _("Accept all of them")),
        (Changes.REFUSE.value, _("Refuse all of them")),
        *([(Changes.OFFER.value, _("Propose them as amendments, one by one"))] if offers else []),
    ]
    return form


def taken_from_word(
    about: str,
    page: Callable[[WordForm], str],
    used: Callable[[WordForm, Changes], ResponseReturnValue],
    *,
    offers: bool = False,
) -> ResponseReturnValue:
    """Read what was sent → ask about its changes, if it has any → the text, to be `used`. Else the `page` again."""
    form = word_form(about, offers=offers)
    if form.received is None and not form.is_new and BEGUN in request.form:
        return page(form)
    if not form.validate():
        return page(form), 422
    if form.chosen is not None:
        return used(form, form.chosen)
    if form.is_new:
        return page(form)
    form.changes.errors = [_("Choose what is to become of the tracked changes")]
    return page(form), 422


def word_page(form: WordForm, committee: Any, *, crumbs: Sequence[tuple[str, str]], back: str, lead: str) -> str:
    """The page that asks for a document, beneath the menu of its committee."""
    sent = [
        (name, value) for name, value in request.form.items(multi=True) if name not in form and name not in NOT_CARRIED
    ]
    return render_template(
        "files/from_word.html", committee=committee, form=form, crumbs_to=crumbs, back=back, lead_text=lead, sent=sent
    )


def told_of_reading(reading: Reading) -> dict[str, list[tuple[str, list[str]]]]:
    """What did not come along, and what did as something else: each in words, with what it said."""
    return {
        "lost": list(_told(reading, is_lost=True)),
        "changed": list(_told(reading, is_lost=False)),
    }


def _told(reading: Reading, *, is_lost: bool) -> Iterator[tuple[str, list[str]]]:
    for kind in Left:
        count = reading.left.get(kind)
        if count is not None and (kind in NOT_TAKEN_ALONG) is is_lost:
            yield left_in_words(kind, count.number), count.words


def told_of_changes(reading: Reading, how: Changes) -> Iterator[str]:
    """What became of the tracked changes, if there are any."""
    if reading.changes and how is Changes.ACCEPT:
        yield ngettext("%(count)s tracked change is accepted.", "%(count)s tracked changes are accepted.",
                       reading.changes)  # fmt: skip
    elif reading.changes:
        yield ngettext("%(count)s tracked change is refused.", "%(count)s tracked changes are refused.",
                       reading.changes)  # fmt: skip
