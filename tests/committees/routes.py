"""Who may use the routes of this room; the lowest role is named."""

ROUTES = {
    "committees.add_seat": "secretary",
    "committees.adopt": "secretary",
    "committees.adoption": "secretary",
    "committees.appoint": "secretary",
    "committees.appointment": "secretary",
    "committees.change": "secretary",
    "committees.create": "secretary",
    "committees.edit": "secretary",
    "committees.end": "secretary",
    "committees.ending": "secretary",
    "committees.index": "visitor",
    "committees.mandate": "visitor",
    "committees.members": "visitor",
    "committees.new": "secretary",
    "committees.save": "secretary",
    "committees.stand_in": "secretary",
    "committees.standing_in": "secretary",
    "committees.table": "secretary",
    "committees.take_seat_away": "secretary",
    "committees.write": "secretary",
}
