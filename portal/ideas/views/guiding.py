"""One page of the steps in which a contribution is written; the same for guests, authors and the secretariat."""

from dataclasses import dataclass, field

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.accounts.models import User
from portal.committees.models import Committee
from portal.foundation.text import render_markdown
from portal.ideas.forms.guide import CHECK, NEXT, Guide, Step, Turn, turn_of
from portal.ideas.forms.secretarial import TypedInForm
from portal.ideas.forms.writing import GuestIdeaForm, IdeaForm
from portal.ideas.indexing import similar_ideas
from portal.ideas.models import Channel, Idea
from portal.ideas.views.blueprint import ideas
from portal.search.index import search_index


@dataclass(frozen=True)
class Desk:
    """What lies before somebody who writes: the form, its steps, where it is sent, and the idea it is already."""

    committee: Committee
    guide: Guide
    form: IdeaForm
    action: str
    idea: Idea | None = None
    template: str = field(default="ideas/write.html")


def pressed(desk: Desk) -> Turn:
    """Where the button that was pressed leads; without any (the return key) it is onwards."""
    return turn_of(desk.guide, desk.form, request.form.get("at", ""), request.form.get("go", NEXT))


def step_page(desk: Desk, step: Step, *, is_wrong: bool = False, reasons: tuple[str, ...] = ()) -> ResponseReturnValue:
    """The page of one step. What belongs to the others travels along unseen, so that back and forth loses nothing."""
    checks = step is CHECK
    page = render_template(
        desk.template,
        committee=desk.committee,
        guide=desk.guide,
        form=desk.form,
        action=desk.action,
        idea=desk.idea,
        step=step,
        reasons=reasons,
        looks=looks_of(desk) if checks else None,
        similar=_similar(desk) if checks and (desk.idea is None or desk.idea.received_at is None) else (),
    )
    return page, 422 if is_wrong or reasons else 200


def looks_of(desk: Desk) -> Idea:
    """The contribution as everybody will see it. It is shown and never saved."""
    draft, form = desk.form.draft(), desk.form
    looks = Idea(
        kind=draft.kind,
        title=draft.title,
        body_html=render_markdown(draft.body),
        place=draft.place,
        question_number=draft.question_number,
        shown_as=draft.shown_as,
        came_by=Channel.WEB,
    )
    if isinstance(form, TypedInForm):
        looks.came_by, looks.spoken_for = form.source().came_by, form.source().spoken_for
    elif desk.idea is not None:
        looks.came_by, looks.spoken_for = desk.idea.came_by, desk.idea.spoken_for
    looks.author = _sender_in(desk)
    return looks


def _sender_in(desk: Desk) -> User:
    """Whose name stands beside it: a guest's as typed, else that of whoever is signed in."""
    if isinstance(desk.form, GuestIdeaForm):
        return User(name=desk.form.name.data)
    person = current_person()
    if desk.idea is not None:
        return desk.idea.author
    return person if isinstance(person, User) else User(name="")


def _similar(desk: Desk) -> list[Idea]:
    draft = desk.form.draft()
    found = similar_ideas(search_index(), desk.committee, draft.body, draft.title)
    return [idea for idea in found if desk.idea is None or idea.id != desk.idea.id]


@ideas.app_template_filter("question_text")
def question_text(form: IdeaForm) -> str:
    """The question that was chosen, in words."""
    return next((str(label) for value, label, *_ in form.question.iter_choices() if value == form.question.data), "")
