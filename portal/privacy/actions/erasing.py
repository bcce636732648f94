"""Erasing an account: in one transaction, by the same table that says what becomes of each kind of record."""

from portal.accounts.actions.codes import is_the_code
from portal.accounts.actions.proving import knows_password
from portal.accounts.forms import ProofDraft
from portal.accounts.models import User
from portal.accounts.queries import hold_role
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import Record, db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.ideas.models import Idea
from portal.initiatives.models import Initiative
from portal.privacy.holdings import HOLDINGS
from portal.privacy.holdings.nameless import make_nameless
from portal.privacy.models import ErasureReceipt
from portal.privacy.queries import obstacles, own_ids
from portal.proposals.models import Proposal
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.rules.roles import Role

SHOWN_WITH_NAME = (Idea, Initiative, Proposal)


def erase_own_account(user: User, *, password: str, code: str = "") -> bool:
    """A person erases the account. False, and counted, if the password is wrong, or the code where one is set up.
    Raises `Refused` with what must happen first; then nothing is changed.
    """
    if not knows_password(user, password):
        return False
    with transaction():
        if not is_the_code(user, ProofDraft(password, code)):
            return False
        _erase(user)
        record(EventType.ACCOUNT_ERASED, user, actor=user)
    return True


def erase_person(actor: User, person: User, *, reason: str) -> None:
    """An administrator erases somebody who has asked for it, with the reason that the trail keeps."""
    with transaction():
        require(actor, Permission.PERSON_ERASE)
        if person is actor:
            raise Refused(_("Erase your own account from your own page."))
        _erase(person)
        record(EventType.ACCOUNT_ERASED, person, actor=actor, reason=reason)


def _erase(person: User) -> None:
    """Do to each holding what the table says; the account itself comes last, because the others are found by it."""
    hold(person)
    hold_role(Role.ADMINISTRATOR)  # so that two who leave at the same moment are not both told that the other is left
    hold_role(Role.SECRETARY)
    if person.erased_at is not None:
        raise Refused(_("The account is erased already."))
    in_the_way = obstacles(person)
    if in_the_way:
        raise Refused(*(obstacle.sentence for obstacle in in_the_way))
    if person.has_mail:
        db.session.add(ErasureReceipt(user_id=person.id, email=person.email))
    for holding in HOLDINGS:
        ids = own_ids(holding, person) if holding.on_erasure else []
        if ids and holding.on_erasure:
            holding.on_erasure(ids, person)
            if holding.model in SHOWN_WITH_NAME:
                _tell_the_index(holding.model, ids)
    make_nameless(person)


def _tell_the_index(model: type[Record], ids: list[int]) -> None:
    """The search has read these with a name in them; one line of the trail for each, without anybody's name."""
    for row in db.session.query(model).filter(model.id.in_(ids)).order_by(model.id):
        record(EventType.AUTHOR_ERASED, row, actor=None)
