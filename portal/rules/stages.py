"""The stages of a committee's work, in order (Sørensen: co-initiation, co-design, co-implementation)."""

from enum import StrEnum


class Stage(StrEnum):
    PREPARATION = "preparation"
    CO_INITIATION = "co_initiation"
    CO_DESIGN = "co_design"
    CO_IMPLEMENTATION = "co_implementation"
    CLOSED = "closed"


ORDER = tuple(Stage)


def next_stage(stage: Stage) -> Stage | None:
    """The stage that the gate after `stage` leads to."""
    place = ORDER.index(stage) + 1
    return ORDER[place] if place < len(ORDER) else None
