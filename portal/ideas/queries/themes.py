"""Reading themes: the groups into which a committee sorts its ideas."""

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.text import alike
from portal.ideas.models import Idea, IdeaState, IdeaTheme
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
        .outerjoin(Idea, (Idea.theme_id == IdeaTheme.id) & is_public() & Idea.hidden_at.is_(None))
        .where(IdeaTheme.committee_id == committee.id)
        .group_by(IdeaTheme.id)
        .order_by(IdeaTheme.id)
        .limit(MOST_THEMES)
    )
    return list(db.session.execute(rows))


def theme_or_404(committee: Committee, theme_id: int) -> IdeaTheme:
    """A theme of this committee."""
    return first_or_404(select(IdeaTheme).where(IdeaTheme.id == theme_id, IdeaTheme.committee_id == committee.id))


def theme_of_name(committee: Committee, name: str) -> IdeaTheme | None:
    """The theme that is called so; small and capital letters are the same."""
    return next((theme for theme in themes_of(committee) if alike(theme.name) == alike(name)), None)


def public_ideas_of(theme: IdeaTheme) -> Select[tuple[Idea]]:
    """What is in the theme, the most supported first."""
    return (
        select(Idea)
        .where(Idea.theme_id == theme.id, is_public(), Idea.hidden_at.is_(None))
        .options(joinedload(Idea.author))
        .order_by(Idea.support_count.desc(), Idea.id)
    )
