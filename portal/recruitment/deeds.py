"""What a secretary can do with an application, where more than its next step is asked."""

from collections.abc import Callable

from portal.committees.actions.seating import refuse_without_place
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.house.deeds import Deed
from portal.recruitment.models import Application, ApplicationState
from portal.recruitment.states import TO_READ, begins_on, ensure_may_become
from portal.rules.permissions import Permission

P, S = Permission, ApplicationState


def _beneath(address: str) -> Callable[[Application], str]:
    return lambda application: f"{application.path_for_secretary}{address}"


def _is_read(application: Application) -> None:
    if application.state not in TO_READ:
        raise Refused(_("The choice has been made. Marks are given while the application is being read."))


def _is_reserve(application: Application) -> None:
    if application.state is not S.RESERVE:
        raise Refused(_("The applicant is not on the reserve list."))
    ensure_may_become(application, S.INVITED)


def _gets_the_seat(application: Application) -> None:
    ensure_may_become(application, S.APPOINTED)
    refuse_without_place(application.seat, begins_on(application))


def _has_no_link(application: Application) -> None:
    if not application.gets_letters_by_post:
        raise Refused(_("The applicant has an e-mail address, and answers with the link in our letter."))


def _says_yes_by_post(application: Application) -> None:
    _has_no_link(application)
    ensure_may_become(application, S.ACCEPTED)


def _withdraws_by_post(application: Application) -> None:
    _has_no_link(application)
    ensure_may_become(application, S.WITHDRAWN)


MARK = Deed(permission=P.APPLICATION_HANDLE, label=N_("Save your mark"), url=_beneath("/maerk"), ensure=_is_read)
MOVE_UP = Deed(
    permission=P.APPLICATION_HANDLE,
    label=N_("Move up on the reserve list"),
    url=_beneath("/frem"),
    ensure=_is_reserve,
    is_pressed=True,
)
APPOINT = Deed(
    permission=P.MEMBER_APPOINT,
    label=N_("Give the seat"),
    url=_beneath("/udpeg"),
    ensure=_gets_the_seat,
    is_pressed=True,
)
ACCEPT_ON_BEHALF = Deed(
    permission=P.APPLICATION_HANDLE,
    label=N_("The applicant has said yes by letter or phone"),
    url=_beneath("/ja-paa-vegne"),
    ensure=_says_yes_by_post,
    is_pressed=True,
)
WITHDRAW_ON_BEHALF = Deed(
    permission=P.APPLICATION_HANDLE,
    label=N_("Withdraw it, as the applicant asks"),
    url=_beneath("/traek-tilbage-paa-vegne"),
    ensure=_withdraws_by_post,
    is_pressed=True,
)
DEEDS = {
    "application": {
        "mark": MARK,
        "move_up": MOVE_UP,
        "appoint": APPOINT,
        "accept_on_behalf": ACCEPT_ON_BEHALF,
        "withdraw_on_behalf": WITHDRAW_ON_BEHALF,
    }
}
