"""Two members revised one version of a proposal: what comes of both, and what the second of them has to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.foundation.errors import PortalError
from portal.foundation.merging import Choice, Collision, Merged, merge
from portal.foundation.seen import fingerprint
from portal.proposals.models import ProposalVersion
from portal.proposals.words import PARTS

FIELDS = ("title", *PARTS)


@dataclass(frozen=True)
class Clash:
    """A place that both changed, in the title or a part; the key is that of these very words."""

    field: str
    collision: Collision

    @property
    def key(self) -> str:
        said = self.collision
        return f"sted-{self.field}-{fingerprint((said.base, said.mine, said.theirs))[:8]}"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """A title is one of the two, and what somebody took out cannot stand beside what the other wrote."""
        is_one = self.field == "title" or not (self.collision.mine and self.collision.theirs)
        return (Choice.THEIRS, Choice.MINE) if is_one else (Choice.THEIRS, Choice.MINE, Choice.BOTH)


@dataclass(frozen=True)
class Together:
    """Title and parts as two people left them, brought together."""

    merged: Mapping[str, Merged]
    meanwhile: Sequence[ProposalVersion]  # what others saved, newest first

    @property
    def clashes(self) -> list[Clash]:
        """What somebody has to decide, in reading order."""
        return [Clash(name, one) for name, merged in self.merged.items() for one in merged.collisions]

    def texts(self, chosen: Mapping[str, Choice]) -> dict[str, str]:
        """Title and parts. Raises `Collided` while there is a place that nobody has decided."""
        if any(clash.key not in chosen for clash in self.clashes):
            raise Collided(self)
        return {
            name: merged.text([chosen[Clash(name, one).key] for one in merged.collisions])
            for name, merged in self.merged.items()
        }


class Collided(PortalError):
    """Both changed the same words; `together` holds them, and the second decides."""

    status = 409

    def __init__(self, together: Together) -> None:
        super().__init__("two have changed the same words")
        self.together = together


def bring_together(versions: Sequence[ProposalVersion], number: int, mine: Mapping[str, str]) -> Together:
    """What somebody wrote on version `number`, and what the newest of the versions says."""
    base, newest = next(one for one in versions if one.number == number), versions[0]
    merged = {name: merge(getattr(base, name), mine[name], getattr(newest, name)) for name in FIELDS}
    return Together(merged, [one for one in versions if one.number > number])
