"""What can be done with a decision record, and with an answer that has none yet."""

from portal.decisions.queries import record_of, recorded
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import N_, gettext as _
from portal.house.deeds import Deed
from portal.recommendations.models import CouncilResponse
from portal.rules.permissions import Permission
from portal.sittings.models import AgendaItem, PublicPart
from portal.sittings.protocol import public_parts


def _has_none(response: CouncilResponse) -> None:
    if record_of(response) is not None:
        raise Conflict(f"response {response.id} has its record")


def _was_decided_in_public(item: AgendaItem) -> None:
    """Nothing becomes public by this that is not public already."""
    if not item.is_open:
        raise Refused(_("The item is closed, so what was decided is not public."))
    if not item.may_show(PublicPart.DECISION):
        raise Refused(_("It is chosen that everybody reads no more of the item than its title."))
    if PublicPart.DECISION not in public_parts(item):
        raise Refused(_("Publish the decisions of the meeting first."))
    if item.written.result is None or not item.written.decision:
        raise Refused(_("Nothing was decided on the item."))
    if recorded(item) is not None:
        raise Conflict(f"item {item.id} has its record")


PUBLISH = Deed(
    permission=Permission.RECORD_PUBLISH,
    label=N_("Publish the decision"),
    url=lambda response: f"/svar/{response.id}/beslutning",
    scope=lambda response: response.recommendation.committee,
    ensure=_has_none,
    is_asked_twice=True,
)
CORRECT = Deed(permission=Permission.RECORD_CORRECT, label=N_("Add the correction"), url=lambda record: record.path)
RECORD_ITEM = Deed(
    permission=Permission.RECORD_PUBLISH,
    label=N_("Make it a decision of its own"),
    url=lambda item: f"{item.sitting.path}/punkter/{item.id}/beslutning",
    ensure=_was_decided_in_public,
    is_pressed=True,
    is_asked_twice=True,
)
DEEDS = {
    "agenda_item": {"publish_record": RECORD_ITEM},
    "council_response": {"publish": PUBLISH},
    "decision_record": {"correct": CORRECT},
}
