"""Reading files: those of a record, and one of them for whoever sees what it hangs on."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import Select, and_, exists, or_, select

from portal.accounts.models import User, Visitor
from portal.files.models import FileKind, StoredFile
from portal.foundation.db import Record, all_of, db
from portal.foundation.questions import question
from portal.house.carriers import FileCarrier, file_carriers
from portal.house.deeds import Deed

TEXTS = [kind for kind in FileKind if not kind.is_picture]


@dataclass(frozen=True)
class Hung:
    """A file with the record it hangs on."""

    file: StoredFile
    record: Any
    carrier: FileCarrier


@dataclass(frozen=True)
class Shown:
    """The files of a record as its page shows them; `adding` is empty where no more may be added, and `removable` are
    those that the reader may take away."""

    files: Sequence[StoredFile]
    adding: str
    removable: Collection[StoredFile] = ()

    @property
    def pictures(self) -> list[StoredFile]:
        return [file for file in self.files if file.kind.is_picture]

    @property
    def documents(self) -> list[StoredFile]:
        return [file for file in self.files if not file.kind.is_picture]


@question
def _files_of(kind: str, id_: int) -> Select[tuple[StoredFile]]:
    return (
        select(StoredFile)
        .where(StoredFile.subject_kind == kind, StoredFile.subject_id == id_, StoredFile.removed_at.is_(None))
        .order_by(StoredFile.id)
    )


def files_of(record: Record) -> list[StoredFile]:
    """All that hang on a record, first added first: never more than it may carry."""
    return all_of(_files_of(record.__tablename__, record.id))


def carried_by_file(kind: str) -> Callable[[int], Iterable[int]]:
    """For the search: which record of this kind a file hangs on, or hung on."""

    def records(file_id: int) -> Iterable[int]:
        return all_of(select(StoredFile.subject_id).where(StoredFile.id == file_id, StoredFile.subject_kind == kind))

    return records


def all_files_of(kind: str, ids: Sequence[int]) -> list[StoredFile]:
    """All that hang on these records, or hung there."""
    these = select(StoredFile).where(StoredFile.subject_kind == kind, StoredFile.subject_id.in_(ids))
    return all_of(these.order_by(StoredFile.id))


def texts_of(hung_on: Mapping[str, Collection[int]]) -> dict[tuple[str, int], list[str]]:
    """Titles and words of the files of records, named by kind and ids, for the search: by record, in one question."""
    here = [and_(StoredFile.subject_kind == kind, StoredFile.subject_id.in_(ids)) for kind, ids in hung_on.items()]
    rows = db.session.execute(
        select(
            StoredFile.subject_kind, StoredFile.subject_id, StoredFile.title, StoredFile.alternative, StoredFile.text
        )
        .where(or_(*here), StoredFile.removed_at.is_(None), StoredFile.holds_cpr.is_(False))
        .order_by(StoredFile.id)
    )
    said: dict[tuple[str, int], list[str]] = {}
    for kind, id_, *words in rows:
        said.setdefault((kind, id_), []).extend(filter(None, words))
    return said


def same_file(record: Record, content_hash: str) -> StoredFile | None:
    """The file of this record that holds the same."""
    return next((one for one in files_of(record) if one.content_hash == content_hash), None)


def is_needed(content_hash: str) -> bool:
    """Whether any row still names this content."""
    named = exists().where(StoredFile.content_hash == content_hash, StoredFile.removed_at.is_(None))
    return bool(db.session.scalar(select(named)))


def carried_or_404(address: str, record_id: int, person: User | Visitor) -> tuple[FileCarrier, Any]:
    """A record that files can hang on, for whoever sees them there."""
    carrier = next((one for one in file_carriers().values() if one.address == address), None)
    record = carrier.one(record_id) if carrier else None
    if carrier is None or record is None or not carrier.is_seen(person, record):
        abort(404)
    return carrier, record


def file_or_404(file_id: int, person: User | Visitor) -> Hung:
    """A file, for whoever sees the record that it hangs on; one that was removed is not there. One in which a CPR
    number was found is there only for those who may remove it."""
    hung = file_or_gone_or_404(file_id, person)
    return hung if hung.file.removed_at is None else abort(404)


def file_or_gone_or_404(file_id: int, person: User | Visitor) -> Hung:
    """The same, also one that was removed."""
    file = db.session.get(StoredFile, file_id)
    hung = hung_of(file) if file is not None else None
    if hung is None or not hung.carrier.is_seen(person, hung.record) or not _is_shown(person, hung):
        abort(404)
    return hung


def removal_of(person: User | Visitor, hung: Hung) -> Deed:
    """What this person does when they take a file away: what those do who may take each of them away, or, for whoever
    added this one, the reverse of adding it."""
    carrier, record, is_own = hung.carrier, hung.record, hung.file.uploader_id == person.id
    return carrier.deed if is_own and not carrier.removal.is_allowed(person, record) else carrier.removal


def may_remove(person: User | Visitor, hung: Hung) -> bool:
    """Whether this person may take the file away now; one with a CPR number in whichever state its record is."""
    deed = removal_of(person, hung)
    return (deed.is_allowed if hung.file.holds_cpr else deed.is_offered)(person, hung.record)


def _is_shown(person: User | Visitor, hung: Hung) -> bool:
    return not hung.file.holds_cpr or may_remove(person, hung)


def shown_files(person: User | Visitor, record: Record, read: Sequence[StoredFile] | None = None) -> "Shown":
    """The files of a record that this person sees, and where one is added if they may. `read`: together with it."""
    carrier = file_carriers()[record.__tablename__]
    if not carrier.is_seen(person, record):
        return Shown((), "")
    there = files_of(record) if read is None else read
    hung = [Hung(file, record, carrier) for file in there]
    may = len(there) < carrier.most and carrier.deed.is_offered(person, record)
    return Shown(
        [one.file for one in hung if _is_shown(person, one)],
        carrier.deed.url(record) if may else "",
        [one.file for one in hung if may_remove(person, one)],
    )


def files_shown_on(person: User | Visitor, records: Sequence[Record]) -> "dict[int, Shown]":
    """The same of several records of one kind, by their ids; one question."""
    kind = records[0].__tablename__ if records else ""
    there = [file for file in all_files_of(kind, [one.id for one in records]) if file.removed_at is None]
    return {one.id: shown_files(person, one, [file for file in there if file.subject_id == one.id]) for one in records}


def hung_of(file: StoredFile) -> Hung | None:
    """A file with its record; none when the record is gone."""
    carrier = file_carriers().get(file.subject_kind)
    record = carrier.one(file.subject_id) if carrier else None
    return Hung(file, record, carrier) if carrier and record is not None else None


def hung_on(files: Sequence[StoredFile]) -> list[Hung]:
    """Files with their records, those whose records are there; one question for each kind of record."""
    ids: dict[str, list[int]] = {}
    for file in files:
        ids.setdefault(file.subject_kind, []).append(file.subject_id)
    carriers = {kind: file_carriers()[kind] for kind in ids if kind in file_carriers()}
    records = {(kind, one.id): one for kind, carrier in carriers.items() for one in carrier.load(ids[kind])}
    return [
        Hung(file, records[key], carriers[file.subject_kind])
        for file in files
        if (key := (file.subject_kind, file.subject_id)) in records
    ]


def unread_files(most: int) -> list[StoredFile]:
    """Texts whose words have not been taken out yet, oldest first."""
    unread = StoredFile.text.is_(None), StoredFile.removed_at.is_(None), StoredFile.kind.in_(TEXTS)
    return all_of(select(StoredFile).where(*unread).order_by(StoredFile.id).limit(most))
