"""What of committee meetings waits for somebody."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.accounts.models import User
from portal.committees.models import Committee, Membership
from portal.foundation import clock
from portal.foundation.dates import day, quoted
from portal.foundation.db import all_of
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.questions import question, when_asked
from portal.meetings.queries import is_ahead, is_over
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.sittings.models import AgendaItem, MinutesObjection, MinutesReader, Sitting, SubstituteCall, Turn, TurnKind
from portal.sittings.papers import Paper, Publication
from portal.sittings.protocol import PUBLIC_DECISIONS, SIGNATURES, has_ended, is_correctable
from portal.sittings.queries import calls_to, who_comes
from portal.sittings.readers import is_outdated
from portal.sittings.signing import may_sign
from portal.sittings.substitutes import is_overdue, last_day_for, line_for
from portal.tasks.task import Holder, Task, within

BEFORE = timedelta(days=7)  # an agenda is with the members a week before


def waiting(holder: Holder) -> Iterable[Task]:
    """Agendas to send, minutes to write, send, approve and publish, objections to answer, drafts to read."""
    ids = [*holder.served_ids, *(committee.id for committee in holder.chaired)]
    served = set(holder.served_ids)
    found = all_of(_unfinished(ids)) if ids else []
    asked = all_of(_asked(holder.person.id, [one.id for one in found if one.minutes_sent_at is None]))
    _load_drafts({one.sitting_id for one in asked} - {one.sitting_id for one in asked if one.answered_at is None})
    yield from _to_read_through(holder, asked)
    objections = _waiting_objections(found, {one.sitting_id for one in asked})
    for sitting in found:
        waits = objections.get(sitting.id, [])
        if sitting.committee_id in served:
            yield from _of_secretary(sitting, waits, [one for one in asked if one.sitting_id == sitting.id])
        if not waits:
            yield from _to_sign(sitting, holder.person)


def _load_drafts(sitting_ids: Collection[int]) -> None:
    """What the drafts say that everybody has answered about, so that it is not asked for one by one."""
    if sitting_ids:
        said = joinedload(AgendaItem.written), selectinload(AgendaItem.presences)
        all_of(select(AgendaItem).where(AgendaItem.sitting_id.in_(sitting_ids)).options(*said))
        of_readers = select(MinutesReader).where(MinutesReader.sitting_id.in_(sitting_ids))
        all_of(of_readers.options(selectinload(MinutesReader.readings)))


def _to_read_through(holder: Holder, asked: Sequence[MinutesReader]) -> Iterable[Task]:
    """Drafts that wait for whoever's desk it is."""
    for one in asked:
        is_own = one.user_id == holder.person.id and one.answered_at is None
        if is_own and can(holder.person, Permission.SITTING_SIGN, one.committee):
            why = _("You are asked to read the draft of the minutes through before it is sent.")
            yield _task(one.sitting, "referat", why, _("Read the draft"), due=one.read_by)


def _waiting_objections(found: Sequence[Sitting], drafts: Collection[int]) -> Mapping[int, list[MinutesObjection]]:
    """By the meeting; asked only where somebody else reads the minutes, also as a draft."""
    is_read = [one for one in found if one.minutes_sent_at is not None or one.id in drafts]
    sent = [one.id for one in is_read if one.minutes_approved_at is None]
    waits: dict[int, list[MinutesObjection]] = {}
    for one in all_of(_unanswered(sent)) if sent else ():
        waits.setdefault(one.item.sitting_id, []).append(one)
    return waits


def _of_secretary(
    sitting: Sitting, objections: Iterable[MinutesObjection], readers: Sequence[MinutesReader]
) -> Iterable[Task]:
    held = clock.in_denmark(sitting.starts_at).date()
    if sitting.minutes_sent_at is None and not is_over(sitting) and not has_ended(sitting):
        if sitting.agenda_sent_at is None:
            why = _("The meeting is on %(day)s, and the members have no agenda.", day=day(held))
            yield _task(sitting, "dagsorden", why, _("Write the agenda"), due=held - BEFORE)
        yield from _of_silent_members(sitting, held)
        yield from _of_substitutes(sitting)
    elif sitting.minutes_approved_at is not None:
        why = _("The minutes are approved, and everybody may read what was decided.")
        yield _task(sitting, "papirer", why, _("Publish"), since=clock.in_denmark(sitting.minutes_approved_at).date())
    elif _has_no_agenda(sitting):
        why = _("It was held on %(day)s without an agenda, so there is nothing to write minutes of.", day=day(held))
        yield _task(sitting, "forloeb", why, _("Put on what was talked about"), since=held)
    elif sitting.minutes_sent_at is None and readers:
        yield _of_readers(sitting, readers)
        yield from _of_objections(sitting, objections)
    elif sitting.minutes_sent_at is None:
        why = _("It was held on %(day)s. The members wait for the minutes.", day=day(held))
        yield _task(sitting, "forloeb", why, _("Write the minutes"), since=held)
    else:
        yield from _of_objections(sitting, objections)


def _of_objections(sitting: Sitting, objections: Iterable[MinutesObjection]) -> Iterable[Task]:
    for one in objections:
        why = _("%(name)s wants a correction of item %(number)s.", name=one.author.name, number=one.item.position)
        yield _task(sitting, f"rettelser/{one.id}", why, _("Answer"), due=sitting.objections_until)


