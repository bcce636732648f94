"""Which texts everybody can read, and from when on: what the lock for personal data looks through.

Every column of words in the whole database stands either here or in `KEPT_IN`; a test holds that.
"""

from collections.abc import Mapping
from typing import Any

from portal.accounts.models import User
from portal.committees.models import (
    Committee,
    CompositionCategory,
    CompositionNeed,
    CompositionReview,
    Mandate,
    MandateQuestion,
    Membership,
    Seat,
    StageEntry,
)
from portal.decisions.models import (
    CaseStep,
    DecisionAttachment,
    DecisionCorrection,
    DecisionPoint,
    DecisionRecord,
    SealedText,
)
from portal.foundation.db import Record
from portal.foundation.public_texts import PublicTexts
from portal.ideas.models import Idea, IdeaAnswer, IdeaAnswerCorrection, IdeaCorrection, IdeaStep, IdeaTheme
from portal.implementation.models import Commitment, CommitmentReport
from portal.initiatives.models import Initiative, InitiativeAnswer, InitiativeStep
from portal.moderation.models import ModerationCase
from portal.municipalities.models import Body, Party
from portal.proposals.models import Proposal, ProposalVersion
from portal.recommendations.models import CouncilResponse, Recommendation, ResponseCorrection
from portal.recruitment.models import Call
from portal.workshops.models import Workshop, WorkshopMove, WorkshopNote


def _is_public(row: Any) -> bool:
    return bool(row.is_public)


def _is_ours(record: DecisionRecord | None) -> bool:
    """What is read from published minutes is looked through by whoever reads it."""
    return record is not None and record.is_public and not record.source_key


def _of_our_record(part: Any) -> bool:
    return _is_ours(part.record)


PUBLIC_TEXTS: Mapping[type[Record], PublicTexts] = {
    Body: PublicTexts(("name",)),
    Call: PublicTexts(("body", "hours", "selection")),
    CaseStep: PublicTexts(("body_name", "item", "text", "reservations"), _of_our_record),
    Commitment: PublicTexts(("title", "owner")),
    CommitmentReport: PublicTexts(("text",)),
    Committee: PublicTexts(
        ("name", "summary", "publication_reference", "lessons"), _is_public, opened_by=("published_at",)
    ),
    CompositionCategory: PublicTexts(("name",)),
    CompositionNeed: PublicTexts(("reason",)),
    CompositionReview: PublicTexts(("statement",)),
    CouncilResponse: PublicTexts(("reason", "item", "case_number")),
    DecisionAttachment: PublicTexts(("name",), _of_our_record),
    DecisionCorrection: PublicTexts(("text",), lambda row: not row.source_hash),
    DecisionPoint: PublicTexts(("label", "text", "result"), _of_our_record),
    DecisionRecord: PublicTexts(
        ("body_name", "item", "case_number", "title", "summary", "presentation", "legal_basis", "text",
         "minority_statement", "absent", "disqualified"),
        _is_ours,
        opened_by=("published_at",),
        parts=lambda row: (*row.points, *row.case_steps, *row.attachments),
    ),
    Idea: PublicTexts(
        ("title", "body", "problem", "place", "spoken_for", "hidden_reason"), _is_public, opened_by=("state",)
    ),
    IdeaAnswer: PublicTexts(("signed_as", "body", "override")),
    IdeaAnswerCorrection: PublicTexts(("text",)),
    IdeaCorrection: PublicTexts(("note", "override")),
    IdeaStep: PublicTexts(("reason",), lambda row: row.idea is not None and row.idea.is_public),
    IdeaTheme: PublicTexts(("name", "summary")),
    Initiative: PublicTexts(
        ("title", "problem", "why_together", "affected", "questions", "hidden_reason"), _is_public, opened_by=("state",)
    ),
    InitiativeAnswer: PublicTexts(("reason", "item")),
    InitiativeStep: PublicTexts(("reason",), lambda row: row.initiative is not None and row.initiative.is_public),
    Mandate: PublicTexts(
        ("background", "purpose", "frame", "deliverables", "composition", "money", "timetable", "receivers", "promise",
         "adopted_item"),
        lambda row: row.is_adopted,
        opened_by=("adopted_on",),
        parts=lambda row: row.questions,
    ),
    MandateQuestion: PublicTexts(("text",), lambda row: row.mandate is not None and row.mandate.is_adopted),
    Membership: PublicTexts(("presentation", "end_reason")),
    ModerationCase: PublicTexts(("reason", "appeal_reason")),
    Party: PublicTexts(("name",)),
    # a version never changes, so a draft is looked through already
    Proposal: PublicTexts(("title", "hidden_reason"), opened_by=("published_at",), parts=lambda row: row.versions),
    ProposalVersion: PublicTexts(("title", "problem", "solution", "mobilisation", "what_changed")),
    Recommendation: PublicTexts(
        ("title", "problem", "solution", "actor", "economy", "effect", "indicator", "timetable", "minority_statement"),
        _is_public,
        opened_by=("state",),
    ),
    ResponseCorrection: PublicTexts(("text",)),
    SealedText: PublicTexts(("reason",)),
    Seat: PublicTexts(("profile",)),
    StageEntry: PublicTexts(("reason",)),
    User: PublicTexts(("name",)),
    Workshop: PublicTexts(
        ("title", "purpose", "influence_note", "place", "cancel_reason", "outcome", "outcome_confirmed_how"),
        places=("place",),
    ),
    WorkshopMove: PublicTexts(("place", "reason"), places=("place",)),
    WorkshopNote: PublicTexts(("body",)),
}  # fmt: skip

