"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "files.new": "secretary",
    "files.add": "secretary",
    "files.download": "visitor",
    "files.picture": "visitor",
    "files.remove": "secretary",
}
