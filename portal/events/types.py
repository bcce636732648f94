"""The names of everything that can happen, and of everyone who wants to hear of it."""

from enum import StrEnum


class EventType(StrEnum):
    """`subject.past-tense`, alphabetical; a name is never reused for another meaning."""

    ACCOUNT_ASKED_AGAIN = "account.asked-again"
    ACCOUNT_CONFIRMED = "account.confirmed"
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_ERASED = "account.erased"
    ACCOUNT_INVITED = "account.invited"
    AMENDMENTS_CALLED_FOR = "amendments.called-for"
    AMENDMENT_ACCEPTED = "amendment.accepted"
    AMENDMENT_ASKED = "amendment.asked"
    AMENDMENT_OVERTAKEN = "amendment.overtaken"
    AMENDMENT_PROPOSED = "amendment.proposed"
    AMENDMENT_REFUSED = "amendment.refused"
    AMENDMENT_REOPENED = "amendment.reopened"
    AMENDMENT_REPLIED = "amendment.replied"
    AMENDMENT_REWRITTEN = "amendment.rewritten"
    AMENDMENT_STANCE_TAKEN = "amendment.stance-taken"
    AMENDMENT_WITHDRAWN = "amendment.withdrawn"
    AMENDMENT_WORDED = "amendment.worded"
    AMENDMENT_WORDING_ANSWERED = "amendment.wording-answered"
    APPLICATION_ACCEPTED = "application.accepted"
    APPLICATION_ANSWERED = "application.answered"
    APPLICATION_CONFIRMATION_ASKED = "application.confirmation-asked"
    APPLICATION_DECLINED = "application.declined"
    APPLICATION_DELETED = "application.deleted"
    APPLICATION_INVITED = "application.invited"
    APPLICATION_LETTER_POSTED = "application.letter-posted"
    APPLICATION_MARKED = "application.marked"
    APPLICATION_RECEIVED = "application.received"
    APPLICATION_RESERVED = "application.reserved"
    APPLICATION_SHORTLISTED = "application.shortlisted"
    APPLICATION_TAKEN_OFF_LIST = "application.taken-off-list"
    APPLICATION_WITHDRAWN = "application.withdrawn"
    AUTHOR_ERASED = "author.erased"
    BODY_CHANGED = "body.changed"
    BODY_CREATED = "body.created"
    CALENDAR_RENEWED = "calendar.renewed"
    CLOCK_PUT_FORWARD = "clock.put_forward"  # in a demonstration
    CALL_CHANGED = "call.changed"
    CALL_PUBLISHED = "call.published"
    CODE_CONFIRMED = "code.confirmed"
    CODE_GUESSED = "code.guessed"  # too many wrong ones, by somebody who knows the password
    CODE_RESET = "code.reset"
    CODE_TURNED_OFF = "code.turned-off"
    COMMITMENT_MADE = "commitment.made"
    COMMITMENT_REPORTED = "commitment.reported"
    COMMITTEE_CREATED = "committee.created"
    COMMITTEE_EDITED = "committee.edited"
    COMPOSITION_DESCRIBED = "composition.described"
    COMPOSITION_REVIEWED = "composition.reviewed"
    CONFIRMATION_ASKED = "account.confirmation-asked"
    CONTRIBUTION_ACKNOWLEDGED = "contribution.acknowledged"
    CONTRIBUTION_ACKNOWLEDGEMENT_ENDED = "contribution.acknowledgement-ended"
    CONTRIBUTION_ANSWERED = "contribution.answered"
    CONTRIBUTION_CARRIED_ON = "contribution.carried-on"
    CONTRIBUTION_EDITED = "contribution.edited"
    CONTRIBUTION_MADE = "contribution.made"
    CONTRIBUTION_WITHDRAWN = "contribution.withdrawn"
    DECLARATIONS_DELETED = "onboarding.declarations-deleted"
    DISCUSSION_SUMMED_UP = "discussion.summed-up"
    FILE_ADDED = "file.added"
    FILE_READ = "file.read"  # by the worker, for the search
    FILE_REMOVED = "file.removed"
    GATE_OPENED = "gate.opened"
    IDEA_ANSWERED = "idea.answered"
    IDEA_ANSWER_CORRECTED = "idea.answer-corrected"
    IDEA_APPEALED = "idea.appealed"
    IDEA_APPEAL_OVERTURNED = "idea.appeal-overturned"
    IDEA_APPEAL_UPHELD = "idea.appeal-upheld"
    IDEA_CARRIED_ON = "idea.carried-on"
    IDEA_CLOSED = "idea.closed"
    IDEA_CORRECTED = "idea.corrected"
    IDEA_DIVIDED = "idea.divided"
    IDEA_DRAFTED = "idea.drafted"
    IDEA_EDITED = "idea.edited"
    IDEA_GUEST_ASKED = "idea.guest-asked"
    IDEA_MERGED = "idea.merged"  # into another, which took it in
    IDEA_PUBLISHED = "idea.published"
    IDEA_REFUSED = "idea.refused"
    IDEA_REGROUPING_UNDONE = "idea.regrouping-undone"
    IDEA_RESUBMITTED = "idea.resubmitted"
    IDEA_RETURNED = "idea.returned"
    IDEA_SCREENING_BEGUN = "idea.screening-begun"
    IDEA_SORTED = "idea.sorted"  # into a theme, or out of it
    IDEA_SUBMITTED = "idea.submitted"
    IDEA_SUPPORTED = "idea.supported"
    IDEA_SUPPORT_ANSWERED = "idea.support-answered"  # whether it follows a merged or divided idea
    IDEA_SUPPORT_ENDED = "idea.support-ended"
    IDEA_TOOK_IN = "idea.took-in"
    IDEA_WITHDRAWN = "idea.withdrawn"
    INITIATIVE_ANSWERED = "initiative.answered"
    INITIATIVE_BACKED = "initiative.backed"
    INITIATIVE_BACKING_ENDED = "initiative.backing-ended"
    INITIATIVE_BECAME_COMMITTEE = "initiative.became-committee"
    INITIATIVE_MEETING_MOVED = "initiative.meeting-moved"
    INITIATIVE_PUBLISHED = "initiative.published"
    INITIATIVE_PUT_ON_DESK = "initiative.put-on-desk"
    INITIATIVE_REFUSED = "initiative.refused"
    INITIATIVE_RESUBMITTED = "initiative.resubmitted"
    INITIATIVE_RETURNED = "initiative.returned"
    INITIATIVE_SPONSORED = "initiative.sponsored"
    INITIATIVE_SPONSORSHIP_ENDED = "initiative.sponsorship-ended"
    INITIATIVE_SUBMITTED = "initiative.submitted"
    INITIATIVE_THRESHOLD_MET = "initiative.threshold-met"
    INITIATIVE_WITHDRAWN = "initiative.withdrawn"
    LEADER_ROLES_CHOSEN = "leader-roles.chosen"
    LESSONS_WRITTEN = "lessons.written"
    MANDATE_ADOPTED = "mandate.adopted"
    MANDATE_COPIED = "mandate.copied"
    MANDATE_WRITTEN = "mandate.written"
    MEMBER_APPOINTED = "member.appointed"
    MEMBER_ASKED_TO_LEAVE = "member.asked-to-leave"
    MEMBER_STAYS = "member.stays"
    MEMBER_ENDED = "member.ended"
    MEMBER_MOVED = "member.moved"
    MEMBER_SUBSTITUTED = "member.substituted"
    MEMBER_TAKEN_BACK = "member.taken-back"  # an appointment that was a mistake; its subject is the person
    MINUTES_IMPORTED = "minutes.imported"
    MODERATION_APPEALED = "moderation.appealed"
    MODERATION_HIDDEN = "moderation.hidden"
    MODERATION_KEPT = "moderation.kept"
    MODERATION_OVERTURNED = "moderation.overturned"
    MODERATION_REPORTED = "moderation.reported"
    MODERATION_REPORT_DECIDED = "moderation.report-decided"
    MODERATION_UPHELD = "moderation.upheld"
    MUNICIPALITY_CHANGED = "municipality.changed"
    NOTICES_CHOSEN = "notices.chosen"
    ONBOARDING_CONFIRMED = "onboarding.confirmed"
    OUTBOX_RETRIED = "outbox.retried"
    OWN_DATA_FETCHED = "own-data.fetched"
    PARTY_CHANGED = "party.changed"
    PARTY_CREATED = "party.created"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 - a name
    PASSWORD_FORGOTTEN = "password.forgotten"  # noqa: S105 - a name
    PERSON_CHANGED = "person.changed"
    PLEDGE_MADE = "pledge.made"
    PLEDGE_WITHDRAWN = "pledge.withdrawn"
    POSITION_TAKEN = "position.taken"
    PROPOSAL_CREATED = "proposal.created"
    PROPOSAL_PUBLISHED = "proposal.published"
    PROPOSAL_PASSAGE_SOURCED = "proposal.passage-sourced"
    PROPOSAL_REVISED = "proposal.revised"
    PROPOSAL_SPONSORED = "proposal.sponsored"
    PROPOSAL_SPONSORS_ASKED = "proposal.sponsors-asked"
    PROPOSAL_SPONSORSHIP_ENDED = "proposal.sponsorship-ended"
    RECOMMENDATION_ADOPTED = "recommendation.adopted"
    RECOMMENDATION_DRAFTED = "recommendation.drafted"
    RECOMMENDATION_EDITED = "recommendation.edited"
    RECOMMENDATION_HANDED_OVER = "recommendation.handed-over"
    RECORD_CORRECTED = "record.corrected"
    RECORD_TEXT_TAKEN_OUT = "record.text-taken-out"
    RECORD_IMPORTED = "record.imported"
    RECORD_PUBLISHED = "record.published"
    RECOVERY_CODES_RENEWED = "recovery-code.renewed"
    RECOVERY_CODE_USED = "recovery-code.used"
    RESPONSE_CORRECTED = "response.corrected"
    RESPONSE_GIVEN = "response.given"
    RETENTION_DONE = "retention.done"
    ROLE_CHANGED = "role.changed"
    ROLE_ENDED = "role.ended"
    ROLE_GIVEN = "role.given"
    SEAT_CREATED = "seat.created"
    SEAT_CHANGED = "seat.changed"
    SEAT_REMOVED = "seat.removed"
    SESSION_ENDED = "session.ended"
    SIGNED_IN = "session.begun"
    SITTING_ACCEPTED = "sitting.accepted"
    SITTING_AGENDA_SENT = "sitting.agenda-sent"
    SITTING_AGENDA_SENT_AGAIN = "sitting.agenda-sent-again"
    AGENDA_TEMPLATE_KEPT = "agenda-template.kept"
    AGENDA_TEMPLATE_REMOVED = "agenda-template.removed"
    SITTING_AGENDA_WRITTEN = "sitting.agenda-written"
    SITTING_CANCELLED = "sitting.cancelled"
    SITTING_CASES_PUBLISHED = "sitting.cases-published"
    SITTING_EXTRACT_REMOVED = "sitting.extract-removed"
    SITTING_EXTRACT_MADE = "sitting.extract-made"
    SITTING_EXTRACT_PUBLISHED = "sitting.extract-published"
    SITTING_PAPER_WITHDRAWN = "sitting.paper-withdrawn"
    SITTING_PUBLIC_PARTS_CHOSEN = "sitting.public-parts-chosen"
    SITTING_PUBLICATION_DROPPED = "sitting.publication-dropped"
    SITTING_PUBLICATION_PLANNED = "sitting.publication-planned"
    SITTING_PUBLICATION_STOPPED = "sitting.publication-stopped"
    SITTING_DECISIONS_PUBLISHED = "sitting.decisions-published"
    SITTING_DECLINED = "sitting.declined"
    SITTING_EDITED = "sitting.edited"
    SITTING_ITEM_ADDED = "sitting.item-added"
    SITTING_MINUTED = "sitting.minuted"
    SITTING_MINUTES_ADDED = "sitting.minutes-added"
    SITTING_MINUTES_APPROVED = "sitting.minutes-approved"
    SITTING_MINUTES_PUBLISHED = "sitting.minutes-published"
    SITTING_MINUTES_SENT = "sitting.minutes-sent"
    SITTING_MINUTES_SIGNED = "sitting.minutes-signed"
    SITTING_MOVED = "sitting.moved"
    SITTING_OBJECTED = "sitting.objected"
    SITTING_OBJECTION_ANSWERED = "sitting.objection-answered"
    SITTING_PLANNED = "sitting.planned"
    SITTING_PLANNED_IN_SERIES = "sitting.planned-in-series"
    SITTING_SUBSTITUTE_ACCEPTED = "sitting.substitute-accepted"
    SITTING_SUBSTITUTE_ASKED = "sitting.substitute-asked"
    SITTING_SUBSTITUTE_DECLINED = "sitting.substitute-declined"
    SITTING_SUBSTITUTE_RELEASED = "sitting.substitute-released"
    SITTING_SUBSTITUTE_WANTED = "sitting.substitute-wanted"
    SITTING_WITHOUT_SUBSTITUTE = "sitting.without-substitute"
    SITTING_READER_ASKED = "sitting.reader-asked"
    SITTING_READER_DROPPED = "sitting.reader-dropped"
    SITTING_READER_REMINDED = "sitting.reader-reminded"
    SITTING_READING_WITHDRAWN = "sitting.reading-withdrawn"
    SITTING_READ_THROUGH = "sitting.read-through"
    SITTING_REMINDED = "sitting.reminded"
    SITTING_SERIES_PLANNED = "sitting.series-planned"
    SITTING_SIGNATURE_WITHDRAWN = "sitting.signature-withdrawn"
    SITTING_SIGNED_MINUTES_CORRECTED = "sitting.signed-minutes-corrected"
    THEME_CHANGED = "theme.changed"
    THEME_CREATED = "theme.created"
    WORKSHOP_ATTENDED = "workshop.attended"
    WORKSHOP_CANCELLED = "workshop.cancelled"
    WORKSHOP_CORRECTION_ANSWERED = "workshop.correction-answered"
    WORKSHOP_EDITED = "workshop.edited"
    WORKSHOP_GUEST_ASKED = "workshop.guest-asked"
    WORKSHOP_PLACES_RELEASED = "workshop.places-released"
    WORKSHOP_LIMITED = "workshop.limited"
    WORKSHOP_MOVED = "workshop.moved"
    WORKSHOP_MOVED_UP = "workshop.moved-up"
    WORKSHOP_NEEDS_SAID = "workshop.needs-said"
    WORKSHOP_NOTED = "workshop.noted"
    WORKSHOP_NOTE_HIDDEN = "workshop.note-hidden"
    WORKSHOP_NOTE_SHOWN = "workshop.note-shown"
    WORKSHOP_OUTCOME_CONFIRMED = "workshop.outcome-confirmed"
    WORKSHOP_OUTCOME_CORRECTED = "workshop.outcome-corrected"
    WORKSHOP_OUTCOME_PUBLISHED = "workshop.outcome-published"
    WORKSHOP_OUTCOME_WRITTEN = "workshop.outcome-written"
    WORKSHOP_PARAGRAPH_WRITTEN = "workshop.paragraph-written"
    WORKSHOP_PLANNED = "workshop.planned"
    WORKSHOP_PLAN_SHOWN = "workshop.plan-shown"
    WORKSHOP_READ_BACK_ASKED = "workshop.read-back-asked"
    WORKSHOP_READ_BACK_CONFIRMED = "workshop.read-back-confirmed"
    WORKSHOP_READ_BACK_OVERTAKEN = "workshop.read-back-overtaken"
    WORKSHOP_READ_BACK_REMINDED = "workshop.read-back-reminded"
    WORKSHOP_READ_BACK_SENT = "workshop.read-back-sent"
    WORKSHOP_ROUND_BEGUN = "workshop.round-begun"
    WORKSHOP_DOTS_OPENED = "workshop.dots-opened"
    WORKSHOP_DOTTED = "workshop.dotted"
    WORKSHOP_DOTS_CLOSED = "workshop.dots-closed"
    WORKSHOP_DOTS_TYPED = "workshop.dots-typed"
    WORKSHOP_REMINDED = "workshop.reminded"
    WORKSHOP_SEATED = "workshop.seated"
    WORKSHOP_SIGNED_OFF = "workshop.signed-off"
    WORKSHOP_SIGNED_UP = "workshop.signed-up"
    WORKSHOP_SORTED = "workshop.sorted"
    WORKSHOP_TABLE_RENEWED = "workshop.table-renewed"
    WORKSHOP_TABLES_LAID = "workshop.tables-laid"
    WORKSHOP_TYPED_IN = "workshop.typed-in"
    WORKSHOP_TYPED_OUT = "workshop.typed-out"
    WORKSHOP_WAIT_LISTED = "workshop.wait-listed"


class Subscriber(StrEnum):
    """Each hears of every event, once it is saved, and decides for itself what follows."""

    MAIL = "mail"
    NOTIFICATIONS = "notifications"
    SEARCH = "search"


# What changes nothing that somebody who is not signed in can read. What is not named here may be shown somewhere.
SHOWN_NOWHERE = frozenset(
    {
        EventType.ACCOUNT_ASKED_AGAIN,
        EventType.ACCOUNT_CONFIRMED,
        EventType.ACCOUNT_CREATED,
        EventType.ACCOUNT_INVITED,
        EventType.CALENDAR_RENEWED,
        EventType.CLOCK_PUT_FORWARD,
        EventType.CODE_CONFIRMED,
        EventType.CODE_GUESSED,
        EventType.CODE_RESET,
        EventType.CODE_TURNED_OFF,
        EventType.CONFIRMATION_ASKED,
        EventType.IDEA_DRAFTED,
        EventType.IDEA_GUEST_ASKED,
        EventType.NOTICES_CHOSEN,
        EventType.OUTBOX_RETRIED,
        EventType.OWN_DATA_FETCHED,
        EventType.PASSWORD_CHANGED,
        EventType.PASSWORD_FORGOTTEN,
        EventType.RECOVERY_CODES_RENEWED,
        EventType.RECOVERY_CODE_USED,
        EventType.SESSION_ENDED,
        EventType.SIGNED_IN,
        EventType.WORKSHOP_CORRECTION_ANSWERED,
        EventType.WORKSHOP_GUEST_ASKED,
        EventType.WORKSHOP_NEEDS_SAID,
        EventType.WORKSHOP_NOTED,
        EventType.WORKSHOP_TABLE_RENEWED,
        EventType.WORKSHOP_OUTCOME_CORRECTED,
        EventType.WORKSHOP_READ_BACK_ASKED,
        EventType.WORKSHOP_READ_BACK_CONFIRMED,
        EventType.WORKSHOP_READ_BACK_OVERTAKEN,
        EventType.WORKSHOP_READ_BACK_REMINDED,
        EventType.WORKSHOP_READ_BACK_SENT,
    }
)
# What must go at once from whichever page quotes it, also within another committee
GONE_EVERYWHERE = frozenset(
    {
        EventType.ACCOUNT_ERASED,
        EventType.AUTHOR_ERASED,
        EventType.FILE_REMOVED,
        EventType.IDEA_WITHDRAWN,
        EventType.INITIATIVE_WITHDRAWN,
        EventType.MODERATION_HIDDEN,
        EventType.RECORD_TEXT_TAKEN_OUT,
    }
)
