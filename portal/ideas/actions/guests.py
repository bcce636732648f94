"""Contributions without an account. Nothing is received before the address has been shown to be the sender's."""

from portal.accounts.actions.guests import holder_of_address
from portal.accounts.actions.joining import count_letter
from portal.accounts.models import User, Visitor
from portal.accounts.origin import Origin
from portal.committees.models import Committee
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import once
from portal.ideas.actions.writing import begin, ensure_open, reads_as
from portal.ideas.forms.writing import IdeaDraft, Sender
from portal.ideas.links import guest_idea_of
from portal.ideas.models import GuestIdea, Idea, IdeaState
from portal.ideas.queries import guest_idea_of_submission
from portal.rules.access import can, require
from portal.rules.permissions import Permission


@once
def send_as_guest(
    visitor: Visitor | User, committee: Committee, draft: IdeaDraft, sender: Sender, origin: Origin
) -> None:
    """A visitor sends a contribution, and a link goes to the address. The same form sent twice is one letter.

    Raises `Refused` when ideas are not taken, too many letters have been asked for, or another text was confirmed.
    """
    with transaction():
        require(visitor, Permission.IDEA_SUBMIT_AS_GUEST, committee)
        ensure_open(committee)
        guest_idea = guest_idea_of_submission(draft.submission_key or "")
        if guest_idea is not None and _is_sent(guest_idea, draft, sender):
            return
        count_letter(sender.email, origin)
        guest_idea = guest_idea or GuestIdea(committee=committee, submission_key=draft.submission_key)
        _write(guest_idea, draft, sender)
        db.session.add(guest_idea)
        record(EventType.IDEA_GUEST_ASKED, guest_idea, actor=None)


def _is_sent(guest_idea: GuestIdea, draft: IdeaDraft, sender: Sender) -> bool:
    """Whether this is what was sent before, and not what somebody wrote who went back.

    Raises `Refused` when that has been confirmed meanwhile: it is no longer changed from here.
    """
    if guest_idea.idea is None:
        return (draft_of(guest_idea), sender_of(guest_idea)) == (draft, sender)
    if reads_as(guest_idea.idea, draft):
        return True
    raise Refused(
        _(
            "You have confirmed this contribution already, and nothing new is sent. Correct it by the link in your"
            " letter, or begin a new one."
        )
    )


def _write(guest_idea: GuestIdea, draft: IdeaDraft, sender: Sender) -> None:
    guest_idea.name, guest_idea.email = sender.name, sender.email
    guest_idea.title, guest_idea.body, guest_idea.problem = draft.title, draft.body, draft.problem
    guest_idea.kind, guest_idea.place, guest_idea.shown_as = draft.kind, draft.place, draft.shown_as
    guest_idea.question_number = draft.question_number


def draft_of(guest_idea: GuestIdea) -> IdeaDraft:
    """What the guest wrote."""
    return IdeaDraft(
        title=guest_idea.title,
        body=guest_idea.body,
        shown_as=guest_idea.shown_as,
        submission_key=guest_idea.submission_key,
        problem=guest_idea.problem,
        kind=guest_idea.kind,
        place=guest_idea.place,
        question_number=guest_idea.question_number,
    )


def sender_of(guest_idea: GuestIdea) -> Sender:
    return Sender(guest_idea.name, guest_idea.email)


def confirm_guest_idea(token: str) -> Idea:
    """The holder of a link confirms a contribution, and it is received. The same link again gives the same idea.

    Raises `Refused` when the link no longer works, or ideas are no longer taken.
    """
    with transaction():
        guest_idea = guest_idea_of(token)
        if guest_idea is None:
            raise Refused(_("The link no longer works"))
        hold(guest_idea)
        if guest_idea.idea is not None:
            return guest_idea.idea
        idea = _receive(guest_idea)
        record(EventType.IDEA_SUBMITTED, idea, actor=idea.author)
    return idea


def _receive(guest_idea: GuestIdea) -> Idea:
    """Make an idea of it. It was sent in time, if only the committee still finds its problem."""
    author, committee = holder_of_address(guest_idea.name, guest_idea.email), guest_idea.committee
    if not can(author, Permission.IDEA_SUBMIT, committee):
        raise Refused(_("%(The_committee)s no longer takes ideas. The last day has passed."))
    idea = guest_idea.idea = begin(committee, author, draft_of(guest_idea), IdeaState.RECEIVED)
    _forget_words(guest_idea)
    return idea


def _forget_words(guest_idea: GuestIdea) -> None:
    """The idea has them now. The address stays for the rest of the week, so that only this letter's link leads on."""
    nothing = IdeaDraft(title="", body="", shown_as=guest_idea.shown_as)
    _write(guest_idea, nothing, Sender("", guest_idea.email))