def _of_readers(sitting: Sitting, readers: Sequence[MinutesReader]) -> Task:
    """How many have read the draft through, and what the secretary can do now."""
    silent = [one for one in readers if one.answered_at is None]
    if not silent:
        why = _("Everybody who was asked has read the draft through. The members wait for the minutes.")
        if changed := sum(is_outdated(one) for one in readers):
            why = ngettext(
                "Everybody has answered, but the draft has been changed since %(count)s reader read it.",
                "Everybody has answered, but the draft has been changed since %(count)s readers read it.",
                changed,
            )
        return _task(sitting, "referat", why, _("Send the minutes"), since=max(one.read_by for one in readers))
    why = ngettext(
        "%(count)s reader has not answered about the draft of the minutes.",
        "%(count)s readers have not answered about the draft of the minutes.",
        len(silent),
    )
    return _task(sitting, "referat", why, _("See who has answered"), due=max(one.read_by for one in silent))


def _has_no_agenda(sitting: Sitting) -> bool:
    """Asked of the rows only where none was sent: then it may still be a draft."""
    return sitting.agenda_sent_at is None and not sitting.items


def _of_silent_members(sitting: Sitting, held: date) -> Iterable[Task]:
    """Who has not answered the invitation in the last week, which the reminder falls in."""
    is_asked = is_ahead(sitting) and sitting.starts_at < _a_week_on()
    if missing := sum(one.is_coming is None for one in who_comes(sitting)) if is_asked else 0:
        why = ngettext(
            "%(count)s member has not said whether they come.",
            "%(count)s members have not said whether they come.",
            missing,
        )
        yield _task(sitting, "", why, _("See who comes"), due=held)


def _of_substitutes(sitting: Sitting) -> Iterable[Task]:
    """Substitutes who have not answered in time, where nobody is left who could be asked instead; however far ahead the
    meeting is."""
    for call in calls_to(sitting) if is_ahead(sitting) else ():
        if is_overdue(call) and not line_for(sitting, call.member):
            names = {"name": call.substitute.user.name, "member": call.member.user.name}
            why = _(
                "%(name)s has not said whether they come instead of %(member)s, and nobody else can be asked.", **names
            )
            yield _task(sitting, "", why, _("See who comes"), due=last_day_for(call))


def _to_sign(sitting: Sitting, person: User) -> Iterable[Task]:
    if sitting.minutes_sent_at is None or sitting.minutes_approved_at or is_correctable(sitting):
        return
    signed = {one.user_id for one in sitting.standing_signatures}
    if person.id not in signed and len(signed) < SIGNATURES and may_sign(person, sitting):
        why = _("Nobody asks for corrections any more. Two people approve the minutes.")
        yield _task(sitting, "referat", why, _("Approve the minutes"), since=sitting.objections_until)


def _a_week_on() -> datetime:
    return clock.now() + BEFORE


def _task(
    sitting: Sitting, page: str, why: str, button: str, *, due: date | None = None, since: date | None = None
) -> Task:
    kind = within(sitting.committee, _("committee meeting"))
    return Task(kind, quoted(sitting.title), f"{sitting.path}/{page}".rstrip("/"), why, due, button, since)


@question
def _unfinished(committee_ids: Sequence[int]) -> Select[tuple[Sitting]]:
    asked = SubstituteCall.substitute, SubstituteCall.member
    soon = Sitting.starts_at < when_asked(_a_week_on)
    calls = SubstituteCall.ended_at.is_(None), SubstituteCall.is_coming.is_(None)
    is_calling = exists().where(SubstituteCall.sitting_id == Sitting.id, *calls)
    ahead = and_(Sitting.ends_at > when_asked(clock.now), or_(Sitting.agenda_sent_at.is_(None), soon, is_calling))
    what = Publication.paper.in_((Paper.DECISIONS, Paper.MINUTES))
    known = Publication.sitting_id == Sitting.id, what, Publication.stopped_at.is_(None)
    unpublished = and_(Committee.publication_rule.in_(PUBLIC_DECISIONS), ~exists().where(*known))
    unfinished = or_(Sitting.minutes_approved_at.is_(None), unpublished)
    has_ended_early = exists().where(Turn.sitting_id == Sitting.id, Turn.kind == TurnKind.END)
    is_held = or_(Sitting.ends_at <= when_asked(clock.now), Sitting.minutes_sent_at.is_not(None), has_ended_early)
    held = and_(is_held, unfinished)
    return (
        select(Sitting)
        .join(Sitting.committee)
        .where(Sitting.committee_id.in_(committee_ids), Sitting.cancelled_at.is_(None), or_(ahead, held))
        .options(contains_eager(Sitting.committee), joinedload(Sitting.turns))
        .options(*(joinedload(Sitting.calls).joinedload(one).joinedload(Membership.user) for one in asked))
        .order_by(Sitting.starts_at, Sitting.id)
    )


@question
def _asked(person_id: int, sitting_ids: Sequence[int]) -> Select[tuple[MinutesReader]]:
    own = and_(MinutesReader.user_id == person_id, MinutesReader.answered_at.is_(None))
    return (
        select(MinutesReader)
        .join(MinutesReader.sitting)
        .join(Sitting.committee)
        .where(Sitting.minutes_sent_at.is_(None), Sitting.cancelled_at.is_(None), Committee.published_at.is_not(None))
        .where(or_(own, MinutesReader.sitting_id.in_(sitting_ids)))
        .options(contains_eager(MinutesReader.sitting).contains_eager(Sitting.committee))
        .order_by(MinutesReader.read_by, MinutesReader.id)
    )


@question
def _unanswered(sitting_ids: Sequence[int]) -> Select[tuple[MinutesObjection]]:
    return (
        select(MinutesObjection)
        .join(MinutesObjection.item)
        .where(AgendaItem.sitting_id.in_(sitting_ids), MinutesObjection.answered_at.is_(None))
        .options(contains_eager(MinutesObjection.item), joinedload(MinutesObjection.author))
        .order_by(MinutesObjection.id)
    )
