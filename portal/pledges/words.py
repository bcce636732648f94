"""What kinds of pledges are called."""

from collections.abc import Mapping

from portal.foundation.i18n import N_, gettext
from portal.pledges.models import Pledge, PledgeKind

K = PledgeKind
KINDS: Mapping[PledgeKind, str] = {
    K.TIME: N_("Time"),
    K.PLACE: N_("A place"),
    K.MONEY: N_("Money"),
    K.KNOWLEDGE: N_("Knowledge"),
}


def kind_name(kind: PledgeKind) -> str:
    """What is brought, in a word."""
    return gettext(KINDS[kind])


def how_it_stands(pledge: Pledge) -> list[tuple[str, str]]:
    """For somebody who comes second: whether it still holds."""
    return [(gettext("State"), gettext("Withdrawn") if pledge.withdrawn_at else gettext("Holds"))]
