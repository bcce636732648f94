"""A committee's themes, one of them with its ideas, and making and changing them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.models import User
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug
from portal.foundation.addresses import row_number
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.ideas.actions import change_theme, create_theme, sort_ideas, take_out_of_theme
from portal.ideas.forms.grouping import ThemeForm
from portal.ideas.queries.choosing import answers_to, chosen_or_404, waiting_in
from portal.ideas.queries.themes import ideas_to_sort, public_ideas_of, theme_or_404, themes_with_counts
from portal.ideas.views.blueprint import ideas
from portal.ideas.views.queue import asked_ids, sorted_in_words
from portal.rules.permissions import Permission
from portal.trace.thread import thread_of


@ideas.get("/udvalg/<slug>/ideer/temaer")
def themes(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    return _list_page(committee, ThemeForm())


def _list_page(committee: Committee, form: ThemeForm) -> str:
    rows = themes_with_counts(committee)
    return render_template("ideas/themes.html", committee=committee, themes=rows, form=form)


@ideas.post("/udvalg/<slug>/ideer/temaer")
def make_theme(slug: str) -> ResponseReturnValue:
    actor, committee, form = *_manager(slug), ThemeForm()
    if not form.validate():
        return _list_page(committee, form), 422
    try:
        create_theme(actor, committee, form.draft())
    except Refused as refusal:
        form.name.errors = [*form.name.errors, *refusal.reasons]
        return _list_page(committee, form), 422
    flash(_("The theme is made. Now put ideas in it."), "success")
    return redirect(url_for("ideas.sort", slug=slug))


def _manager(slug: str) -> tuple[User, Committee]:
    actor = signed_in()
    committee = committee_by_slug(slug, actor, Permission.THEME_MANAGE)
    return actor, committee


@ideas.get("/udvalg/<slug>/ideer/temaer/fordel")
def sort(slug: str) -> ResponseReturnValue:
    """The committee's ideas beside its themes, to be put in them by ticks or by dragging."""
    _actor, committee = _manager(slug)
    return _sorting_page(committee)


@ideas.post("/udvalg/<slug>/ideer/temaer/fordel")
def sort_into(slug: str) -> ResponseReturnValue:
    actor, committee = _manager(slug)
    chosen, to = chosen_or_404(actor, committee, asked_ids("ide")), request.form.get("to", "")
    theme = theme_or_404(committee, row_number(to)) if to else None
    takes_out = request.form.get("go") == "ud"
    try:
        if theme is None and not takes_out:
            raise Refused(_("Choose a theme."))
        moved = take_out_of_theme(actor, theme, chosen) if theme and takes_out else sort_ideas(
            actor, committee, chosen, theme)  # fmt: skip
    except Refused as refusal:
        return _sorting_page(committee, refusal.reasons), 422
    flash(sorted_in_words(moved, theme, takes_out=takes_out), "success")
    return redirect(url_for("ideas.sort", slug=slug, side=request.args.get("side")))


def _sorting_page(committee: Committee, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "ideas/sorting.html",
        committee=committee,
        themes=themes_with_counts(committee),
        ideas=paginate(ideas_to_sort(committee)),
        ticked=asked_ids("ide") if reasons else (),
        reasons=reasons,
    )


@ideas.get("/udvalg/<slug>/ideer/temaer/<int:theme_id>")
def theme(slug: str, theme_id: int) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    found = theme_or_404(committee, theme_id)
    return render_template(
        "ideas/theme.html",
        committee=committee,
        theme=found,
        ideas=paginate(public_ideas_of(found)),
        waiting=waiting_in(found),
        answers=answers_to(found),
        thread=thread_of(found),
    )


@ideas.get("/udvalg/<slug>/ideer/temaer/<int:theme_id>/ret")
def edit_theme(slug: str, theme_id: int) -> ResponseReturnValue:
    _actor, committee = _manager(slug)
    found = theme_or_404(committee, theme_id)
    return render_template("ideas/theme_edit.html", committee=committee, theme=found, form=ThemeForm.of(found))


@ideas.post("/udvalg/<slug>/ideer/temaer/<int:theme_id>/ret")
def save_theme(slug: str, theme_id: int) -> ResponseReturnValue:
    actor, committee, form = *_manager(slug), ThemeForm()
    found = theme_or_404(committee, theme_id)
    if form.validate():
        try:
            change_theme(actor, found, form.draft())
        except Refused as refusal:
            form.name.errors = [*form.name.errors, *refusal.reasons]
        else:
            flash(_("The theme is changed."), "success")
            return redirect(found.path)
    return render_template("ideas/theme_edit.html", committee=committee, theme=found, form=form), 422
