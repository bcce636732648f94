"""What the values of the privacy table are called."""

from collections.abc import Mapping

from portal.foundation.i18n import N_
from portal.rules.privacy import Chapter, Fate, Ground, Visibility

VISIBILITY_LABELS: Mapping[str, str] = {
    Visibility.PUBLIC: N_("Everybody"),
    Visibility.COMMITTEE: N_("%(The_committee)s"),
    Visibility.SECRETARIAT: N_("The secretariat and you"),
    Visibility.OWN: N_("You"),
    Visibility.SYSTEM: N_("Nobody in daily use"),
}
GROUND_LABELS: Mapping[str, str] = {
    Ground.CONSENT: N_("You have chosen it yourself"),
    Ground.DUTY: N_("The law says that it must be kept"),
    Ground.TASK: N_("It is needed for the municipality’s task"),
    Ground.SECURITY: N_("It protects the accounts"),
}
FATE_LABELS: Mapping[str, str] = {
    Fate.DELETED: N_("Is deleted"),
    Fate.EMPTIED: N_("The text is deleted"),
    Fate.NAMELESS: N_("Stays without your name"),
    Fate.KEPT: N_("Stays"),
}
CHAPTER_LABELS: Mapping[str, str] = {
    Chapter.ACCOUNT: N_("Your account"),
    Chapter.WRITING: N_("What you write and support"),
    Chapter.MEETING: N_("Meetings"),
    Chapter.APPLYING: N_("Applications for seats"),
    Chapter.SEAT: N_("When you sit in %(the_committee)s"),
    Chapter.OFFICE: N_("What is done in office"),
    Chapter.MACHINERY: N_("What the portal writes down by itself"),
}
# No two values are spelled alike, so one mapping holds them all.
LABELS: Mapping[str, str] = {**VISIBILITY_LABELS, **GROUND_LABELS, **FATE_LABELS, **CHAPTER_LABELS}
