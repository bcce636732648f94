"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "discussion.index": "visitor",
    "discussion.show": "visitor",
    "discussion.new": "citizen",
    "discussion.write": "citizen",
    "discussion.answer": "citizen",
    "discussion.send_answer": "citizen",
    "discussion.edit": "citizen",
    "discussion.change": "citizen",
    "discussion.withdraw": "citizen",
    "discussion.acknowledge": "citizen",
    "discussion.take_back": "citizen",
    "discussion.carry": "member",
    "discussion.carry_it_on": "member",
    "discussion.summary": "facilitator",
    "discussion.write_summary": "facilitator",
}
