"""Each paper of a meeting becomes public by itself, now or at a later hour; and what is public is taken back."""

from collections.abc import Mapping
from datetime import datetime

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import PortalError, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same
from portal.foundation.public_texts import let_stand, why_it_stands
from portal.sittings.deeds.papers import (
    CHOOSE_PUBLIC_PARTS,
    DROP_PLAN,
    MAKE_EXTRACT,
    PUBLISH,
    PUBLISH_CASES,
    PUBLISH_DECISIONS,
    PUBLISH_EXTRACT,
    PUBLISH_MINUTES,
    REMOVE_EXTRACT,
    TAKE_BACK,
)
from portal.sittings.models import AgendaItem, PublicPart, Sitting
from portal.sittings.papers import Extract, Paper, Publication
from portal.sittings.protocol import COLUMN_OF, let_out, parts_mark
from portal.sittings.queries.papers import (
    due_publications,
    extract_of_submission,
    extracts_of,
    publications_of,
    standing_publication,
)
from portal.sittings.words import parts_in_words

TOLD = {
    Paper.CASES: EventType.SITTING_CASES_PUBLISHED,
    Paper.DECISIONS: EventType.SITTING_DECISIONS_PUBLISHED,
    Paper.MINUTES: EventType.SITTING_MINUTES_PUBLISHED,
    Paper.EXTRACT: EventType.SITTING_EXTRACT_PUBLISHED,
}


def publish_cases(actor: User, sitting: Sitting, *, at: datetime | None = None) -> None:
    """The secretary publishes the list of cases now, or `at` a later moment; never of an agenda that is a draft."""
    with transaction():
        PUBLISH_CASES.require_leave(actor, sitting)
        _publish(actor, sitting, Paper.CASES, at)


def publish_decisions(actor: User, sitting: Sitting, *, at: datetime | None = None) -> None:
    """The same of what was decided on the open items, where the council's rule allows it."""
    with transaction():
        PUBLISH_DECISIONS.require_leave(actor, sitting)
        _publish(actor, sitting, Paper.DECISIONS, at)


def publish_minutes(actor: User, sitting: Sitting, *, at: datetime | None = None) -> None:
    """The same with all that the minutes say of the open items."""
    with transaction():
        PUBLISH_MINUTES.require_leave(actor, sitting)
        _publish(actor, sitting, Paper.MINUTES, at)


def publish_extract(actor: User, extract: Extract, *, at: datetime | None = None) -> None:
    """The same of an extract: of each item as much as everybody may read."""
    with transaction():
        PUBLISH_EXTRACT.require_leave(actor, extract)
        _publish(actor, extract, Paper.EXTRACT, at)


def _publish(actor: User, thing: Sitting | Extract, paper: Paper, at: datetime | None) -> None:
    """`thing` has the column that says since when the paper is public. A second click publishes nothing more, and
    another time takes the place of one that was planned."""
    deed, sitting = PUBLISH[paper], thing if isinstance(thing, Sitting) else thing.sitting
    hold(sitting, compares=False)
    db.session.expire(thing)
    known = standing_publication(sitting, paper, thing if isinstance(thing, Extract) else None)
    if at is None and getattr(thing, COLUMN_OF[paper]) is not None:
        return
    deed.ensure(thing)
    if at is not None and at <= clock.now():
        raise Refused(_("Choose a time that has not passed."))
    if at is None and paper is Paper.CASES and sitting.agenda_sent_at is None:
        raise Refused(_("Send the agenda first. A draft is never public."))
    if known is not None and known.public_at == at:
        return
    row = known or Publication(sitting=sitting, paper=paper, extract=thing if isinstance(thing, Extract) else None)
    row.public_at, row.stopped_at = at or clock.now(), None
    db.session.add(row)
    if at is None:
        open_paper(row)
        record(TOLD[paper], sitting, actor=actor, title=sitting.title, path=_path_of(row))
        return
    row.may_stand = _looked_through(thing, paper)
    told = {"paper": paper.value, "public_at": at.isoformat()} | ({"may_stand": row.may_stand} if row.may_stand else {})
    record(EventType.SITTING_PUBLICATION_PLANNED, sitting, actor=actor, committee=None, **told)


def open_cases_with(sitting: Sitting) -> None:
    """Within a transaction: with the agenda the list of cases is public, unless a later time is planned for it, or it
    was taken back."""
    known = [one for one in publications_of(sitting) if one.paper is Paper.CASES]
    waits = known and not (known[-1].is_planned and known[-1].public_at <= clock.now())
    if not waits:
        row = known[-1] if known else Publication(sitting=sitting, paper=Paper.CASES, public_at=clock.now())
        db.session.add(row)
        open_paper(row)


def open_paper(row: Publication) -> None:
    """Within a transaction: everybody reads the paper from now on."""
    row.opened_at = clock.now()
    setattr(row.extract or row.sitting, COLUMN_OF[row.paper], row.opened_at)


def _looked_through(thing: Sitting | Extract, paper: Paper) -> str:
    """Whoever plans is asked today about what looks like personal data, not the worker at night: for a moment within
    the transaction the paper is as it will be. Gives why it may stand."""
    setattr(thing, COLUMN_OF[paper], clock.now())
    db.session.flush()
    setattr(thing, COLUMN_OF[paper], None)
    db.session.flush()
    return why_it_stands()


def open_planned_papers(at_most: int) -> int:
    """The worker publishes what was planned for now; gives how many papers it did."""
    return sum(_open_planned(one) for one in due_publications(at_most))


