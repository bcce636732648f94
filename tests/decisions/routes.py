"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "decisions.record": "visitor",
    "decisions.imported_record": "visitor",
    "decisions.publishing": "councillor",
    "decisions.publish": "councillor",
    "decisions.publish_item": "councillor",
    "decisions.correct": "secretary",
    "decisions.own_publishing": "councillor",
    "decisions.publish_own": "councillor",
    "decisions.seal_of_record": "visitor",
    "decisions.taking_out": "secretary",
    "decisions.take_out": "secretary",
}
