"""How many letters would follow from what is about to be done, before it is done; said in words to whoever is asked."""

from collections.abc import Iterator

from portal.events.models import Event
from portal.events.record import recorded
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.foundation.i18n import ngettext
from portal.notifications.models import Pace
from portal.notifications.queries import paces_of
from portal.reactions.account_letters import letters_about_account
from portal.reactions.application_letters import APPLICATION_LETTERS, letters_about_application
from portal.reactions.erasure_letters import letters_about_erasure
from portal.reactions.guest_letters import letters_about_guest
from portal.reactions.letters import Letter
from portal.reactions.notify import told_of
from portal.recruitment.models import Application


def letters_that_follow() -> list[str]:
    """From what has happened in the transaction that goes on: who gets a letter, and who is told on the portal only."""
    mailed, told, posted = set[str](), set[str](), 0
    for event in recorded():
        mailed |= {letter.user.email for letter in _letters_about(event)}
        people = [(user, notice) for user, notice in told_of(event) if not notice.has_own_letter]
        paces = paces_of([user.id for user, _notice in people])
        for user, notice in people:
            (told if paces(user.id, notice.kind) is Pace.PORTAL else mailed).add(user.email)
        posted += _is_posted(event)
    return list(_in_words(len(mailed), len(told - mailed), posted))


def _letters_about(event: Event) -> Iterator[Letter]:
    for write in (letters_about_account, letters_about_guest, letters_about_erasure, letters_about_application):
        yield from write(event)


def _is_posted(event: Event) -> bool:
    """Whether a letter to an applicant without e-mail is to be printed."""
    application = db.session.get(Application, event.subject_id) if event.type in set(APPLICATION_LETTERS) else None
    return application is not None and application.gets_letters_by_post


def _in_words(mailed: int, told: int, posted: int) -> Iterator[str]:
    if mailed:
        yield ngettext("%(count)s person gets a letter about it by mail.",
                       "%(count)s people get a letter about it by mail.", mailed)  # fmt: skip
    if posted:
        yield ngettext(
            "%(count)s letter is to be printed and posted.", "%(count)s letters are to be printed and posted.", posted
        )
    if told:
        yield ngettext("%(count)s person is told on the portal alone, as they have chosen.",
                       "%(count)s people are told on the portal alone, as they have chosen.", told)  # fmt: skip
    if not mailed and not posted:
        yield _("Nobody gets a letter about it.")
