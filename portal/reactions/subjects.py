"""What an event is about: the record itself, and the few facts that a sentence about it needs."""

from typing import Any

from portal.accounts.models import User
from portal.committees.models import Committee, Membership
from portal.decisions.models import DecisionRecord
from portal.events.models import Event
from portal.foundation.db import Record, db
from portal.foundation.i18n import gettext
from portal.ideas.models import Idea, IdeaAppeal, IdeaTheme
from portal.implementation.models import Commitment, CommitmentReport
from portal.initiatives.models import Initiative
from portal.moderation.models import ModerationCase
from portal.proposals.models import Proposal
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.recruitment.models import Application, Call
from portal.workshops.models import Workshop, WorkshopSignUp

KINDS: tuple[type[Record], ...] = (
    Application,
    Call,
    Commitment,
    CommitmentReport,
    Committee,
    CouncilResponse,
    DecisionRecord,
    Idea,
    IdeaAppeal,
    IdeaTheme,
    Initiative,
    Membership,
    ModerationCase,
    Proposal,
    Recommendation,
    Workshop,
    WorkshopSignUp,
)
BY_NAME = {kind.__tablename__: kind for kind in KINDS}
PARTS = {"council_response": "recommendation", "commitment_report": "commitment", "workshop_sign_up": "workshop"}


def subject_of(event: Event) -> Record | None:
    """The record that an event is about; of a part, what it belongs to. None when it is no longer there."""
    kind = BY_NAME.get(event.subject_kind)
    found = db.session.get(kind, event.subject_id) if kind is not None else None
    part_of = PARTS.get(event.subject_kind)
    return getattr(found, part_of) if found is not None and part_of else found


def committee_of(event: Event) -> Committee | None:
    """The committee in which it happened."""
    return db.session.get(Committee, event.committee_id) if event.committee_id else None


def facts_of(event: Event) -> dict[str, str]:
    """The values for a sentence: the record's title, and the committee's name."""
    committee, subject = committee_of(event), subject_of(event)
    title = getattr(subject, "title", "") or event.details.get("title", "")
    if getattr(subject, "hidden_at", None) and not event.type.startswith("moderation."):
        title = gettext("Hidden by a moderator")  # whoever it concerns is told by the moderator
    return {"title": str(title), "name": committee.name if committee else ""}


def facts_for(event: Event, reader: User) -> dict[str, str]:
    """As `facts_of`, for a letter: a title that nobody has read before it is public is told to its author alone."""
    facts, text = facts_of(event), subject_of(event)
    text = text.idea if isinstance(text, IdeaAppeal) else text
    is_unread = isinstance(text, Idea | Initiative) and text.published_at is None and text.author_id != reader.id
    return facts | {"title": gettext("the title stands on the portal")} if is_unread else facts


def path_of(event: Event) -> str:
    """Where to read more."""
    subject, committee = subject_of(event), committee_of(event)
    own: Any = getattr(subject, "path", None) or event.details.get("path")
    return str(own or (committee.path if committee else "/"))
