"""A refusal is not the last word: its author may ask once that somebody else decides."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.seen import ensure_as_seen
from portal.ideas.actions.steps import give_more_time, make_public
from portal.ideas.deeds import APPEAL, DECIDE_APPEAL
from portal.ideas.models import AppealVerdict, Idea, IdeaAppeal, IdeaState
from portal.ideas.queries.appeals import ensure_no_part_in, latest_appeal, refused_by
from portal.ideas.states import WAY


def appeal_refusal(actor: User, idea: Idea, text: str) -> IdeaAppeal:
    """The author of a refused idea asks that somebody else decides. The same words twice are one appeal."""
    with transaction():
        APPEAL.require_leave(actor, idea)
        hold(idea, compares=False)
        before = latest_appeal(idea) if idea.state is IdeaState.APPEALED else None
        if before is not None and before.text == text:
            return before
        ensure_as_seen(idea)
        APPEAL.ensure(idea)
        refuser = refused_by(idea)
        WAY.write_step(idea, IdeaState.APPEALED, actor)
        appeal = IdeaAppeal(
            idea=idea, text=text, refusal_code=idea.refusal_code, refused_by_id=refuser, created_at=clock.now()
        )
        db.session.add(appeal)
        record(EventType.IDEA_APPEALED, appeal, actor=actor, committee=idea.committee)
    return appeal


def uphold_refusal(actor: User, idea: Idea, reason: str) -> None:
    """A second person decides that an idea is not published, and tells its author why. It is the last word."""
    with transaction():
        appeal = _require_second_person(actor, idea)
        WAY.write_step(idea, IdeaState.UPHELD, actor, reason)
        _decide(actor, appeal, AppealVerdict.UPHELD, reason)
        record(EventType.IDEA_APPEAL_UPHELD, idea, actor=actor)


def overturn_refusal(actor: User, idea: Idea, reason: str, *, publishes: bool = False, override: str = "") -> None:
    """A second person decides that an idea can be published, and either does so or leaves it to the secretary.

    The days within which an answer is owed begin anew. Raises `Refused` when the text to be published may hold
    personal data, unless `override` says why it may be published all the same.
    """
    with transaction():
        appeal = _require_second_person(actor, idea)
        WAY.write_step(idea, IdeaState.OVERTURNED, actor, reason)
        _decide(actor, appeal, AppealVerdict.OVERTURNED, reason)
        give_more_time(idea)
        record(EventType.IDEA_APPEAL_OVERTURNED, idea, actor=actor, is_published=publishes)
        if publishes:
            make_public(idea, actor, override)
            record(EventType.IDEA_PUBLISHED, idea, actor=actor, title=idea.title, path=idea.path, after_appeal=True)


def _require_second_person(actor: User, idea: Idea) -> IdeaAppeal:
    """The appeal that waits, when this person may decide it. Raises `NotAllowed` or `Refused`."""
    DECIDE_APPEAL.require(actor, idea)
    appeal = latest_appeal(idea)
    if appeal is None:
        raise Refused(_("Nobody has appealed."))
    ensure_no_part_in(actor, appeal)
    return appeal


def _decide(actor: User, appeal: IdeaAppeal, verdict: AppealVerdict, reason: str) -> None:
    appeal.verdict, appeal.reason, appeal.decided_by_id, appeal.decided_at = verdict, reason, actor.id, clock.now()
    appeal.days = (clock.today() - clock.in_denmark(appeal.created_at).date()).days
