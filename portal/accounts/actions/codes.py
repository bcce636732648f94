"""One-time codes: setting up an app, being asked for a code, recovery codes, and the way out when the phone is gone."""

from sqlalchemy import delete, select, update

from portal.accounts.actions.proving import knows_password
from portal.accounts.attempts import (
    CODE_BY_PERSON,
    CODE_BY_PERSON_A_DAY,
    forget_attempts,
    is_used_up,
    note_attempt,
    refuse_when_over,
)
from portal.accounts.codes import new_grain, new_recovery_codes, step_of
from portal.accounts.forms import ProofDraft, ResetDraft
from portal.accounts.models import CodeApp, RecoveryCode, User
from portal.accounts.queries import end_sessions, hash_of, plain_recovery_code
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.rules.access import require
from portal.rules.permissions import Permission


def begin_code_app(user: User, present: str) -> bool:
    """A person begins to set up an app, and gets a new secret for it. False, and counted, if the password is wrong."""
    require(user, Permission.ACCOUNT_KEEP)
    _refuse_second_code(user)
    if not knows_password(user, present):
        return False
    with transaction():
        hold(user)
        _refuse_second_code(user)
        if user.code_app is None:
            user.code_app = CodeApp(grain=new_grain())
        else:
            user.code_app.grain = new_grain()
    return True


def confirm_code_app(user: User, code: str) -> list[str]:
    """A person shows that the app works, and signing in asks for a code from now on. Gives the recovery codes, which
    nobody can be shown again; none, and counted, when the code is wrong.
    """
    with transaction():
        require(user, Permission.ACCOUNT_KEEP)
        app = _held_app(user)
        if app is None or app.confirmed_at is not None:
            raise Refused(_("There is nothing to set up. Begin from your account"))
        if not _is_code(user, app, code):
            _count(user)
            return []
        app.confirmed_at = clock.now()
        user.awaits_code = False
        made = _fresh_recovery_codes(user)
        record(EventType.CODE_CONFIRMED, user, actor=user)
    return made


def renew_recovery_codes(user: User, proof: ProofDraft) -> list[str]:
    """A person makes ten new recovery codes, and the old ones are dead. None, and counted, when the proof is wrong."""
    require(user, Permission.ACCOUNT_KEEP)
    _require_code(user)
    if not knows_password(user, proof.present):
        return []
    with transaction():
        if not is_the_code(user, proof):
            return []
        made = _fresh_recovery_codes(user)
        record(EventType.RECOVERY_CODES_RENEWED, user, actor=user)
    return made


def turn_off_code(user: User, proof: ProofDraft) -> bool:
    """A person turns the one-time code off, with password and code. False, and counted, when the proof is wrong."""
    require(user, Permission.ACCOUNT_KEEP)
    _require_code(user)
    if not knows_password(user, proof.present):
        return False
    with transaction():
        if not is_the_code(user, proof):
            return False
        forget_code(user)
        record(EventType.CODE_TURNED_OFF, user, actor=user)
    return True


def reset_code(actor: User, person: User, draft: ResetDraft) -> None:
    """An administrator lets in somebody who has lost phone and recovery codes, and says how he or she knows who it is.

    Every session of the person ends, and a letter tells of it.
    """
    with transaction():
        require(actor, Permission.PERSON_MANAGE)
        if actor.id == person.id:
            raise Refused(_("Turn off your own code on your account, or ask another administrator"))
        if not person.has_code:
            raise Refused(_("The person has no one-time code"))
        forget_code(person)
        end_sessions(person)
        record(EventType.CODE_RESET, person, actor=actor, known_by=draft.known_by)


def reset_code_at_server(person: User) -> None:
    """Whoever holds the server lets in somebody who has lost everything, such as the last administrator."""
    with transaction():
        if not person.has_code:
            raise Refused(_("The person has no one-time code"))
        forget_code(person)
        end_sessions(person)
        record(EventType.CODE_RESET, person, actor=None, known_by="server")


def take_code(user: User, typed: str, *, is_recovery: bool, is_inside: bool = False) -> bool:
    """Whether this is the person's code, which is thereby used up. False, and counted, if not.

    For use within an action's transaction. Raises `TooManyAttempts`, also for the right code. The person's row is held,
    so that neither two guesses nor one code sent twice pass at the same time. `is_inside`: they are signed in already.
    """
    app = _held_app(user)
    if app is None or app.confirmed_at is None:
        return False
    if _is_recovery_code(user, typed) if is_recovery else _is_code(user, app, typed):
        return True
    _count(user)
    if is_used_up(CODE_BY_PERSON, str(user.id)):
        # The person is told: somebody knows the password
        record(EventType.CODE_GUESSED, user, actor=None, inside=is_inside)
    return False


def is_the_code(user: User, proof: ProofDraft) -> bool:
    """Whether somebody who is signed in, and has shown anew that the password is known, shows the code as well, where
    one is set up. A wrong one is counted. For use within an action's transaction.
    """
    return not user.has_code or take_code(user, proof.code, is_recovery=proof.is_recovery, is_inside=True)


def forget_code(user: User) -> None:
    """Delete somebody's app and recovery codes. For use within an action's transaction."""
    if user.code_app is not None:
        db.session.delete(user.code_app)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    for limit in (CODE_BY_PERSON, CODE_BY_PERSON_A_DAY):
        forget_attempts(limit, str(user.id))


def _held_app(user: User) -> CodeApp | None:
    """The person's app as it stands now, with the person's row held until the transaction ends."""
    hold(user)
    newest = select(CodeApp).where(CodeApp.user_id == user.id).execution_options(populate_existing=True)
    return db.session.scalar(newest)


def _is_code(user: User, app: CodeApp, typed: str) -> bool:
    _refuse_too_many(user)
    step = step_of(app, typed)
    if step is None:
        return False
    app.last_step = step
    forget_attempts(CODE_BY_PERSON, str(user.id))
    return True


def _is_recovery_code(user: User, typed: str) -> bool:
    _refuse_too_many(user)
    kept = hash_of(plain_recovery_code(typed))
    unused = (RecoveryCode.user_id == user.id) & (RecoveryCode.code_hash == kept) & RecoveryCode.used_at.is_(None)
    used = db.session.execute(update(RecoveryCode).where(unused).values(used_at=clock.now()))
    if not used.rowcount:  # type: ignore[attr-defined]  # an update has one
        return False
    forget_attempts(CODE_BY_PERSON, str(user.id))
    record(EventType.RECOVERY_CODE_USED, user, actor=user)
    return True


def _refuse_too_many(user: User) -> None:
    for limit in (CODE_BY_PERSON, CODE_BY_PERSON_A_DAY):
        refuse_when_over(limit, str(user.id))


def _count(user: User) -> None:
    """Count a wrong code."""
    for limit in (CODE_BY_PERSON, CODE_BY_PERSON_A_DAY):
        note_attempt(limit, str(user.id))


def _require_code(user: User) -> None:
    if not user.has_code:
        raise Refused(_("You have no one-time code. Set one up from your account"))


def _refuse_second_code(user: User) -> None:
    if user.has_code:
        raise Refused(_("You have a one-time code already. Turn it off before you set up another"))


def _fresh_recovery_codes(user: User) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    made = new_recovery_codes()
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=hash_of(plain_recovery_code(code))) for code in made)
    return made
