"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "pledges.index": "visitor",
    "pledges.show": "visitor",
    "pledges.new": "citizen",
    "pledges.make": "citizen",
    "pledges.withdraw": "citizen",
}
