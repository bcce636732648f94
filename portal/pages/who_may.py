"""Who may do what, in words. Only the words stand here: who and when is read from the tables that the locks read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from portal.accounts.words import ROLE_LABELS
from portal.committees.words import STAGES
from portal.foundation.i18n import N_, gettext, ngettext
from portal.rules.permissions import GRANTS, NOT_CLOSED, OPEN_DURING, WORKING, Permission
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.trace.words import listed, name_of

P = Permission


@dataclass(frozen=True)
class Group:
    """Permissions about the same thing, in the order in which they come up, each with what it lets people do."""

    anchor: str
    title: str
    deeds: Mapping[Permission, str]


@dataclass(frozen=True)
class Deed:
    """A row of the page."""

    what: str
    who: str
    when: str


GROUPS = (
    Group("ideer", N_("Ideas"), {
        P.IDEA_SUBMIT_AS_GUEST: N_("Sending an idea without an account"),
        P.IDEA_SUBMIT: N_("Sending an idea with an account"),
        P.IDEA_TYPE_IN: N_("Typing in an idea that came on paper or by phone"),
        P.IDEA_SUPPORT: N_("Supporting the idea of somebody else"),
        P.IDEA_WITHDRAW: N_("Withdrawing one’s own idea"),
        P.IDEA_SCREEN: N_("Reading an idea before it is public, and deciding whether it can be"),
        P.IDEA_APPEAL: N_("Complaining that one’s own idea is refused"),
        P.IDEA_DECIDE_APPEAL: N_("Deciding a complaint about a refusal that somebody else has made"),
        P.THEME_MANAGE: N_("Grouping ideas by theme"),
        P.IDEA_REGROUP: N_("Merging ideas that are about the same, and dividing one in two"),
        P.IDEA_UNDO_REGROUPING: N_("Undoing that one’s own idea was merged or divided"),
        P.IDEA_ANSWER: N_("Answering an idea"),
        P.IDEA_CORRECT: N_("Correcting the text of a public idea, with a note that everybody can read"),
        P.IDEA_MAKE_NAMELESS: N_("Taking the name off an idea that was typed in for somebody"),
    }),
    Group("moeder", N_("Open meetings"), {
        P.WORKSHOP_SIGN_UP_AS_GUEST: N_("Signing up for a meeting without an account"),
        P.WORKSHOP_SIGN_UP: N_("Signing up for a meeting with an account"),
        P.WORKSHOP_PLAN: N_("Planning a meeting, and publishing what came out of it"),
        P.WORKSHOP_SUM_UP: N_("Sorting the notes of a meeting, and writing the outcome paragraph by paragraph"),
        P.WORKSHOP_TYPE_IN: N_("Signing up somebody who has called, and off again"),
        P.WORKSHOP_SEE_NAMES: N_("Seeing the names of those who have signed up, and noting who came"),
        P.WORKSHOP_NOTE_AT_TABLE: N_(
            "Writing a note at a table, with the code that lies on it, and putting dots on its notes"
        ),
        P.WORKSHOP_NOTE: N_("Writing notes from a meeting, and reading those of others before they are public"),
        P.WORKSHOP_ANSWER_READ_BACK: N_("Saying whether the draft of the outcome is how it was said, if one was there"),
        P.WORKSHOP_CONFIRM_OUTCOME: N_("Confirming that what is written came out of the meeting"),
    }),
    Group("udvalgsmoeder", N_("Committee meetings"), {
        P.SITTING_PLAN: N_("Planning a committee meeting, and writing and sending its agenda"),
        P.SITTING_TAKE_PART: N_("Taking part in a committee meeting"),
        P.SITTING_READ: N_("Reading the whole agenda of a committee meeting, and approved minutes"),
        P.SITTING_MINUTE: N_("Writing minutes, answering objections to them, and publishing what may be published"),
        P.SITTING_SIGN: N_("Approving minutes"),
    }),
    Group("forslag", N_("Proposals, recommendations and answers"), {
        P.AMENDMENT_PROPOSE: N_("Proposing an amendment to a proposal"),
        P.AMENDMENT_SUPPORT: N_("Saying for or against an amendment"),
        P.PLEDGE_MAKE: N_("Saying what one brings to a proposal"),
        P.PLEDGE_WITHDRAW: N_("Withdrawing what one has offered to bring"),
        P.AMENDMENT_DECIDE: N_("Deciding about amendments, and who may propose them"),
        P.PROPOSAL_WRITE: N_("Writing a proposal, and publishing it"),
        P.PROPOSAL_READ_DRAFT: N_("Reading drafts of proposals and recommendations"),
        P.RECOMMENDATION_DRAFT: N_("Writing a draft of a recommendation"),
        P.POSITION_TAKE: N_("Taking a position on a recommendation"),
        P.RECOMMENDATION_ADOPT: N_("Entering that a recommendation is adopted"),
        P.RECOMMENDATION_HAND_OVER: N_("Handing a recommendation over to the body that is to answer it"),
        P.RESPONSE_GIVE: N_("Publishing the answer to a recommendation"),
    }),
    Group("beslutninger", N_("Decisions and promises"), {
        P.RECORD_PUBLISH: N_("Publishing a decision"),
        P.RECORD_CORRECT: N_("Correcting a decision or a published answer, and taking text out of a decision"),
        P.MINUTES_IMPORT: N_("Taking over decisions from published minutes"),
        P.COMMITMENT_MAKE: N_("Entering a promise, and who answers for it"),
        P.COMMITMENT_REPORT: N_("Telling how a promise is getting on"),
        P.LESSONS_WRITE: N_("Writing down what was learned"),
    }),
    Group("medlemmer", N_("Seats in %(the_committee)s"), {
        P.CALL_MANAGE: N_("Announcing seats for members"),
        P.APPLICATION_SUBMIT: N_("Applying for a seat, also without an account"),
        P.APPLICATION_HANDLE: N_("Reading applications, inviting and answering"),
        P.COMPOSITION_DESCRIBE: N_("Describing whom the task needs around the table"),
        P.COMPOSITION_REVIEW: N_("Going through whether the table is in balance"),
        P.MEMBER_APPOINT: N_("Entering who is given a seat, who moves and who leaves"),
        P.ONBOARDING_CONFIRM: N_("Confirming one’s own welcome texts, and declaring one’s interests"),
        P.ONBOARDING_FOLLOW: N_("Seeing what new members have confirmed"),
        P.LEADER_ROLE_CHOOSE: N_("Choosing one’s own leader roles"),
        P.MEMBER_LEAVE: N_("Telling the secretary that one would like to step down"),
    }),
    Group("udvalget", N_("%(The_committee)s and its task"), {
        P.COMMITTEE_CREATE: N_("Creating a %(committee)s"),
        P.COMMITTEE_EDIT: N_("Editing what stands about %(the_committee)s, and its seats"),
        P.MANDATE_WRITE: N_("Writing the mandate, which says what the task is"),
        P.MANDATE_ADOPT: N_("Entering that the mandate is adopted"),
        P.GATE_OPEN: N_("Moving %(the_committee)s on to its next step"),
    }),
    Group("debat", N_("Discussions"), {
        P.DISCUSSION_CONTRIBUTE: N_(
            "Writing in a discussion, while it is open: comments, arguments, questions and answers to others"
        ),
        P.DISCUSSION_SUM_UP: N_("Summing up a discussion"),
        P.DISCUSSION_CARRY_ON: N_("Carrying a contribution on to the red thread"),
    }),
    Group("borgerforslag", N_("Citizens’ proposals"), {
        P.INITIATIVE_PROPOSE: N_("Proposing a task for a new %(committee)s"),
        P.INITIATIVE_SUPPORT: N_("Supporting a citizens’ proposal"),
        P.INITIATIVE_WITHDRAW: N_("Withdrawing one’s own citizens’ proposal"),
        P.INITIATIVE_SCREEN: N_("Reading a citizens’ proposal before it is public, and deciding whether it can be"),
        P.INITIATIVE_SPONSOR: N_("Standing behind a citizens’ proposal as a politician"),
        P.INITIATIVE_ANSWER: N_("Publishing the answer to a citizens’ proposal"),
    }),
    Group("anmeldelser", N_("Reports of texts"), {
        P.MODERATION_REPORT: N_("Reporting a text that should not stand here"),
        P.MODERATION_DECIDE: N_("Deciding whether a reported text stays or is hidden"),
        P.MODERATION_APPEAL: N_("Complaining that one’s own text is hidden"),
        P.MODERATION_DECIDE_APPEAL: N_(
            "Deciding a complaint about a text that somebody else has hidden, and a report that nobody else can decide"
        ),
    }),
    Group("konti", N_("Accounts and the running of the portal"), {
        P.ACCOUNT_CREATE: N_("Creating an account"),
        P.ACCOUNT_KEEP: N_("Looking after one’s own account: name, password and letters"),
        P.PERSON_MANAGE: N_("Inviting people, giving and ending roles, and shutting somebody out"),
        P.PERSON_ERASE: N_("Erasing an account for somebody who has asked for it"),
        P.MUNICIPALITY_MANAGE: N_("Choosing the name, words and settings of the portal"),
        P.BODY_MANAGE: N_("Keeping the list of the bodies"),
        P.PARTY_MANAGE: N_("Keeping the list of parties"),
        P.AUDIT_READ: N_("Reading the audit trail: who did what, and when"),
        P.RETENTION_READ: N_("Seeing what the portal deletes each night"),
        P.OUTBOX_RETRY: N_("Trying again where a letter or notice did not get through"),
    }),
)  # fmt: skip

# Stages that are said in other words than their names
IN_SHORT: Mapping[frozenset[Stage], str] = {
    frozenset(Stage): N_("Always"),
    NOT_CLOSED: N_("Until %(the_committee)s is concluded"),
    WORKING: N_("In all three steps"),
}


def in_groups() -> list[tuple[Group, list[Deed]]]:
    """Every permission, in words."""
    return [(group, [_deed(permission) for permission in group.deeds]) for group in GROUPS]


def without_account() -> list[Deed]:
    """What anybody may do besides reading; the time stands within a sentence."""
    deeds = [_deed(one) for group in GROUPS for one in group.deeds if one in GRANTS[Role.VISITOR]]
    return [replace(deed, when=name_of(deed.when)) for deed in deeds]


def names_of(roles: Iterable[Role]) -> str:
    """Roles within a sentence: "medlem, formand og sekretær"."""
    return listed([name_of(gettext(ROLE_LABELS[role])) for role in roles])


def _deed(permission: Permission) -> Deed:
    words = next(group.deeds[permission] for group in GROUPS if permission in group.deeds)
    who = names_of(role for role in Role if permission in GRANTS[role])
    return Deed(gettext(words), who[:1].upper() + who[1:], _when(permission))


def names_of_stages(stages: Collection[Stage]) -> str:
    """Stages within a sentence, in their order."""
    return listed([gettext(name) for stage, name in STAGES.items() if stage in stages])


def _when(permission: Permission) -> str:
    stages = OPEN_DURING.get(permission, frozenset(Stage))
    if stages in IN_SHORT:
        return gettext(IN_SHORT[stages])
    return ngettext("In the step %(steps)s", "In the steps %(steps)s", len(stages), steps=names_of_stages(stages))
