"""Sorting a committee's ideas into themes, so that those about the same can be read and answered together."""

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold, hold_to_change
from portal.foundation.personal_data import ensure_no_personal_data
from portal.ideas.forms.grouping import ThemeDraft
from portal.ideas.models import Idea, IdeaTheme
from portal.ideas.queries.choosing import MOST_AT_ONCE
from portal.ideas.queries.themes import MOST_THEMES, theme_of_name, themes_of
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import link, unlink
from portal.trace.models import TraceRelation


def create_theme(actor: User, committee: Committee, draft: ThemeDraft) -> IdeaTheme:
    """A secretary or a member makes a theme. Raises `Refused` when there is one of that name, or too many."""
    with transaction():
        require(actor, Permission.THEME_MANAGE, committee)
        hold(committee)
        _ensure_fits(committee, draft)
        if len(themes_of(committee)) >= MOST_THEMES:
            raise Refused(_("There are %(most)s themes already. Use one of them.", most=MOST_THEMES))
        theme = IdeaTheme(committee=committee, name=draft.name, summary=draft.summary)
        db.session.add(theme)
        record(EventType.THEME_CREATED, theme, actor=actor, committee=committee, name=draft.name)
    return theme


def change_theme(actor: User, theme: IdeaTheme, draft: ThemeDraft) -> None:
    """A secretary or a member gives a theme another name, or describes it otherwise."""
    with transaction():
        require(actor, Permission.THEME_MANAGE, theme.committee)
        _ensure_fits(theme.committee, draft, theme)
        if not hold_to_change(theme, {"name": draft.name, "summary": draft.summary}):
            return
        theme.name, theme.summary = draft.name, draft.summary
        record(EventType.THEME_CHANGED, theme, actor=actor, name=draft.name)


def sort_ideas(actor: User, committee: Committee, ideas: list[Idea], theme: IdeaTheme | None) -> int:
    """A secretary or a member puts ideas in a theme, beside those they are in; without a theme, takes them out of all.
    Returns how many were moved."""
    with transaction():
        require(actor, Permission.THEME_MANAGE, committee)
        ensure_few(len(ideas))
        hold(committee)
        moved = [idea for idea in ideas if (idea.themes if theme is None else theme not in idea.themes)]
        for idea in moved:
            for left in list(idea.themes) if theme is None else ():
                _take_out(actor, idea, left)
            if theme is not None:
                idea.themes.append(theme)
                link(TraceRelation.GATHERED_IN, idea, theme)
                record(EventType.IDEA_SORTED, idea, actor=actor, theme=theme.name)
    return len(moved)


def take_out_of_theme(actor: User, theme: IdeaTheme, ideas: list[Idea]) -> int:
    """A secretary or a member takes ideas out of one theme; they stay in their others. Returns how many were in it."""
    with transaction():
        require(actor, Permission.THEME_MANAGE, theme.committee)
        ensure_few(len(ideas))
        hold(theme.committee)
        moved = [idea for idea in ideas if theme in idea.themes]
        for idea in moved:
            _take_out(actor, idea, theme)
    return len(moved)


def _take_out(actor: User, idea: Idea, theme: IdeaTheme) -> None:
    idea.themes.remove(theme)
    unlink(TraceRelation.GATHERED_IN, idea, theme)
    record(EventType.IDEA_SORTED, idea, actor=actor, theme="", left=theme.name)


def ensure_few(number: int) -> None:
    """Raise `Refused` unless somebody has chosen some ideas, and not too many for one time."""
    if not number:
        raise Refused(_("Choose at least one idea."))
    if number > MOST_AT_ONCE:
        raise Refused(
            _("You have chosen %(number)s ideas. Choose at most %(most)s at a time.", number=number, most=MOST_AT_ONCE)
        )


def _ensure_fits(committee: Committee, draft: ThemeDraft, theme: IdeaTheme | None = None) -> None:
    other = theme_of_name(committee, draft.name)
    if other is not None and other is not theme:
        raise Refused(_("There is a theme of this name already. Choose another name."))
    ensure_no_personal_data(draft.name, draft.summary)
