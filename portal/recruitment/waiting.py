"""What of calls and applications waits for somebody."""

from collections.abc import Iterable, Sequence

from portal.accounts.models import User
from portal.foundation.i18n import gettext as _, ngettext
from portal.recruitment.forms.calls import seat_label
from portal.recruitment.queries.applications import count_left_waiting, count_letters_to_post, count_new
from portal.recruitment.queries.onboarding import confirmed_by, lacking, memberships_of
from portal.recruitment.queries.places import next_reserves
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.tasks.task import Holder, Task, within


def waiting(holder: Holder) -> Iterable[Task]:
    """Applications, free places, letters to post, and what a new member has not confirmed."""
    if holder.served:
        yield from _applications(holder.served_ids)
    if holder.serves is None or holder.serves:
        yield from _owed(holder.serves)
    yield from _welcome(holder.person)


def _applications(ids: Sequence[int]) -> Iterable[Task]:
    """Applications that nobody has read, and free places that somebody on a reserve list waits for."""
    for committee, count in count_new(ids):
        title = ngettext(
            "%(count)s application is waiting to be read", "%(count)s applications are waiting to be read", count
        )
        why = _("Read them without names, and mark them against the profile of the seat.")
        path, button = f"{committee.path}ansoegninger", _("Read the applications")
        yield Task(within(committee, _("applications")), title, f"{path}?status=received", why, None, button)
    for reserve in next_reserves(ids):
        title = _("A place is free, and somebody is on the reserve list")
        path = f"{reserve.path_for_secretary}/inviter"
        kind = within(reserve.committee, _("applications"))
        button = _("Invite the next from the reserve list")
        yield Task(kind, title, path, seat_label(reserve.seat), None, button)


def _owed(ids: Sequence[int] | None) -> Iterable[Task]:
    """Letters to post, and the answers that closed committees still owe."""
    for committee, count in count_letters_to_post(ids):
        title = ngettext("%(count)s letter is to be printed and posted",
                         "%(count)s letters are to be printed and posted", count)  # fmt: skip
        why = _("The applicant has no e-mail address, and hears nothing before you post it.")
        path, button = f"{committee.path}ansoegninger/breve", _("Print the letters")
        yield Task(within(committee, _("letters by post")), title, path, why, None, button)
    for committee, count in count_left_waiting(ids):
        title = ngettext("%(count)s applicant still waits for an answer",
                         "%(count)s applicants still wait for an answer", count)  # fmt: skip
        why = _("%(The_committee)s is closed, and nobody tells them so but you.")
        path, button = f"{committee.path}ansoegninger/svar", _("Answer")
        yield Task(within(committee, _("applications")), title, path, why, None, button)


def _welcome(person: User) -> Iterable[Task]:
    """What a member has not yet confirmed on the welcome page."""
    seated = memberships_of(person)
    confirmed = confirmed_by(seated) if seated else {}
    for membership in seated:
        left = len(lacking(confirmed[membership.id]))
        if left and can(person, Permission.ONBOARDING_CONFIRM, membership.committee):
            title = ngettext(
                "%(count)s point of the welcome page is left", "%(count)s points of the welcome page are left", left
            )
            why = _("Read about your role, and confirm it before the first meeting.")
            committee = membership.committee
            kind = within(committee, _("your start"))
            yield Task(kind, title, f"{committee.path}velkommen", why, None, _("Read and confirm"))
