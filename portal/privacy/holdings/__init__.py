"""Where every kind of record in the privacy table lies, in the order of doing: parts before what they belong to."""

from collections.abc import Sequence

from portal.privacy.holdings.accounts import ACCOUNT_HOLDINGS
from portal.privacy.holdings.holding import Holding
from portal.privacy.holdings.machinery import MACHINERY_HOLDINGS, OFFICE_HOLDINGS
from portal.privacy.holdings.seats import SEAT_HOLDINGS
from portal.privacy.holdings.writing import WRITING_HOLDINGS

__all__ = ["HOLDINGS", "Holding"]

HOLDINGS: Sequence[Holding] = (
    *WRITING_HOLDINGS,
    *SEAT_HOLDINGS,
    *OFFICE_HOLDINGS,
    *ACCOUNT_HOLDINGS,
    *MACHINERY_HOLDINGS,
)
