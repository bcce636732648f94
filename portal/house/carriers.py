"""What files can hang on. Each room declares its own in `room.py`, and `app` hands them down to the room of files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from portal.foundation.db import Record
from portal.foundation.handed import Handed
from portal.foundation.i18n import N_
from portal.house.deeds import Deed

MOST_FILES = 30


class Carrier(Protocol):
    """A record that files hang on, as far as the room of files sees it."""

    __tablename__: str
    id: Any

    @property
    def path(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class FileCarrier:
    """One kind of record that files can hang on.

    `deed` says who may add a file, where, and in which states; `removal` who may take each of them away. Where
    that is another deed, whoever adds takes away their own while they can add. `is_seen` says of a viewer and a
    record whether its files are seen: a draft's file is not public by its address. `load` gives those of the ids that
    are there, with what the others read. `called` is the record's name as its readers know it. With `only_pictures`
    it carries nothing else.
    """

    model: type[Record]
    address: str  # the word in addresses
    deed: Deed
    load: Callable[[Sequence[int]], Iterable[Any]]
    is_seen: Callable[[Any, Any], bool]
    called: Callable[[Any], str]
    removing: Deed | None = None  # none: whoever may add
    who_opens: str = N_("Whoever can read the page that the file is added to can open the file.")  # said beforehand
    only_pictures: bool = False
    most: int = MOST_FILES

    @property
    def kind(self) -> str:
        return str(self.model.__tablename__)

    @property
    def removal(self) -> Deed:
        return self.removing or self.deed

    def one(self, id_: int) -> Any | None:
        """The record with this id, when there is one."""
        return next(iter(self.load([id_])), None)


Carriers = Mapping[str, FileCarrier]  # by the name of the table
file_carriers: Handed[Carriers] = Handed("what files can hang on")


def add_file_to(address: str) -> Callable[[Any], str]:
    """Where a file is added to a record that goes by this word."""
    return lambda record: f"/filer/{address}/{record.id}/ny"
