"""What every form shares: text is trimmed, limits are told in plain words, and a submission counts once."""

import re
import secrets
from datetime import date
from types import MappingProxyType
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import Flask, g, request
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)
from wtforms.widgets import Select

from portal.foundation.dates import danish, quoted
from portal.foundation.field_messages import FieldMessages
from portal.foundation.i18n import gettext, lazy_gettext as _l
from portal.foundation.personal_data import PersonalData, found_in, names_of_kinds
from portal.foundation.text import without_unseen_signs

LINE = 120
PARAGRAPH = 600
TEXT = 2_000
LONG_TEXT = 9_600  # the longest that Danish municipalities ask for in practice
EMAIL = 254  # RFC 5321
EARLIEST, LATEST = date(1850, 1, 1), date(2199, 12, 31)  # nobody means the year 1; local clocks and UTC differ there


class Options(Select):
    """A list to choose from. An option holds words alone, so what is wholly `quoted` is marked on the option itself."""

    @classmethod
    def render_option(cls, choice: Any, **attributes: Any) -> Markup:  # type: ignore[override]  # newer than its stubs
        """As WTForms writes it, but for the mark."""
        if isinstance(choice.label, Markup):
            words = choice.label.striptags()
            attributes |= {"lang": "da"} if danish() and choice.label == quoted(words) else {}
            choice = choice._replace(label=words)
        return Markup(super().render_option(choice, **attributes))  # noqa: S704 - WTForms escapes what it renders


def limit_of(field: Any) -> int | None:
    """The most characters a field takes, for the counter under it."""
    return next((check.max for check in field.validators if isinstance(check, Length) and check.max > 0), None)


def control(field: Any, look: str) -> Markup:
    """A field's own element, tied to its hint and error. Nothing is cut or stopped by the browser: we tell why."""
    described = [
        f"{field.id}-{part}" for part, there in (("hint", field.description), ("error", field.errors)) if there
    ]
    attributes: dict[str, Any] = {"class": look, "required": False, "maxlength": False, "minlength": False}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    if isinstance(field, TextAreaField) and (limit := limit_of(field)):
        attributes["data-limit"] = limit
    if isinstance(field, StringField) and field.data and danish():
        attributes["lang"] = "da"
    return Markup(field(**attributes))  # noqa: S704 - WTForms escapes what it renders


def carried(field: Any) -> str:
    """What a field holds, as it travels unseen: what was typed, or what stands there from the beginning."""
    given = field.data if field.data is not None else field.default
    value = field.raw_data[0] if field.raw_data else given
    return "" if value is None or value is False else str(value)


def wrong_in_order(form: Any, page: str = "") -> list[Any]:
    """The fields that something is wrong with, in the order in which they stand on the page."""
    wrong = [field for field in form if field.errors]
    places = {field.id: page.find(f' id="{field.id}"') for field in wrong}
    return sorted(wrong, key=lambda field: places[field.id] if places[field.id] >= 0 else len(page))


def init_forms(app: Flask) -> None:
    """Give the filters that draw fields to the templates."""
    app.jinja_env.filters.update(limit=limit_of, control=control, carried=carried, wrong_in_order=wrong_in_order)


def trimmed(value: Any) -> Any:
    """Take blanks off the ends and out what nobody can see, and count a line break as one character, as people do."""
    return without_unseen_signs(value).strip() if isinstance(value, str) else value


def on_one_line(value: Any) -> Any:
    """A title or a name has no line breaks, whatever was pasted."""
    return re.sub(r"[\n\t]+", " ", value) if isinstance(value, str) else value


class Sometimes:
    """Whether the field must be filled in depends on the rest of the form; so it is not called optional."""

    field_flags = MappingProxyType({"conditional": True})

    def __call__(self, form: Any, field: Any) -> None:
        """The form asks for it itself, when it is needed."""


SOMETIMES = Sometimes()


class PortalForm(FlaskForm):  # type: ignore[misc]
    """A form whose texts are trimmed."""

    def as_it_stands(self, thing: Any) -> dict[str, Any]:
        """What the fields would hold of a thing now, where they are not its columns."""
        return {}

    def validate(self, *positional: Any, **named: Any) -> bool:
        """As any form; a page that asks about what was sent calls the fields what this one does."""
        g.form_read = self
        return bool(super().validate(*positional, **named))

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False  # every POST is checked by CSRFProtect; a form's own token would give each reader a cookie

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Fields hold text: what comes as a file or as JSON is nothing that a form of ours has sent."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() else None

        def get_translations(self, form: Any) -> FieldMessages:
            """Whatever a field says is said in our words."""
            return FieldMessages()

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Trim every text field."""
            if issubclass(unbound_field.field_class, StringField):
                options["filters"] = [trimmed, *unbound_field.kwargs.get("filters", ())]
            return unbound_field.bind(form=form, **options)


class OnceForm(PortalForm):
    """A form whose key says that two clicks are one submission."""

    submission_key = HiddenField(default=lambda: secrets.token_urlsafe(16), validators=[Length(max=64)])

    def begin_anew(self) -> None:
        """What is sent from here on is another submission: the last one saved nothing."""
        self.submission_key.data = secrets.token_urlsafe(16)


def version_in(sent: str | None) -> int:
    """A version number that came in a hidden field; anything odd is none that ever was."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 7 else 0  # noqa: PLR2004


