"""Which status may follow which in a report about a promise."""

from collections.abc import Mapping

from portal.implementation.models import CommitmentStatus as S

# What is settled may be taken up again: the report that said so stays, and the new one says why.
MOVES: Mapping[S, tuple[S, ...]] = {
    S.PROMISED: (S.PROMISED, S.IN_PROGRESS, S.KEPT, S.CHANGED, S.DROPPED, S.HANDED_OVER),
    S.IN_PROGRESS: (S.IN_PROGRESS, S.KEPT, S.CHANGED, S.DROPPED, S.HANDED_OVER),
    S.CHANGED: (S.IN_PROGRESS, S.KEPT, S.CHANGED, S.DROPPED, S.HANDED_OVER),
    S.HANDED_OVER: (S.HANDED_OVER, S.IN_PROGRESS, S.KEPT, S.DROPPED),
    S.KEPT: (S.KEPT, S.IN_PROGRESS),
    S.DROPPED: (S.IN_PROGRESS,),
}


def may_become(before: S, after: S) -> bool:
    return after in MOVES[before]
