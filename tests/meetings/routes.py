"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "meetings.file": "visitor",
    "meetings.of_all": "visitor",
    "meetings.of_committee": "visitor",
    "meetings.own": "visitor",  # with the address of somebody's calendar
    "meetings.own_address": "citizen",
    "meetings.renew": "citizen",
    "meetings.subscribe": "visitor",
    "meetings.subscribe_to_all": "visitor",
}
