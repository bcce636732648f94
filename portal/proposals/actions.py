"""Everything that anyone can do to a proposal."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from portal.accounts.models import User
from portal.committees.models import Committee, Membership
from portal.committees.queries import membership_of
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same
from portal.ideas.models import IdeaTheme
from portal.proposals.deeds import PUBLISH, REST, REVISE
from portal.proposals.forms import ProposalDraft
from portal.proposals.merging import FIELDS, bring_together
from portal.proposals.models import (
    PART_LENGTH,
    TITLE_LENGTH,
    Proposal,
    ProposalBlock,
    ProposalQuestion,
    ProposalReading,
    ProposalSponsor,
    ProposalVersion,
)
from portal.proposals.queries import newest, next_number, reading_of, sent_before, sponsorship
from portal.proposals.sources import NO_SOURCES, Sources, link_sources, taken_up, unlink_sources
from portal.proposals.versioning import add_version, ask_sponsors, cut, followed_by
from portal.proposals.words import PARTS, lacking_parts
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import link
from portal.trace.models import TraceRelation


def write_proposal(actor: User, committee: Committee, draft: ProposalDraft, theme: IdeaTheme | None = None) -> Proposal:
    """A member or secretary writes the first version of a proposal, about a `theme` of ideas where it was begun from
    one. Only insiders see it until it is published."""
    with transaction():
        require(actor, Permission.PROPOSAL_WRITE, committee)
        hold(committee)
        known = sent_before(draft.submission_key) if draft.submission_key else None
        if known is not None and known.author_id == actor.id:
            ensure_same(_said_in(known), _said_by(draft), title=known.title, path=known.path)
            return known
        proposal = Proposal(
            committee=committee,
            number=next_number(committee),
            title=draft.title,
            author=actor,
            submission_key=draft.submission_key,
        )
        db.session.add(proposal)
        version = add_version(actor, proposal, 1, draft)
        _point_at_questions(proposal, draft)
        _take_up(proposal, draft, version)
        cut(version, None)
        if theme is not None:
            link(TraceRelation.DERIVED_FROM, theme, proposal)
        record(EventType.PROPOSAL_CREATED, proposal, actor=actor, number=proposal.number)
    return proposal


def revise_proposal(actor: User, proposal: Proposal, draft: ProposalDraft) -> ProposalVersion:
    """A member or secretary adds a version to the text. What somebody else saved meanwhile is merged with it.

    Raises `Collided` where both changed the same words and nobody has decided. What stands there already is no version.
    """
    with transaction():
        REVISE.require_leave(actor, proposal)
        hold(proposal, compares=False)
        before = newest(proposal)
        merged = _merged(proposal, draft)
        if merged is None:
            return before
        draft = merged
        proposal.title = draft.title
        version = add_version(actor, proposal, before.number + 1, draft)
        _point_at_questions(proposal, draft)
        _take_up(proposal, draft, version)
        cut(version, before)
        ask_sponsors(before, version, actor)
        followed_by()(before, version)
        record(
            EventType.PROPOSAL_REVISED,
            proposal,
            actor=actor,
            number=version.number,
            **_public_details(proposal),
        )
    return version


def _merged(proposal: Proposal, draft: ProposalDraft) -> ProposalDraft | None:
    """The draft with what others saved since it was begun; nothing where all of it stands there."""
    last = newest(proposal)
    if draft.based_on is None or draft.based_on >= last.number:
        return draft
    together = bring_together(proposal.versions, draft.based_on, {name: getattr(draft, name) for name in FIELDS})
    texts = together.texts(draft.chosen)
    _refuse_long(texts)
    asked, before, now = set(draft.question_numbers), set(draft.questions_before), set(proposal.question_numbers)
    numbers = tuple(sorted(now - (before - asked) | (asked - before)))
    known = taken_up(proposal.versions)
    ticked = {name: Sources(ideas=draft.ideas.get(name, ())).beyond(known[name]) for name in PARTS}
    others = Sources((), draft.workshops, draft.paragraphs, draft.contributions).beyond(known[""])
    says_more = numbers != tuple(sorted(now)) or others != NO_SOURCES or any(one.ideas for one in ticked.values())
    if not says_more and all(texts[name] == getattr(last, name) for name in FIELDS):
        return None
    title, parts = texts["title"], {name: texts[name] for name in PARTS}
    return replace(draft, question_numbers=numbers, title=title, **cast("dict[str, Any]", parts))


def _refuse_long(texts: Mapping[str, str]) -> None:
    """Two texts that are not too long can be when they are brought together."""
    for name, most in {"title": TITLE_LENGTH, **dict.fromkeys(PARTS, PART_LENGTH)}.items():
        if len(texts[name]) > most:
            raise Refused(_("Together with what others have written, it is more than %(most)s characters.", most=most))


def publish_proposal(actor: User, proposal: Proposal) -> None:
    """A member or secretary lets everybody read the proposal, with all its versions. Raises `Refused` while half of it
    is missing.
    """
    with transaction():
        PUBLISH.require(actor, proposal)
        _refuse_half(newest(proposal))
        proposal.published_at = clock.now()
        record(EventType.PROPOSAL_PUBLISHED, proposal, actor=actor, **_public_details(proposal))


def sponsor_proposal(actor: User, proposal: Proposal, number: int | None = None) -> ProposalSponsor:
    """A member puts his or her name, and with it the party's letter, under a proposal as it stands, or says to stand
    under it still. Raises `Conflict` when the newest version is not `number`, which the member has read."""
    with transaction():
        require(actor, Permission.PROPOSAL_WRITE, proposal.committee)
        hold(proposal)
        membership = _own_seat(actor, proposal)
        last = newest(proposal).number
        if number not in {None, last}:
            raise Conflict(f"proposal {proposal.id} reads otherwise since")
        known = sponsorship(proposal, membership)
        if known is not None and known.text_version == last:
            return known
        sponsor = known or ProposalSponsor(proposal=proposal, membership=membership)
        sponsor.text_version = last
        db.session.add(sponsor)
        letter = membership.party.letter if membership.party else ""
        record(EventType.PROPOSAL_SPONSORED, proposal, actor=actor, letter=letter, **_public_details(proposal))
    return sponsor


def end_sponsorship(actor: User, proposal: Proposal) -> None:
    """A member takes his or her name away from a proposal."""
    with transaction():
        require(actor, Permission.PROPOSAL_WRITE, proposal.committee)
        hold(proposal)
        sponsor = sponsorship(proposal, _own_seat(actor, proposal))
        if sponsor is None:
            raise Refused(_("Your name does not stand under the proposal."))
        db.session.delete(sponsor)
        record(EventType.PROPOSAL_SPONSORSHIP_ENDED, proposal, actor=actor, **_public_details(proposal))


def mark_read(actor: User, proposal: Proposal, number: int) -> None:
    """Somebody says to have read a version, for their own eyes. One that was read later stays."""
    with transaction():
        require(actor, Permission.ACCOUNT_KEEP)
        hold(proposal, compares=False)
        if not 0 < number <= newest(proposal).number:
            raise Refused(_("The proposal has no such version."))
        reading = reading_of(proposal, actor) or ProposalReading(proposal_id=proposal.id, user_id=actor.id, number=0)
        reading.number, reading.read_at = max(reading.number, number), clock.now()
        db.session.add(reading)


def forget_reading(actor: User, proposal: Proposal) -> None:
    """Somebody does not want to be shown any longer what is new."""
    with transaction():
        require(actor, Permission.ACCOUNT_KEEP)
        hold(proposal, compares=False)
        reading = reading_of(proposal, actor)
        if reading is not None:
            db.session.delete(reading)


def rest_passage(actor: User, block: ProposalBlock, sources: Sources, before: Sources = NO_SOURCES) -> None:
    """A member says what a passage stands on. `before` is what was ticked when the page was opened: what others have
    ticked since then stays."""
    with transaction():
        REST.require(actor, block)
        unlink_sources(before.beyond(sources), block)
        link_sources(block.committee, sources.beyond(before), block)
        record(EventType.PROPOSAL_PASSAGE_SOURCED, block.proposal, actor=actor, **_public_details(block.proposal))


def _said_in(proposal: Proposal) -> tuple[object, ...]:
    version = newest(proposal)
    known = taken_up(proposal.versions)
    ideas, others = {name: set(known[name].ideas) for name in PARTS}, known[""]
    asked = {question.number for question in proposal.questions}
    texts = version.title, version.problem, version.solution, version.mobilisation
    return *texts, ideas, set(others.workshops), set(others.paragraphs), asked


def _said_by(draft: ProposalDraft) -> tuple[object, ...]:
    ideas = {name: set(draft.ideas.get(name, ())) for name in PARTS}
    asked = set(draft.question_numbers)
    texts = draft.title, draft.problem, draft.solution, draft.mobilisation
    return *texts, ideas, set(draft.workshops), set(draft.paragraphs), asked


def _refuse_half(version: ProposalVersion) -> None:
    lacking = lacking_parts(version)
    if lacking:
        raise Refused(*(_("Write this before the proposal is published: %(part)s", part=part) for part in lacking))


def _point_at_questions(proposal: Proposal, draft: ProposalDraft) -> None:
    known = {question.number: question for question in proposal.questions}
    asked = sorted(set(draft.question_numbers))
    proposal.questions = [known.get(number) or ProposalQuestion(number=number) for number in asked]


def _take_up(proposal: Proposal, draft: ProposalDraft, version: ProposalVersion) -> None:
    """Tie workshops to the version, and each idea to the part that takes it up; not again what an earlier one did."""
    db.session.flush()  # its number is needed
    known = taken_up(proposal.versions)
    link_sources(
        proposal.committee,
        Sources((), draft.workshops, draft.paragraphs, draft.contributions).beyond(known[""]),
        version,
    )
    for name in PARTS:
        ideas = Sources(ideas=draft.ideas.get(name, ()))
        link_sources(proposal.committee, ideas.beyond(known[name]), version.part(name))


def _own_seat(actor: User, proposal: Proposal) -> Membership:
    membership = membership_of(proposal.committee, actor.id)
    if membership is None:
        raise Refused(_("Only those who sit in %(the_committee)s can put their name under a proposal."))
    return membership


def _public_details(proposal: Proposal) -> dict[str, Any]:
    return {"title": proposal.title, "path": proposal.path} if proposal.is_public else {}
