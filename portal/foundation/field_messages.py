"""What a field says when it cannot read what was sent: in our words, where WTForms has its own and none in Danish."""

from collections.abc import Mapping

from portal.foundation.i18n import N_, gettext

_CHOOSE = N_("Choose something from the list")
_AGAIN = N_("Open the page again, and send it once more")  # a field that no person fills in
_OURS: Mapping[str, str] = {
    "Not a valid choice.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid Choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "Not a valid date value.": N_("Write a date, for example 31-05-2026"),
    "Not a valid time value.": N_("Write a time, for example 17:00"),
    "Not a valid integer value.": N_("Write a whole number, for example 12"),
}


class FieldMessages:
    """Stands where WTForms looks for its translations."""

    def gettext(self, message: str) -> str:
        return gettext(_OURS.get(message, _AGAIN))

    def ngettext(self, singular: str, _plural: str, _count: int) -> str:
        return self.gettext(singular)
