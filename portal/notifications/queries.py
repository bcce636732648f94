"""Reading what a person has been told, and who waits for a letter about it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, select

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_of_all, first_or_404
from portal.foundation.paging import Page, paginate
from portal.foundation.questions import question
from portal.notifications.models import DayLetter, LetterSent, NoticeSetting, Notification, Pace
from portal.notifications.words import KINDS
from portal.rules.notices import NoticeKind

IN_DOUBT_AFTER = timedelta(minutes=10)  # no mail server is waited for so long
SHOWN = 3  # of what is about one thing


@dataclass(frozen=True)
class Waiting:
    """What one person waits for of one kind: when the first and the last of it came."""

    kind: NoticeKind
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Thing:
    """What somebody has been told about one thing: the newest of it, and how much there is."""

    path: str
    newest: tuple[Notification, ...]
    total: int
    unread: int

    @property
    def more(self) -> int:
        return self.total - len(self.newest)


def notices_of(user: User) -> Select[tuple[Notification]]:
    """What somebody has been told, newest first."""
    return select(Notification).where(Notification.recipient_id == user.id).order_by(Notification.id.desc())


def count_unread(user: User) -> int:
    """How much of it is new."""
    return first_of_all(_unread(user.id)) or 0


@question
def _unread(user_id: int) -> Select[tuple[int]]:
    return select(func.count()).where(Notification.recipient_id == user_id, Notification.read_at.is_(None))


def own_notice_or_404(user: User, notice_id: int) -> Notification:
    """One notice to this person."""
    return first_or_404(notices_of(user).where(Notification.id == notice_id))


def paces_of(user_ids: Collection[int] | None = None) -> Callable[[int, NoticeKind], Pace]:
    """How fast these people, or all, want each kind: what they have chosen, else what is usual. One query."""
    rows = select(NoticeSetting)
    if user_ids is not None:
        rows = rows.where(NoticeSetting.user_id.in_(user_ids))
    chosen = {(row.user_id, row.kind): row.pace for row in db.session.scalars(rows)}

    def pace(user_id: int, kind: NoticeKind) -> Pace:
        usual = KINDS[kind]
        return usual.pace if usual.is_fixed else chosen.get((user_id, kind), usual.pace)

    return pace


def waiting_since(since: datetime) -> dict[int, list[Waiting]]:
    """Whom a letter could be written to, with what each waits for; in one query."""
    told = Notification
    rows = db.session.execute(
        select(told.recipient_id, told.kind, func.min(told.created_at), func.max(told.created_at))
        .join(User, User.id == told.recipient_id)
        .where(told.waiting, ~told.alone, told.read_at.is_(None), told.created_at >= since)
        .where(User.confirmed_at.is_not(None), User.deactivated_at.is_(None))
        .group_by(told.recipient_id, told.kind)
        .order_by(func.min(told.id), told.recipient_id)
    )
    waiting: dict[int, list[Waiting]] = {}
    for recipient_id, kind, first, last in rows:
        waiting.setdefault(recipient_id, []).append(Waiting(kind, first, last))
    return waiting


def waiting_notices(user: User, since: datetime) -> list[Notification]:
    """What a letter to somebody can tell of, newest first. What has been read needs no letter."""
    unread = notices_of(user).where(Notification.waiting, ~Notification.alone, Notification.read_at.is_(None))
    return all_of(unread.where(Notification.created_at >= since))


def waiting_alone(since: datetime) -> list[Notification]:
    """What cannot wait for the day's letter, longest waiting first; to those who can be written to."""
    told = Notification
    waiting = select(told).join(User, User.id == told.recipient_id).where(told.waiting, told.alone)
    return all_of(
        waiting.where(told.read_at.is_(None), told.created_at >= since)
        .where(User.confirmed_at.is_not(None), User.deactivated_at.is_(None))
        .order_by(told.id)
    )


def failed_letters(since: datetime) -> list[LetterSent]:
    """Letters about one event that the mail server has refused."""
    refused = select(LetterSent).where(LetterSent.failed_at.is_not(None), LetterSent.created_at >= since)
    return all_of(refused.order_by(LetterSent.id))


