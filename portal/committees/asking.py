"""What is asked once more about those who sit at the table, and what will follow."""

from collections.abc import Iterator

from portal.committees.models import Committee, Membership
from portal.foundation.confirming import Question
from portal.foundation.dates import longday
from portal.foundation.i18n import gettext as _


def parting(committee: Committee, membership: Membership) -> Question:
    """Before a membership is ended."""
    return Question(
        title=_("End the membership of %(name)s?", name=membership.user.name),
        button=_("End the membership"),
        crumbs=_crumbs(committee),
        follows=lambda: list(_after_parting(membership)),
    )


def taking_back(committee: Committee, name: str) -> Question:
    """Before an appointment that was a mistake is taken back."""
    return Question(
        title=_("Take back the appointment of %(name)s?", name=name),
        button=_("Take the appointment back"),
        crumbs=_crumbs(committee),
        follows=lambda: [
            _("%(name)s has never had the seat: it is on no list of members, and not in the archive.", name=name),
            _("The place is free again, and the access that came with it ends now."),
        ],
        lead=_("You can appoint again afterwards."),
    )


def moving(committee: Committee, membership: Membership, *, is_correction: bool) -> Question:
    """Before somebody is moved to another seat."""
    return Question(
        title=_("Correct the seat of %(name)s?", name=membership.user.name),
        button=_("Correct the seat"),
        crumbs=_crumbs(committee),
        follows=lambda: list(_after_moving(is_correction=is_correction)),
        lead=_("It can be corrected again."),
    )


def _crumbs(committee: Committee) -> list[tuple[str, str]]:
    return [(committee.name, committee.path), (_("Seats and appointments"), f"{committee.path}pladser")]


def _after_parting(membership: Membership) -> Iterator[str]:
    yield _(
        "The last day is %(day)s. What the seat gives leave to ends on the same day.", day=longday(membership.ends_on)
    )
    yield _("Everybody can read the reason. The name stays on the list of earlier members.")
    ended = [one.user.name for one in membership.substitutes if one.ends_on == membership.ends_on]
    if ended:
        yield _("The time as substitute ends too for %(names)s.", names=", ".join(ended))


def _after_moving(*, is_correction: bool) -> Iterator[str]:
    if is_correction:
        yield _("The list of members shows the right seat for the whole time.")
    else:
        yield _("The list of earlier members shows the time on the old seat, with the reason.")
        yield _("The member takes positions anew on what is not adopted, and confirms the welcome again.")
    yield _("What has been adopted keeps the seat and the party that stood there.")
