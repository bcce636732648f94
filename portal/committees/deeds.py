"""What can be done with a committee's mandate, and with a seat that somebody has, where more than leave is asked."""

from collections.abc import Callable

from portal.committees.models import Committee, Mandate, Membership
from portal.committees.queries import draft_mandate
from portal.committees.queries.held import can_be_taken_back
from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.house.carriers import add_file_to
from portal.house.deeds import Deed, beneath
from portal.rules.permissions import Permission


def draft_to_adopt(committee: Committee) -> Mandate:
    """The version that is being written. Raises `Refused` where there is none."""
    mandate = draft_mandate(committee)
    if mandate is None:
        raise Refused(_("There is no new version of the task to adopt. Write it first."))
    return mandate


def _goes_on(membership: Membership) -> None:
    if membership.ends_on is not None and membership.ends_on <= clock.today():
        raise Refused(_("This membership has already ended."))


def _can_ask_to_leave(membership: Membership) -> None:
    _goes_on(membership)
    if membership.leaving_asked_at is not None:
        raise Refused(_("The secretary has been told that you would like to step down."))


def _has_asked_to_leave(membership: Membership) -> None:
    _goes_on(membership)
    if membership.leaving_asked_at is None:
        raise Refused(_("You have not asked to step down."))


def _may_be_a_mistake(membership: Membership) -> None:
    if not can_be_taken_back(membership):
        raise Refused(_("Only an appointment of today, in which nothing has been done, is taken back. End it instead."))


def _is_being_written(mandate: Mandate) -> None:
    if mandate.is_adopted:
        raise Refused(_("A version that has been adopted stays as it is, with its files."))


def _of_member(address: str) -> Callable[[Membership], str]:
    return lambda membership: f"{membership.committee.path}medlemmer/{membership.id}{address}"


ADOPT_MANDATE = Deed(
    permission=Permission.MANDATE_ADOPT,
    label=N_("Enter the adoption"),
    url=beneath("kommissorium/vedtag"),
    ensure=draft_to_adopt,
    scope=lambda committee: committee,
    is_asked_twice=True,
)
ADD_PICTURE = Deed(
    permission=Permission.COMMITTEE_EDIT,
    label=N_("Add a picture"),
    url=add_file_to("udvalg"),
    scope=lambda committee: committee,
)
ADD_FILE = Deed(
    permission=Permission.MANDATE_WRITE,
    label=N_("Add a file"),
    url=add_file_to("kommissorium"),
    ensure=_is_being_written,
)
END = Deed(
    permission=Permission.MEMBER_APPOINT,
    label=N_("End the membership"),
    url=_of_member("/udtraed"),
    ensure=_goes_on,
    is_asked_twice=True,
)
ASK_TO_LEAVE = Deed(
    permission=Permission.MEMBER_LEAVE,
    label=N_("Step down"),
    url=_of_member("/traed-ud"),
    ensure=_can_ask_to_leave,
    is_whose=lambda actor, membership: membership.user_id == actor.id,
)
STAY = Deed(
    permission=Permission.MEMBER_LEAVE,
    label=N_("Stay after all"),
    url=_of_member("/bliv"),
    ensure=_has_asked_to_leave,
    is_whose=lambda actor, membership: membership.user_id == actor.id,
    is_pressed=True,
)
TAKE_BACK = Deed(
    permission=Permission.MEMBER_APPOINT,
    label=N_("Take the appointment back"),
    url=_of_member("/fortryd"),
    ensure=_may_be_a_mistake,
    is_pressed=True,
    is_asked_twice=True,
)
DEEDS = {
    "committee": {"adopt_mandate": ADOPT_MANDATE, "add_picture": ADD_PICTURE},
    "mandate": {"add_file": ADD_FILE},
    "membership": {"end": END, "take_back": TAKE_BACK, "ask_to_leave": ASK_TO_LEAVE, "stay": STAY},
}
