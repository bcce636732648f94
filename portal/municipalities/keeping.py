"""Which texts of the municipality everybody can read. It holds nothing about people."""

from portal.foundation.i18n import N_
from portal.foundation.public_texts import AUTHORITY, MADE, SHORT, PublicTable, PublicTexts
from portal.house.keeping import Subject, name
from portal.municipalities.models import Body, Municipality, Party

REACHED_BY = (
    "name", "short_name", "site_name", "address", "phone", "opening_hours", "contact_email", "was_url", "words",
    "days_off",
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    Body: PublicTexts(("name",)),
    Municipality: PublicTexts(passed_over=dict.fromkeys(REACHED_BY, AUTHORITY) | {"slug": MADE, "code": SHORT}),
    Party: PublicTexts(("name",), passed_over={"letter": SHORT}),
}
SUBJECTS = (Subject(N_("Body"), Body, name, None), Subject(N_("Party"), Party, name, None))