def _open_planned(row: Publication) -> bool:
    """What cannot be published when its time comes is stopped, and the secretary is told."""
    try:
        with transaction():
            if not _holds_what_is_due(row):
                return False
            sitting = row.sitting
            PUBLISH[row.paper].ensure(row.extract or sitting)
            let_stand(row.may_stand)
            open_paper(row)
            record(TOLD[row.paper], sitting, actor=None, title=sitting.title, path=_path_of(row))
    except PortalError:
        return _stop(row)
    return True


def _stop(row: Publication) -> bool:
    with transaction():
        if not _holds_what_is_due(row):
            return False
        row.stopped_at = clock.now()
        sitting = row.sitting
        path = f"{sitting.path}/papirer"
        record(EventType.SITTING_PUBLICATION_STOPPED, sitting, actor=None, title=sitting.title, path=path)
    return True


def _holds_what_is_due(row: Publication) -> bool:
    """Of two workers the second waits here, and then sees what the first has done."""
    hold(row.sitting, compares=False)
    db.session.refresh(row)
    return row.is_planned and row.stopped_at is None and row.public_at <= clock.now()


def drop_plan(actor: User, publication: Publication) -> None:
    """The secretary takes a time away before it comes; nothing was public by it."""
    with transaction():
        DROP_PLAN.require_leave(actor, publication)
        sitting = publication.sitting
        hold(sitting, compares=False)
        db.session.refresh(publication)
        DROP_PLAN.ensure(publication)
        db.session.delete(publication)
        record(EventType.SITTING_PUBLICATION_DROPPED, sitting, actor=actor, paper=publication.paper.value)


def take_back(actor: User, publication: Publication, reason: str) -> None:
    """The secretary takes a public paper back. That it was public, and why it no longer is, stays to be read; and
    decision records that were made of it stay as they are."""
    with transaction():
        TAKE_BACK.require_leave(actor, publication)
        sitting = publication.sitting
        hold(sitting, compares=False)
        db.session.refresh(publication)
        if publication.withdrawn_at is not None and publication.reason == reason:
            return
        TAKE_BACK.ensure(publication)
        publication.withdrawn_at, publication.reason = clock.now(), reason
        setattr(publication.extract or sitting, COLUMN_OF[publication.paper], None)
        told = {"title": sitting.title, "path": sitting.path, "paper": publication.paper.value}
        record(EventType.SITTING_PAPER_WITHDRAWN, sitting, actor=actor, committee=None, **told)


def make_extract(actor: User, sitting: Sitting, name: str, item_ids: list[int], *, key: str | None = None) -> Extract:
    """The secretary takes items of approved minutes out as a paper of its own; what a form sends twice is one."""
    with transaction():
        MAKE_EXTRACT.require_leave(actor, sitting)
        hold(sitting, compares=False)
        known = extract_of_submission(sitting, key) if key else None
        if known is not None:
            said, sent = (known.name, known.item_ids), (name, sorted(item_ids))
            ensure_same(said, sent, title=known.name, path=known.path)
            return known
        MAKE_EXTRACT.ensure(sitting)
        extract = Extract(sitting=sitting, name=name, item_ids=sorted(item_ids), submission_key=key)
        db.session.add(extract)
        record(EventType.SITTING_EXTRACT_MADE, sitting, actor=actor)
    return extract


def remove_extract(actor: User, extract: Extract) -> None:
    """The secretary takes an extract away that was never public; the minutes that it is made of stay as they are."""
    with transaction():
        REMOVE_EXTRACT.require_leave(actor, extract)
        sitting = extract.sitting
        hold(sitting, compares=False)
        db.session.refresh(extract)
        REMOVE_EXTRACT.ensure(extract)
        db.session.delete(extract)
        record(EventType.SITTING_EXTRACT_REMOVED, sitting, actor=actor)


def choose_public_parts(
    actor: User, sitting: Sitting, chosen: Mapping[int, PublicPart], *, seen: str | None = None
) -> None:
    """The secretary says of each open item how far everybody may read it. What is public already is not hidden in
    silence: the paper is first taken back, with a reason. Whoever has `seen` another choice is told."""
    with transaction():
        CHOOSE_PUBLIC_PARTS.require_leave(actor, sitting)
        hold(sitting, compares=False)
        db.session.expire(sitting, ["items"])
        for item in sitting.open_items:
            db.session.refresh(item.written)
        CHOOSE_PUBLIC_PARTS.ensure(sitting)
        if seen is not None and seen != parts_mark(sitting):
            if all(chosen.get(item.id) is item.written.public_part for item in sitting.open_items):
                return  # a second click
            raise Refused(_("Somebody has chosen since you opened the page. Now it is:"), *parts_in_words(sitting))
        out = _items_that_are_out(sitting)
        for item in sitting.open_items:
            wanted = chosen.get(item.id, item.written.public_part)
            if item.id in out and _is_narrower(wanted, item):
                raise Refused(
                    _(
                        "Item %(number)s is public as it stands. Take the paper back first, and say why.",
                        number=item.position,
                    )
                )
            item.written.public_part = wanted
        record(EventType.SITTING_PUBLIC_PARTS_CHOSEN, sitting, actor=actor, title=sitting.title, path=sitting.path)


def _items_that_are_out(sitting: Sitting) -> set[int]:
    """The items of which everybody reads more than the title now."""
    if sitting.shows_decisions:
        return {item.id for item in sitting.items}
    return {number for extract in extracts_of(sitting) if extract.published_at for number in extract.item_ids}


def _is_narrower(wanted: PublicPart, item: AgendaItem) -> bool:
    """Of what the council's rule lets out."""
    order, rule = list(PublicPart), item.sitting.committee.publication_rule
    return order.index(let_out(wanted, rule)) < order.index(let_out(item.written.public_part, rule))


def _path_of(row: Publication) -> str:
    return row.extract.path if row.extract is not None else row.sitting.path
