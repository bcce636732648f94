"""Reading what of a meeting is public, was, or is to become so; and extracts of minutes."""

from sqlalchemy import or_, select

from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.sittings.models import AgendaItem, Sitting
from portal.sittings.papers import Extract, Paper, Publication
from portal.sittings.protocol import public_parts_in, shows_additions


def publications_of(sitting: Sitting) -> list[Publication]:
    """When which paper of the meeting was, is or becomes public, with the extracts; one question."""
    return all_of(select(Publication).where(Publication.sitting_id == sitting.id).order_by(Publication.id))


def publication_or_404(sitting: Sitting, publication_id: int) -> Publication:
    mine = Publication.id == publication_id, Publication.sitting_id == sitting.id
    return first_or_404(select(Publication).where(*mine))


def publication_of(sitting: Sitting, publication_id: int) -> Publication | None:
    """The publication, if it still stands there: a plan that was dropped does not."""
    mine = Publication.id == publication_id, Publication.sitting_id == sitting.id
    return db.session.scalar(select(Publication).where(*mine))


def standing_publication(sitting: Sitting, paper: Paper, extract: Extract | None = None) -> Publication | None:
    """By which this paper is public, or is to become so."""
    return db.session.scalar(
        select(Publication).where(
            Publication.sitting_id == sitting.id,
            Publication.paper == paper,
            Publication.extract_id == (extract.id if extract is not None else None),
            Publication.withdrawn_at.is_(None),
        )
    )


def due_publications(at_most: int) -> list[Publication]:
    """What was planned to be public by now; a list of cases only once its agenda is sent."""
    is_due = Publication.public_at <= clock.now(), Publication.opened_at.is_(None), Publication.stopped_at.is_(None)
    is_ready = or_(Publication.paper != Paper.CASES, Sitting.agenda_sent_at.is_not(None))
    due = select(Publication).join(Publication.sitting).where(*is_due, is_ready)
    return all_of(due.order_by(Publication.public_at, Publication.id).limit(at_most))


def extracts_of(sitting: Sitting) -> list[Extract]:
    return all_of(select(Extract).where(Extract.sitting_id == sitting.id).order_by(Extract.id))


def is_read_in_extract(item: AgendaItem) -> bool:
    """Whether everybody reads what the minutes say of this item in an extract."""
    found = (one for one in extracts_of(item.sitting) if item.id in one.item_ids)
    return any(shows_additions(public_parts_in(one, item)) for one in found)


def extract_or_404(sitting: Sitting, extract_id: int) -> Extract:
    return first_or_404(select(Extract).where(Extract.id == extract_id, Extract.sitting_id == sitting.id))


def extract_of(sitting: Sitting, extract_id: int) -> Extract | None:
    """The extract, if it has not been removed."""
    return db.session.scalar(select(Extract).where(Extract.id == extract_id, Extract.sitting_id == sitting.id))


def extract_of_submission(sitting: Sitting, key: str) -> Extract | None:
    """What the same form has made already."""
    return db.session.scalar(select(Extract).where(Extract.sitting_id == sitting.id, Extract.submission_key == key))
