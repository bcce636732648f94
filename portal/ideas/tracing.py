"""How an idea looks on the red thread."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup
from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.committees.models import Committee
from portal.foundation.dates import longday, quoted
from portal.foundation.db import all_of, db, select_rows
from portal.foundation.i18n import N_, gettext as _
from portal.foundation.questions import question
from portal.foundation.text import plain_text, shortened
from portal.house.moderated import shown_title
from portal.ideas.models import PUBLIC_STATES, Idea, IdeaAnswer, IdeaTheme
from portal.ideas.queries import is_public
from portal.ideas.words import outcome_sentence, public_author, verdict_name
from portal.trace.thread import Node, NodeType, Thread
from portal.trace.words import listed, name_of


def load(ids: Sequence[int]) -> Iterable[Idea]:
    """Those of the ideas that are public, with their authors."""
    return all_of(_ideas(ids))


@question
def _ideas(ids: Sequence[int]) -> Select[tuple[Idea]]:
    return select_rows(Idea, ids).where(is_public()).options(joinedload(Idea.author))


def _shown_of(committee_id: int) -> Iterable[Idea]:
    """A committee's ideas that everybody can read, newest first."""
    shown = Idea.committee_id == committee_id, Idea.state.in_(PUBLIC_STATES), Idea.hidden_at.is_(None)
    return db.session.scalars(select(Idea).where(*shown).options(joinedload(Idea.author)).order_by(Idea.id.desc()))


def describe(idea: Idea) -> Node:
    """The knot: who sent it, and where it stands."""
    said = "" if idea.is_hidden else _("Sent by %(sender)s.", sender=public_author(idea)) + " "
    return Node(
        kind=Idea.__tablename__,
        id=idea.id,
        label=_("Idea %(number)s", number=idea.id),
        title=shown_title(idea),
        path=idea.path,
        when=idea.received_at,
        text=said + outcome_sentence(idea.state),
    )


def _answers(ids: Sequence[int]) -> Iterable[IdeaAnswer]:
    """Answers to ideas that are public."""
    return all_of(_public_answers(ids))


@question
def _public_answers(ids: Sequence[int]) -> Select[tuple[IdeaAnswer]]:
    answers = select_rows(IdeaAnswer, ids).join(IdeaAnswer.idea).where(is_public())
    return answers.options(contains_eager(IdeaAnswer.idea), joinedload(IdeaAnswer.corrections))


def _describe_answer(answer: IdeaAnswer) -> Node:
    return Node(
        kind=IdeaAnswer.__tablename__,
        id=answer.id,
        label=verdict_name(answer.verdict),
        title="",
        path=answer.path,
        when=answer.created_at,
        text="" if answer.idea.is_hidden else _as_given(answer),
    )


def _as_given(answer: IdeaAnswer) -> str:
    return Markup(" ").join((quoted(shortened(plain_text(answer.body_html))), *_corrected(answer)))


def _corrected(answer: IdeaAnswer) -> list[str]:
    """Where an answer is quoted, what was wrong with it is quoted too."""
    return [
        _("Corrected %(day)s: %(text)s", day=longday(one.created_at), text=quoted(shortened(one.text)))
        for one in answer.corrections
    ]


def _themes(ids: Sequence[int]) -> Iterable[IdeaTheme]:
    """Those of the themes whose committees are public."""
    return all_of(_public_themes(ids))


@question
def _public_themes(ids: Sequence[int]) -> Select[tuple[IdeaTheme]]:
    themes = select_rows(IdeaTheme, ids).join(IdeaTheme.committee)
    return _with_committee(themes.where(Committee.published_at.is_not(None)))


def _themes_of(committee_id: int) -> Iterable[IdeaTheme]:
    rows = select(IdeaTheme).join(IdeaTheme.committee).where(IdeaTheme.committee_id == committee_id)
    return db.session.scalars(_with_committee(rows).order_by(IdeaTheme.name, IdeaTheme.id))


def _with_committee(themes: Select[tuple[IdeaTheme]]) -> Select[tuple[IdeaTheme]]:
    return themes.options(contains_eager(IdeaTheme.committee))


def _describe_theme(theme: IdeaTheme) -> Node:
    """A theme has no day: ideas come to it as they come."""
    return Node(
        kind=IdeaTheme.__tablename__,
        id=theme.id,
        label=_("Theme"),
        title=theme.name,
        path=theme.path,
        when=None,
        text=quoted(theme.summary),
        is_named_by_title=True,
    )


IDEA_NODE = NodeType(kind=Idea.__tablename__, load=load, describe=describe, matter=_shown_of)
ANSWER_NODE = NodeType(kind=IdeaAnswer.__tablename__, load=_answers, describe=_describe_answer)
THEME_NODE = NodeType(
    kind=IdeaTheme.__tablename__, load=_themes, describe=_describe_theme, is_meeting_place=True, offer=_themes_of
)


# What an idea came to, the furthest first. Kinds of rooms above this one are named as the thread names them.
CAME_TO: Mapping[str, str] = {
    "decision_record": N_("It led to %(what)s."),
    "recommendation": N_("It is part of %(what)s."),
    "proposal_solution": N_("It is part of %(what)s."),
    "proposal_problem": N_("It is part of %(what)s."),
    "proposal_mobilisation": N_("It is part of %(what)s."),
    "proposal_version": N_("It is part of %(what)s."),
    "proposal": N_("It goes on in %(what)s."),
    "workshop": N_("It was worked on at %(what)s."),
}


def led_to(thread: Thread) -> str:
    """The sentence that says what an idea came to; nothing where it has come to nothing yet."""
    done = [node for node in thread.after if not node.is_waiting]
    kind = next((kind for kind in CAME_TO if any(node.kind == kind for node in done)), None)
    if kind is None:
        return ""
    names = [_name_with_outcome(node) for node in done if node.kind == kind]
    return _(CAME_TO[kind], what=listed(names))


def _name_with_outcome(node: Node) -> str:
    name = name_of(node.label, node.title)
    return Markup("{} ({}{})").format(name, node.outcome[:1].lower(), node.outcome[1:]) if node.outcome else name
