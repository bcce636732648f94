"""Adding a file and taking it away, and what the worker reads out of it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from portal.accounts.models import User
from portal.events.record import record, record_each
from portal.events.types import EventType
from portal.files import storing
from portal.files.forms import FileDraft
from portal.files.models import FileKind, StoredFile
from portal.files.queries import Hung, all_files_of, files_of, is_needed, removal_of, same_file, unread_files
from portal.files.receiving import asked
from portal.foundation import clock
from portal.foundation.db import after_commit, db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same, once
from portal.foundation.personal_data import PersonalData, found_in
from portal.foundation.text import slugify, without_unseen_signs
from portal.house.carriers import file_carriers
from portal.notifications.keeping import untell


@once
def add_file(actor: User, carried: Any, draft: FileDraft) -> StoredFile:
    """Hang a file that was received on a record. The same content twice is one file."""
    carrier, received = file_carriers()[carried.__tablename__], draft.received
    with transaction():
        carrier.deed.require(actor, carried)
        known = same_file(carried, received.content_hash)
        if known is not None:
            said, sent = (known.title, known.alternative), (draft.title, draft.alternative)
            ensure_same(said, sent, title=known.title, path=carried.path)
            return known
        if len(files_of(carried)) >= carrier.most:
            raise Refused(ngettext("There is a file here already. Remove it before you add another.",
                                   "There are %(count)s files here already. Remove one before you add another.",
                                   carrier.most))  # fmt: skip
        if not storing.is_here(received.content_hash):
            raise Refused(_("The file has waited for too long, and is gone. Choose it once more."))
        file = _file_of(actor, carried, draft)
        db.session.add(file)
        record(EventType.FILE_ADDED, file, actor=actor, title=file.title, path=carried.path)
        after_commit(partial(storing.put, file.content_hash))
    return file


def _file_of(actor: User, carried: Any, draft: FileDraft) -> StoredFile:
    received, scope = draft.received, file_carriers()[carried.__tablename__].deed.scope(carried)
    ending = received.name.rpartition(".")[2]
    return StoredFile(
        subject_kind=carried.__tablename__,
        subject_id=carried.id,
        committee_id=scope.id if scope is not None else None,
        title=draft.title,
        name=f"{slugify(draft.title) or 'fil'}.{ending}",
        kind=FileKind(received.kind),
        size=received.size,
        content_hash=received.content_hash,
        alternative=draft.alternative,
        width=received.width,
        height=received.height,
        comments=received.comments,
        changes=received.changes,
        text="" if received.is_picture else None,
        uploader=actor,
    )


def remove_file(actor: User, hung: Hung) -> None:
    """Take a file off its record. A second click finds it gone. One in which a CPR number was found is taken off in
    whichever state the record is."""
    file, deed = hung.file, removal_of(actor, hung)
    with transaction():
        deed.require_leave(actor, hung.record)
        hold(hung.record)
        hold(file)
        if file.removed_at is not None:
            return
        if not file.holds_cpr:
            deed.ensure(hung.record)
        _take_off([file])
        record(EventType.FILE_REMOVED, file, actor=actor, title=file.title, path=hung.record.path)


def ensure_may_be_public(record: Any) -> None:
    """For whatever makes a record public, within its transaction: raises `Refused` while a CPR number is known to stand
    in one of its files. One that is found later hides its file."""
    if reasons := [
        _("The file “%(title)s” seems to hold a CPR number. Remove it before you go on.", title=file.title)
        for file in files_of(record)
        if file.holds_cpr
    ]:
        raise Refused(*reasons)


def forget_files(kind: str, ids: Sequence[int]) -> None:
    """With the words of these records go their files. For use within a transaction."""
    files = all_files_of(kind, ids) if kind in file_carriers() else []
    hanging = [file for file in files if file.removed_at is None]
    _take_off(hanging)
    for file in files:
        file.title = file.name = ""
    untell(StoredFile, [file.id for file in files])
    record_each(EventType.FILE_REMOVED, hanging, actor=None)


def _take_off(files: Sequence[StoredFile]) -> None:
    """The row tells that there was a file; its words go, and its content when nobody else needs it."""
    for file in files:
        file.removed_at, file.alternative, file.text = clock.now(), "", None
        after_commit(partial(_take_away, file.content_hash))


def _take_away(content_hash: str) -> None:
    storing.take_away_unless(content_hash, lambda: is_needed(content_hash))


def read_files(at_most: int) -> int:
    """Take the words out of files that nobody has read yet. How many there were."""
    waiting = unread_files(at_most)
    for file in waiting:
        content = storing.found(file.content_hash)
        said = asked("text", file.kind, content).get("text", "") if content else ""
        keep_text(file, _fit_to_keep(said))
    return len(waiting)


def keep_text(file: StoredFile, text: str) -> None:
    """The worker notes what a file says, so that it is found. What seems to hold a CPR number is not searched."""
    with transaction():
        hold(file)
        if file.removed_at is not None or file.text is not None:
            return
        file.holds_cpr = any(finding.kind is PersonalData.CPR for finding in found_in(text))
        file.text = "" if file.holds_cpr else text
        record(EventType.FILE_READ, file, actor=None)


def _fit_to_keep(said: str) -> str:
    """Without halves of letters and signs that no database takes."""
    return without_unseen_signs(said.encode("utf-8", "ignore").decode()).replace("\x00", "")
