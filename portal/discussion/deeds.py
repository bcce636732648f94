"""What can be done with a contribution. That one is written is a deed of what is discussed: its room declares it."""

from datetime import timedelta
from typing import Any

from portal.discussion.models import Contribution
from portal.discussion.queries import discussion_of
from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _, ngettext
from portal.house.deeds import Deed
from portal.rules.permissions import Permission

EDIT_FOR = timedelta(minutes=15)


def _at(address: str) -> Any:
    return lambda contribution: f"{contribution.own_path}/{address}"


def _scope(contribution: Contribution) -> Any:
    return discussion_of(contribution).scope


def _is_own(actor: Any, contribution: Contribution) -> bool:
    return bool(contribution.author_id == actor.id)


def _is_others(actor: Any, contribution: Contribution) -> bool:
    return bool(contribution.author_id != actor.id)


def _is_shown(contribution: Contribution) -> None:
    if contribution.withdrawn_at is not None:
        raise Refused(_("The contribution is withdrawn."))
    if contribution.is_hidden:
        raise Refused(_("The contribution is hidden by a moderator."))


def _is_open(contribution: Contribution) -> None:
    _is_shown(contribution)
    under = discussion_of(contribution)
    under.type.deed.ensure(under.record)


def _is_answered(contribution: Contribution) -> None:
    _is_open(contribution)
    if contribution.parent_id is not None:
        raise Refused(_("An answer is not answered. Answer the contribution that it stands under."))


def _is_fresh(contribution: Contribution) -> None:
    _is_open(contribution)
    if clock.now() > contribution.created_at + EDIT_FOR:
        minutes = EDIT_FOR // timedelta(minutes=1)
        raise Refused(
            ngettext("A contribution can be changed for %(count)s minute. You can withdraw it, and write another.",
                     "A contribution can be changed for %(count)s minutes. You can withdraw it, and write another.",
                     minutes)
        )  # fmt: skip


P = Permission
ANSWER = Deed(
    permission=P.DISCUSSION_CONTRIBUTE, label=N_("Answer"), url=_at("svar"), ensure=_is_answered, scope=_scope
)
EDIT = Deed(
    permission=P.DISCUSSION_CONTRIBUTE,
    label=N_("Change"),
    url=_at("ret"),
    ensure=_is_fresh,
    is_whose=_is_own,
    scope=_scope,
)
WITHDRAW = Deed(
    permission=P.DISCUSSION_CONTRIBUTE,
    label=N_("Withdraw"),
    url=_at("traek-tilbage"),
    ensure=_is_shown,
    is_whose=_is_own,
    scope=_scope,
    is_pressed=True,
    is_asked_twice=True,
)
ACKNOWLEDGE = Deed(
    permission=P.DISCUSSION_CONTRIBUTE,
    label=N_("Acknowledge"),
    url=_at("anerkend"),
    ensure=_is_open,
    is_whose=_is_others,
    scope=_scope,
    is_pressed=True,
)
CARRY_ON = Deed(
    permission=P.DISCUSSION_CARRY_ON, label=N_("Carry it on"), url=_at("tag-med"), ensure=_is_shown, scope=_scope
)
DEEDS = {
    "contribution": {
        "answer": ANSWER,
        "acknowledge": ACKNOWLEDGE,
        "edit": EDIT,
        "withdraw": WITHDRAW,
        "carry_on": CARRY_ON,
    }
}
