"""The gates between stages: what must be true before each opens. Knows no feature: rooms say what they ask of a gate.

The checklist page and the lock itself read this same table, so they cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from portal.foundation.handed import Handed
from portal.foundation.i18n import gettext
from portal.rules.stages import Stage


class Staged(Protocol):
    """Whatever stands in front of a gate."""

    stage: Any


@dataclass(frozen=True)
class Finding:
    """What was found when a criterion was looked at."""

    is_met: bool
    detail: str


@dataclass(frozen=True)
class Criterion:
    """One thing that must be true, and where it is mended. `mend` is an address within that of whatever is `Staged`."""

    text: str
    look: Callable[[Any], Finding]
    mend: str
    mend_label: str


Gates = Mapping[Stage, Sequence[Criterion]]
gates: Handed[Gates] = Handed("what must be true before each gate opens")
left_waiting: Handed[Sequence[Callable[[Any], Iterable[str]]]] = Handed("who is left waiting behind the last gate")


@dataclass(frozen=True)
class Checked:
    """A criterion with what was found."""

    criterion: Criterion
    finding: Finding

    @property
    def text(self) -> str:
        return gettext(self.criterion.text)


def checklist(staged: Staged) -> list[Checked]:
    """Every criterion of the gate in front of it, with what was found."""
    return [Checked(criterion, criterion.look(staged)) for criterion in gates().get(staged.stage, ())]
