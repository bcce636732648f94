"""Who is told of what. One row for each event that anyone is told of; the page, the list and the letters read it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.i18n import N_
from portal.notifications.models import NoticeKind, Notification, Pace
from portal.notifications.queries import paces_of
from portal.reactions import recipients as to
from portal.reactions.moments import always, is_soon, never
from portal.reactions.recipients import WHY, People
from portal.reactions.subjects import facts_of, path_of, subject_of


@dataclass(frozen=True)
class Notice:
    """`recipients` are told `message`, a text with `%(title)s` of the record and `%(name)s` of the committee.

    `kind` says what it is to them, and so whether it is worth a letter at once; why they are told is `recipients.WHY`.
    Whoever did it knows already and is left out, except where it is a receipt. `also` is for others, to whom the same
    event is something else; whoever is in both gets the first. What `has_own_letter` is not told by mail once more.
    What `cannot_wait` gets a letter of its own at once, outside the count.
    """

    kind: NoticeKind
    recipients: Callable[[Event], People]
    message: str
    is_receipt: bool = False
    cannot_wait: Callable[[Event], bool] = never
    has_own_letter: bool = False
    also: "Notice | None" = None


ANSWER_CORRECTED = N_('The answer to the idea "%(title)s" has been corrected. See what is new')
IDEA_CORRECTED = N_('The text of the idea "%(title)s" has been changed. See what is new')
INITIATIVE_ANSWERED = N_('The citizens’ proposal "%(title)s" has been answered')
MEETING_MOVED = N_('%(The_council)s takes up the citizens’ proposal "%(title)s" on another day. See when, and why')
THRESHOLD_MET = N_('The citizens’ proposal "%(title)s" has support enough. %(The_council)s owes it an answer')
WITHDRAWN = N_('The citizens’ proposal "%(title)s" has been withdrawn by its author')
WORKSHOP_CANCELLED = N_('The workshop "%(title)s" is cancelled')
WORKSHOP_MOVED = N_('The workshop "%(title)s" has been moved')

E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.APPLICATION_ACCEPTED: Notice(K.COMMITTEE, to.secretaries, N_('Somebody has said yes to a seat in "%(name)s"')),
    E.APPLICATION_ANSWERED: Notice(
        K.ANSWER, to.applicant, N_('You have a letter about your application to "%(name)s"'), has_own_letter=True
    ),
    E.APPLICATION_DECLINED: Notice(K.TASK, to.secretaries, N_('Somebody has said no to a seat in "%(name)s"')),
    E.APPLICATION_INVITED: Notice(
        K.TASK, to.applicant, N_('You are invited to a seat in "%(name)s"'), has_own_letter=True
    ),
    E.APPLICATION_RECEIVED: Notice(K.COMMITTEE, to.secretaries, N_('A new application to "%(name)s"')),
    E.APPLICATION_RESERVED: Notice(
        K.ANSWER, to.applicant, N_('You are on the reserve list of "%(name)s"'), has_own_letter=True
    ),
    E.APPLICATION_WITHDRAWN: Notice(K.COMMITTEE, to.secretaries, N_('An application to "%(name)s" has been withdrawn')),
    E.COMMITMENT_MADE: Notice(K.COMMITTEE, to.members_and_secretaries, N_('A promise in "%(name)s": "%(title)s"')),
    E.COMMITMENT_REPORTED: Notice(
        K.COMMITTEE, to.members_and_secretaries, N_('News of the promise "%(title)s" in "%(name)s"')
    ),
    E.GATE_OPENED: Notice(K.COMMITTEE, to.members_and_secretaries, N_('"%(name)s" has moved on to its next stage')),
    E.IDEA_ANSWERED: Notice(
        K.ANSWER,
        to.author,
        N_('Your idea "%(title)s" has been answered'),
        also=Notice(K.FOLLOWED, to.supporters, N_('The idea "%(title)s" has been answered')),
    ),
    E.IDEA_ANSWER_CORRECTED: Notice(
        K.ANSWER, to.author, ANSWER_CORRECTED, also=Notice(K.FOLLOWED, to.supporters, ANSWER_CORRECTED)
    ),
    E.IDEA_APPEALED: Notice(
        K.TASK,
        to.second_persons,
        N_('The refusal of the idea "%(title)s" is appealed. Somebody else than the one who refused it decides'),
    ),
    E.IDEA_APPEAL_OVERTURNED: Notice(
        K.ANSWER, to.author, N_('Your appeal is decided: your idea "%(title)s" can be published. Read why')
    ),
    E.IDEA_APPEAL_UPHELD: Notice(
        K.ANSWER, to.author, N_('Your appeal is decided: your idea "%(title)s" is not published. Read why')
    ),
    E.IDEA_CARRIED_ON: Notice(
        K.OWN,
        to.author,
        N_('Your idea "%(title)s" has been carried on'),
        also=Notice(K.FOLLOWED, to.supporters, N_('The idea "%(title)s" has been carried on')),
    ),
    E.IDEA_CLOSED: Notice(K.OWN, to.author, N_('Your idea "%(title)s" is closed')),
    E.IDEA_CORRECTED: Notice(
        K.OWN, to.author, IDEA_CORRECTED, also=Notice(K.FOLLOWED, to.former_supporters, IDEA_CORRECTED)
    ),
    E.IDEA_EDITED: Notice(
        K.COMMITTEE, to.secretaries, N_('An idea to "%(name)s" has been changed by its author: "%(title)s"')
    ),
    E.IDEA_PUBLISHED: Notice(K.OWN, to.author_unless_told, N_('Your idea "%(title)s" is published')),
    E.IDEA_REFUSED: Notice(K.ANSWER, to.author, N_('Your idea "%(title)s" will not be published. Read why')),
    E.IDEA_RESUBMITTED: Notice(K.TASK, to.secretaries, N_('An idea to "%(name)s" has been corrected: "%(title)s"')),
    E.IDEA_RETURNED: Notice(K.TASK, to.author, N_('Your idea "%(title)s" needs a change before we can publish it')),
    E.IDEA_SUBMITTED: Notice(K.TASK, to.secretaries, N_('A new idea to "%(name)s": "%(title)s"')),
    E.IDEA_WITHDRAWN: Notice(K.COMMITTEE, to.secretaries, N_('An idea to "%(name)s" has been withdrawn: "%(title)s"')),
    E.INITIATIVE_ANSWERED: Notice(
        K.ANSWER, to.author, INITIATIVE_ANSWERED, also=Notice(K.FOLLOWED, to.backers, INITIATIVE_ANSWERED)
    ),
    E.INITIATIVE_MEETING_MOVED: Notice(
        K.OWN, to.author, MEETING_MOVED, also=Notice(K.FOLLOWED, to.backers, MEETING_MOVED)
    ),
    E.INITIATIVE_PUBLISHED: Notice(K.OWN, to.author, N_('Your citizens’ proposal "%(title)s" is published')),
    E.INITIATIVE_PUT_ON_DESK: Notice(
        K.OWN, to.author, N_('Your citizens’ proposal "%(title)s" is put before %(the_council)s')
    ),
    E.INITIATIVE_REFUSED: Notice(
        K.ANSWER, to.author, N_('Your citizens’ proposal "%(title)s" will not be published. Read why')
    ),
    E.INITIATIVE_RESUBMITTED: Notice(
        K.TASK, to.proposal_readers, N_('A citizens’ proposal has been corrected: "%(title)s"')
    ),
    E.INITIATIVE_RETURNED: Notice(K.TASK, to.author, N_('Your citizens’ proposal "%(title)s" needs a change')),
    E.INITIATIVE_SUBMITTED: Notice(K.TASK, to.proposal_readers, N_('A new citizens’ proposal: "%(title)s"')),
    E.INITIATIVE_THRESHOLD_MET: Notice(
        K.TASK, to.council_and_secretaries, THRESHOLD_MET, also=Notice(K.OWN, to.author, THRESHOLD_MET)
    ),
    E.INITIATIVE_WITHDRAWN: Notice(
        K.COMMITTEE, to.whom_it_occupied, WITHDRAWN, also=Notice(K.FOLLOWED, to.backers, WITHDRAWN)
    ),
    E.LESSONS_WRITTEN: Notice(K.COMMITTEE, to.members, N_('"%(name)s" has written down what was learned')),
    E.MANDATE_ADOPTED: Notice(K.COMMITTEE, to.members, N_('The mandate of "%(name)s" has been adopted')),
    E.MEMBER_APPOINTED: Notice(K.TASK, to.the_member, N_('You have been given a seat in "%(name)s"')),
    E.MEMBER_MOVED: Notice(K.OWN, to.the_member, N_('You have been moved to another seat in "%(name)s"')),
    E.MEMBER_SUBSTITUTED: Notice(K.TASK, to.the_member, N_('You are a substitute in "%(name)s" for a time')),
    E.MEMBER_TAKEN_BACK: Notice(
        K.TASK, to.whose_seat_it_was, N_('Your seat in "%(name)s" was a mistake of ours, and is taken back')
    ),
    E.MODERATION_APPEALED: Notice(
        K.TASK,
        to.second_moderators,
        N_("The hiding of a text is appealed. Somebody else than the one who hid it decides"),
    ),
    E.MODERATION_HIDDEN: Notice(
        K.TASK, to.author, N_('Your text "%(title)s" has been hidden. Read why, and what you can do')
    ),
    E.MODERATION_KEPT: Notice(
        K.FOLLOWED, to.reporters, N_("What you reported has been looked at, and stays. Read why")
    ),
    E.MODERATION_OVERTURNED: Notice(K.ANSWER, to.author, N_('Your text "%(title)s" is shown again')),
    E.MODERATION_REPORTED: Notice(K.TASK, to.moderators, N_("A text has been reported. Decide whether it can stay")),
    E.MODERATION_REPORT_DECIDED: Notice(K.FOLLOWED, to.reporters, N_("What you reported has been hidden")),
    E.MODERATION_UPHELD: Notice(
        K.ANSWER, to.case_author, N_("Your appeal is decided: the text stays hidden. Read why")
    ),
    E.PROPOSAL_PUBLISHED: Notice(K.COMMITTEE, to.members, N_('The proposal "%(title)s" in "%(name)s" is published')),
    E.PROPOSAL_REVISED: Notice(K.COMMITTEE, to.members, N_('The proposal "%(title)s" in "%(name)s" has a new version')),
    E.RECOMMENDATION_ADOPTED: Notice(
        K.COMMITTEE, to.members_and_secretaries, N_('Recommended by "%(name)s": "%(title)s"')
    ),
    E.RECOMMENDATION_DRAFTED: Notice(
        K.TASK, to.members_without_position, N_('"%(name)s" asks for your position on a recommendation: "%(title)s"')
    ),
    E.RECOMMENDATION_EDITED: Notice(
        K.TASK,
        to.who_stood_on_another_text,
        N_('The recommendation "%(title)s" has been changed. Say where you stand on the new text'),
    ),
    E.RECOMMENDATION_HANDED_OVER: Notice(
        K.TASK, to.councillors, N_('"%(name)s" has handed over a recommendation that waits for an answer: "%(title)s"')
    ),
    E.RESPONSE_CORRECTED: Notice(
        K.FOLLOWED, to.members_and_idea_authors, N_('The answer to the recommendation "%(title)s" has been corrected')
    ),
    E.RESPONSE_GIVEN: Notice(
        K.ANSWER, to.members_and_idea_authors, N_('The recommendation "%(title)s" has been answered')
    ),
    E.ROLE_CHANGED: Notice(K.ACCOUNT, to.the_person, N_("The last day of one of your roles has been changed")),
    E.ROLE_ENDED: Notice(K.ACCOUNT, to.the_person, N_("One of your roles on the portal has ended")),
    E.ROLE_GIVEN: Notice(K.ACCOUNT, to.the_person, N_("You have been given a new role on the portal")),
    E.WORKSHOP_CANCELLED: Notice(
        K.APPOINTMENT,
        to.participants,
        WORKSHOP_CANCELLED,
        cannot_wait=is_soon,
        also=Notice(K.APPOINTMENT, to.told_of_the_meeting, WORKSHOP_CANCELLED, cannot_wait=is_soon),
    ),
    E.WORKSHOP_EDITED: Notice(K.FOLLOWED, to.participants, N_('The text about the workshop "%(title)s" has changed')),
    E.WORKSHOP_MOVED: Notice(
        K.APPOINTMENT,
        to.participants,
        WORKSHOP_MOVED,
        cannot_wait=is_soon,
        also=Notice(K.APPOINTMENT, to.told_of_the_meeting, WORKSHOP_MOVED, cannot_wait=is_soon),
    ),
    E.WORKSHOP_OUTCOME_PUBLISHED: Notice(
        K.FOLLOWED, to.participants, N_('What came out of the workshop "%(title)s" is published')
    ),
    E.WORKSHOP_PLANNED: Notice(
        K.APPOINTMENT, to.members, N_('A workshop is planned in "%(name)s": "%(title)s"'), cannot_wait=is_soon
    ),
    E.WORKSHOP_SIGNED_UP: Notice(
        K.APPOINTMENT,
        to.whoever_comes,
        N_('You have signed up for the workshop "%(title)s"'),
        is_receipt=True,
        cannot_wait=always,
    ),
}
ABOUT_ROLES = {EventType.ROLE_CHANGED, EventType.ROLE_ENDED, EventType.ROLE_GIVEN}

CHANGES_WHAT_IS_SHOWN = {EventType.MODERATION_HIDDEN, EventType.MODERATION_OVERTURNED}


class StillTold:
    """Who is told of an event as things stand now: asked again when a letter is written, once for each event."""

    def __init__(self) -> None:
        self._told: dict[int, set[int]] = {}

    def __call__(self, event: Event, user_id: int) -> bool:
        if event.id not in self._told:
            self._told[event.id] = {user.id for user, _notice in told_of(event)}
        return user_id in self._told[event.id]


def told_of(event: Event) -> Iterator[tuple[User, Notice]]:
    """Everybody who is told of an event, each once, with what it is to them."""
    notice, told = NOTICES.get(EventType(event.type)), set[int]()
    while notice is not None:
        knows_already = told | (set() if notice.is_receipt or event.actor_id is None else {event.actor_id})
        for user in {user.id: user for user in notice.recipients(event) if user.is_active}.values():
            if user.id not in knows_already:
                told.add(user.id)
                yield user, notice
        notice = notice.also


def notify(event: Event) -> None:
    """Write a notice to each recipient. Safe to repeat: one to a person for each event."""
    if event.type in CHANGES_WHAT_IS_SHOWN:
        _retell(event)
    told = set(db.session.scalars(select(Notification.recipient_id).where(Notification.event_id == event.id)))
    new = [(user, notice) for user, notice in told_of(event) if user.id not in told]
    if not new:
        return
    path = "/konto" if event.type in ABOUT_ROLES else path_of(event)
    facts, paces = facts_of(event), paces_of([user.id for user, _notice in new])
    for user, notice in new:
        by_mail = not notice.has_own_letter and paces(user.id, notice.kind) is not Pace.PORTAL
        alone = by_mail and notice.cannot_wait(event)
        db.session.add(
            Notification(
                event_id=event.id, recipient_id=user.id, kind=notice.kind, message=notice.message,
                why=WHY[notice.recipients], values=facts, path=path, waiting=by_mail, alone=alone,
            )
        )  # fmt: skip


def _retell(event: Event) -> None:
    """Take the title of a hidden text out of what others were told of it before, and put it back afterwards."""
    author_id = getattr(subject_of(event), "author_id", None)
    told = db.session.execute(
        select(Notification, Event)
        .join(Event, Notification.event_id == Event.id)
        .where(Event.subject_kind == event.subject_kind, Event.subject_id == event.subject_id)
        .where(Event.type.not_like("moderation.%"), Notification.recipient_id != author_id)
    ).tuples()
    for notification, about in told:
        notification.values = facts_of(about)
