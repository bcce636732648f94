"""Standing behind a proposal: citizens without a name, councillors with their party. Enough is noted once.

One after the other, so that two clicks are one and nobody supports what was withdrawn in the same moment.
"""

from sqlalchemy import func, select, update

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.initiatives.deeds import SPONSOR, SUPPORT
from portal.initiatives.models import Initiative, InitiativeSponsor, InitiativeState, InitiativeSupport
from portal.initiatives.queries import sponsor_of, support_of
from portal.initiatives.states import WAY, has_enough
from portal.municipalities.models import Party


def support_initiative(actor: User, initiative: Initiative) -> None:
    """A citizen supports a public proposal. Doing it twice is doing it once."""
    with transaction():
        SUPPORT.require(actor, initiative)
        if support_of(actor, initiative) is None:
            db.session.add(InitiativeSupport(initiative_id=initiative.id, user_id=actor.id))
            _count(initiative)
            record(EventType.INITIATIVE_BACKED, initiative, actor=actor)
            _note_when_enough(initiative, actor)


def end_initiative_support(actor: User, initiative: Initiative) -> None:
    """A citizen takes their support back. A threshold that was met stays met."""
    with transaction():
        SUPPORT.require(actor, initiative)
        support = support_of(actor, initiative)
        if support is not None:
            db.session.delete(support)
            _count(initiative)
            record(EventType.INITIATIVE_BACKING_ENDED, initiative, actor=actor)


def sponsor_initiative(actor: User, initiative: Initiative, party: Party) -> None:
    """A councillor stands behind a proposal for a party, in public. Doing it again only changes the party."""
    with transaction():
        SPONSOR.require(actor, initiative)
        if party.municipality_id != initiative.municipality_id or not party.is_valid_on(clock.today()):
            raise Refused(_("Choose your party"))
        sponsor = sponsor_of(actor, initiative)
        if sponsor is None:
            initiative.sponsors.append(InitiativeSponsor(user=actor, party=party, party_id=party.id))
        else:
            sponsor.party, sponsor.party_id = party, party.id
        record(
            EventType.INITIATIVE_SPONSORED,
            initiative,
            actor=actor,
            title=initiative.title,
            path=initiative.path,
            party=party.letter,
        )
        _note_when_enough(initiative, actor)


def end_initiative_sponsorship(actor: User, initiative: Initiative) -> None:
    """A councillor no longer stands behind a proposal. A threshold that was met stays met."""
    with transaction():
        SPONSOR.require(actor, initiative)
        sponsor = sponsor_of(actor, initiative)
        if sponsor is not None:
            initiative.sponsors.remove(sponsor)
            record(EventType.INITIATIVE_SPONSORSHIP_ENDED, initiative, actor=actor)


def _count(initiative: Initiative) -> None:
    """Count anew beside the proposal's version."""
    db.session.flush()
    supporters = select(func.count()).where(InitiativeSupport.initiative_id == initiative.id).scalar_subquery()
    db.session.execute(
        update(Initiative)
        .where(Initiative.id == initiative.id)
        .values(support_count=supporters, version=Initiative.version),
        execution_options={"synchronize_session": False},
    )
    db.session.expire(initiative, ["support_count"])


def _note_when_enough(initiative: Initiative, actor: User) -> None:
    """The threshold is met once, by whoever came last; from then on the council owes an answer."""
    if initiative.standing is InitiativeState.PUBLISHED and has_enough(initiative):
        WAY.take_step(initiative, InitiativeState.SUPPORTED, actor)
        initiative.steps[-1].actor_id = None  # who supports is nobody's business
        initiative.threshold_met_at = clock.now()
        record(
            EventType.INITIATIVE_THRESHOLD_MET,
            initiative,
            actor=None,
            title=initiative.title,
            path=initiative.path,
            supporters=initiative.support_count,
        )
