"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "workshops.index": "visitor",
    "workshops.show": "visitor",
    "workshops.come": "citizen",
    "workshops.receipt": "citizen",
    "workshops.stay_away": "citizen",
    "workshops.notes": "citizen",
    "workshops.note": "member",
    "workshops.edit_note": "member",
    "workshops.change_note": "member",
    "workshops.outcome": "member",
    "workshops.confirm": "member",
    "workshops.write": "facilitator",
    "workshops.publish": "facilitator",
    "workshops.new": "facilitator",
    "workshops.plan": "facilitator",
    "workshops.edit": "facilitator",
    "workshops.change": "facilitator",
    "workshops.ask_to_cancel": "facilitator",
    "workshops.cancel": "facilitator",
}
