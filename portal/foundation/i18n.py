"""Languages: English messages in the code, Danish on the page, the municipality's own words put in by themselves."""

from collections.abc import Callable, Mapping
from typing import Any

import flask_babel
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, LazyString
from markupsafe import Markup, escape

from portal.foundation import words

LOCALES = ("da", "en")
babel = Babel()


def init_languages(app: Flask, own_words: Callable[[], Mapping[str, words.WordForms]]) -> None:
    """`own_words` gives the Danish words of the municipality (English ones are fixed)."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "da")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Copenhagen")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "portal/translations"
    babel.init_app(app, locale_selector=chosen_locale)
    app.extensions["own_words"] = own_words
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
    return str(flask_babel.get_locale() or "da")


def _own_words() -> dict[str, str]:
    locale = current_locale()
    known: dict[str, dict[str, str]] = g.setdefault("words", {})
    if locale not in known:
        own = flask_babel.current_app.extensions["own_words"]() if locale == "da" else words.ENGLISH
        known[locale] = words.placeholders(own)
    return known[locale]


def gettext(message: str, **values: Any) -> str:
    """A message in the reader's language. `%(the_committee)s` and its like fill themselves."""
    translated = flask_babel.get_domain().get_translations().ugettext(message)
    return str(translated % (_own_words() | values)) if "%" in translated else str(translated)


def ngettext(singular: str, plural: str, count: int, **values: Any) -> str:
    """A message that depends on a number; `%(count)s` is the number."""
    translated = flask_babel.get_domain().get_translations().ungettext(singular, plural, count)
    return str(translated % (_own_words() | {"count": count, "num": count} | values))


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
    return Markup(gettext(message, **{key: escape(value) for key, value in values.items()}))  # noqa: S704 - escaped


def _safe_ngettext(singular: str, plural: str, count: int, **values: Any) -> Markup:
    safe = {key: escape(value) for key, value in values.items()}
    return Markup(ngettext(singular, plural, count, **safe))  # noqa: S704 - values are escaped
