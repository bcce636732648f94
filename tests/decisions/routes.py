"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "decisions.index": "visitor",
    "decisions.show": "visitor",
    "decisions.record": "visitor",
    "decisions.imported_record": "visitor",
    "decisions.new": "member",
    "decisions.create": "member",
    "decisions.edit": "member",
    "decisions.save": "member",
    "decisions.position": "member",
    "decisions.adopt": "chair",
    "decisions.hand_over": "chair",
    "decisions.answer": "councillor",
    "decisions.give_answer": "councillor",
    "decisions.publishing": "councillor",
    "decisions.publish": "councillor",
    "decisions.correct": "secretary",
    "decisions.seal_of_record": "visitor",
    "decisions.taking_out": "secretary",
    "decisions.take_out": "secretary",
}
