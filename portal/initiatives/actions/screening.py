"""What a secretary does with a new proposal. Screening asks whether it is eligible, never whether it is good."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.foundation.i18n import N_
from portal.foundation.personal_data import Finding, ensure_no_personal_data, found_in
from portal.foundation.public_texts import ensure_may_stand
from portal.initiatives.models import Initiative, InitiativeRefusal, InitiativeState
from portal.initiatives.states import WAY, months_after
from portal.rules.access import require
from portal.rules.permissions import Permission

MAY_HOLD_PERSONAL_DATA = N_(
    "The proposal may hold personal data: %(found)s. Send it back, or write why it may be published."
)


def personal_data_in(initiative: Initiative) -> list[Finding]:
    """What in everything that the author wrote looks like personal data."""
    written = (initiative.title, initiative.problem, initiative.why_together, initiative.affected, initiative.questions)
    return found_in("\n".join(written))


def publish_initiative(actor: User, initiative: Initiative, *, reason: str = "") -> None:
    """A secretary publishes a proposal; from now on it gathers support, by the municipality's rules of today.

    Raises `Refused` when the text may hold personal data, unless `reason` says why it may be published all the same.
    """
    with transaction():
        require(actor, Permission.INITIATIVE_SCREEN)
        ensure_may_stand(personal_data_in(initiative), reason, MAY_HOLD_PERSONAL_DATA)
        WAY.take_step(initiative, InitiativeState.PUBLISHED, actor, reason)
        rules = initiative.municipality
        initiative.published_at = clock.now()
        initiative.closes_on = months_after(clock.today(), rules.initiative_months)
        initiative.supporters_needed, initiative.parties_needed = rules.initiative_supporters, rules.initiative_parties
        record(EventType.INITIATIVE_PUBLISHED, initiative, actor=actor, title=initiative.title, path=initiative.path)


def return_initiative(actor: User, initiative: Initiative, reason: str) -> None:
    """A secretary sends a proposal back to its author with what should be changed. Everybody can read it later."""
    with transaction():
        require(actor, Permission.INITIATIVE_SCREEN)
        ensure_no_personal_data(reason)
        WAY.take_step(initiative, InitiativeState.RETURNED, actor, reason)
        record(EventType.INITIATIVE_RETURNED, initiative, actor=actor)


def refuse_initiative(actor: User, initiative: Initiative, code: InitiativeRefusal, reason: str) -> None:
    """A secretary decides that a proposal is not published, for one of the fixed grounds and with a reason."""
    with transaction():
        require(actor, Permission.INITIATIVE_SCREEN)
        WAY.take_step(initiative, InitiativeState.REFUSED, actor, reason)
        initiative.refusal_code = code
        record(EventType.INITIATIVE_REFUSED, initiative, actor=actor, code=code)
