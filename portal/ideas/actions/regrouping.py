"""Merging ideas that are about the same, dividing one that is about two things, and undoing either. Nothing disappears:
each idea keeps its address, its text and its history, and support stays where it was given until whoever gave it says
that it follows."""

from collections.abc import Sequence
from typing import Any

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.foundation.locking import hold, take_lock
from portal.foundation.personal_data import ensure_no_personal_data, found_in
from portal.foundation.public_texts import ensure_may_stand
from portal.foundation.seen import ensure_as_seen
from portal.foundation.text import render_markdown
from portal.house.moderated import shown_title
from portal.ideas.actions.counting import count_support
from portal.ideas.deeds import DIVIDE, MERGE, UNDO_REGROUPING, ensure_can_be_regrouped
from portal.ideas.forms.regrouping import Division, Part
from portal.ideas.models import Idea, IdeaState, IdeaSupport
from portal.ideas.models.lineage import Folded, IdeaLineage, SupportQuestion
from portal.ideas.queries import support_of
from portal.ideas.queries.lineage import answered_questions, merged_into, supporters_to_ask, valid_lineage_from
from portal.ideas.states import WAY
from portal.ideas.words import personal_data_in
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import link, unlink
from portal.trace.models import TraceRelation


def merge_ideas(actor: User, idea: Idea, target: Idea, reason: str) -> None:
    """A secretary or a member says that an idea is about the same as another, and is worked on there. Both authors are
    told, and those who support it are asked whether they support the other.

    Raises `Refused` where either cannot be merged any more. The same words twice are one deed.
    """
    with transaction():
        MERGE.require_leave(actor, idea)
        take_lock(idea.committee)  # so that no two go into each other
        hold(idea, compares=False)
        if any((row.to_id, row.reason) == (target.id, reason) for row in valid_lineage_from(idea)):
            return
        ensure_as_seen(idea)
        MERGE.ensure(idea)
        hold(target, compares=False)
        _ensure_takes_in(idea, target)
        ensure_no_personal_data(reason)
        _go(actor, idea, target, Folded.MERGED, reason)
        link(TraceRelation.MERGED_INTO, idea, target)
        told: dict[str, Any] = {"reason": reason, "into": shown_title(target)}
        record(EventType.IDEA_MERGED, idea, actor=actor, title=idea.title, path=idea.path, **told)
        record(EventType.IDEA_TOOK_IN, target, actor=actor, title=target.title, path=target.path, reason=reason)


def _ensure_takes_in(idea: Idea, target: Idea) -> None:
    if target.id == idea.id:
        raise Refused(_("An idea cannot be merged with itself. Write the number of the other one."))
    if target.folded is not None:
        raise Refused(
            _("“%(title)s” is merged or divided itself. Choose the idea that it went into.", title=shown_title(target))
        )
    ensure_can_be_regrouped(target)


def divide_idea(actor: User, idea: Idea, division: Division) -> list[Idea]:
    """A secretary or a member divides a public idea that waits for an answer in two, of the same author. Each is owed
    an answer by the day on which the whole was; what answers one answers the whole.

    Raises `Refused` where it cannot be divided any more, or the new words may hold personal data and it is not said why
    they may be published. The same words twice are one deed.
    """
    with transaction():
        DIVIDE.require_leave(actor, idea)
        hold(idea, compares=False)
        before = [row.target for row in valid_lineage_from(idea)]
        if [Part(part.title, part.body) for part in before] == list(division.parts):
            return before
        ensure_as_seen(idea)
        DIVIDE.ensure(idea)
        _ensure_may_be_read(idea, division)
        parts = [_part_of(actor, idea, part, division) for part in division.parts]
        for part in parts:
            _go(actor, idea, part, Folded.DIVIDED, division.reason)
            link(TraceRelation.SPLIT_FROM, idea, part)
            for theme in part.themes:
                link(TraceRelation.GATHERED_IN, part, theme)
        record(
            EventType.IDEA_DIVIDED, idea, actor=actor, title=idea.title, path=idea.path, reason=division.reason,
            into=[part.title for part in parts],
        )  # fmt: skip
    return parts


def _ensure_may_be_read(idea: Idea, division: Division) -> None:
    ensure_no_personal_data(division.reason)
    known = {finding.text for finding in personal_data_in(idea)}
    written = "\n".join(text for part in division.parts for text in (part.title, part.body))
    ensure_may_stand(
        [finding for finding in found_in(written) if finding.text not in known],
        division.override,
        N_("The new text may hold personal data: %(found)s. Take it out, or write why it may be published."),
    )


