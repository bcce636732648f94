"""Setting up a committee and changing its facts."""

from dataclasses import asdict
from typing import Any

from portal.accounts.models import RoleGrant, User
from portal.committees.forms.committee import CommitteeDraft
from portal.committees.models import Committee, StageEntry
from portal.committees.queries import committee_of_submission, free_motif, slug_is_taken
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold, hold_to_change
from portal.foundation.once import ensure_same
from portal.foundation.text import slugify
from portal.municipalities.models import Municipality
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.rules.roles import Role
from portal.rules.stages import Stage

TAKEN_BY_PAGES = frozenset({"nyt", ""})


def create_committee(
    actor: User, municipality: Municipality, draft: CommitteeDraft, *, submission_key: str | None = None
) -> Committee:
    """A secretary sets up a committee, serves it from now on, and is the only one to see it until it has a mandate.

    The same form sent twice is the same committee.
    """
    with transaction():
        require(actor, Permission.COMMITTEE_CREATE)
        hold(municipality)
        known = committee_of_submission(submission_key) if submission_key else None
        if known is not None:
            sent = _said_by(draft)
            ensure_same({name: getattr(known, name) for name in sent}, sent, title=known.name, path=known.path)
            return known
        committee = new_committee(actor, municipality, draft, submission_key=submission_key)
        record(EventType.COMMITTEE_CREATED, committee, actor=actor)
    return committee


def new_committee(
    actor: User, municipality: Municipality, draft: CommitteeDraft, *, submission_key: str | None = None
) -> Committee:
    """What is written when a committee is set up, here or from a citizens' proposal; within an action's transaction."""
    today = clock.today()
    committee = Committee(
        municipality=municipality,
        slug=_free_slug(draft.name),
        stage=Stage.PREPARATION,
        stage_since=today,
        submission_key=submission_key,
        **{"motif": free_motif(municipality), **_said_by(draft)},
    )
    db.session.add(committee)
    db.session.flush()
    db.session.add(StageEntry(committee=committee, stage=Stage.PREPARATION, entered_on=today, opened_by=actor))
    db.session.add(RoleGrant(user=actor, role=Role.SECRETARY, committee_id=committee.id, starts_on=today))
    return committee


def edit_committee(actor: User, committee: Committee, draft: CommitteeDraft) -> None:
    """A secretary changes the facts of a committee; its address stays for ever."""
    with transaction():
        require(actor, Permission.COMMITTEE_EDIT, committee)
        changed = hold_to_change(committee, _said_by(draft))
        for name, value in changed.items():
            setattr(committee, name, value)
        record(EventType.COMMITTEE_EDITED, committee, actor=actor, changed=sorted(changed))


def _said_by(draft: CommitteeDraft) -> dict[str, Any]:
    """What a draft says of a committee. A picture that nobody chose says nothing."""
    facts = asdict(draft)
    return facts if draft.motif else {name: value for name, value in facts.items() if name != "motif"}


def _free_slug(name: str) -> str:
    """An address that nobody has: the name, with a number behind it when it is taken."""
    wanted = slugify(name) or "udvalg"
    slug, number = wanted, 1
    while slug in TAKEN_BY_PAGES or slug_is_taken(slug):
        number += 1
        slug = f"{wanted[:74]}-{number}"
    return slug
