"""What can be done with a decision record, and with an answer that has none yet."""

from portal.decisions.queries import record_of
from portal.foundation.errors import Conflict
from portal.foundation.i18n import N_
from portal.house.deeds import Deed
from portal.recommendations.models import CouncilResponse
from portal.rules.permissions import Permission


def _has_none(response: CouncilResponse) -> None:
    if record_of(response) is not None:
        raise Conflict(f"response {response.id} has its record")


PUBLISH = Deed(
    permission=Permission.RECORD_PUBLISH,
    label=N_("Publish the decision"),
    url=lambda response: f"/svar/{response.id}/beslutning",
    scope=lambda response: response.recommendation.committee,
    ensure=_has_none,
    is_asked_twice=True,
)
CORRECT = Deed(permission=Permission.RECORD_CORRECT, label=N_("Add the correction"), url=lambda record: record.path)
DEEDS = {"council_response": {"publish": PUBLISH}, "decision_record": {"correct": CORRECT}}
