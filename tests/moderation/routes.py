"""Who may use each address of the room, by the lowest role."""

ROUTES = {
    "moderation.log": "visitor",
    "moderation.report": "citizen",
    "moderation.send_report": "citizen",
    "moderation.own": "citizen",
    "moderation.case": "citizen",
    "moderation.appeal": "citizen",
    "moderation.queue": "secretary",
    "moderation.keep": "secretary",
    "moderation.hide": "secretary",
    "moderation.decide_appeal": "secretary",
}
