"""Every kind of letter that the portal can send, each written once, with a stranger's words in all that people type."""

from dataclasses import dataclass

from portal.accounts import letters as account
from portal.accounts.models import User
from portal.app import HOUSE
from portal.events.types import EventType
from portal.foundation import clock
from portal.house.letters import Letter
from portal.ideas.letters import confirmation_of_idea, receipt_of_idea
from portal.ideas.models import GuestIdea, IdeaState, ShownAs
from portal.initiatives.models import InitiativeState
from portal.municipalities.queries import site
from portal.notifications.models import Notification
from portal.privacy.letters import receipt_letter
from portal.reactions.gathered import letter_to
from portal.reactions.letters import letter_about
from portal.recruitment import letters as application
from portal.recruitment.models import ApplicationState
from portal.workshops.letters import WORDS, confirmation_of_sign_up, letter_to_typed_in
from portal.workshops.models import GuestSignUp, ParticipantKind, WorkshopSignUp
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.initiatives.scene import initiative_in
from tests.reactions.scene import happened, recommendation_of, workshop_of
from tests.recruitment.scene import applied, call_in, decision, seat_in

HOSTILE = "Vundet! http://ond.example/x"  # what a stranger would have us write to others
AFTER_CONFIRMING = ("password_changed_letter", "new_browser_letter", "_code_confirmed", "_code_turned_off",
                    "_code_reset", "_code_guessed", "_code_guessed_inside", "_recovery_code_used",
                    "new_password_letter", "already_here_letter")  # fmt: skip
BEFORE_CONFIRMING = ("confirmation_letter", "claim_letter")


@dataclass(frozen=True)
class Written:
    """One letter; to an address of which nobody knows yet whose it is, or not."""

    name: str
    letter: Letter
    is_unconfirmed: bool = False


class Scene:
    """What the letters are about. It is set up once, and then written about in both languages."""

    def __init__(self, harbour, fjordby, anna, bo):
        self.harbour, self.fjordby, self.anna, self.bo = harbour, fjordby, anna, bo
        self.new = saved(User(name=HOSTILE, email="new@example.dk", invited_at=clock.now()))
        self.guest_idea = saved(
            GuestIdea(committee_id=harbour.id, name=HOSTILE, email="new@example.dk", title=HOSTILE, body=HOSTILE,
                      shown_as=ShownAs.FULL_NAME, submission_key="k")
        )  # fmt: skip
        self.idea = idea_in(IdeaState.RECEIVED, harbour, anna, title="En bro", answer_due_on=clock.today())
        self.subjects = {
            "idea": self.idea,
            "initiative": initiative_in(InitiativeState.RECEIVED, fjordby, anna, title="En havn"),
            "workshop": workshop_of(harbour, anna),
            "recommendation": recommendation_of(harbour),
        }
        self.subjects["response"] = self.subjects["recommendation"]
        self.told = [
            self._told(event_type, notice) for event_type, first in HOUSE.notices.items() for notice in chain(first)
        ]
        self.called_in = saved(
            WorkshopSignUp(workshop_id=self.subjects["workshop"].id, name=HOSTILE, email="new@example.dk",
                           kind=ParticipantKind.CITIZEN)
        )  # fmt: skip
        self.guest_sign_up = saved(
            GuestSignUp(workshop_id=self.subjects["workshop"].id, name=HOSTILE, email="new@example.dk", needs=HOSTILE,
                        kind=ParticipantKind.CITIZEN, submission_key="m")
        )  # fmt: skip
        self.application = applied(call_in(harbour, bo, seat_in(harbour)), name=HOSTILE, motivation=HOSTILE)

    def _told(self, event_type, notice):
        subject = self.subjects.get(event_type.partition(".")[0], self.harbour)
        was = {"starts_at": clock.now().isoformat(), "place": "Skolen"}
        event = happened(event_type, subject, self.bo, title="En sag", reason="Salen er i brug.", was=was)
        told = {"recipient_id": self.anna.id, "values": {"title": "En sag", "name": "Havnen"}, "path": "/x"}
        words = {"kind": notice.kind, "message": notice.message, "why": notice.recipients.why}
        return event, saved(Notification(event_id=event.id, **told, **words))

    def letters(self):
        """All of them, in the language that is spoken."""
        for event, notice in self.told:
            yield Written(f"{event.type} {notice.kind}", letter_about(event, notice, self.anna))
        rows = [notice for _event, notice in self.told]
        around = site(is_demo=False)
        yield Written("gathered", letter_to(self.anna, rows, [], around))
        yield Written("weekly", letter_to(self.anna, rows[:3], rows[3:], around))
        yield from self._of_accounts()
        yield Written("idea by guest", confirmation_of_idea(self.guest_idea), is_unconfirmed=True)
        yield Written("receipt to guest", receipt_of_idea(self.idea))
        yield Written("meeting by guest", confirmation_of_sign_up(self.guest_sign_up), is_unconfirmed=True)
        for event_type in WORDS:
            was = {"starts_at": clock.now().isoformat(), "place": "Skolen"}
            event = happened(event_type, self.subjects["workshop"], self.bo, reason="Salen er i brug.", was=was)
            yield Written(f"{event_type} to who has called", letter_to_typed_in(event, self.called_in))
        yield Written("erased", receipt_letter("anna@example.dk"))
        yield from self._of_applications()

    def _of_accounts(self):
        for name in AFTER_CONFIRMING:
            yield Written(name, getattr(account, name)(self.anna))
        for name in BEFORE_CONFIRMING:
            yield Written(name, getattr(account, name)(self.new), is_unconfirmed=True)
        yield Written("invitation", account.invitation_letter(self.new, self.bo), is_unconfirmed=True)
        yield Written("invitation by nobody", account.invitation_letter(self.new), is_unconfirmed=True)

    def _of_applications(self):
        one = self.application
        states = {
            EventType.APPLICATION_CONFIRMATION_ASKED: ApplicationState.UNCONFIRMED,
            EventType.APPLICATION_INVITED: ApplicationState.INVITED,
            EventType.APPLICATION_RESERVED: ApplicationState.RESERVE,
        }
        one.decided_by, one.decided_on, one.decided_item = self.fjordby.bodies[0], clock.today(), "7"
        one.starts_on = one.answer_by = decision(self.fjordby.bodies[0]).answer_by
        one.answer = "X"
        for event_type, write in application.APPLICATION_LETTERS.items():
            one.state = states.get(event_type, ApplicationState.RECEIVED)
            letter = write(one)
            assert letter is not None, event_type
            yield Written(event_type, letter, is_unconfirmed=event_type == EventType.APPLICATION_CONFIRMATION_ASKED)
        one.state = ApplicationState.APPOINTED
        yield Written("appointed", application.accepted_letter(one))


def chain(notice):
    while notice is not None:
        yield notice
        notice = notice.also
