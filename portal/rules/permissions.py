"""What may be done, by whom, and in which stage. Three tables; no code decides otherwise."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from portal.rules.roles import Role
from portal.rules.stages import Stage


class Permission(StrEnum):
    """`thing:verb`, alphabetical."""

    ACCOUNT_CREATE = "account:create"
    ACCOUNT_KEEP = "account:keep"  # one's own: password, sessions
    AMENDMENT_DECIDE = "amendment:decide"
    AMENDMENT_PROPOSE = "amendment:propose"  # members, and everybody where the committee asks for it
    AMENDMENT_SUPPORT = "amendment:support"
    APPLICATION_HANDLE = "application:handle"
    APPLICATION_SUBMIT = "application:submit"  # to sit in a committee; also without an account
    AUDIT_READ = "audit:read"
    BODY_MANAGE = "body:manage"
    CALL_MANAGE = "call:manage"
    COMMITMENT_MAKE = "commitment:make"
    COMMITMENT_REPORT = "commitment:report"
    COMMITTEE_CREATE = "committee:create"
    COMMITTEE_EDIT = "committee:edit"
    COMPOSITION_DESCRIBE = "composition:describe"
    COMPOSITION_REVIEW = "composition:review"
    DISCUSSION_CARRY_ON = "discussion:carry-on"  # to the red thread
    DISCUSSION_CONTRIBUTE = "discussion:contribute"  # while what is discussed lets it
    DISCUSSION_SUM_UP = "discussion:sum-up"
    GATE_OPEN = "gate:open"
    IDEA_ANSWER = "idea:answer"
    IDEA_APPEAL = "idea:appeal"  # the refusal of one's own
    IDEA_CORRECT = "idea:correct"  # a public text, with a public note
    IDEA_DECIDE_APPEAL = "idea:decide-appeal"  # never one's own refusal
    IDEA_MAKE_NAMELESS = "idea:make-nameless"  # one that was typed in for somebody who regrets it
    IDEA_REGROUP = "idea:regroup"  # merge ideas about the same, divide one that is about two things
    IDEA_SCREEN = "idea:screen"
    IDEA_SUBMIT = "idea:submit"
    IDEA_SUBMIT_AS_GUEST = "idea:submit-as-guest"  # without an account, confirmed by mail
    IDEA_SUPPORT = "idea:support"
    IDEA_TYPE_IN = "idea:type-in"  # from paper or phone, on somebody's behalf
    IDEA_UNDO_REGROUPING = "idea:undo-regrouping"  # of one's own, or by whoever may regroup
    IDEA_WITHDRAW = "idea:withdraw"  # one's own
    INITIATIVE_ANSWER = "initiative:answer"
    INITIATIVE_PROPOSE = "initiative:propose"
    INITIATIVE_SCREEN = "initiative:screen"
    INITIATIVE_SPONSOR = "initiative:sponsor"
    INITIATIVE_SUPPORT = "initiative:support"
    INITIATIVE_WITHDRAW = "initiative:withdraw"  # one's own
    LEADER_ROLE_CHOOSE = "leader-role:choose"  # one's own
    LESSONS_WRITE = "lessons:write"
    MANDATE_ADOPT = "mandate:adopt"
    MANDATE_WRITE = "mandate:write"
    MEMBER_APPOINT = "member:appoint"
    MEMBER_LEAVE = "member:leave"  # saying that one would like to; the secretary ends the membership
    MINUTES_IMPORT = "minutes:import"
    MODERATION_APPEAL = "moderation:appeal"  # what was decided about one's own
    MODERATION_DECIDE = "moderation:decide"
    MODERATION_DECIDE_APPEAL = "moderation:decide-appeal"  # never one's own decision; a report where nobody else can
    MODERATION_REPORT = "moderation:report"
    MUNICIPALITY_MANAGE = "municipality:manage"
    ONBOARDING_CONFIRM = "onboarding:confirm"  # one's own
    ONBOARDING_FOLLOW = "onboarding:follow"
    OUTBOX_RETRY = "outbox:retry"
    PARTY_MANAGE = "party:manage"
    PERSON_ERASE = "person:erase"  # on somebody's behalf, who has asked for it
    PERSON_MANAGE = "person:manage"
    PLEDGE_MAKE = "pledge:make"
    PLEDGE_WITHDRAW = "pledge:withdraw"  # one's own
    POSITION_TAKE = "position:take"
    PROPOSAL_READ_DRAFT = "proposal:read-draft"
    PROPOSAL_WRITE = "proposal:write"
    RECOMMENDATION_ADOPT = "recommendation:adopt"
    RECOMMENDATION_DRAFT = "recommendation:draft"
    RECOMMENDATION_HAND_OVER = "recommendation:hand-over"
    RECORD_CORRECT = "record:correct"
    RECORD_PUBLISH = "record:publish"
    RESPONSE_GIVE = "response:give"
    RETENTION_READ = "retention:read"
    SITTING_MINUTE = "sitting:minute"  # what was said and decided, answers to objections, publication
    SITTING_PLAN = "sitting:plan"  # committee meetings: time, place and agenda
    SITTING_READ = "sitting:read"  # the agenda that was sent, and approved minutes, also what is closed
    SITTING_SIGN = "sitting:sign"  # approving minutes
    SITTING_TAKE_PART = "sitting:take-part"
    THEME_MANAGE = "theme:manage"  # groups of ideas
    WORKSHOP_ANSWER_READ_BACK = "workshop:answer-read-back"  # of whoever was there: confirm the draft, or correct it
    WORKSHOP_CONFIRM_OUTCOME = "workshop:confirm-outcome"
    WORKSHOP_NOTE = "workshop:note"
    WORKSHOP_NOTE_AT_TABLE = "workshop:note-at-table"  # with the address that stands on the table
    WORKSHOP_PLAN = "workshop:plan"
    WORKSHOP_SEE_NAMES = "workshop:see-names"
    WORKSHOP_SIGN_UP = "workshop:sign-up"
    WORKSHOP_SIGN_UP_AS_GUEST = "workshop:sign-up-as-guest"  # without an account, confirmed by mail
    WORKSHOP_SUM_UP = "workshop:sum-up"  # notes under headings, and a paragraph of the outcome for each
    WORKSHOP_TYPE_IN = "workshop:type-in"  # signing up somebody who has called


P = Permission

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.VISITOR: frozenset(
        {
            P.ACCOUNT_CREATE,
            P.APPLICATION_SUBMIT,
            P.IDEA_SUBMIT_AS_GUEST,
            P.WORKSHOP_NOTE_AT_TABLE,
            P.WORKSHOP_SIGN_UP_AS_GUEST,
        }
    ),
    Role.CITIZEN: frozenset(
        {
            P.ACCOUNT_KEEP,
            P.DISCUSSION_CONTRIBUTE,
            P.AMENDMENT_PROPOSE,
            P.AMENDMENT_SUPPORT,
            P.IDEA_APPEAL,
            P.IDEA_SUBMIT,
            P.IDEA_SUPPORT,
            P.IDEA_UNDO_REGROUPING,
            P.PLEDGE_MAKE,
            P.PLEDGE_WITHDRAW,
            P.IDEA_WITHDRAW,
            P.INITIATIVE_PROPOSE,
            P.INITIATIVE_SUPPORT,
            P.INITIATIVE_WITHDRAW,
            P.MODERATION_APPEAL,
            P.MODERATION_REPORT,
            P.WORKSHOP_ANSWER_READ_BACK,
            P.WORKSHOP_SIGN_UP,
        }
    ),
    Role.MEMBER: frozenset(
        {
            P.DISCUSSION_CARRY_ON,
            P.IDEA_REGROUP,
            P.LEADER_ROLE_CHOOSE,
            P.MEMBER_LEAVE,
            P.ONBOARDING_CONFIRM,
            P.POSITION_TAKE,
            P.PROPOSAL_READ_DRAFT,
            P.PROPOSAL_WRITE,
            P.RECOMMENDATION_DRAFT,
            P.SITTING_READ,
            P.SITTING_SIGN,
            P.SITTING_TAKE_PART,
            P.THEME_MANAGE,
            P.WORKSHOP_CONFIRM_OUTCOME,
            P.WORKSHOP_NOTE,
        }
    ),
    Role.CHAIR: frozenset(
        {
            P.DISCUSSION_CARRY_ON,
            P.AMENDMENT_DECIDE,
            P.IDEA_ANSWER,
            P.IDEA_REGROUP,
            P.LEADER_ROLE_CHOOSE,
            P.MEMBER_LEAVE,
            P.ONBOARDING_CONFIRM,
            P.POSITION_TAKE,
            P.PROPOSAL_READ_DRAFT,
            P.PROPOSAL_WRITE,
            P.RECOMMENDATION_ADOPT,
            P.RECOMMENDATION_DRAFT,
            P.RECOMMENDATION_HAND_OVER,
            P.SITTING_READ,
            P.SITTING_SIGN,
            P.SITTING_TAKE_PART,
            P.THEME_MANAGE,
            P.WORKSHOP_CONFIRM_OUTCOME,
            P.WORKSHOP_NOTE,
        }
    ),
    Role.FACILITATOR: frozenset(
        {
            P.DISCUSSION_CARRY_ON,
            P.DISCUSSION_SUM_UP,
            P.PROPOSAL_READ_DRAFT,
            P.WORKSHOP_CONFIRM_OUTCOME,
            P.WORKSHOP_NOTE,
            P.WORKSHOP_PLAN,
            P.WORKSHOP_SEE_NAMES,
            P.WORKSHOP_SUM_UP,
            P.WORKSHOP_TYPE_IN,
        }
    ),
    Role.SECRETARY: frozenset(
        {
            P.AMENDMENT_DECIDE,
            P.APPLICATION_HANDLE,
            P.CALL_MANAGE,
            P.COMMITMENT_MAKE,
            P.COMMITMENT_REPORT,
            P.COMMITTEE_CREATE,
            P.COMMITTEE_EDIT,
            P.COMPOSITION_DESCRIBE,
            P.COMPOSITION_REVIEW,
            P.DISCUSSION_CARRY_ON,
            P.DISCUSSION_SUM_UP,
            P.GATE_OPEN,
            P.IDEA_ANSWER,
            P.IDEA_CORRECT,
            P.IDEA_DECIDE_APPEAL,
            P.IDEA_MAKE_NAMELESS,
            P.IDEA_REGROUP,
            P.IDEA_SCREEN,
            P.IDEA_TYPE_IN,
            P.INITIATIVE_ANSWER,
            P.INITIATIVE_SCREEN,
            P.LESSONS_WRITE,
            P.MANDATE_ADOPT,
            P.MANDATE_WRITE,
            P.MEMBER_APPOINT,
            P.MODERATION_DECIDE,
            P.MODERATION_DECIDE_APPEAL,
            P.ONBOARDING_FOLLOW,
            P.PROPOSAL_READ_DRAFT,
            P.PROPOSAL_WRITE,
            P.RECOMMENDATION_ADOPT,
            P.RECOMMENDATION_DRAFT,
            P.RECOMMENDATION_HAND_OVER,
            P.RECORD_CORRECT,
            P.RECORD_PUBLISH,
            P.RESPONSE_GIVE,
            P.SITTING_MINUTE,
            P.SITTING_PLAN,
            P.SITTING_READ,
            P.SITTING_SIGN,
            P.THEME_MANAGE,
            P.WORKSHOP_CONFIRM_OUTCOME,
            P.WORKSHOP_NOTE,
            P.WORKSHOP_PLAN,
            P.WORKSHOP_SEE_NAMES,
            P.WORKSHOP_SUM_UP,
            P.WORKSHOP_TYPE_IN,
        }
    ),
    # KSL § 20, 6: a councillor may see the material of committees he or she does not sit in
    Role.COUNCILLOR: frozenset(
        {
            P.INITIATIVE_ANSWER,
            P.INITIATIVE_SPONSOR,
            P.PROPOSAL_READ_DRAFT,
            P.RECORD_PUBLISH,
            P.RESPONSE_GIVE,
            P.SITTING_READ,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            P.AUDIT_READ,
            P.BODY_MANAGE,
            P.IDEA_DECIDE_APPEAL,
            P.MINUTES_IMPORT,
            P.MODERATION_DECIDE_APPEAL,
            P.MUNICIPALITY_MANAGE,
            P.OUTBOX_RETRY,
            P.PARTY_MANAGE,
            P.PERSON_ERASE,
            P.PERSON_MANAGE,
            P.RECORD_CORRECT,
            P.RETENTION_READ,
        }
    ),
    Role.AUDITOR: frozenset({P.AUDIT_READ, P.RETENTION_READ}),
}

PREPARATION, CO_INITIATION, CO_DESIGN, CO_IMPLEMENTATION = tuple(Stage)[:4]
WORKING = frozenset({CO_INITIATION, CO_DESIGN, CO_IMPLEMENTATION})
NOT_CLOSED = WORKING | {PREPARATION}

# A permission that is absent here does not depend on the stage.
OPEN_DURING: Mapping[Permission, frozenset[Stage]] = {
    P.AMENDMENT_DECIDE: frozenset({CO_DESIGN}),
    P.AMENDMENT_PROPOSE: frozenset({CO_DESIGN}),
    P.AMENDMENT_SUPPORT: frozenset({CO_DESIGN}),
    P.APPLICATION_SUBMIT: NOT_CLOSED,
    P.CALL_MANAGE: NOT_CLOSED,
    P.COMMITMENT_MAKE: frozenset({CO_DESIGN, CO_IMPLEMENTATION}),
    P.COMMITMENT_REPORT: frozenset({CO_DESIGN, CO_IMPLEMENTATION}),
    P.COMMITTEE_EDIT: NOT_CLOSED,
    P.COMPOSITION_DESCRIBE: NOT_CLOSED,
    P.COMPOSITION_REVIEW: NOT_CLOSED,
    P.DISCUSSION_CARRY_ON: WORKING,
    P.GATE_OPEN: NOT_CLOSED,
    P.IDEA_ANSWER: WORKING,
    P.IDEA_APPEAL: WORKING,
    P.IDEA_CORRECT: WORKING,
    P.IDEA_DECIDE_APPEAL: WORKING,
    P.IDEA_REGROUP: WORKING,
    P.IDEA_SCREEN: WORKING,
    P.IDEA_SUBMIT: frozenset({CO_INITIATION}),
    P.IDEA_SUBMIT_AS_GUEST: frozenset({CO_INITIATION}),
    P.IDEA_SUPPORT: frozenset({CO_INITIATION, CO_DESIGN}),
    P.IDEA_TYPE_IN: frozenset({CO_INITIATION}),
    P.IDEA_UNDO_REGROUPING: WORKING,
    P.IDEA_WITHDRAW: WORKING,
    P.LEADER_ROLE_CHOOSE: NOT_CLOSED,
    P.LESSONS_WRITE: frozenset({CO_IMPLEMENTATION}),
    P.MANDATE_ADOPT: NOT_CLOSED,
    P.MANDATE_WRITE: NOT_CLOSED,
    P.MEMBER_APPOINT: NOT_CLOSED,
    P.MEMBER_LEAVE: NOT_CLOSED,
    P.ONBOARDING_CONFIRM: NOT_CLOSED,
    P.POSITION_TAKE: frozenset({CO_DESIGN}),
    P.PLEDGE_MAKE: frozenset({CO_DESIGN}),
    P.PLEDGE_WITHDRAW: NOT_CLOSED,
    P.PROPOSAL_WRITE: frozenset({CO_DESIGN}),
    P.RECOMMENDATION_ADOPT: frozenset({CO_DESIGN}),
    P.RECOMMENDATION_DRAFT: frozenset({CO_DESIGN}),
    P.RECOMMENDATION_HAND_OVER: frozenset({CO_DESIGN}),
    P.RESPONSE_GIVE: frozenset({CO_DESIGN, CO_IMPLEMENTATION}),
    P.SITTING_PLAN: NOT_CLOSED,
    P.THEME_MANAGE: WORKING,
    P.WORKSHOP_ANSWER_READ_BACK: WORKING,
    P.WORKSHOP_CONFIRM_OUTCOME: WORKING,
    P.WORKSHOP_NOTE: WORKING,
    P.WORKSHOP_NOTE_AT_TABLE: WORKING,
    P.WORKSHOP_PLAN: WORKING,
    P.WORKSHOP_SEE_NAMES: WORKING,
    P.WORKSHOP_SIGN_UP: WORKING,
    P.WORKSHOP_SIGN_UP_AS_GUEST: WORKING,
    P.WORKSHOP_SUM_UP: WORKING,
    P.WORKSHOP_TYPE_IN: WORKING,
}


def is_allowed(permission: Permission, roles: Iterable[Role], stage: Stage | None) -> bool:
    """Whether somebody with these roles may do this, in a committee that is in this stage."""
    granted = any(permission in GRANTS[role] for role in roles)
    in_season = permission not in OPEN_DURING or stage in OPEN_DURING[permission]
    return granted and in_season
