"""What the room says of itself to the rest of the house."""

from portal.commands.demo import demo
from portal.commands.reindex import reindex
from portal.commands.reset_code import reset_code
from portal.commands.retention import retention
from portal.commands.set_up import set_up
from portal.commands.worker import worker
from portal.house.room import Room

COMMANDS = Room(
    name="commands",
    tables=None,
    holdings=(),
    public_texts={},
    commands=(demo, reindex, reset_code, retention, set_up, worker),
)
