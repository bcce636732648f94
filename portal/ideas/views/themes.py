"""A committee's themes, one of them with its ideas, and making and changing them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.models import User
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.ideas.actions import change_theme, create_theme
from portal.ideas.forms.grouping import ThemeForm
from portal.ideas.queries.choosing import waiting_in
from portal.ideas.queries.themes import public_ideas_of, theme_or_404, themes_with_counts
from portal.ideas.views.blueprint import ideas
from portal.rules.permissions import Permission


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
    flash(_("The theme is made. Choose ideas for it in the queue."), "success")
    return redirect(url_for("ideas.themes", slug=slug))


def _manager(slug: str) -> tuple[User, Committee]:
    actor = signed_in()
    committee = committee_by_slug(slug, actor, Permission.THEME_MANAGE)
    return actor, committee


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
