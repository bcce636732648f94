"""Reading themes: the groups into which a committee sorts its ideas."""

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee
from portal.foundation.addresses import row_number
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.text import alike
from portal.ideas.models import PUBLIC_STATES, Idea, IdeaState, IdeaTheme, InTheme
from portal.ideas.queries import is_public

MOST_THEMES = 40  # of one committee


def themes_of(committee: Committee) -> list[IdeaTheme]:
    """The committee's themes, in the order in which they were made."""
    rows = select(IdeaTheme).where(IdeaTheme.committee_id == committee.id).order_by(IdeaTheme.id).limit(MOST_THEMES)
    return all_of(rows)


def themes_with_counts(committee: Committee) -> list[Row[tuple[IdeaTheme, int, int]]]:
    """Each theme with how many public ideas are in it, and how many of them wait for an answer; one query."""
    is_waiting = Idea.state == IdeaState.PUBLISHED
    rows = (
        select(IdeaTheme, func.count(Idea.id), func.count(Idea.id).filter(is_waiting))
        .outerjoin(InTheme, InTheme.theme_id == IdeaTheme.id)
        .outerjoin(Idea, (Idea.id == InTheme.idea_id) & is_public() & Idea.hidden_at.is_(None))
        .where(IdeaTheme.committee_id == committee.id)
        .group_by(IdeaTheme.id)
        .order_by(IdeaTheme.id)
        .limit(MOST_THEMES)
    )
    return list(db.session.execute(rows))


def is_in(theme_id: int | None) -> ColumnElement[bool]:
    """Whether an idea stands in this theme; without a number, whether it stands in any."""
    here = exists().where(InTheme.idea_id == Idea.id).correlate(Idea)
    return here if theme_id is None else here.where(InTheme.theme_id == theme_id)


def theme_or_404(committee: Committee, theme_id: int) -> IdeaTheme:
    """A theme of this committee."""
    return first_or_404(select(IdeaTheme).where(IdeaTheme.id == theme_id, IdeaTheme.committee_id == committee.id))


def theme_asked(committee: Committee, number: str) -> IdeaTheme | None:
    """The theme that a form of another room was opened from; 404 where there is none of that number."""
    return theme_or_404(committee, row_number(number)) if number else None


def ids_in(theme: IdeaTheme) -> list[int]:
    """The public ideas of a theme."""
    shown = is_in(theme.id), Idea.state.in_(PUBLIC_STATES), Idea.hidden_at.is_(None)
    return all_of(select(Idea.id).where(*shown).order_by(Idea.id))


def theme_of_name(committee: Committee, name: str) -> IdeaTheme | None:
    """The theme that is called so; small and capital letters are the same."""
    return next((theme for theme in themes_of(committee) if alike(theme.name) == alike(name)), None)


def ideas_to_sort(committee: Committee) -> Select[tuple[Idea]]:
    """The committee's public ideas with their themes: those in none first, then the newest."""
    return (
        select(Idea)
        .where(Idea.committee_id == committee.id, is_public(), Idea.hidden_at.is_(None))
        .options(joinedload(Idea.author), selectinload(Idea.themes))
        .order_by(is_in(None), Idea.published_at.desc(), Idea.id.desc())
    )


def public_ideas_of(theme: IdeaTheme) -> Select[tuple[Idea]]:
    """What is in the theme, the most supported first."""
    return (
        select(Idea)
        .where(is_in(theme.id), is_public(), Idea.hidden_at.is_(None))
        .options(joinedload(Idea.author))
        .order_by(Idea.support_count.desc(), Idea.id)
    )