def letters_on(day: date) -> dict[int, DayLetter]:
    """Who has been written to on a day, with the letter."""
    rows = db.session.scalars(select(DayLetter).where(DayLetter.day == day, DayLetter.recipient_id.is_not(None)))
    return {row.recipient_id: row for row in rows if row.recipient_id is not None}


def letters_in_doubt(since: date) -> int:
    """How many letters since a day were begun and not ended: the machine stopped meanwhile, and nobody knows."""
    before, from_then = clock.now() - IN_DOUBT_AFTER, _beginning_of(since)

    def count(table: type[LetterSent | DayLetter]) -> int:
        begun = table.sent_at.is_(None) & table.failed_at.is_(None) & (table.created_at < before)
        of_late = select(func.count()).select_from(table).where(begun, table.created_at >= from_then)
        return db.session.scalar(of_late) or 0

    return count(LetterSent) + count(DayLetter)


def letters_not_taken(since: date) -> list[tuple[str, int, datetime]]:
    """What the mail server answered to letters that it has not taken since a day: how many, and when last."""
    found: dict[str, tuple[int, datetime]] = {}
    for table in (DayLetter, LetterSent):
        last = func.max(table.failed_at)
        rows = db.session.execute(
            select(table.last_error, func.count(), last)
            .where(table.created_at >= _beginning_of(since), table.failed_at.is_not(None))
            .group_by(table.last_error)
            .order_by(last.desc(), table.last_error)
        )
        for error, count, moment in rows:
            before = found.get(error, (0, moment))
            found[error] = (before[0] + count, max(before[1], moment))
    return sorted(((error, *facts) for error, facts in found.items()), key=lambda row: row[2], reverse=True)


def _beginning_of(day: date) -> datetime:
    return clock.moment_in_denmark(datetime.combine(day, time()))


def has_letter_about(event_id: int, address_hash: str) -> bool:
    """Whether a letter about one event has been sent to an address, or may have been."""
    found = select(DayLetter.id).where(DayLetter.event_id == event_id, DayLetter.address_hash == address_hash)
    return db.session.scalar(found.where(DayLetter.failed_at.is_(None))) is not None


def things_of(user: User, *, kind: NoticeKind | None = None, only_unread: bool = False) -> Page[Thing]:
    """What somebody has been told, gathered by what it is about, newest first; four queries, whatever there is."""
    told = _wanted(user, kind, only_unread)
    newest = func.max(Notification.id)
    page = paginate(told.with_only_columns(newest).group_by(Notification.path).order_by(newest.desc()))
    paths = told.with_only_columns(Notification.path).where(Notification.id.in_(page.items))
    of_page = told.where(Notification.path.in_(paths))
    place = func.row_number().over(partition_by=Notification.path, order_by=Notification.id.desc())
    ranked = of_page.with_only_columns(Notification.id, place.label("place")).subquery()
    shown = select(Notification).join(ranked, ranked.c.id == Notification.id).where(ranked.c.place <= SHOWN)
    by_path: dict[str, list[Notification]] = {}
    for notice in db.session.scalars(shown.order_by(Notification.id.desc())):
        by_path.setdefault(notice.path, []).append(notice)
    counted = (func.count(), func.count().filter(Notification.read_at.is_(None)))
    counts = {row[0]: row[1:] for row in db.session.execute(
        of_page.with_only_columns(Notification.path, *counted).group_by(Notification.path))}  # fmt: skip
    things = [Thing(path, tuple(notices), *counts[path]) for path, notices in by_path.items()]
    return Page(things, page.number, page.total, page.per_page, page.parameter)


def notices_about(user: User, notice: Notification) -> Select[tuple[Notification]]:
    """Everything that somebody has been told about what one notice is about, newest first."""
    return notices_of(user).where(Notification.path == notice.path)


def own_settings(user: User) -> dict[NoticeKind, Pace]:
    """How fast somebody wants each kind."""
    pace = paces_of([user.id])
    return {kind: pace(user.id, kind) for kind in KINDS}


def _wanted(user: User, kind: NoticeKind | None, only_unread: bool) -> Select[tuple[Notification]]:
    told = select(Notification).where(Notification.recipient_id == user.id)
    told = told.where(Notification.kind == kind) if kind is not None else told
    return told.where(Notification.read_at.is_(None)) if only_unread else told