def _part_of(actor: User, idea: Idea, part: Part, division: Division) -> Idea:
    """An idea of its own, public at once: its text was."""
    same = ("committee", "author", "kind", "place", "question_number", "shown_as", "came_by", "spoken_for", "consent",
            "received_at", "promised_days", "answer_due_on")  # fmt: skip
    new = Idea(
        title=part.title,
        body=part.body,
        body_html=render_markdown(part.body),
        published_at=clock.now(),
        themes=list(idea.themes),
        **{name: getattr(idea, name) for name in same},
    )
    WAY.write_step(new, IdeaState.PUBLISHED, actor, division.override)
    db.session.add(new)
    return new


def _go(actor: User, idea: Idea, target: Idea, kind: Folded, reason: str) -> None:
    """Say where an idea has gone, and ask those who support it."""
    lineage = IdeaLineage(kind=kind, source=idea, target=target, reason=reason, actor_id=actor.id)
    idea.folded = kind
    db.session.add(lineage)
    db.session.flush()
    db.session.add_all(SupportQuestion(lineage=lineage, user_id=id_) for id_ in supporters_to_ask(lineage))


def undo_regrouping(actor: User, idea: Idea, reason: str) -> None:
    """Whoever may merge and divide, or the author of the idea, undoes it: the idea stands by itself again, parts that
    were cut from it are withdrawn, and support that had followed comes back. It stays to be read who did, and why.

    Raises `Refused` where a part has gone on by itself.
    """
    with transaction():
        UNDO_REGROUPING.require(actor, idea)
        ensure_no_personal_data(reason)
        _undo(actor, idea, valid_lineage_from(idea), reason)


def let_go(actor: User, idea: Idea, reason: str) -> None:
    """Within a transaction: what was merged into an idea that its author withdraws stands by itself again."""
    for lineage in merged_into(idea):
        _undo(actor, lineage.source, [lineage], reason)


def _undo(actor: User, idea: Idea, rows: Sequence[IdeaLineage], reason: str) -> None:
    parts = [row.target for row in rows if row.kind is Folded.DIVIDED]
    for row in rows:
        row.undone_at, row.undone_by_id, row.undone_reason = clock.now(), actor.id, reason
        for asked in answered_questions(row):
            _move_support(asked, row.target, back_to=idea)
        count_support(row.target)
        unlink(TraceRelation.MERGED_INTO, idea, row.target)
    for part in parts:
        WAY.take_step(part, IdeaState.WITHDRAWN, actor, reason)
    idea.folded = None
    count_support(idea)
    record(EventType.IDEA_REGROUPING_UNDONE, idea, actor=actor, title=idea.title, path=idea.path, reason=reason)


def _move_support(asked: SupportQuestion, target: Idea, *, back_to: Idea) -> None:
    person = db.session.get_one(User, asked.user_id)
    there = support_of(person, target)
    if there is not None and not asked.was_there:
        db.session.delete(there)
    if there is not None and support_of(person, back_to) is None:  # whoever has stopped since has said so
        db.session.add(IdeaSupport(idea_id=back_to.id, user_id=person.id, text_version=back_to.text_version))
    db.session.flush()


def answer_support_question(actor: User, asked: SupportQuestion, *, follows: bool) -> None:
    """Whoever supports an idea that was merged or divided says whether their support follows. Until then it is counted
    where it was given, and a no leaves it there. The first answer stands: after it one supports, and stops, as always.
    """
    with transaction():
        idea, target = asked.lineage.source, asked.lineage.target
        require(actor, Permission.IDEA_SUPPORT, idea.committee)
        hold(idea, compares=False)
        hold(asked, compares=False)
        if asked.user_id != actor.id or asked.lineage.undone_at is not None:
            raise Refused(_("This is no longer asked."))
        if asked.follows is not None:
            return
        asked.follows, asked.answered_at = follows, clock.now()
        if follows:
            hold(target, compares=False)
            _follow(actor, asked, idea, target)
        record(EventType.IDEA_SUPPORT_ANSWERED, idea, actor=actor)


def _follow(actor: User, asked: SupportQuestion, idea: Idea, target: Idea) -> None:
    if not target.is_public or target.state is IdeaState.WITHDRAWN:
        raise Refused(_("This idea can no longer be supported."))
    there = support_of(actor, target)
    asked.was_there = there is not None
    if there is None:
        db.session.add(IdeaSupport(idea_id=target.id, user_id=actor.id, text_version=target.text_version))
    here = support_of(actor, idea)
    if here is not None:
        db.session.delete(here)
    count_support(idea)
    count_support(target)
