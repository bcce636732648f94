"""Changing a text that everybody has read: never in silence, and support follows only where little has changed."""

from typing import Any

from sqlalchemy import update

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.additions import said_last
from portal.foundation.comparison import share_of_words_kept, words_in
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.foundation.locking import hold
from portal.foundation.personal_data import ensure_no_personal_data, found_in
from portal.foundation.public_texts import ensure_may_stand
from portal.foundation.seen import ensure_as_seen
from portal.foundation.text import plain_text, render_markdown
from portal.ideas.actions.counting import count_support
from portal.ideas.deeds import CORRECT, CORRECT_ANSWER
from portal.ideas.forms.secretarial import AnswerCorrected, Correction
from portal.ideas.models import Idea, IdeaAnswer, IdeaAnswerCorrection, IdeaCorrection, IdeaSupport
from portal.ideas.queries.choosing import given_with
from portal.ideas.words import personal_data_in

ALIKE = 0.9  # from here on whoever supported the earlier text is taken to support this one


def correct_idea(actor: User, idea: Idea, correction: Correction) -> None:
    """A secretary changes a public text, with a note that everybody can read. Supporters of another text are asked
    again; those of nearly the same follow. What nobody should read any more is gone from every earlier text.

    Raises `Refused` when the idea is not public, nothing is changed, the new words may hold personal data and it is not
    said why they may be published all the same, or the note itself may hold some.
    """
    with transaction():
        CORRECT.require(actor, idea)
        _ensure_corrects(idea, correction)
        is_small = is_nearly_the_same(idea, correction)
        earlier, idea.text_version = idea.text_version, idea.text_version + 1
        idea.corrections.append(
            IdeaCorrection(
                text_version=idea.text_version,
                note=correction.note,
                is_small=is_small,
                earlier_title=idea.title,
                earlier_html=idea.body_html,
                earlier_place=idea.place,
                actor_id=actor.id,
                override=correction.override,
            )
        )
        if correction.hides_earlier:
            _forget_earlier(idea)
        _put_text(idea, correction)
        if is_small:
            _carry_support(idea, earlier)
        count_support(idea)
        public: dict[str, Any] = {"title": idea.title, "path": idea.path, "reason": correction.note}
        record(EventType.IDEA_CORRECTED, idea, actor=actor, asks_again=not is_small, **public)


def correct_answer(actor: User, answer: IdeaAnswer, correction: AnswerCorrected) -> list[IdeaAnswer]:
    """A secretary corrects an answer that was wrong by a dated addition under it; the answer stays as it was given.

    Where several ideas got the same answer it may stand under each of them. A second click adds nothing. Returns the
    answers that were corrected, and raises `Refused` where a moderator has hidden the idea.
    """
    with transaction():
        CORRECT_ANSWER.require_leave(actor, answer)
        hold(answer, compares=False)
        every = [answer, *(given_with(answer) if correction.is_for_all else ())]
        corrected = [one for one in every if said_last(one.corrections, actor.id, correction.text) is None]
        if not corrected:
            return []
        ensure_as_seen(answer)
        CORRECT_ANSWER.ensure(answer)
        for one in corrected:
            one.corrections.append(
                IdeaAnswerCorrection(number=len(one.corrections) + 1, text=correction.text, author_id=actor.id)
            )
            record(
                EventType.IDEA_ANSWER_CORRECTED,
                one.idea,
                actor=actor,
                title=one.idea.title,
                path=one.path,
                reason=correction.text,
            )
    return corrected


def is_nearly_the_same(idea: Idea, correction: Correction) -> bool:
    """Whether somebody who supports the one text supports the other: the same title, no other place, and nine tenths of
    the words that stood there when supporters were last asked. Many small changes are a large one."""
    asked_for = _text_last_asked_for(idea)
    if correction.asks_again or correction.title != idea.title or asked_for is None or _moves(idea, correction):
        return False
    return share_of_words_kept(plain_text(asked_for), plain_text(render_markdown(correction.body))) >= ALIKE


def _text_last_asked_for(idea: Idea) -> str | None:
    """What supporters have seen for certain; None when it is deleted, so that they must be asked again."""
    asked_for: str | None = idea.body_html
    for correction in reversed(idea.corrections):
        if not correction.is_small:
            break
        asked_for = correction.earlier_html
    return asked_for


def _moves(idea: Idea, correction: Correction) -> bool:
    """Whether it is about another place; one that is only told less closely is the same."""
    return correction.place is not None and not set(words_in(correction.place)) <= set(words_in(idea.place))


def _forget_earlier(idea: Idea) -> None:
    for correction in idea.corrections:
        correction.earlier_title = correction.earlier_html = None
        correction.earlier_place = ""


def _ensure_corrects(idea: Idea, correction: Correction) -> None:
    ensure_no_personal_data(correction.note)
    place = idea.place if correction.place is None else correction.place
    if (idea.title, idea.body, idea.place) == (correction.title, correction.body, place):
        raise Refused(_("Nothing is changed yet. Correct the title, the text or the place."))
    known = {finding.text for finding in personal_data_in(idea)}
    ensure_may_stand(
        [f for f in found_in("\n".join((correction.title, correction.body, place))) if f.text not in known],
        correction.override,
        N_("The new text may hold personal data: %(found)s. Take it out, or write why it may be published."),
    )


def _put_text(idea: Idea, correction: Correction) -> None:
    idea.title, idea.body, idea.body_html = correction.title, correction.body, render_markdown(correction.body)
    if correction.place is not None:
        idea.place = correction.place
    if not idea.body.startswith(idea.problem):
        idea.problem = ""


def _carry_support(idea: Idea, earlier: int) -> None:
    db.session.execute(
        update(IdeaSupport)
        .where(IdeaSupport.idea_id == idea.id, IdeaSupport.text_version == earlier)
        .values(text_version=idea.text_version),
        execution_options={"synchronize_session": False},
    )
