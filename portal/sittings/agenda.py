"""An agenda worked out: when each item begins, and what is worth a second look before it is sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.foundation.i18n import gettext as _, ngettext
from portal.sittings.models import AgendaItem, ItemKind, Sitting

LEAST_ON_THEMES = 0.5  # of the time; a committee that develops policy is more than a place where papers are read
MOST_TO_DECIDE = 8


@dataclass(frozen=True)
class Timed:
    """An item with when it is meant to begin."""

    item: AgendaItem
    begins_at: datetime


def timed(sitting: Sitting) -> Iterator[Timed]:
    """The items in their order: each begins when those before it have had their minutes."""
    begins = sitting.starts_at
    for item in sitting.items:
        yield Timed(item, begins)
        begins += timedelta(minutes=item.minutes)


def planned_minutes(items: Sequence[AgendaItem]) -> int:
    return sum(item.minutes for item in items)


def worth_a_look(sitting: Sitting, insiders: Mapping[str, str | None]) -> list[str]:
    """Sentences about the agenda as it stands; none stops anybody from sending it. `insiders` are the members and the
    secretaries by name, with the letter of their party, if any."""
    return [*_time(sitting), *_work(sitting.items), *_voices(sitting.items, insiders)]


def _time(sitting: Sitting) -> Iterator[str]:
    length = int((sitting.ends_at - sitting.starts_at).total_seconds()) // 60
    over = planned_minutes(sitting.items) - length
    if over > 0:
        yield ngettext(
            "The items take %(count)s minute more than there is.",
            "The items take %(count)s minutes more than there are.",
            over,
        )


def _work(items: Sequence[AgendaItem]) -> Iterator[str]:
    total = planned_minutes(items)
    themes = planned_minutes([item for item in items if item.kind is ItemKind.THEME])
    if total and themes < LEAST_ON_THEMES * total:
        yield _(
            "%(share)s percent of the time goes to themes. Where most of it does, a committee develops something new.",
            share=100 * themes // total,
        )
    to_decide = sum(item.kind is ItemKind.DECIDE for item in items)
    if to_decide > MOST_TO_DECIDE:
        yield _("There are %(count)s items to decide. Can some wait?", count=to_decide)


def _voices(items: Sequence[AgendaItem], insiders: Mapping[str, str | None]) -> Iterator[str]:
    """Who is heard: a name of somebody here is found among the words that say who is responsible."""
    responsible = [item.responsible.casefold() for item in items if item.responsible]
    if items and not responsible:
        yield _("No item says who is responsible for it. Could somebody from outside tell about one?")
    known = [[name for name in insiders if name.casefold() in said] for said in responsible]
    if not responsible or not all(known):
        return
    yield _("Nobody from outside is responsible for an item. Could somebody tell about one?")
    parties = {insiders[name] for names in known for name in names}
    if len(parties) == 1 and len(known) > 1 and (letter := parties.pop()) is not None:
        yield _("All who are responsible for items are of one party: %(letter)s.", letter=letter)
