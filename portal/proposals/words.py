"""What the parts of a proposal are called."""

from collections.abc import Mapping

from portal.foundation.i18n import N_

PARTS: Mapping[str, str] = {
    "problem": N_("The problem"),
    "solution": N_("The solution"),
    "mobilisation": N_("Who does it with us"),
}
