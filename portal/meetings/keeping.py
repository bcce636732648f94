"""Which texts of meetings everybody can read; nobody stands in them."""

from portal.foundation.public_texts import PublicTable, PublicTexts
from portal.meetings.models import Meeting, MeetingMove

PUBLIC_TEXTS: PublicTable = {
    Meeting: PublicTexts(("title", "place", "cancel_reason"), places=("place",)),
    MeetingMove: PublicTexts(("place", "reason"), places=("place",)),
}
