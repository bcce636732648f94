"""Dates and numbers as people in Denmark write them."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup, escape

from portal.foundation import clock
from portal.foundation.i18n import current_locale
from portal.foundation.text import plain_text, whole_sentences

HARD_SPACE = "\N{NO-BREAK SPACE}"
DASHES = ("- ", "– ", "* ", "• ")  # how people begin the lines of a list
THOUSAND = 1_000  # below it a whole number is written alike everywhere


def _date(value: date | datetime) -> date:
    return clock.in_denmark(value).date() if isinstance(value, datetime) else value


def _kept_together(text: str) -> str:
    """Day and month stay on one line: "d. 4. marts 2026" breaks only before the year."""
    return text.replace(". ", f".{HARD_SPACE}")


@lru_cache(maxsize=4096)
def _written(value: date, pattern: str, locale: str) -> str:
    """A date in words; the same few hundred dates stand on every page."""
    return _kept_together(format_date(value, pattern, locale))


def day(value: date | datetime | None) -> str:
    """For example *4. marts 2026*."""
    return _written(_date(value), "d. MMMM y" if _is_danish() else "d MMMM y", current_locale()) if value else ""


def longday(value: date | datetime | None) -> str:
    """For example *onsdag d. 4. marts 2026*."""
    pattern = "EEEE 'd.' d. MMMM y" if _is_danish() else "EEEE d MMMM y"
    return _written(_date(value), pattern, current_locale()) if value else ""


def daytime(value: datetime | None) -> str:
    """For example *onsdag d. 4. marts 2026 kl. 17.00*."""
    return f"{longday(value)} {clock_time(value)}" if value else ""


def clock_time(value: datetime | None) -> str:
    """For example *kl. 17.00*."""
    if not value:
        return ""
    shown = clock.in_denmark(value)
    return f"{shown:kl.{HARD_SPACE}%H.%M}" if _is_danish() else f"{shown:at{HARD_SPACE}%H:%M}"


def _until(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """What stands after a beginning: for example *–19.00*, and nothing where no end is known."""
    if not starts_at or not ends_at:
        return ""
    if _date(starts_at) != _date(ends_at):
        return f" – {daytime(ends_at)}"
    shown = clock.in_denmark(ends_at)
    return f"{shown:–%H.%M}" if _is_danish() else f"{shown:–%H:%M}"


def clock_span(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """For example *kl. 17.00–19.00*; only the beginning where no end is known."""
    return clock_time(starts_at) + _until(starts_at, ends_at)


def daytime_span(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """For example *onsdag d. 4. marts 2026 kl. 17.00–19.00*."""
    return daytime(starts_at) + _until(starts_at, ends_at)


def begun(text: str) -> str:
    """As a sentence begins, with a large first letter; the rest stays as it is: *Tuesday 15 December*."""
    return text[:1].upper() + text[1:]


def leaf_words(moment: datetime) -> tuple[str, str, str]:
    """The three lines of a leaf of the calendar: weekday, day and month."""
    when, locale = _date(moment), current_locale()
    return format_date(when, "EEEE", locale), str(when.day), format_date(when, "MMMM", locale)


def number(value: float | None) -> str:
    """For example *1.234,5*."""
    if value is None:
        return ""
    return (
        str(value)
        if isinstance(value, int) and 0 <= value < THOUSAND
        else format_decimal(value, locale=current_locale())
    )


def iso(value: date | datetime | None) -> str:
    """For machines: the `datetime` attribute and feeds."""
    return value.isoformat() if value else ""


def paragraphs(text: str | None) -> Markup:
    """Plain text as paragraphs: an empty line begins a new one; lines that each begin with a dash are a list."""
    parts = [part.strip() for part in (text or "").replace("\r\n", "\n").split("\n\n") if part.strip()]
    return Markup("").join(map(_paragraph, parts))


def _paragraph(part: str) -> Markup:
    lines = part.splitlines()
    if len(lines) > 1 and all(line.startswith(DASHES) for line in lines):
        items = Markup("").join(Markup("<li>{}</li>").format(line[2:]) for line in lines)
        return Markup("<ul{}>{}</ul>").format(danish(), items)
    return Markup("<p{}>{}</p>").format(danish(), Markup("<br>").join(map(escape, lines)))


def danish() -> Markup:
    """What says of an element that people here wrote its words, where the page around it is in another language."""
    return Markup() if _is_danish() else Markup(' lang="da"')


def quoted(text: str | None) -> Markup:
    """What people here wrote, marked as Danish within words of another language; our own words stay as they are."""
    if not text or _is_danish() or isinstance(text, Markup):
        return escape(text or "")
    return Markup("<span{}>{}</span>").format(danish(), text)


def ours(text: str) -> Markup:
    """Words of the portal's own where else `quoted` ones stand, so that they are not marked."""
    return escape(text)


def _is_danish() -> bool:
    return current_locale() == "da"


def init_filters(app: Flask) -> None:
    """Give the filters to the templates."""
    app.jinja_env.filters.update(
        begun=begun,
        day=day,
        longday=longday,
        daytime=daytime,
        clock=clock_time,
        clock_span=clock_span,
        clock_time=clock_time,
        daytime_span=daytime_span,
        number=number,
        quoted=quoted,
        iso=iso,
        paragraphs=paragraphs,
        plain=plain_text,
        leaf_words=leaf_words,
        whole_sentences=whole_sentences,
    )
    app.jinja_env.globals.update(danish=danish)
