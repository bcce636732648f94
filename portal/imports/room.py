"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.imports.commands import doubtful_records_command, import_minutes
from portal.imports.views import imports

IMPORTS = Room(
    name="imports",
    tables=None,
    holdings=(),
    public_texts={},
    blueprints=(imports,),
    commands=(doubtful_records_command, import_minutes),
)
