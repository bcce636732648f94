"""The committee's answers."""

from collections.abc import Sequence

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import once
from portal.foundation.personal_data import ensure_no_personal_data, found_in
from portal.foundation.public_texts import ensure_may_stand
from portal.foundation.seen import ensure_as_seen
from portal.foundation.text import render_markdown
from portal.house.moderated import shown_title
from portal.ideas.actions.steps import stop_clock
from portal.ideas.actions.theming import ensure_few
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.models import Idea, IdeaAnswer, IdeaState, IdeaTheme
from portal.ideas.models.lineage import Folded
from portal.ideas.queries.choosing import answers_of_submission
from portal.ideas.queries.lineage import also_answered, led_into
from portal.ideas.states import WAY, can_be_answered
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import link
from portal.trace.models import TraceRelation
from portal.trace.places import place_key, places_of

EVENTS = {IdeaState.ANSWERED: EventType.IDEA_ANSWERED, IdeaState.CARRIED_ON: EventType.IDEA_CARRIED_ON}


def answer_idea(actor: User, idea: Idea, draft: AnswerDraft) -> IdeaAnswer:
    """The secretary or the chair answers an idea for the committee. The first answer stops the clock.

    The same words twice in a row are one answer: a second click.
    """
    with transaction():
        require(actor, Permission.IDEA_ANSWER, idea.committee)
        hold(idea, compares=False)
        last = next(iter(idea.answers), None)
        if last is not None and last.author_id == actor.id and _said_in(last) == draft:
            return last
        ensure_as_seen(idea)
        _ensure_publishable(draft)
        _ensure_says_where(idea.committee, draft)
        others = also_answered([idea], draft.verdict)
        key = f"{idea.id}-{len(idea.answers)}" if others else None
        answer = _give(actor, idea, draft, given_to=1 + len(others), key=key)
        record(EVENTS[draft.verdict], idea, actor=actor, title=idea.title, path=idea.path, signed_as=draft.signed_as)
        for other in others:
            _give(actor, other, draft, given_to=1 + len(others), key=key)
            _record_given(actor, other, draft, 1 + len(others))
    return answer


@once
def answer_ideas(
    actor: User,
    committee: Committee,
    ideas: list[Idea],
    draft: AnswerDraft,
    key: str,
    *,
    theme: IdeaTheme | None = None,
) -> int:
    """The secretary or the chair gives several ideas the same answer: all of them, or none. Returns how many got it.
    What answers a `theme` as a whole stands on its page too, and on its thread.

    The same form sent twice is the same answers. Raises `Refused` when it says something else the second time, when
    there are too many, or one of them cannot be answered any more, and says which.
    """
    with transaction():
        require(actor, Permission.IDEA_ANSWER, committee)
        hold(committee)
        given = answers_of_submission(actor, key)
        if given:
            _ensure_same(given, ideas, draft)
            return len(given)
        _ensure_all_can_be_answered(ideas, draft)
        _ensure_says_where(committee, draft)
        every = [*ideas, *also_answered(ideas, draft.verdict)]
        for idea in every:
            answer = _give(actor, idea, draft, given_to=len(every), key=key)
            answer.theme_id = theme.id if theme is not None else None
            _record_given(actor, idea, draft, len(every))
        if theme is not None:
            link(TraceRelation.ANSWERS, theme, every[0].answers[0])
    return len(every)


def _record_given(actor: User, idea: Idea, draft: AnswerDraft, given_to: int) -> None:
    record(
        EVENTS[draft.verdict], idea, actor=actor, title=idea.title, path=idea.path, signed_as=draft.signed_as,
        given_to=given_to, by_part=idea.folded is Folded.DIVIDED,
    )  # fmt: skip


def _ensure_same(given: Sequence[IdeaAnswer], ideas: list[Idea], draft: AnswerDraft) -> None:
    """Raise `Refused` unless these ideas got these answers: somebody went back and wrote another."""
    said = {_said_in(one) for one in given}
    got, meant = {one.idea_id for one in given}, {idea.id for idea in ideas}
    if said != {draft} or not meant <= got <= meant | {idea.id for idea in led_into(ideas)}:
        raise Refused(
            _(
                "You have already sent an answer from this page. If this is one more answer, look at it again and send"
                " it."
            )
        )


def _said_in(answer: IdeaAnswer) -> AnswerDraft:
    return AnswerDraft(answer.verdict, answer.body, answer.signed_as, answer.override, answer.carried_into)


def _ensure_all_can_be_answered(ideas: list[Idea], draft: AnswerDraft) -> None:
    ensure_few(len(ideas))
    _ensure_publishable(draft)
    unfit = [shown_title(idea) for idea in ideas if not can_be_answered(idea, draft.verdict)]
    if unfit:
        raise Refused(
            _("Nothing is answered yet. Leave these out, they cannot be answered: %(ideas)s", ideas="; ".join(unfit))
        )


def _ensure_publishable(draft: AnswerDraft) -> None:
    ensure_no_personal_data(draft.signed_as)
    ensure_may_stand(
        found_in(draft.body),
        draft.override,
        N_("The answer may hold personal data: %(found)s. Take it out, or write why it may be published."),
    )


def _ensure_says_where(committee: Committee, draft: AnswerDraft) -> None:
    """Raise `Refused` unless an idea that is carried on is so somewhere, or nowhere yet, and says which."""
    if draft.verdict is not IdeaState.CARRIED_ON:
        return
    offered = {place.place for place in places_of(committee.id)}
    if draft.carried_into is None or (draft.carried_into and draft.carried_into not in offered):
        raise Refused(_("Choose where the idea goes on, or that it is not decided yet"))


def _give(actor: User, idea: Idea, draft: AnswerDraft, *, given_to: int = 1, key: str | None = None) -> IdeaAnswer:
    WAY.take_step(idea, draft.verdict, actor)
    answer = IdeaAnswer(
        author=actor,
        signed_as=draft.signed_as,
        verdict=draft.verdict,
        body=draft.body,
        body_html=render_markdown(draft.body),
        override=draft.override,
        given_to=given_to,
        submission_key=key,
        carried_into=draft.carried_into,
        created_at=clock.now(),
    )
    idea.answers.insert(0, answer)
    link(TraceRelation.ANSWERS, idea, answer)
    if draft.verdict is IdeaState.CARRIED_ON and draft.carried_into:
        link(TraceRelation.CARRIED_INTO, idea, place_key(draft.carried_into))
    stop_clock(idea)
    return answer


def close_idea(actor: User, idea: Idea, reason: str) -> None:
    """The secretary or the chair concludes an idea that has been answered; from then on nothing more happens to it."""
    with transaction():
        require(actor, Permission.IDEA_ANSWER, idea.committee)
        ensure_no_personal_data(reason)
        WAY.take_step(idea, IdeaState.CLOSED, actor, reason)
        record(EventType.IDEA_CLOSED, idea, actor=actor, title=idea.title, path=idea.path, reason=reason)
