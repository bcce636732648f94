"""Taking a name off an idea: of somebody who leaves, or for whom the secretariat wrote it down, without an account."""

from sqlalchemy import or_, select, update
from sqlalchemy.orm import selectinload

from portal.accounts.models import WITHOUT_MAIL, User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import all_of, rows_of, transaction
from portal.foundation.masking import mask, mask_texts
from portal.foundation.text import render_markdown
from portal.house.holdings import Ids, reads_first, run
from portal.ideas.deeds import TAKE_NAME_OFF
from portal.ideas.models import Idea, ShownAs
from portal.ideas.models.lineage import IdeaLineage
from portal.notifications.keeping import retell_of

WRITTEN_ABOUT = (Idea.steps, Idea.appeals, Idea.corrections, Idea.answers)


def make_nameless(actor: User, idea: Idea) -> None:
    """A secretary shows a typed-in idea by “a citizen” from now on: its name is taken out wherever it was written, and
    what was noted about the consent is deleted. Raises `Refused` when no name was written down.
    """
    with transaction():
        TAKE_NAME_OFF.require_leave(actor, idea)
        TAKE_NAME_OFF.ensure(idea)
        sender = User(name=idea.spoken_for, email=f"navn@{WITHOUT_MAIL}")  # nobody we know, and saved nowhere
        make_ideas_nameless([idea.id], sender)
        idea.spoken_for = idea.consent = ""
        record(EventType.AUTHOR_ERASED, idea, actor=actor)


@reads_first
def make_ideas_nameless(ids: Ids, person: User) -> None:
    """Public ideas stay, by "a citizen", without the author's name in title, text or earlier texts."""
    run(update(Idea).where(Idea.id.in_(ids)).values(shown_as=ShownAs.A_CITIZEN))
    for idea in rows_of(Idea, ids, *(selectinload(part) for part in WRITTEN_ABOUT)):
        for row in (idea, *idea.steps, *idea.appeals, *idea.corrections):
            mask_texts(row, person)
        for answer in idea.answers:
            if mask(answer, person, "body"):  # its signature stays
                answer.body_html = render_markdown(answer.body)
            for addition in answer.corrections:
                mask(addition, person, "text")
    for lineage in all_of(select(IdeaLineage).where(or_(IdeaLineage.from_id.in_(ids), IdeaLineage.to_id.in_(ids)))):
        mask_texts(lineage, person)
    retell_of(Idea, ids, person)
