"""The few facts that a sentence about an event needs."""

from typing import Any

from portal.accounts.models import User
from portal.events.models import Event
from portal.foundation.i18n import gettext
from portal.house.telling import named_records, record_of, subject_of


def facts_of(event: Event) -> dict[str, str]:
    """The values for a sentence: the record's title, and the committee's name."""
    committee, subject = _committee_of(event), subject_of(event)
    title = getattr(subject, "title", "") or event.details.get("title", "")
    if getattr(subject, "hidden_at", None) and not event.type.startswith("moderation."):
        title = gettext("Hidden by a moderator")  # whoever it concerns is told by the moderator
    return {"title": str(title), "name": committee.name if committee else ""}


def facts_for(event: Event, reader: User) -> dict[str, str]:
    """As `facts_of`, for a letter: the title of a text that is not public yet may be kept out of it."""
    facts, found = facts_of(event), subject_of(event)
    keeps_title_from = named_records()[found.__tablename__].keeps_title_from if found is not None else None
    if keeps_title_from is not None and keeps_title_from(found, reader):
        return facts | {"title": gettext("the title stands on the portal")}
    return facts


def path_of(event: Event) -> str:
    """Where to read more: at the record, or on a page beneath it that was told of."""
    subject, committee = subject_of(event), _committee_of(event)
    own, told = str(getattr(subject, "path", None) or ""), str(event.details.get("path") or "")
    if own.endswith("/") and told.startswith(own):
        return told
    return own or told or (committee.path if committee else "/")


def _committee_of(event: Event) -> Any:
    """The committee in which it happened."""
    return record_of("committee", event.committee_id)
