"""What the table promises, in the reader's language: the sentences under fields and on pages."""

from portal.foundation.i18n import LazyMessage, gettext, ngettext
from portal.rules.privacy import RULES, Kind, kept_for

DAYS_IN_A_YEAR = 365
DAYS_IN_A_MONTH = 30
LONGEST_IN_DAYS = 90


def in_words(days: int) -> str:
    """A time as people say it: days, then months, then years."""
    if days % DAYS_IN_A_YEAR == 0:
        return ngettext("%(count)s year", "%(count)s years", days // DAYS_IN_A_YEAR)
    if days > LONGEST_IN_DAYS and days % DAYS_IN_A_MONTH == 0:
        return ngettext("%(count)s month", "%(count)s months", days // DAYS_IN_A_MONTH)
    return ngettext("%(count)s day", "%(count)s days", days)


def who_sees(kind: Kind) -> str:
    """One sentence or two on who sees records of this kind."""
    return gettext(RULES[kind].who_sees)


def how_long(kind: Kind) -> str:
    """One sentence or two on how long they are kept."""
    rule = RULES[kind]
    return gettext(rule.how_long) if rule.days is None else gettext(rule.how_long, time=in_words(rule.days))


def in_short(*kinds: Kind) -> str:
    """Who sees it and how long, in one sentence of each kind: for fields that share a page with many others."""
    return " ".join(_short(kind) for kind in kinds)


def _short(kind: Kind) -> str:
    rule = RULES[kind]
    return gettext(rule.in_short) if rule.days is None else gettext(rule.in_short, time=in_words(rule.days))


def time_kept(kind: Kind) -> str:
    """The time alone, in words, for sentences that say more than the table does."""
    return in_words(kept_for(kind).days)


def promise(kind: Kind) -> str:
    """Who sees what is written here, and for how long: once on a page, above the fields or under the only one."""
    return f"{who_sees(kind)} {how_long(kind)}"


def lazy_promise(kind: Kind) -> LazyMessage:
    """As `promise`, read first when it is shown: for forms, which are made at import."""
    return LazyMessage(promise, kind)


def lazy_how_long(kind: Kind) -> LazyMessage:
    """As `how_long`, read first when it is shown."""
    return LazyMessage(how_long, kind)


def lazy_time_kept(kind: Kind) -> LazyMessage:
    """As `time_kept`, read first when it is shown."""
    return LazyMessage(time_kept, kind)
