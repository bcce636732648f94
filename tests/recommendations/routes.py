"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "recommendations_word.council_item": "visitor",
    "recommendations.index": "visitor",
    "recommendations.show": "visitor",
    "recommendations.new": "member",
    "recommendations.create": "member",
    "recommendations.edit": "member",
    "recommendations.save": "member",
    "recommendations.position": "member",
    "recommendations.adopt": "chair",
    "recommendations.hand_over": "chair",
    "recommendations.answer": "councillor",
    "recommendations.give_answer": "councillor",
    "recommendations.correction": "secretary",
    "recommendations.correct_answer": "secretary",
}
