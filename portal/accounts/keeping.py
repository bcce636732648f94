"""What of accounts is kept how long, and what becomes of it."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select

from portal.accounts.actions.leaving import make_nameless
from portal.accounts.attempts import kept
from portal.accounts.models import Attempt, CodeApp, RecoveryCode, RoleGrant, User, UserSession
from portal.accounts.queries import sits
from portal.accounts.words import ROLE_LABELS
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_, words_of
from portal.foundation.public_texts import INSIDE, KEY, MADE, PublicTable, PublicTexts
from portal.house.holdings import Condition, Holding, Ids, by_the_erasure, deletes, nobodys, older
from portal.house.keeping import ValueWords
from portal.rules.privacy import Kind, kept_for
from portal.rules.roles import Role

ASKED = (EventType.ACCOUNT_CREATED, EventType.ACCOUNT_ASKED_AGAIN, EventType.CONFIRMATION_ASKED)


def _without_part(now: datetime) -> Condition:
    """People who neither sit anywhere nor have a role that holds."""
    today = clock.in_denmark(now).date()
    seats = select(sits())
    roles = select(RoleGrant.user_id).where(or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today))
    return and_(User.erased_at.is_(None), User.id.not_in(seats), User.id.not_in(roles))


def _unconfirmed(now: datetime) -> Condition:
    """Counted from the latest letter with a link, so that a link lives as long as it says."""
    asked = select(Event.subject_id).where(
        Event.subject_kind == User.__tablename__, Event.type.in_([kind.value for kind in ASKED]),
        Event.created_at >= now - kept_for(Kind.ACCOUNT_UNCONFIRMED),
    )  # fmt: skip
    asked_for = or_(User.invited_at.is_(None), User.password_hash.is_not(None))
    return and_(
        User.confirmed_at.is_(None), asked_for, older(User, Kind.ACCOUNT_UNCONFIRMED, now),
        User.id.not_in(asked), _without_part(now),
    )  # fmt: skip


def _unanswered(now: datetime) -> Condition:
    long_ago = now - kept_for(Kind.ACCOUNT_INVITED)
    return and_(
        User.confirmed_at.is_(None), User.password_hash.is_(None), User.invited_at < long_ago, _without_part(now)
    )


def _forget_people(ids: Ids, _person: User | None) -> None:
    for user in rows_of(User, ids):
        make_nameless(user)


def _end_roles(ids: Ids, _person: User | None) -> None:
    yesterday = clock.today() - timedelta(days=1)
    for grant in rows_of(RoleGrant, ids):
        if grant.holds_on(clock.today()) or grant.starts_on > yesterday:
            grant.ends_on = yesterday
            grant.ended_at = grant.ended_at or clock.now()


def _over(now: datetime) -> Condition:
    over = func.coalesce(UserSession.ended_at, UserSession.expires_at)
    return over < now - kept_for(Kind.SESSION)


K = Kind
HOLDINGS = (
    Holding(
        K.ACCOUNT, User, lambda me: User.id == me.id, on_erasure=by_the_erasure,
        hides=frozenset({"password_hash"}),
    ),
    Holding(K.ACCOUNT_UNCONFIRMED, User, nobodys, due=_unconfirmed, at_end=_forget_people, shows=()),
    Holding(K.ACCOUNT_INVITED, User, nobodys, due=_unanswered, at_end=_forget_people, shows=()),
    Holding(
        K.SESSION, UserSession, lambda me: UserSession.user_id == me.id,
        due=_over, at_end=deletes(UserSession), on_erasure=deletes(UserSession),
        hides=frozenset({"token_hash", "network_hash"}),
    ),
    Holding(
        K.ATTEMPT, Attempt, lambda me: Attempt.key_hash.in_([kept(me.email), kept(str(me.id))]),
        due=lambda now: older(Attempt, K.ATTEMPT, now), at_end=deletes(Attempt), on_erasure=deletes(Attempt),
        hides=frozenset({"key_hash"}),
    ),
    Holding(
        K.CODE, CodeApp, lambda me: CodeApp.user_id == me.id, on_erasure=deletes(CodeApp), hides=frozenset({"grain"})
    ),
    Holding(
        K.CODE, RecoveryCode, lambda me: RecoveryCode.user_id == me.id, on_erasure=deletes(RecoveryCode),
        hides=frozenset({"code_hash"}),
    ),
    Holding(
        K.ROLE, RoleGrant, lambda me: RoleGrant.user_id == me.id,
        due=lambda now: RoleGrant.ends_on < (clock.in_denmark(now) - kept_for(K.ROLE)).date(),
        at_end=deletes(RoleGrant), on_erasure=_end_roles,
    ),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    Attempt: PublicTexts(passed_over={"deed": MADE, "key_hash": MADE}),
    CodeApp: PublicTexts(passed_over={"grain": KEY}),
    RecoveryCode: PublicTexts(passed_over={"code_hash": MADE}),
    User: PublicTexts(("name",), passed_over={"email": INSIDE, "password_hash": MADE}),
    UserSession: PublicTexts(passed_over={"token_hash": MADE, "browser": INSIDE, "network_hash": MADE}),
}
VALUE_WORDS: ValueWords = {
    Role: words_of(ROLE_LABELS),
}
COLUMN_LABELS = {
    "browser": N_("Browser"),
    "expires_at": N_("Ends at the latest"),
    "used_at": N_("Used"),
}
