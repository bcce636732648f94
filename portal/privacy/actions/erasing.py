"""Erasing an account: in one transaction, by the same table that says what becomes of each kind of record.

Everything is read, and every text gone through, before the first write: on SQLite nobody else can write from then on.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import func, select

from portal.accounts.actions.codes import is_the_code
from portal.accounts.actions.leaving import make_nameless
from portal.accounts.actions.proving import knows_password
from portal.accounts.forms import ProofDraft
from portal.accounts.models import User
from portal.accounts.queries import first_of_role
from portal.events.models import Event
from portal.events.record import record, record_each
from portal.events.types import EventType
from portal.files.actions import forget_files
from portal.foundation.db import Record, db, rows_of, transaction
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import take_lock
from portal.foundation.once import once
from portal.foundation.personal_data import ensure_no_personal_data
from portal.foundation.public_texts import let_stand
from portal.house.holdings import READS_FIRST, Holding, only_reading, write_all
from portal.house.keeping import keeping
from portal.notifications.models import Notification
from portal.privacy.actions.retaining import WITHOUT_WORDS
from portal.privacy.models import ErasureReceipt
from portal.privacy.queries import obstacles, own_ids
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.rules.privacy import RULES
from portal.rules.roles import Role
from portal.search.index import search_index

TRIES = 3
NOTHING_NEW = "only a name is taken out of texts that stand already"
Found = Sequence[tuple[Holding, list[int]]]  # a person's rows of each holding


class _Disturbed(Conflict):
    """Something happened between reading and writing."""


def erase_own_account(user: User, *, password: str, code: str = "") -> bool:
    """A person erases the account. False, and counted, if the password is wrong, or the code where one is set up.
    Raises `Refused` with what must happen first; then nothing is changed.
    """
    if not knows_password(user, password):
        return False
    _ensure_nothing_is_in_the_way(user)
    with transaction():
        if not is_the_code(user, ProofDraft(password, code)):
            return False
    _undisturbed(lambda: _erase_own(user))
    return True


@once
def erase_person(actor: User, person: User, *, reason: str) -> None:
    """An administrator erases somebody who has asked for it, with the reason that the trail keeps."""
    _undisturbed(lambda: _erase_for(actor, person, reason))


def _undisturbed(deed: Callable[[], None]) -> None:
    """Begin anew where somebody else did something after everything was read; `Conflict` if it happens every time."""
    for _try in range(TRIES - 1):
        try:
            return deed()
        except _Disturbed:
            continue
    return deed()


def _erase_own(user: User) -> None:
    with transaction():
        _erase(user)
        record(EventType.ACCOUNT_ERASED, user, actor=user)


def _erase_for(actor: User, person: User, reason: str) -> None:
    with transaction():
        require(actor, Permission.PERSON_ERASE)
        if person is actor:
            raise Refused(_("Erase your own account from your own page."))
        ensure_no_personal_data(reason)  # else the trail would say whom the nameless account belonged to
        _erase(person)
        record(EventType.ACCOUNT_ERASED, person, actor=actor, reason=reason)


def _erase(person: User) -> None:
    """Do to each holding what the table says; the account itself comes last, because the others are found by it."""
    before = _last_told()
    _ensure_nothing_is_in_the_way(person)
    with only_reading():
        found = [(one, own_ids(one, person)) for one in keeping().holdings if one.on_erasure]
        _do(found, person, reads_first=True)
        shown = _shown_with_the_name(found)
        _lock(person)
        if _last_told() != before:
            raise _Disturbed("something happened while everything was read")
    let_stand(NOTHING_NEW)
    write_all()
    if person.has_mail:
        db.session.add(ErasureReceipt(user_id=person.id, email=person.email))
    _do(found, person, reads_first=False)
    record_each(EventType.AUTHOR_ERASED, shown, actor=None)
    make_nameless(person)


def _lock(person: User) -> None:
    """The account and two roles: of two who leave at the same moment not both are told that the other is left."""
    for row in (person, first_of_role(Role.ADMINISTRATOR), first_of_role(Role.SECRETARY)):
        if row is not None:
            take_lock(row)


def _last_told() -> list[int | None]:
    """What is another one as soon as anybody has done anything: every deed leaves an event."""
    return [db.session.scalar(select(func.max(model.id))) for model in (Event, Notification)]


def _ensure_nothing_is_in_the_way(person: User) -> None:
    if person.erased_at is not None:
        raise Refused(_("The account is erased already."))
    in_the_way = obstacles(person)
    if in_the_way:
        raise Refused(*(obstacle.sentence for obstacle in in_the_way))


def _do(found: Found, person: User, *, reads_first: bool) -> None:
    for holding, ids in found:
        if ids and holding.on_erasure and (holding.on_erasure in READS_FIRST) is reads_first:
            holding.on_erasure(ids, person)
            if not reads_first and RULES[holding.kind].on_erasure in WITHOUT_WORDS:
                forget_files(holding.table, ids)


def _shown_with_the_name(found: Found) -> list[Record]:
    """The search has read these with a name in them: each gets a line of the trail, without anybody's name."""
    shown, searched = list[Record](), search_index().document_types
    for holding, ids in found:
        model = holding.model
        if holding.table in searched and holding.on_erasure in READS_FIRST:
            shown += rows_of(model, ids)
    return shown