# Columns of words that the lock passes over, and why: read by few, made by the portal, or the name of a key.
_KEY, _MADE = "a key", "made by the portal"
_INSIDE = "not public: read by those it concerns"
_AUTHORITY = "how to reach the authority itself"
_SHORT = "a code or a letter of a list"
KEPT_IN: Mapping[str, Mapping[str, str]] = {
    "application": dict.fromkeys(
        ("name", "email", "postal_address", "motivation", "experience", "availability", "interests", "decided_item",
         "answer"),
        _INSIDE,
    ) | {"submission_key": _KEY, "consent_version": _MADE},
    "application_mark": {"note": _INSIDE},
    "attempt": {"deed": _MADE, "key_hash": _MADE},
    "code_app": {"grain": _KEY},
    "commitment": {"submission_key": _KEY},
    "committee": {"slug": _MADE, "submission_key": _KEY},
    "composition_review": {"needs_mark": _MADE},
    "day_letter": {"address_hash": _MADE, "last_error": _MADE},
    "decision_correction": {"content_hash": _MADE, "source_hash": _MADE},
    "decision_record": {"source": _MADE, "source_key": _KEY, "source_hash": _MADE, "content_hash": _MADE},
    "erasure_receipt": {"email": _INSIDE},
    "event": {"type": _MADE, "subject_kind": _MADE, "details": "what the records themselves publish"},
    "guest_idea": dict.fromkeys(("name", "email", "title", "body", "problem", "place"), _INSIDE)
    | {"submission_key": _KEY},
    "idea": {"submission_key": _KEY, "consent": _INSIDE},
    "idea_answer": {"carried_into": _KEY, "submission_key": _KEY},
    "idea_appeal": {"text": _INSIDE, "reason": _INSIDE},
    "idea_correction": dict.fromkeys(("earlier_title", "earlier_html", "earlier_place"), "was public before"),
    "initiative": {"submission_key": _KEY},
    "interest_declaration": {"detail": _INSIDE},
    "letter_sent": {"message_key": _KEY, "last_error": _MADE},
    "moderation_case": {"subject_kind": _MADE, "open_key": _KEY, "appeal": _INSIDE},
    "moderation_report": {"subject_kind": _MADE, "text": _INSIDE},
    "municipality": dict.fromkeys(
        ("name", "short_name", "site_name", "address", "phone", "opening_hours", "contact_email", "was_url", "words"),
        _AUTHORITY,
    ) | {"slug": _MADE, "code": _SHORT},
    "notification": dict.fromkeys(("message", "why", "values", "path"), _INSIDE),
    "onboarding_step": {"text_version": _MADE},
    "outbox_message": {"subscriber": _MADE, "last_error": _MADE},
    "paper_letter": {"kind": _MADE},
    "party": {"letter": _SHORT},
    "adoption": {"salt": _MADE, "digest": _MADE},
    "adopted_seat": {"party_letter": _SHORT, "party_name": "the name of a party"},
    "proposal": {"submission_key": _KEY},
    "recommendation": {"submission_key": _KEY},
    "recovery_code": {"code_hash": _MADE},
    "response_correction": {"earlier_item": "was public before", "earlier_case_number": "was public before"},
    "retention_run": {"counts": _MADE, "failures": _MADE},
    "sealed_text": {"name": _KEY, "salt": _MADE, "digest": _MADE},
    "seat": {"submission_key": _KEY},
    "stage_entry": {"missing": _MADE},
    "trace_edge": {"earlier_kind": _MADE, "later_kind": _MADE},
    "user": {"email": _INSIDE, "password_hash": _MADE},
    "user_session": {"token_hash": _MADE, "browser": _INSIDE, "network_hash": _MADE},
    "vote_count": {"letter": _SHORT, "party_name": "the name of a party"},
}  # fmt: skip
