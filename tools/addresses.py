"""Every address of the portal that can be opened, with records of the database in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import literal, select, true
from werkzeug.routing import Rule

from portal.accounts.models import RoleGrant, UserSession
from portal.amendments.models import Amendment
from portal.committees.models import Committee, Membership, Seat
from portal.committees.states import MANDATE_STEPS
from portal.decisions.models import DecisionRecord
from portal.discussion.models import Contribution
from portal.events.models import OutboxMessage
from portal.files.models import StoredFile
from portal.foundation.db import db
from portal.ideas.discussing import IDEA_DISCUSSED
from portal.ideas.models import Idea, IdeaAnswer, IdeaTheme
from portal.ideas.moderating import IDEA_MODERATED
from portal.implementation.models import Commitment
from portal.initiatives.models import Initiative
from portal.moderation.models import ModerationCase
from portal.municipalities.models import Body, Municipality, Party
from portal.notifications.models import Notification
from portal.pledges.models import Pledge
from portal.proposals.models import Proposal, ProposalBlock, ProposalVersion
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.recruitment.models import Application, OnboardingKind, PaperLetter
from portal.sittings.models import AgendaItem, AgendaTemplate, MinutesObjection, MinutesReader, Sitting, SubstituteCall
from portal.sittings.papers import Extract, Publication
from portal.workshops.models import (
    OutcomeCorrection,
    OutcomeParagraph,
    Workshop,
    WorkshopNote,
    WorkshopSignUp,
    WorkshopTable,
)

NO_PAGES = {
    "accounts.code_picture",
    "decisions.seal_of_record",
    "files.download",
    "files.picture",
    "ideas.account_csv",
    "meetings.file",
    "meetings.of_all",
    "meetings.of_committee",
    "meetings.own",
    "static",
    "sittings.agenda_file",
    "sittings.minutes_file",
    "sittings.extract_file",
    "search.csv",
    "search.feed",
    "workshops.participants_csv",
    "proposals_word.word",
    "recommendations_word.council_item",
    "pages.alive",
    "pages.ready",
    "pages.language",
}
A_FEW = 14

Values = Iterator[tuple[Any, ...]]
Examples = Callable[[int], Values]  # at most so many


def _rows(*columns: Any, of: Any = None) -> Examples:
    rows = select(*columns).order_by(*columns) if of is None else of
    return lambda most: iter(db.session.execute(rows.limit(most)).tuples().all())


def _in_committee(model: Any) -> Examples:
    rows = select(model.id, Committee.slug).join(Committee, model.committee_id == Committee.id).order_by(model.id)
    return _rows(of=rows)


def _few(column: Any, most: int) -> list[Any]:
    return list(db.session.scalars(select(column).order_by(column).limit(most)))


EXAMPLES: Mapping[tuple[str, ...], Examples] = {
    (): lambda _most: iter([()]),
    ("token",): lambda _most: iter(()),  # only letters know them
    ("slug",): _rows(Committee.slug),
    ("idea_id",): _rows(Idea.id),
    ("amendment_id",): _rows(Amendment.id),
    ("pledge_id",): _rows(Pledge.id),
    ("answer_id",): _rows(IdeaAnswer.id),
    ("workshop_id",): _rows(Workshop.id),
    ("sitting_id",): _rows(Sitting.id),
    ("objection_id", "sitting_id"): _rows(
        MinutesObjection.id,
        AgendaItem.sitting_id,
        of=select(MinutesObjection.id, AgendaItem.sitting_id).join(MinutesObjection.item).order_by(MinutesObjection.id),
    ),
    ("extract_id", "sitting_id"): _rows(Extract.id, Extract.sitting_id),
    ("publication_id", "sitting_id"): _rows(
        of=select(Publication.id, Publication.sitting_id)
        .where(Publication.opened_at.is_not(None), Publication.withdrawn_at.is_(None))
        .order_by(Publication.id)
    ),
    ("paper", "sitting_id"): _rows(of=select(literal("referat"), Sitting.id).order_by(Sitting.id)),
    ("reader_id", "sitting_id"): _rows(MinutesReader.id, MinutesReader.sitting_id),
    ("call_id", "sitting_id"): _rows(SubstituteCall.id, SubstituteCall.sitting_id),
    ("membership_id", "sitting_id"): _rows(
        of=select(SubstituteCall.member_id, SubstituteCall.sitting_id).order_by(SubstituteCall.id)
    ),
    ("item_id", "sitting_id"): _rows(AgendaItem.id, AgendaItem.sitting_id),
    ("sitting_id", "template_id"): _rows(
        of=select(Sitting.id, AgendaTemplate.id).join(AgendaTemplate, true()).order_by(AgendaTemplate.id, Sitting.id)
    ),
    ("proposal_id",): _rows(Proposal.id),
    ("recommendation_id",): _rows(Recommendation.id),
    ("response_id",): _rows(CouncilResponse.id),
    ("body_id",): _rows(Body.id),
    ("party_id",): _rows(Party.id),
    ("grant_id",): _rows(RoleGrant.id),
    ("message_id",): _rows(OutboxMessage.id),
    ("notice_id",): _rows(Notification.id),
    ("session_id",): _rows(UserSession.id),
    ("person_id",): lambda _most: iter([(1,), (2,), (4,)]),
    ("letter_id", "slug"): _rows(
        PaperLetter.id,
        of=select(PaperLetter.id, Committee.slug)
        .join(PaperLetter.application)
        .join(Committee, Application.committee_id == Committee.id)
        .order_by(PaperLetter.id),
    ),
    ("commitment_id", "slug"): _in_committee(Commitment),
    ("slug", "theme_id"): _rows(
        of=select(Committee.slug, IdeaTheme.id)
        .join(Committee, IdeaTheme.committee_id == Committee.id)
        .order_by(IdeaTheme.id)
    ),
    ("membership_id", "slug"): _in_committee(Membership),
    ("seat_id", "slug"): _in_committee(Seat),
    ("application_id", "slug"): _in_committee(Application),
    ("file_id",): _rows(StoredFile.id),
    ("file_id", "name"): _rows(StoredFile.id, StoredFile.name),
    ("file_id", "width"): lambda _most: iter(()),
    ("address", "record_id"): lambda most: product(["udvalg"], _few(Committee.id, most)),
    ("about_id", "address"): lambda most: product(_few(Idea.id, most), [IDEA_DISCUSSED.address]),
    ("contribution_id",): _rows(Contribution.id),
    ("initiative_id",): _rows(Initiative.id),
    ("case_id",): _rows(ModerationCase.id),
    ("address", "subject_id"): lambda most: product([IDEA_MODERATED.address], _few(Idea.id, most)),
    ("slug", "step"): lambda most: product(_few(Committee.slug, most // 4), [step.key for step in MANDATE_STEPS]),
    ("kind", "slug"): lambda most: product(OnboardingKind, _few(Committee.slug, most // 4)),
    ("sign_up_id", "workshop_id"): _rows(
        of=select(WorkshopSignUp.id, WorkshopSignUp.workshop_id)
        .where(WorkshopSignUp.user_id.is_(None), WorkshopSignUp.name != "")
        .order_by(WorkshopSignUp.id)
    ),
    ("note_id", "workshop_id"): _rows(WorkshopNote.id, WorkshopNote.workshop_id),
    ("paragraph_id", "token"): lambda _most: iter(()),
    ("place_id", "workshop_id"): lambda _most: iter(()),
    ("correction_id", "workshop_id"): _rows(
        OutcomeCorrection.id,
        of=select(OutcomeCorrection.id, OutcomeParagraph.workshop_id)
        .join(OutcomeCorrection.paragraph)
        .order_by(OutcomeCorrection.id),
    ),
    ("paragraph_id", "workshop_id"): _rows(OutcomeParagraph.id, OutcomeParagraph.workshop_id),
    ("number", "workshop_id"): _rows(
        WorkshopTable.number, of=select(WorkshopTable.number, WorkshopTable.workshop_id).order_by(WorkshopTable.id)
    ),
    ("block_id", "proposal_id"): _rows(ProposalBlock.id, ProposalBlock.proposal_id),
    ("number", "proposal_id"): _rows(ProposalVersion.number, ProposalVersion.proposal_id),
    ("number", "year"): _rows(DecisionRecord.number, DecisionRecord.year),
    ("municipality", "number", "year"): _rows(
        Municipality.slug,
        of=select(Municipality.slug, DecisionRecord.number, DecisionRecord.year)
        .join(DecisionRecord.municipality)
        .where(~Municipality.is_home),
    ),
}
# What a link without a query does not show
FURTHER = (
    "/soeg?q=badeanstalten",
    "/soeg?q=skolevejen",
    "/soeg?q=findesikke",
    "/soeg?q=køkken&type=beslutning",
    "/beslutninger/?q=cykelgade",
    "/arkiv/?periode=1990-1993",
    "/udvalg/havnen/ideer/?side=2",
    "/administration/personer?q=anna",
    "/findes-ikke",
    "/udvalg/?sprog=en",
)


Links = Mapping[str, Sequence[str]]


def addresses(app: Flask, links: Links, most: int = A_FEW) -> dict[str, list[str]]:
    """Those that are opened, by endpoint, in the order of the map. `links` are those that only stand in letters."""
    return _of_method("GET", app, links, most)


def posted(app: Flask, most: int = 4) -> dict[str, list[str]]:
    """Those that forms are sent to, by endpoint."""
    return _of_method("POST", app, {}, most)


def _of_method(method: str, app: Flask, links: Links, most: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if method in (rule.methods or ()) and rule.endpoint not in NO_PAGES:
                found[rule.endpoint] = list(links[rule.endpoint]) if rule.endpoint in links else _built(app, rule, most)
    return found


def _built(app: Flask, rule: Rule, most: int) -> list[str]:
    names = tuple(sorted(rule.arguments))
    if names not in EXAMPLES:
        raise LookupError(f"say in EXAMPLES what {rule} is opened with")
    return [app.url_for(rule.endpoint, **dict(zip(names, values, strict=True))) for values in EXAMPLES[names](most)]
