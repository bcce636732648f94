"""The last letter: the receipt to the address that an account had."""

from collections.abc import Iterator, Mapping

from sqlalchemy import delete, select

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.house.letters import Letter, OwnLetter
from portal.privacy.models import ErasureReceipt


def letters_about_erasure(event: Event) -> Iterator[Letter]:
    """The receipt, as long as there is an address to send it to."""
    receipt = db.session.scalar(select(ErasureReceipt).where(ErasureReceipt.user_id == event.subject_id))
    if receipt is not None:
        yield receipt_letter(receipt.email)


def forget_address(event: Event) -> None:
    """The receipt is sent, and the address is needed no more."""
    db.session.execute(delete(ErasureReceipt).where(ErasureReceipt.user_id == event.subject_id))


def receipt_letter(address: str) -> Letter:
    """What was done, and what stays."""
    return Letter(
        User(name=address, email=address),  # nobody we know any more, and saved nowhere
        _("Your account is erased"),
        (
            _("Your account on the portal is erased: name, address, password, and what was yours alone."),
            _("What you published stays without your name. What was done in elected office stays as a public record."),
            _("Have you signed answers on behalf of the municipality, your signature stays under them."),
            _("This address is deleted too, now that the letter is sent. We do not write to you again."),
        ),
        _("Read what we keep, and for how long"),
        "/privatliv",
        _("You get this letter because the account with this address was erased."),
    )


OWN_LETTERS: Mapping[EventType, OwnLetter] = {
    EventType.ACCOUNT_ERASED: OwnLetter(
        write=letters_about_erasure, to="whose account it was", says="the receipt, and what stays",
        afterwards=forget_address,
    )
}  # fmt: skip
