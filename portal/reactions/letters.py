"""The letter about one event to one person who has been told of it."""

from collections.abc import Mapping

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.handed import Handed
from portal.foundation.i18n import gettext as _
from portal.house.letters import NOTHING_BESIDE, Beside, Letter, LetterWords, Way
from portal.house.telling import own_way, subject_of
from portal.notifications.links import path_of_choice
from portal.notifications.models import Notification
from portal.notifications.words import KINDS
from portal.reactions.notify import notices
from portal.reactions.subjects import facts_for

letter_words: Handed[Mapping[EventType, LetterWords]] = Handed("what a letter says more than the notice")


def letter_about(event: Event, notice: Notification, reader: User) -> Letter:
    """As things stand now."""
    words, path = _words(event, notice), way_in(reader, event, notice.path)
    change = path_of_choice(reader, [notice.kind]) if not KINDS[notice.kind].is_fixed else ""
    facts = facts_for(event, reader)
    if words is None:
        return Letter(reader, _(notice.message, **facts), (), _("Read more"), path, _(notice.why), change)
    values = {"reason": str(event.details.get("reason", "")), **facts, **words.values(event)}
    without = {message for who, left_out in words.without.items() if who.why == notice.why for message in left_out}
    said = [message for message in words.text if message not in without]
    text = tuple(_(message, **values) for message in said if values["reason"] or "%(reason)s" not in message)
    ways, beside = [Way(_(words.button), path)], words.beside(event, reader)
    if beside.path:
        ways.insert(0, Way(_(beside.button), beside.path))
    first, *also = ways
    return Letter(
        reader, _(words.title, **values), text, first.button, first.path, _(notice.why), change,
        also=tuple(also), attached=beside.attached,
    )  # fmt: skip


def beside_for(event: Event, notice: Notification, reader: User) -> Beside:
    """What the letter about this event alone would have for this reader."""
    words = _words(event, notice)
    return words.beside(event, reader) if words is not None else NOTHING_BESIDE


def _words(event: Event, notice: Notification) -> LetterWords | None:
    """The words of an event's letter are for those whom it concerns first; to others it is something else."""
    kind = EventType(event.type)
    return letter_words().get(kind) if notice.kind is notices()[kind].kind else None


def way_in(reader: User, event: Event, path: str) -> str:
    """Where a letter leads: to the record, or by the reader's own way to it."""
    return own_way(subject_of(event), reader) or path
