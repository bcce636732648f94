"""How many letters would follow from what is about to be done, before it is done; said in words to whoever is asked."""

from collections.abc import Iterable, Iterator

from portal.events.models import Event
from portal.events.record import recorded
from portal.events.types import EventType
from portal.foundation.i18n import gettext as _, ngettext
from portal.notifications.models import Pace
from portal.notifications.queries import paces_of
from portal.reactions.mails import own_letters
from portal.reactions.notify import told_of


def letters_that_follow() -> list[str]:
    """From what has happened in the transaction that goes on."""
    return letters_about(recorded())


def letters_about(events: Iterable[Event]) -> list[str]:
    """Who gets a letter about these events, and who is told on the portal only."""
    mailed, weekly, told, posted = set[str](), set[str](), set[str](), 0
    by_pace = {Pace.AT_ONCE: mailed, Pace.WEEKLY: weekly, Pace.PORTAL: told}
    for event in events:
        own = own_letters().get(EventType(event.type))
        if own is not None:
            mailed |= {letter.user.email for letter in own.write(event)}
            posted += own.is_posted(event)
        people = [(user, notice) for user, notice in told_of(event) if not notice.has_own_letter]
        paces = paces_of([user.id for user, _notice in people])
        for user, notice in people:
            by_pace[paces(user.id, notice.kind)].add(user.email)
    return list(_in_words(len(mailed), len(weekly - mailed), len(told - mailed - weekly), posted))


def _in_words(mailed: int, weekly: int, told: int, posted: int) -> Iterator[str]:
    if mailed:
        yield ngettext("%(count)s person gets a letter about it by mail.",
                       "%(count)s people get a letter about it by mail.", mailed)  # fmt: skip
    if weekly:
        yield ngettext("%(count)s person reads about it in Sunday’s letter.",
                       "%(count)s people read about it in Sunday’s letter.", weekly)  # fmt: skip
    if posted:
        yield ngettext(
            "%(count)s letter is to be printed and posted.", "%(count)s letters are to be printed and posted.", posted
        )
    if told:
        yield ngettext("%(count)s person is told on the portal alone, as they have chosen.",
                       "%(count)s people are told on the portal alone, as they have chosen.", told)  # fmt: skip
    if not mailed and not weekly and not posted:
        yield _("Nobody gets a letter about it.")
