"""What the room says of itself to the rest of the house."""

from portal.foundation.i18n import N_
from portal.house.room import Room
from portal.meetings import keeping, models
from portal.meetings.actions import remind_of_meetings
from portal.meetings.ahead import meetings_ahead
from portal.meetings.views import meetings

MEETINGS = Room(
    name="meetings",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    column_labels={"renewals": N_("How often you have asked for another address")},
    blueprints=(meetings,),
    coming=(meetings_ahead,),
    rounds=(remind_of_meetings,),
)
