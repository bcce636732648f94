"""Reading people, their roles and their sessions."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

from flask import current_app
from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload
from werkzeug.exceptions import NotFound

from portal.accounts.models import CodeApp, RecoveryCode, RoleGrant, User, UserSession
from portal.foundation import clock
from portal.foundation.db import db, first_of_all, first_or_404, rows_of
from portal.foundation.handed import Handed
from portal.foundation.locking import hold
from portal.foundation.paging import PER_PAGE, Page, page_number
from portal.foundation.questions import question
from portal.foundation.text import alike, danish_order
from portal.rules.roles import Role

A_DAY = timedelta(days=1)
demands_code: Handed[Callable[[], bool]] = Handed("whether those who hold keys must have a one-time code")
site_names: Handed[Callable[[], Sequence[str]]] = Handed("the words around the portal that make poor passwords")
elected: Handed[Sequence[Callable[[User], Select[tuple[int]]]]] = Handed("what shows that somebody was elected")
sits: Handed[InstrumentedAttribute[int]] = Handed("the column that says who sits, or has sat, in a seat")
takes_part_in: Handed[Callable[[User], Mapping[int, str]]] = Handed("the committees of a person, by their ids")
NOTED_EVERY = timedelta(minutes=5)  # how often it is noted that a session is used


def hash_of(token: str) -> str:
    """What is kept of a token that only its owner's browser knows."""
    return sha256(token.encode()).hexdigest()


def open_session_of_token(token: str) -> UserSession | None:
    """The session that this token opens, with its person and all roles, in one query; None when it is over."""
    found = first_of_all(_open_session(hash_of(token), clock.now()))
    if found is None or not found.user.is_active:
        return None
    found.user.session_token = token
    found.user.awaits_code = lacks_demanded_code(found.user)
    return found


@question
def _open_session(token_hash: str, now: datetime) -> Select[tuple[UserSession]]:
    opened = select(UserSession).where(UserSession.token_hash == token_hash)
    person = joinedload(UserSession.user).options(joinedload(User.grants), joinedload(User.code_app))
    return opened.where(UserSession.ended_at.is_(None), UserSession.expires_at > now).options(person)


def is_idle(session: UserSession) -> bool:
    """Whether nothing has happened in a session for so long that it is over. For secretaries and administrators."""
    minutes = current_app.config["IDLE_MINUTES"]
    since = clock.now() - timedelta(minutes=minutes) - NOTED_EVERY
    return bool(minutes) and session.last_seen_at < since and session.user.holds_keys


def lacks_demanded_code(user: User) -> bool:
    """Whether somebody has a role for which the municipality demands a one-time code, and has set up none."""
    return user.holds_keys and not user.has_code and demands_code()()


def recovery_codes_left(user: User) -> int:
    """How many of somebody's recovery codes have not been used."""
    unused = select(func.count()).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(unused) or 0


def plain_recovery_code(typed: str) -> str:
    """However it was typed: large or small, with or without lines between."""
    return "".join(sign for sign in typed.lower() if sign.isalnum())


def unused_recovery_codes(user: User) -> set[str]:
    """The hashes of those that can still be used."""
    unused = select(RecoveryCode.code_hash).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return set(db.session.scalars(unused))


def user_by_email(email: str) -> User | None:
    """The person with this address, however it was typed."""
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def session_of_token(token: str) -> UserSession | None:
    """The session that a cookie's token opened."""
    return db.session.scalar(select(UserSession).where(UserSession.token_hash == hash_of(token)))


def own_recovery_codes_or_404(user: User, listed: list[str]) -> list[str]:
    """Recovery codes as somebody sent them; 404 unless each of them is one of the person's own, and unused."""
    unused = unused_recovery_codes(user)
    if not listed or not all(hash_of(plain_recovery_code(code)) in unused for code in listed):
        raise NotFound
    return listed


def begun_code_app(user: User) -> CodeApp | None:
    """The app that somebody is setting up. Once it is confirmed, nobody sees its secret again."""
    return user.code_app if user.code_app is not None and user.code_app.confirmed_at is None else None


def begun_code_app_or_404(user: User) -> CodeApp:
    """As before, where there has to be one."""
    app = begun_code_app(user)
    if app is None:
        raise NotFound
    return app


def browsers_of(user: User) -> set[str]:
    """The kinds of browser in which somebody has ever signed in."""
    return set(db.session.scalars(select(UserSession.browser).where(UserSession.user_id == user.id).distinct()))


def open_sessions(user: User) -> list[UserSession]:
    """Where somebody is signed in, newest first."""
    found = db.session.scalars(
        select(UserSession)
        .where(UserSession.user_id == user.id, UserSession.ended_at.is_(None), UserSession.expires_at > clock.now())
        .order_by(UserSession.created_at.desc(), UserSession.id.desc())
    )
    return [session for session in found if not is_idle(session)]


def own_session_or_404(user: User, session_id: int) -> UserSession:
    """One of somebody's own sessions."""
    return first_or_404(select(UserSession).where(UserSession.id == session_id, UserSession.user_id == user.id))


