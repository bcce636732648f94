"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "amendments.index": "visitor",
    "amendments.show": "visitor",
    "amendments.new": "member",
    "amendments.propose": "member",
    "amendments.rewriting": "citizen",
    "amendments.rewrite": "citizen",
    "amendments.answer_question": "citizen",
    "amendments.answer_words": "citizen",
    "amendments.withdraw": "citizen",
    "amendments.calling": "chair",
    "amendments.call": "chair",
    "amendments.stand": "citizen",
    "amendments.ask": "chair",
    "amendments.wording": "member",
    "amendments.word": "member",
    "amendments.accept": "chair",
    "amendments.accept_words": "chair",
    "amendments.refuse": "chair",
    "amendments.reopen": "chair",
}
