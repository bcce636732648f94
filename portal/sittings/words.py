"""What kinds of items are called, and what they ask of the committee."""

from collections.abc import Mapping

from portal.foundation.i18n import N_, words_of
from portal.rules.results import RESULTS, Result
from portal.sittings.models import Attending, ItemKind, Turnout

ITEM_KIND_LABELS: Mapping[ItemKind, str] = {
    ItemKind.INFORM: N_("For information"),
    ItemKind.DISCUSS: N_("Discussion"),
    ItemKind.DECIDE: N_("Decision"),
    ItemKind.THEME: N_("Theme"),
}
ATTENDING_LABELS: Mapping[Attending, str] = {
    Attending.PRESENT: N_("Present"),
    Attending.ABSENT: N_("Absent"),
    Attending.DISQUALIFIED: N_("Disqualified"),
}
TURNOUT_LABELS: Mapping[Turnout, str] = {
    Turnout.CAME: N_("came"),
    Turnout.REPLACED: N_("a substitute came"),
    Turnout.AWAY: N_("did not come"),
}
# What can come out of an item in a committee that advises
RESULTS_OF_ITEMS = (
    Result.ADOPTED, Result.ADOPTED_WITH_CHANGES, Result.NOT_ADOPTED, Result.RECOMMENDED, Result.NOTED, Result.DISCUSSED,
    Result.POSTPONED, Result.DROPPED, Result.OTHER,
)  # fmt: skip
item_result = words_of(RESULTS)
attending = words_of(ATTENDING_LABELS)
turnout = words_of(TURNOUT_LABELS)
item_kind = words_of(ITEM_KIND_LABELS)