def line(label: Any, *, needed: Any = None, hint: Any = None, most: int = LINE, **render: Any) -> Any:
    """A field of one line. `needed` is the sentence said when it is empty; without it the field is optional.

    `needed=SOMETIMES`: the form itself says when it must be filled in.
    """
    return StringField(
        label,
        [*_asks_words(needed), _no_longer(most)],
        filters=[on_one_line],
        description="" if hint is None else hint,
        render_kw=render or None,
    )


def name_of_person(label: Any, *, needed: Any = None, hint: Any = None, most: int = LINE, **render: Any) -> Any:
    """A field for what somebody is called; others may come to read it, and it holds nothing else."""
    field = line(label, needed=needed, hint=hint, most=most, **render)
    field.args[1].append(only_a_name)
    return field


def mail_address(*, needed: Any = None, hint: Any = None, autocomplete: str = "email") -> Any:
    """A field for an address that letters reach, in the one form that we keep."""
    field = line(
        _l("E-mail address"), needed=needed, hint=hint, most=EMAIL, autocomplete=autocomplete,
        inputmode="email", autocapitalize="none", spellcheck="false",
    )  # fmt: skip
    field.args[1].append(only_an_address)
    return field


def only_an_address(_form: Any, field: Any) -> None:
    """What is written is an address, where anything is."""
    if not field.data:
        return
    try:
        field.data = validate_email(field.data, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise StopValidation(gettext("Write an e-mail address such as name@example.dk")) from error


def text(
    label: Any, *, needed: Any = None, hint: Any = None, most: int = TEXT, rows: int = 6, shaped: bool = False
) -> Any:
    """A field of several lines. What is written in one that is `shaped` goes through `render_markdown`."""
    return TextAreaField(
        label,
        [*_asks_words(needed), _no_longer(most)],
        description="" if hint is None else hint,
        render_kw={"rows": rows} | ({"data-shaped": True} if shaped else {}),
    )


def day(label: Any, *, needed: Any = None, hint: Any = None) -> Any:
    """A date in a time that people here can mean, written in either order."""
    return DateField(
        label,
        [*_asks(needed), _in_our_time],
        format=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"],
        description="" if hint is None else hint,
    )


def count(label: Any, *, needed: Any = None, hint: Any = None, least: int = 0, most: int = 100_000) -> Any:
    """A whole number."""
    told = _l("Write a number from %(least)s to %(most)s", least=least, most=most)
    return IntegerField(
        label,
        [*(_asks(needed) or [Optional()]), NumberRange(least, most, told)],
        description="" if hint is None else hint,
    )


def choice(label: Any, choices: Any = None, *, needed: Any = None, hint: Any = None, **options: Any) -> Any:
    """One of several. `choices`: pairs of value and label; those from the database are set on the bound field."""
    offered = None if choices is None else [SelectChoice(value=value, label=text_) for value, text_ in choices]
    told = "" if hint is None else hint
    return SelectField(label, _asks(needed), choices=offered, description=told, widget=Options(), **options)


def radio(label: Any, choices: Any, *, needed: Any, hint: Any = None, default: str | None = None) -> Any:
    """One of a few, all of them in sight. `choices`: pairs of value and label."""
    offered = [SelectChoice(value=value, label=text_) for value, text_ in choices]
    return RadioField(label, _asks(needed), choices=offered, default=default, description="" if hint is None else hint)


def ticks(label: Any, hint: Any, *, needed: Any = None) -> Any:
    """A list of boxes whose choices come from the database. `needed` is what is said where none is ticked."""
    asks = [] if needed is None else _asks(needed)
    return SelectMultipleField(label, asks, choices=[], coerce=int, description=hint)


def _asks(needed: Any) -> list[Any]:
    return _may_be_empty(needed) or [InputRequired(needed)]


def _asks_words(needed: Any) -> list[Any]:
    """As `_asks`, where blanks alone are nothing."""
    return _may_be_empty(needed) or [DataRequired(needed)]


def _may_be_empty(needed: Any) -> list[Any]:
    if needed is SOMETIMES:
        return [Optional(), SOMETIMES]
    return [Optional()] if needed is None else []


def _in_our_time(_form: Any, field: Any) -> None:
    if field.data and not EARLIEST <= field.data <= LATEST:
        raise ValidationError(gettext("Write a date, for example 31-05-2026"))


def only_a_name(_form: Any, field: Any) -> None:
    """Refuse what is not a name, and would be read by others beside it."""
    if field.data and (found := found_in(field.data)):
        raise ValidationError(gettext("Write the name alone. Here stands %(found)s", found=names_of_kinds(found)))


def without_cpr(_form: Any, field: Any) -> None:
    """Refuse a CPR number where people write of themselves what a few others read."""
    if field.data and any(finding.kind is PersonalData.CPR for finding in found_in(field.data)):
        raise ValidationError(gettext("Write it without a CPR number. Nobody here needs it."))


class NoLonger(Length):
    """A limit behind which nothing else looks: other checks may take long over a long text."""

    def __call__(self, form: Any, field: Any) -> None:
        try:
            super().__call__(form, field)
        except ValidationError as error:
            raise StopValidation(*error.args) from error


def _no_longer(most: int) -> NoLonger:
    return NoLonger(max=most, message=_l("Write at most %(most)s characters", most=f"{most:,}".replace(",", ".")))