def end_sessions(user: User, *, but: str = "") -> None:
    """Sign somebody out everywhere, or everywhere but here. For use within an action's transaction."""
    db.session.execute(
        update(UserSession)
        .where(UserSession.user_id == user.id, UserSession.ended_at.is_(None), UserSession.token_hash != hash_of(but))
        .values(ended_at=clock.now())
    )


def person_or_404(user_id: int) -> User:
    """A person with all roles, as an administrator sees them."""
    return first_or_404(
        select(User)
        .where(User.id == user_id)
        .options(selectinload(User.grants).joinedload(RoleGrant.committee), joinedload(User.code_app))
        .execution_options(populate_existing=True)
    )


def grant_or_404(grant_id: int) -> RoleGrant:
    """One role that was given."""
    return db.get_or_404(RoleGrant, grant_id)


def people_by_name(text: str = "", *, only_invited: bool = False) -> Page[User]:
    """The page asked for of the people whose name or address holds `text`, in Danish order, in two queries.

    `only_invited`: those who have been invited and have not answered.
    """
    wanted = alike(text)
    everybody = select(User.id, User.name, User.email).order_by(User.id)
    if only_invited:
        everybody = everybody.where(User.invited_at.is_not(None), User.password_hash.is_(None),
                                    User.confirmed_at.is_(None), User.deactivated_at.is_(None))  # fmt: skip
    rows = db.session.execute(everybody).all()
    found = [row for row in rows if wanted in alike(row.name) or wanted in row.email]
    found.sort(key=lambda row: (danish_order(row.name), row.id))
    number = min(page_number(), max(1, -(-len(found) // PER_PAGE)))
    ids = [row.id for row in found[(number - 1) * PER_PAGE : number * PER_PAGE]]
    people = rows_of(User, ids, selectinload(User.grants).joinedload(RoleGrant.committee))
    by_id = {person.id: person for person in people}
    return Page([by_id[id_] for id_ in ids], number, len(found))


def is_elected(person: User) -> bool:
    """Whether the person has held a politician's seat or answered for the council: a public record, with name."""
    role = select(RoleGrant.id).where(RoleGrant.user_id == person.id, RoleGrant.role == Role.COUNCILLOR)
    shown = (role, *(found(person) for found in elected()))
    return bool(db.session.scalar(select(or_(*(one.exists() for one in shown)))))


def has_sat(person: User) -> bool:
    """Whether the person sits, or has sat, in a seat."""
    return db.session.scalar(select(sits()).where(sits() == person.id).limit(1)) is not None


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """What these people are called, in one query."""
    wanted = {id_ for id_ in ids if id_ is not None}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(wanted))) if wanted else ()
    return {row[0]: row[1] for row in rows}


def people_with_role(role: Role, committee_id: int | None) -> list[User]:
    """Everybody who holds a role today in this committee or in the whole municipality."""
    return people_with_any_role((role,), committee_id)


def people_with_any_role(roles: Collection[Role], committee_id: int | None) -> list[User]:
    """The same of several roles."""
    today = clock.today()
    return list(
        db.session.scalars(
            select(User)
            .join(User.grants)
            .where(
                RoleGrant.role.in_(roles),
                RoleGrant.committee_id.is_(None) | (RoleGrant.committee_id == committee_id),
                RoleGrant.starts_on <= today,
                RoleGrant.ends_on.is_(None) | (RoleGrant.ends_on >= today),
                User.deactivated_at.is_(None),
            )
            .order_by(User.id)
        ).unique()
    )


def hold_role(role: Role) -> None:
    """Let nobody else give this role up until the transaction ends. For use within an action's transaction, after the
    person has been held.
    """
    first = first_of_role(role)
    if first is not None:
        hold(first)


def first_of_role(role: Role) -> RoleGrant | None:
    """The row that is held for everybody who has a role."""
    return db.session.scalar(select(RoleGrant).where(RoleGrant.role == role).order_by(RoleGrant.id).limit(1))


def first_day_without_administrator(leaving: Collection[RoleGrant], last: date | None) -> date | None:
    """The first day on which nobody would let others in, if these roles held until `last`; None when they are not what
    it depends on. Only those count who can come in.
    """
    rows = db.session.execute(
        select(RoleGrant.id, RoleGrant.starts_on, RoleGrant.ends_on)
        .join(RoleGrant.user)
        .where(RoleGrant.role == Role.ADMINISTRATOR, User.deactivated_at.is_(None), User.confirmed_at.is_not(None))
    )
    now = {id_: (starts_on, ends_on or date.max) for id_, starts_on, ends_on in rows}
    those = {grant.id for grant in leaving}
    then = {id_: (days[0], last or date.max) if id_ in those else days for id_, days in now.items()}
    gap = _first_gap(then.values())
    return gap if gap < _first_gap(now.values()) else None


def _first_gap(spans: Iterable[tuple[date, date]]) -> date:
    """The first day from today that is in none of these; the last day of the calendar when each is in one."""
    gap = clock.today()
    for first, last in sorted(spans):
        if first > gap:
            break
        if last >= gap:
            gap = last + A_DAY if last < date.max else date.max
    return gap
