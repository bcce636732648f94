"""Everything that anyone can do to a workshop."""

from portal.workshops.actions.coming import sign_off, sign_up
from portal.workshops.actions.outcome import confirm_outcome, publish_outcome, write_outcome
from portal.workshops.actions.planning import cancel_workshop, edit_workshop, moves, plan_workshop
from portal.workshops.actions.writing import correct_note, write_note

__all__ = [
    "cancel_workshop",
    "confirm_outcome",
    "correct_note",
    "edit_workshop",
    "moves",
    "plan_workshop",
    "publish_outcome",
    "sign_off",
    "sign_up",
    "write_note",
    "write_outcome",
]
