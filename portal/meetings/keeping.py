"""What of meetings is kept how long, and which texts everybody can read."""

from portal.foundation.public_texts import PublicTable, PublicTexts
from portal.house.holdings import Holding, deletes
from portal.meetings.models import Meeting, MeetingMove, OwnCalendar
from portal.rules.privacy import Kind

HOLDINGS = (
    Holding(Kind.OWN_CALENDAR, OwnCalendar, lambda me: OwnCalendar.user_id == me.id, on_erasure=deletes(OwnCalendar)),
)
PUBLIC_TEXTS: PublicTable = {
    Meeting: PublicTexts(("title", "place", "cancel_reason"), places=("place",)),
    MeetingMove: PublicTexts(("place", "reason"), places=("place",)),
}
