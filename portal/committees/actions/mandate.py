"""Writing a mandate, and the council's adoption of it. An adopted version never changes."""

from collections.abc import Mapping

from portal.accounts.models import User
from portal.committees.forms.mandate import Adoption, MandateDraft, form_of
from portal.committees.models import Committee, Mandate, MandateQuestion
from portal.committees.queries import adopted_mandate, draft_mandate, last_mandate_number
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.rules.access import require
from portal.rules.permissions import Permission


def write_mandate(actor: User, committee: Committee, draft: MandateDraft, *, seen: str | None = None) -> Mandate:
    """A secretary writes on the mandate that is not adopted yet, or begins a new version.

    `seen` is the print of the text that the writing began with; `Conflict` when another stands there now.
    """
    with transaction():
        require(actor, Permission.MANDATE_WRITE, committee)
        hold(committee)
        stands = form_of(draft_mandate(committee) or adopted_mandate(committee))
        if seen not in {None, stands["seen"]} and not _is_said_by(stands, draft):
            raise Conflict("the mandate is not as the person saw it")
        mandate = draft_mandate(committee) or _new_version(committee)
        for name, text in draft.sections.items():
            setattr(mandate, name, text)
        mandate.questions.clear()
        db.session.flush()  # the old numbers are free before the new ones take them
        mandate.questions = [MandateQuestion(number=n, text=text) for n, text in enumerate(draft.questions, 1)]
        record(EventType.MANDATE_WRITTEN, mandate, actor=actor, number=mandate.number)
    return mandate


def adopt_mandate(actor: User, committee: Committee, adoption: Adoption, *, seen: str | None = None) -> Mandate:
    """A secretary enters that the council adopted the mandate. The first adoption makes the committee public.

    `seen` is the print of the text that stood on the page; `Conflict` when another stands there now.
    """
    with transaction():
        require(actor, Permission.MANDATE_ADOPT, committee)
        hold(committee)
        mandate = draft_mandate(committee)
        if mandate is not None and seen not in {None, form_of(mandate)["seen"]}:
            raise Conflict("the mandate is not as the person saw it")
        if mandate is None:
            raise Refused(_("There is no new version of the task to adopt. Write it first."))
        _refuse_half_finished(mandate)
        mandate.adopted_by_id, mandate.adopted_on, mandate.adopted_item = adoption.body_id, adoption.on, adoption.item
        committee.published_at = committee.published_at or clock.now()
        record(
            EventType.MANDATE_ADOPTED,
            mandate,
            actor=actor,
            number=mandate.number,
            title=committee.name,
            path=f"{committee.path}kommissorium",
        )
    return mandate


def _is_said_by(stands: Mapping[str, str], draft: MandateDraft) -> bool:
    """Whether this is what stands already: a second click."""
    written = draft.sections | {"questions": "\n".join(draft.questions)}
    return all(stands.get(name, "") == text for name, text in written.items())


def _new_version(committee: Committee) -> Mandate:
    mandate = Mandate(committee_id=committee.id, number=last_mandate_number(committee) + 1)
    db.session.add(mandate)
    db.session.flush()
    return mandate


def _refuse_half_finished(mandate: Mandate) -> None:
    missing = []
    if not mandate.purpose:
        missing.append(_("Write the purpose before the task is adopted."))
    if not mandate.questions:
        missing.append(_("Write at least one question before the task is adopted."))
    if not mandate.promise:
        missing.append(_("Write what %(the_council)s promises before the task is adopted."))
    if missing:
        raise Refused(*missing)
