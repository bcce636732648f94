"""What the room says of itself to the rest of the house."""

from portal.files import keeping, models
from portal.files.tracing import FILE_NODE
from portal.files.views import files
from portal.house.room import Room

FILES = Room(
    name="files",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    value_words=keeping.VALUE_WORDS,
    blueprints=(files,),
    nodes=(FILE_NODE,),
)
