"""What council bodies are called."""

from collections.abc import Mapping

from portal.foundation.i18n import N_
from portal.municipalities.models import BodyKind

BODY_KIND_LABELS: Mapping[BodyKind, str] = {
    BodyKind.COUNCIL: N_("%(Council)s"),
    BodyKind.FINANCE: N_("Finance body"),
    BodyKind.STANDING: N_("Standing body"),
    BodyKind.OTHER: N_("Other body"),
}
