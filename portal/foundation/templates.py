"""Templates as the portal uses them: what all of them know stands once."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class SharedGlobals(Environment):
    """No template has globals of its own here, so all look into the same dict.

    Jinja would lay an empty one over it for each, and compare the layers name by name at every import of a macro.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals
