"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "proposals.index": "visitor",
    "proposals.show": "visitor",
    "proposals.version": "visitor",
    "proposals.block": "visitor",
    "proposals.differences": "visitor",
    "proposals.sources": "member",
    "proposals.rest": "member",
    "proposals.new": "member",
    "proposals.create": "member",
    "proposals.edit": "member",
    "proposals.revise": "member",
    "proposals.publish": "member",
    "proposals.read": "citizen",
    "proposals.forget": "citizen",
    "proposals.sponsor": "member",
    "proposals.withdraw_sponsorship": "member",
}

ROUTES |= {
    "proposals_word.word": "visitor",
    "proposals_word.paper": "visitor",
    "proposals_word.ask_for_first": "member",
    "proposals_word.read_first": "member",
    "proposals_word.ask_for_next": "member",
    "proposals_word.read_next": "member",
}
