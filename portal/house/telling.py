"""Who is told of what. Each room declares its own in `telling.py`, and `app` hands all of it to those who tell."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any, TypeVar

from portal.events.models import Event
from portal.foundation.db import Record, db
from portal.foundation.handed import Handed
from portal.rules.notices import NoticeKind

R = TypeVar("R", bound=Record)
People = Iterable[Any]  # of accounts, which stand above


@dataclass(frozen=True)
class Recipients:
    """Whom an event concerns, and a message that says why they are told; made by `because` of a function."""

    people: Callable[[Event], People]
    why: str

    def __call__(self, event: Event) -> People:
        return self.people(event)

    @property
    def name(self) -> str:
        return self.people.__name__.replace("_", " ")


def because(why: str) -> Callable[[Callable[[Event], People]], Recipients]:
    """Says of those whom a function finds why they are told."""
    return lambda people: Recipients(people, why)


def never(_event: Event) -> bool:
    return False


def always(_event: Event) -> bool:
    """Its reader has asked for it."""
    return True


@dataclass(frozen=True)
class Notice:
    """`recipients` are told `message`, a text with `%(title)s` of the record and `%(name)s` of the committee.

    `kind` says what it is to them, and so whether it is worth a letter at once. Whoever did it knows already and is
    left out, except where it is a receipt. `also` is for others, to whom the same event is something else; whoever is
    in both gets the first. What `has_own_letter` is not told by mail once more. What `cannot_wait` gets a letter of its
    own at once, outside the count. It leads to the record, or to `path`. What `retells` changes whether the record may
    be read at all, and with it what others were told of it before.
    """

    kind: NoticeKind
    recipients: Recipients
    message: str
    is_receipt: bool = False
    cannot_wait: Callable[[Event], bool] = never
    has_own_letter: bool = False
    path: str = ""
    retells: bool = False
    also: "Notice | None" = None


@dataclass(frozen=True)
class Named:
    """A kind of record that events are about, as messages name it. What happens to a part is told of the whole.

    `keeps_title_from` says of a record and a reader whether letters leave out its title. `own_way` is where a reader
    is led who has no password, when that is elsewhere.
    """

    kind: type[Record]
    _: KW_ONLY
    keeps_title_from: Callable[[Any, Any], bool] | None
    part_of: str = ""
    own_way: Callable[[Any, Any], str] | None = None


def until_published(text: Any, reader: Any) -> bool:
    """Somebody reads it before it is public; until then its title is told to its author alone."""
    return text.published_at is None and text.author_id != reader.id


named_records: Handed[Mapping[str, Named]] = Handed("what events are about")


def record_of(kind: str, id_: int | None) -> Record | None:
    """The record of this kind, or what it is a part of. None when it is no longer there."""
    named = named_records().get(kind)
    found = db.session.get(named.kind, id_) if named is not None and id_ else None
    return getattr(found, named.part_of) if found is not None and named and named.part_of else found


def subject_of(event: Event) -> Record | None:
    """The record that an event is about."""
    return record_of(event.subject_kind, event.subject_id)


def about(event: Event, kind: type[R]) -> R | None:
    """The same, where it is of this kind."""
    found = subject_of(event)
    return found if isinstance(found, kind) else None


def own_way(record: Record | None, reader: Any) -> str:
    """Where this reader gets to it without a password; empty where they come in by the same door as everybody."""
    named = named_records().get(record.__tablename__) if record is not None else None
    return named.own_way(record, reader) if named is not None and named.own_way is not None else ""
