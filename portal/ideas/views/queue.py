"""The secretary's queue, and what is done to several ideas at once: put in a theme, or answered together."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.accounts.models import User
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug
from portal.foundation.addresses import row_number
from portal.foundation.confirming import page_unless_sure
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.paging import paginate
from portal.ideas.actions import answer_ideas, sort_ideas
from portal.ideas.actions.theming import ensure_few
from portal.ideas.asking import answering_together
from portal.ideas.forms.grouping import AnswerTogetherForm
from portal.ideas.models import Idea, IdeaTheme
from portal.ideas.queries.choosing import MOST_AT_ONCE, answerable_in, answers_to, chosen_or_404, waiting_in
from portal.ideas.queries.queue import DONE_STATES, QUEUE_STATES, asked_view, count_queue
from portal.ideas.queries.themes import theme_or_404, themes_of
from portal.ideas.states import can_be_answered
from portal.ideas.views.blueprint import ideas
from portal.ideas.views.reading import asked
from portal.ideas.words import prepared_answer_to_many, signature
from portal.rules.permissions import Permission
from portal.trace.places import places_of

CHOOSE = "choose"


@ideas.get("/udvalg/<slug>/ideer/sortering")
def queue(slug: str) -> ResponseReturnValue:
    actor = signed_in()
    committee = committee_by_slug(slug, actor, Permission.IDEA_SCREEN)
    themes = themes_of(committee)
    view = asked_view(asked, frozenset(theme.id for theme in themes))
    counts = count_queue(committee, view)
    return render_template(
        "ideas/queue.html",
        committee=committee,
        ideas=paginate(view.of(committee)),
        counts=counts,
        view=view,
        themes=themes,
        states=(*QUEUE_STATES, *(one for one in DONE_STATES if counts.states[one] or one is view.state)),
    )


def asked_ids(name: str) -> list[int]:
    """The numbers that were ticked; what is no number is 0, which nothing has. More than can be done is told so."""
    sent = list(dict.fromkeys(request.values.getlist(name)))
    if len(sent) > MOST_AT_ONCE:
        ensure_few(len(sent))
    return [row_number(one) for one in sent]


@ideas.post("/udvalg/<slug>/ideer/sortering/tema")
def put_in_theme(slug: str) -> ResponseReturnValue:
    actor = signed_in()
    committee = committee_by_slug(slug, actor, Permission.THEME_MANAGE)
    try:
        chosen = chosen_or_404(actor, committee, asked_ids("ide"))
        asked_theme = request.form.get("til_tema")
        theme = theme_or_404(committee, row_number(asked_theme)) if asked_theme else None
        moved = sort_ideas(actor, committee, chosen, theme)
    except Refused as refusal:
        flash(" ".join(refusal.reasons), "error")
        return redirect(url_for("ideas.queue", slug=slug))
    flash(sorted_in_words(moved, theme), "success")
    return redirect(url_for("ideas.queue", slug=slug, tema=theme.id if theme else None))


def sorted_in_words(moved: int, theme: IdeaTheme | None, *, takes_out: bool = False) -> str:
    """How many ideas were put in a theme, or taken out of it or of all."""
    if theme is not None and takes_out:
        return ngettext("%(count)s idea is taken out of the theme “%(theme)s”.",
                        "%(count)s ideas are taken out of the theme “%(theme)s”.", moved, theme=theme.name)  # fmt: skip
    if theme is None:
        return ngettext("%(count)s idea is taken out of its theme.", "%(count)s ideas are taken out of their themes.",
                        moved)  # fmt: skip
    return ngettext("%(count)s idea is now in the theme “%(theme)s”.",
                    "%(count)s ideas are now in the theme “%(theme)s”.", moved, theme=theme.name)  # fmt: skip


@ideas.get("/udvalg/<slug>/ideer/svar-samlet")
def answer_together(slug: str) -> ResponseReturnValue:
    actor, committee = _answerer(slug)
    theme = _theme_in(committee, request.args)
    fit = answerable_in(theme) if theme is not None else None
    ids = list(fit.items) if fit else asked_ids("ide")
    ticked = ids if theme is None or not answers_to(theme) else list(waiting_in(theme).items)
    choice = _Choice.of(actor, committee, offered=ids, ticked=ticked, theme=theme)
    if not choice.offered:
        return _nothing_chosen(slug)
    return _compose(committee, choice, _form(actor, committee), more=fit.more if fit else 0)


@ideas.post("/udvalg/<slug>/ideer/svar-samlet")
def give_answer_together(slug: str) -> ResponseReturnValue:
    """Chosen in the queue → written → seen as everybody will see it → given."""
    actor, committee = _answerer(slug)
    ticked = asked_ids("ide")
    theme = _theme_in(committee, request.form)
    choice = _Choice.of(actor, committee, offered=asked_ids("tilbudt"), ticked=ticked, theme=theme)
    if not choice.offered:
        return _nothing_chosen(slug)
    form = _form(actor, committee)
    if request.form.get("go", CHOOSE) == CHOOSE:
        return _compose(committee, choice, form)
    if not form.validate():
        return _compose(committee, choice, form, status=422)
    try:
        page = page_unless_sure(
            answering_together(committee, choice.ticked, form),
            lambda: answer_ideas(
                actor, committee, choice.ticked, form.draft(), form.submission_key.data or "", theme=theme
            ),
            lambda: _compose(committee, choice, form),
        )
    except Refused as refusal:
        form.begin_anew()
        return _compose(committee, choice, form, refusal.reasons, status=422)
    if page is not None:
        return page
    told = ngettext("The answer is published beside %(count)s idea.", "The answer is published beside %(count)s ideas.",
                    len(choice.ticked))  # fmt: skip
    flash(told, "success")
    return redirect(url_for("ideas.index", slug=slug) if theme is None else theme.path)


def _theme_in(committee: Committee, sent: Mapping[str, str]) -> IdeaTheme | None:
    """The theme that is answered as a whole, if one is."""
    return theme_or_404(committee, row_number(sent["tema"])) if sent.get("tema") else None


@dataclass(frozen=True)
class _Choice:
    """The ideas that stand on the page, and those of them that are ticked."""

    offered: list[Idea]
    ticked: list[Idea]
    theme: IdeaTheme | None

    @classmethod
    def of(
        cls, actor: User, committee: Committee, *, offered: list[int], ticked: list[int], theme: IdeaTheme | None
    ) -> "_Choice":
        """By their numbers. 404 when one of them is not there for this person."""
        found = chosen_or_404(actor, committee, {*offered, *ticked})
        return cls(found, [idea for idea in found if idea.id in ticked], theme)


def _answerer(slug: str) -> tuple[User, Committee]:
    actor = signed_in()
    committee = committee_by_slug(slug, actor, Permission.IDEA_ANSWER)
    return actor, committee


def _form(actor: User, committee: Committee) -> AnswerTogetherForm:
    """As it was sent; before that, with what is prepared."""
    given = {"body": prepared_answer_to_many(), "signed_as": signature(actor, committee)}
    form = AnswerTogetherForm() if "body" in request.form else AnswerTogetherForm(formdata=None, data=given)
    form.offer(places_of(committee.id))
    return form


def _nothing_chosen(slug: str) -> ResponseReturnValue:
    flash(_("Choose at least one idea that waits for an answer."), "error")
    return redirect(url_for("ideas.index", slug=slug))


def _compose(
    committee: Committee,
    choice: _Choice,
    form: AnswerTogetherForm,
    reasons: tuple[str, ...] = (),
    *,
    status: int = 200,
    more: int = 0,
) -> tuple[str, int]:
    fit = [idea for idea in choice.offered if can_be_answered(idea)]
    page = render_template(
        "ideas/together.html",
        committee=committee,
        theme=choice.theme,
        fit=fit,
        ticked=choice.ticked,
        unfit=[idea for idea in choice.offered if idea not in fit],
        most=MOST_AT_ONCE,
        more=more,
        form=form,
        reasons=reasons,
    )
    return page, status
