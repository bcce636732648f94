"""Languages: English messages in the code, Danish on the page, the municipality's own words put in by themselves."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import flask_babel
from flask import Flask, g, has_request_context, request, session
from flask.ctx import AppContext
from flask.globals import app_ctx
from flask_babel import Babel, LazyString
from markupsafe import Markup, escape

from portal.foundation import words
from portal.foundation.handed import Handed

LOCALES = ("da", "en")
K = TypeVar("K")
babel = Babel()
_here: Callable[[], AppContext] = app_ctx._get_current_object  # type: ignore[attr-defined]  # of the proxy
own_words: Handed[Callable[[], Mapping[str, words.WordForms]]] = Handed("the municipality’s own words")


def init_languages(app: Flask) -> None:
    """The Danish words of the municipality are `own_words`; English ones are fixed."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "da")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Copenhagen")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "portal/translations"
    babel.init_app(app, locale_selector=chosen_locale)
    speakers.hand(app, {})
    environment = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(_safe_gettext, _safe_ngettext, newstyle=False)  # type: ignore[attr-defined]
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.policies["ext.i18n.trimmed"] = True  # line breaks in a trans block are spaces, as in the catalogue
    environment.globals.update(_=_safe_gettext, gettext=_safe_gettext, ngettext=_safe_ngettext)


def chosen_locale() -> str:
    """Danish, unless this reader asked for English with the switch."""
    if not has_request_context():
        return "da"
    asked = request.args.get("sprog") or session.get("locale")
    return asked if asked in LOCALES else "da"


def current_locale() -> str:
    return _speaker().locale


class _Values(dict[str, Any]):
    """The values of one message, and behind them the municipality's own words."""

    def __init__(self, values: Mapping[str, Any], own: Mapping[str, str]) -> None:
        super().__init__(values)
        self.own = own

    def __missing__(self, name: str) -> str:
        return self.own[name]


class Speaker:
    """One language with one municipality's words. Messages without values are worked out once."""

    def __init__(self, locale: str, translations: Any, own: Mapping[str, str]) -> None:
        self.locale, self.translations, self.own = locale, translations, own
        self.known: dict[str, Markup] = {}

    def say(self, message: str) -> Markup:
        """A message that takes no values of its own."""
        said = self.known.get(message)
        if said is None:
            said = self.known[message] = Markup(self.fill(self.translations.ugettext(message), {}))  # noqa: S704 - ours
        return said

    def fill(self, translated: str, values: Mapping[str, Any]) -> str:
        return str(translated % _Values(values, self.own)) if "%" in translated else translated


speakers: Handed[dict[str, Speaker]] = Handed("who speaks each language")


def _speaker() -> Speaker:
    """The speaker of this request; kept between requests until the municipality chooses other words."""
    speaker: Speaker | None = _here().g.get("speaker")  # asked hundreds of times a page, and `g` is slow to find itself
    if speaker is None:
        speaker = g.speaker = _speaker_of(str(flask_babel.get_locale() or "da"))
    return speaker


def _speaker_of(locale: str) -> Speaker:
    own = words.placeholders(own_words()() if locale == "da" else words.ENGLISH)
    kept = speakers()
    if locale not in kept or kept[locale].own != own:
        kept[locale] = Speaker(locale, flask_babel.get_domain().get_translations(), own)
    return kept[locale]


def gettext(message: str, **values: Any) -> str:
    """A message in the reader's language. `%(the_committee)s` and its like fill themselves.

    With a value that is marked (`quoted`), the whole is Markup, and the other values are escaped.
    """
    speaker = _speaker()
    if not values:
        return str(speaker.say(message))
    return _filled(speaker.translations.ugettext(message), values)


def _filled(translated: str, values: Mapping[str, Any]) -> str:
    if any(isinstance(value, Markup) for value in values.values()):
        safe = {key: escape(value) for key, value in values.items()}
        return Markup(_speaker().fill(translated, safe))  # noqa: S704 - escaped
    return _speaker().fill(translated, values)


def words_of(labels: Mapping[K, str]) -> Callable[[K], str]:
    """What says the words of a table for one of its keys, in the reader's language."""
    return lambda key: gettext(labels[key])


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """One language for everything within, whoever reads now: for letters, and texts that somebody will send."""
    before = g.pop("speaker", None)
    try:
        with flask_babel.force_locale(locale):
            g.speaker = _speaker_of(locale)
            yield
    finally:
        g.speaker = before


def in_danish(message: str) -> str:
    """A message in Danish whoever reads it now: for the few words that the portal itself writes into a record."""
    with speaking("da"):
        return gettext(message)


def ngettext(singular: str, plural: str, count: int, **values: Any) -> str:
    """A message that depends on a number; `%(count)s` is the number."""
    translated = _speaker().translations.ungettext(singular, plural, count)
    return _filled(translated, {"count": count, "num": count} | values)


class LazyMessage(LazyString):  # type: ignore[misc]  # Flask-Babel brings no types
    """A message that is read first when it is shown. It is never empty, so asking needs no translation."""

    def __bool__(self) -> bool:
        return True


def lazy_gettext(message: str, **values: Any) -> LazyMessage:
    """As `gettext`, but read first when it is shown: for forms and tables that are made at import."""
    return LazyMessage(gettext, message, **values)


def N_(message: str) -> str:
    """Mark a message for translation where it stands as data; it is translated with `gettext` when shown."""
    return message


def _safe_gettext(message: str, **values: Any) -> Markup:
    if not values:
        return _speaker().say(message)
    return Markup(gettext(message, **{key: escape(value) for key, value in values.items()}))  # noqa: S704 - escaped


def _safe_ngettext(singular: str, plural: str, count: int, **values: Any) -> Markup:
    safe = {key: escape(value) for key, value in values.items()}
    return Markup(ngettext(singular, plural, count, **safe))  # noqa: S704 - values are escaped
