"""What kinds of items are called, and what they ask of the committee."""

from collections.abc import Mapping
from enum import StrEnum

from portal.foundation.dates import begun, clock_time, day, daytime
from portal.foundation.i18n import N_, gettext as _, speaking, words_of
from portal.rules.results import RESULTS, Result
from portal.sittings.models import Attending, ItemKind, PublicPart, Sitting, TurnKind, VoiceKind
from portal.sittings.papers import Paper, Publication


class Turnout(StrEnum):
    """What became of a member's place at one meeting."""

    CAME = "came"
    REPLACED = "replaced"  # a substitute came
    AWAY = "away"


ITEM_KIND_LABELS: Mapping[ItemKind, str] = {
    ItemKind.INFORM: N_("For information"),
    ItemKind.DISCUSS: N_("Discussion"),
    ItemKind.DECIDE: N_("Decision"),
    ItemKind.THEME: N_("Theme"),
}
ATTENDING_LABELS: Mapping[Attending, str] = {
    Attending.PRESENT: N_("Present"),
    Attending.ABSENT: N_("Absent"),
    Attending.DISQUALIFIED: N_("Disqualified"),
}
# What is said in a conversation: as many are called, and what to write
VOICES: Mapping[VoiceKind, tuple[str, str]] = {
    VoiceKind.NOTE: (N_("Notes"), N_("What the committee wants to remember.")),
    VoiceKind.DOUBT: (N_("Doubts"), N_("What somebody is in doubt about, or says no to.")),
    VoiceKind.PROMISE: (N_("Promises"), N_("What somebody promises to do themselves, and by when.")),
    VoiceKind.RECOGNITION: (N_("Recognitions"), N_("What somebody was thanked for, or brings.")),
}
TURNOUT_LABELS: Mapping[Turnout, str] = {
    Turnout.CAME: N_("came"),
    Turnout.REPLACED: N_("a substitute came"),
    Turnout.AWAY: N_("did not come"),
}
PUBLIC_PART_LABELS: Mapping[PublicPart, str] = {
    PublicPart.TITLE: N_("The title only"),
    PublicPart.DECISION: N_("The title, and what was decided"),
    PublicPart.ACCOUNT: N_("All that the minutes say of it"),
}
PAPER_LABELS: Mapping[Paper, str] = {
    Paper.CASES: N_("List of cases"),
    Paper.DECISIONS: N_("Decisions"),
    Paper.MINUTES: N_("Minutes"),
    Paper.EXTRACT: N_("Extract"),
}
# What can come out of an item in a committee that advises
RESULTS_OF_ITEMS = (
    Result.ADOPTED, Result.ADOPTED_WITH_CHANGES, Result.NOT_ADOPTED, Result.RECOMMENDED, Result.NOTED, Result.DISCUSSED,
    Result.POSTPONED, Result.DROPPED, Result.OTHER,
)  # fmt: skip
item_result = words_of(RESULTS)
attending = words_of(ATTENDING_LABELS)
turnout = words_of(TURNOUT_LABELS)
voice_kind = words_of({kind: label for kind, (label, _what) in VOICES.items()})
item_kind = words_of(ITEM_KIND_LABELS)
public_part = words_of(PUBLIC_PART_LABELS)
paper_name = words_of(PAPER_LABELS)


def course_of(sitting: Sitting) -> list[str]:
    """When each item, each break and the end began."""
    names = {TurnKind.BREAK: _("Break"), TurnKind.END: _("The end")}
    return [
        _(
            "%(hour)s: %(what)s",
            hour=begun(clock_time(turn.begins_at)),
            what=names[turn.kind] if turn.item is None else _("Item %(number)s", number=turn.item.position),
        )
        for turn in sitting.turns
    ]


def course_in_danish(sitting: Sitting) -> str:
    """The same as the portal writes it into a record, whoever reads it now."""
    with speaking("da"):
        return "\n".join(course_of(sitting))


def parts_in_words(sitting: Sitting) -> list[str]:
    """How far everybody may read each open item."""
    return [
        _("Item %(number)s: %(part)s.", number=item.position, part=public_part(item.written.public_part))
        for item in sitting.open_items
    ]


def withdrawn(publication: Publication) -> str:
    """That a paper was public, and no longer is; before the reason."""
    days = {"since": day(publication.opened_at), "until": day(publication.withdrawn_at)}
    if publication.paper is Paper.CASES:
        return _("The list of cases was public from %(since)s to %(until)s and has been taken back:", **days)
    if publication.paper is Paper.DECISIONS:
        return _("The decisions were public from %(since)s to %(until)s and have been taken back:", **days)
    if publication.paper is Paper.MINUTES:
        return _("The minutes were public from %(since)s to %(until)s and have been taken back:", **days)
    return _("An extract of the minutes was public from %(since)s to %(until)s and has been taken back:", **days)


def public_since(publication: Publication) -> str:
    """That a paper is public now, and since when."""
    when = {"when": daytime(publication.opened_at)}
    if publication.paper is Paper.CASES:
        return _("The list of cases has been public since %(when)s.", **when)
    if publication.paper is Paper.DECISIONS:
        return _("The decisions have been public since %(when)s.", **when)
    if publication.paper is Paper.MINUTES:
        return _("The minutes have been public since %(when)s.", **when)
    return _("The extract has been public since %(when)s.", **when)


def coming(publication: Publication) -> str:
    """When a paper becomes public, as everybody is told."""
    when = {"when": daytime(publication.public_at)}
    if publication.paper is Paper.CASES:
        return _("The list of cases becomes public %(when)s.", **when)
    if publication.paper is Paper.DECISIONS:
        return _("The decisions become public %(when)s.", **when)
    if publication.paper is Paper.MINUTES:
        return _("The minutes become public %(when)s.", **when)
    return _("The extract becomes public %(when)s.", **when)
