"""What of committee meetings waits for somebody."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.committees.models import Committee, Membership
from portal.foundation import clock
from portal.foundation.dates import day, quoted
from portal.foundation.db import all_of
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.questions import question, when_asked
from portal.meetings.queries import is_ahead, is_over
from portal.sittings.models import AgendaItem, MinutesObjection, Sitting, SubstituteCall
from portal.sittings.protocol import PUBLIC_DECISIONS, SIGNATURES, is_correctable
from portal.sittings.queries import calls_to, who_comes
from portal.sittings.substitutes import is_overdue, last_day_for
from portal.tasks.task import Holder, Task, within

BEFORE = timedelta(days=7)  # an agenda is with the members a week before


def waiting(holder: Holder) -> Iterable[Task]:
    """Agendas to send, minutes to write, send, approve and publish, and objections to answer."""
    ids = [*holder.served_ids, *(committee.id for committee in holder.chaired)]
    if not ids:
        return
    served = set(holder.served_ids)
    found = all_of(_unfinished(ids))
    objections = _waiting_objections(found)
    for sitting in found:
        waits = objections.get(sitting.id, [])
        if sitting.committee_id in served:
            yield from _of_secretary(sitting, waits)
        if not waits:
            yield from _to_sign(sitting, holder.person.id)


def _waiting_objections(found: Sequence[Sitting]) -> Mapping[int, list[MinutesObjection]]:
    """By the meeting; asked only where members read minutes."""
    sent = [one.id for one in found if one.minutes_sent_at is not None and one.minutes_approved_at is None]
    waits: dict[int, list[MinutesObjection]] = {}
    for one in all_of(_unanswered(sent)) if sent else ():
        waits.setdefault(one.item.sitting_id, []).append(one)
    return waits


def _of_secretary(sitting: Sitting, objections: Iterable[MinutesObjection]) -> Iterable[Task]:
    held = clock.in_denmark(sitting.starts_at).date()
    if sitting.minutes_sent_at is None and not is_over(sitting):
        is_asked = sitting.agenda_sent_at is not None and is_ahead(sitting) and sitting.starts_at < _a_week_on()
        coming = who_comes(sitting) if is_asked else []
        if sitting.agenda_sent_at is None:
            why = _("The meeting is on %(day)s, and the members have no agenda.", day=day(held))
            yield _task(sitting, "dagsorden", why, _("Write the agenda"), due=held - BEFORE)
        elif missing := sum(one.is_coming is None for one in coming):
            why = ngettext(
                "%(count)s member has not said whether they come.",
                "%(count)s members have not said whether they come.",
                missing,
            )
            yield _task(sitting, "", why, _("See who comes"), due=held)
        yield from _of_substitutes(sitting)
    elif sitting.minutes_approved_at is not None:
        why = _("The minutes are approved, and everybody may read what was decided.")
        yield _task(sitting, "referat", why, _("Publish"), since=clock.in_denmark(sitting.minutes_approved_at).date())
    elif sitting.minutes_sent_at is None:
        why = _("It was held on %(day)s. The members wait for the minutes.", day=day(held))
        yield _task(sitting, "forloeb", why, _("Write the minutes"), since=held)
    else:
        for one in objections:
            why = _("%(name)s wants a correction of item %(number)s.", name=one.author.name, number=one.item.position)
            yield _task(sitting, f"rettelser/{one.id}", why, _("Answer"), due=sitting.objections_until)


def _of_substitutes(sitting: Sitting) -> Iterable[Task]:
    """Substitutes who have not answered in time, however far ahead the meeting is."""
    for call in calls_to(sitting) if is_ahead(sitting) else ():
        if is_overdue(call):
            names = {"name": call.substitute.user.name, "member": call.member.user.name}
            why = _("%(name)s has not said whether they come instead of %(member)s.", **names)
            yield _task(sitting, "", why, _("Ask the next"), due=last_day_for(call))


def _to_sign(sitting: Sitting, person_id: int) -> Iterable[Task]:
    if sitting.minutes_sent_at is None or sitting.minutes_approved_at or is_correctable(sitting):
        return
    signed = {one.user_id for one in sitting.standing_signatures}
    if person_id not in signed and len(signed) < SIGNATURES:
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
    has_items = exists().where(AgendaItem.sitting_id == Sitting.id)
    soon = Sitting.starts_at < when_asked(_a_week_on)
    calls = SubstituteCall.ended_at.is_(None), SubstituteCall.is_coming.is_(None)
    is_calling = exists().where(SubstituteCall.sitting_id == Sitting.id, *calls)
    ahead = and_(Sitting.ends_at > when_asked(clock.now), or_(Sitting.agenda_sent_at.is_(None), soon, is_calling))
    unpublished = and_(Committee.publication_rule.in_(PUBLIC_DECISIONS), Sitting.decisions_published_at.is_(None))
    unfinished = or_(Sitting.minutes_approved_at.is_(None), unpublished)
    is_held = or_(Sitting.ends_at <= when_asked(clock.now), Sitting.minutes_sent_at.is_not(None))  # it can end early
    held = and_(is_held, unfinished, has_items)
    return (
        select(Sitting)
        .join(Sitting.committee)
        .where(Sitting.committee_id.in_(committee_ids), Sitting.cancelled_at.is_(None), or_(ahead, held))
        .options(contains_eager(Sitting.committee))
        .options(*(joinedload(Sitting.calls).joinedload(one).joinedload(Membership.user) for one in asked))
        .order_by(Sitting.starts_at, Sitting.id)
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
