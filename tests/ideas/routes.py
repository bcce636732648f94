"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "ideas.index": "visitor",
    "ideas.show": "visitor",
    "ideas.new": "citizen",
    "ideas.submit": "citizen",
    "ideas.receipt": "citizen",
    "ideas.edit": "citizen",
    "ideas.send_again": "citizen",
    "ideas.ask_to_withdraw": "citizen",
    "ideas.withdraw": "citizen",
    "ideas.support": "citizen",
    "ideas.withdraw_support": "citizen",
    "ideas.queue": "secretary",
    "ideas.handle": "chair",
    "ideas.answer": "chair",
    "ideas.close": "chair",
    "ideas.screen": "secretary",
    "ideas.publish": "secretary",
    "ideas.send_back": "secretary",
    "ideas.refuse": "secretary",
}
