"""What roles are called."""

from collections.abc import Mapping

from portal.foundation.i18n import N_
from portal.rules.roles import Role

ROLE_LABELS: Mapping[Role, str] = {
    Role.VISITOR: N_("Visitor"),
    Role.CITIZEN: N_("Citizen"),
    Role.MEMBER: N_("Member"),
    Role.CHAIR: N_("%(Chair)s"),
    Role.FACILITATOR: N_("Facilitator"),
    Role.SECRETARY: N_("Secretary"),
    Role.COUNCILLOR: N_("Councillor"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.AUDITOR: N_("Auditor"),
}
