"""Who is told of what inside the portal. One row for each event that anyone is told of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.i18n import N_
from portal.notifications.models import Notification
from portal.reactions import recipients as to
from portal.reactions.recipients import People
from portal.reactions.subjects import facts_of, path_of


@dataclass(frozen=True)
class Notice:
    """`recipients` are told `message`, a text with `%(title)s` of the record and `%(name)s` of the committee.

    Whoever did it knows already and is left out, except where it is a receipt.
    """

    recipients: Callable[[Event], People]
    message: str
    is_receipt: bool = False


E = EventType
NOTICES: Mapping[EventType, Notice] = {
    E.APPLICATION_ACCEPTED: Notice(to.secretaries, N_('Somebody has said yes to a seat in "%(name)s"')),
    E.APPLICATION_ANSWERED: Notice(to.applicant, N_('You have a letter about your application to "%(name)s"')),
    E.APPLICATION_DECLINED: Notice(to.secretaries, N_('Somebody has said no to a seat in "%(name)s"')),
    E.APPLICATION_INVITED: Notice(to.applicant, N_('You are invited to a seat in "%(name)s"')),
    E.APPLICATION_RECEIVED: Notice(to.secretaries, N_('A new application to "%(name)s"')),
    E.APPLICATION_RESERVED: Notice(to.applicant, N_('You are on the reserve list of "%(name)s"')),
    E.APPLICATION_WITHDRAWN: Notice(to.secretaries, N_('An application to "%(name)s" has been withdrawn')),
    E.COMMITMENT_MADE: Notice(to.members_and_secretaries, N_('A promise in "%(name)s": "%(title)s"')),
    E.COMMITMENT_REPORTED: Notice(to.members_and_secretaries, N_('News of the promise "%(title)s" in "%(name)s"')),
    E.GATE_OPENED: Notice(to.members_and_secretaries, N_('"%(name)s" has moved on to its next stage')),
    E.IDEA_ANSWERED: Notice(to.author, N_('Your idea "%(title)s" has been answered')),
    E.IDEA_CARRIED_ON: Notice(to.author, N_('Your idea "%(title)s" has been carried on')),
    E.IDEA_CLOSED: Notice(to.author, N_('Your idea "%(title)s" is closed')),
    E.IDEA_CORRECTED: Notice(
        to.author_and_former_supporters, N_('The text of the idea "%(title)s" has been changed. See what is new')
    ),
    E.IDEA_EDITED: Notice(to.secretaries, N_('An idea to "%(name)s" has been changed by its author: "%(title)s"')),
    E.IDEA_PUBLISHED: Notice(to.author, N_('Your idea "%(title)s" is published')),
    E.IDEA_REFUSED: Notice(to.author, N_('Your idea "%(title)s" will not be published. Read why')),
    E.IDEA_RESUBMITTED: Notice(to.secretaries, N_('An idea to "%(name)s" has been corrected: "%(title)s"')),
    E.IDEA_RETURNED: Notice(to.author, N_('Your idea "%(title)s" needs a change before we can publish it')),
    E.IDEA_SUBMITTED: Notice(to.secretaries, N_('A new idea to "%(name)s": "%(title)s"')),
    E.IDEA_WITHDRAWN: Notice(to.secretaries, N_('An idea to "%(name)s" has been withdrawn: "%(title)s"')),
    E.INITIATIVE_ANSWERED: Notice(to.backers, N_('The citizens’ proposal "%(title)s" has been answered')),
    E.INITIATIVE_PUBLISHED: Notice(to.author, N_('Your citizens’ proposal "%(title)s" is published')),
    E.INITIATIVE_PUT_ON_DESK: Notice(
        to.author, N_('Your citizens’ proposal "%(title)s" is put before %(the_council)s')
    ),
    E.INITIATIVE_REFUSED: Notice(to.author, N_('Your citizens’ proposal "%(title)s" will not be published. Read why')),
    E.INITIATIVE_RESUBMITTED: Notice(to.secretaries, N_('A citizens’ proposal has been corrected: "%(title)s"')),
    E.INITIATIVE_RETURNED: Notice(to.author, N_('Your citizens’ proposal "%(title)s" needs a change')),
    E.INITIATIVE_SUBMITTED: Notice(to.secretaries, N_('A new citizens’ proposal: "%(title)s"')),
    E.INITIATIVE_THRESHOLD_MET: Notice(
        to.author_and_council,
        N_('The citizens’ proposal "%(title)s" has support enough. %(The_council)s owes it an answer'),
    ),
    E.LESSONS_WRITTEN: Notice(to.members, N_('"%(name)s" has written down what was learned')),
    E.MANDATE_ADOPTED: Notice(to.members, N_('The mandate of "%(name)s" has been adopted')),
    E.MEMBER_APPOINTED: Notice(to.the_member, N_('You have been given a seat in "%(name)s"')),
    E.MEMBER_SUBSTITUTED: Notice(to.the_member, N_('You are a substitute in "%(name)s" for a time')),
    E.MODERATION_APPEALED: Notice(
        to.second_moderators, N_("The hiding of a text is appealed. Somebody else than the one who hid it decides")
    ),
    E.MODERATION_HIDDEN: Notice(to.author, N_('Your text "%(title)s" has been hidden. Read why, and what you can do')),
    E.MODERATION_KEPT: Notice(to.reporters, N_("What you reported has been looked at, and stays. Read why")),
    E.MODERATION_OVERTURNED: Notice(to.author, N_('Your text "%(title)s" is shown again')),
    E.MODERATION_REPORTED: Notice(to.moderators, N_("A text has been reported. Decide whether it can stay")),
    E.MODERATION_REPORT_DECIDED: Notice(to.reporters, N_("What you reported has been hidden")),
    E.MODERATION_UPHELD: Notice(to.case_author, N_("Your appeal is decided: the text stays hidden. Read why")),
    E.PROPOSAL_PUBLISHED: Notice(to.members, N_('The proposal "%(title)s" in "%(name)s" is published')),
    E.PROPOSAL_REVISED: Notice(to.members, N_('The proposal "%(title)s" in "%(name)s" has a new version')),
    E.RECOMMENDATION_ADOPTED: Notice(to.members_and_secretaries, N_('Recommended by "%(name)s": "%(title)s"')),
    E.RECOMMENDATION_HANDED_OVER: Notice(
        to.councillors, N_('"%(name)s" has handed over a recommendation that waits for an answer: "%(title)s"')
    ),
    E.RESPONSE_GIVEN: Notice(to.members_and_idea_authors, N_('The recommendation "%(title)s" has been answered')),
    E.ROLE_GIVEN: Notice(to.the_person, N_("You have been given a new role on the portal")),
    E.WORKSHOP_CANCELLED: Notice(to.participants, N_('The workshop "%(title)s" is cancelled')),
    E.WORKSHOP_EDITED: Notice(to.participants, N_('The workshop "%(title)s" has been changed. Check time and place')),
    E.WORKSHOP_OUTCOME_PUBLISHED: Notice(to.participants, N_('What came out of the workshop "%(title)s" is published')),
    E.WORKSHOP_PLANNED: Notice(to.members, N_('A workshop is planned in "%(name)s": "%(title)s"')),
    E.WORKSHOP_SIGNED_UP: Notice(
        to.whoever_did_it, N_('You have signed up for the workshop "%(title)s"'), is_receipt=True
    ),
}


def notify(event: Event) -> None:
    """Write a notice to each recipient. Safe to repeat: one to a person for each event."""
    notice = NOTICES.get(EventType(event.type))
    if notice is None:
        return
    told = set(db.session.scalars(select(Notification.recipient_id).where(Notification.event_id == event.id)))
    if not notice.is_receipt and event.actor_id is not None:
        told.add(event.actor_id)
    path = "/konto" if event.type == EventType.ROLE_GIVEN else path_of(event)
    values = facts_of(event)
    for user in {user.id: user for user in notice.recipients(event) if user.is_active}.values():
        if user.id not in told:
            db.session.add(
                Notification(event_id=event.id, recipient_id=user.id, message=notice.message, values=values, path=path)
            )
