"""Who reads a draft of minutes through before it is sent, what they have answered, and whether it still holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from portal.accounts.models import User
from portal.accounts.queries import people_with_any_role, people_with_role
from portal.committees.models import Membership, SeatFunction
from portal.foundation import clock
from portal.foundation.i18n import gettext as _, ngettext
from portal.rules.roles import Role
from portal.sittings.models import MinutesObjection, MinutesReader, MinutesReading, Sitting
from portal.sittings.queries import unanswered
from portal.sittings.seal import draft_mark

REMINDED_AT = time(8)  # on the last day, at this hour in Denmark


@dataclass(frozen=True)
class ReadThrough:
    """One reader, and how far they have come."""

    reader: MinutesReader
    standing: MinutesReading | None  # the latest reading that is not taken back
    remarks: list[MinutesObjection]
    is_as_read: bool  # whether the draft still says what it said then

    @property
    def is_changed(self) -> bool:
        return self.standing is not None and not self.is_as_read

    @property
    def has_answered(self) -> bool:
        return self.reader.answered_at is not None


def standing_reading(reader: MinutesReader) -> MinutesReading | None:
    """What a reader has said last and has not taken back."""
    return next((one for one in reversed(reader.readings) if one.withdrawn_at is None), None)


def has_read_this(reader: MinutesReader) -> bool:
    """Whether they want nothing corrected in the draft as it stands now."""
    standing = standing_reading(reader)
    return standing is not None and standing.content_hash == draft_mark(reader.sitting)


def read_through(sitting: Sitting) -> list[ReadThrough]:
    """Everybody who is asked, in the order in which they were."""
    mark = draft_mark(sitting) if sitting.readers else ""
    found = []
    for reader in sitting.readers:
        standing = standing_reading(reader)
        is_as_read = standing is not None and standing.content_hash == mark
        found.append(ReadThrough(reader, standing, remarks_of(reader), is_as_read))
    return found


def remarks_of(reader: MinutesReader) -> list[MinutesObjection]:
    """What they wanted corrected before the minutes were sent."""
    sent = reader.sitting.minutes_sent_at
    said = [one for item in reader.sitting.items for one in item.objections if one.author_id == reader.user_id]
    return [one for one in said if sent is None or one.created_at < sent]


def silent(sitting: Sitting) -> list[MinutesReader]:
    """Those who have not answered."""
    return [one for one in sitting.readers if one.answered_at is None]


def may_be_asked(sitting: Sitting, actor: User, table: Sequence[Membership]) -> list[User]:
    """Who can be chosen: those at the `table` and those who write minutes, as far as they have not been asked, or have
    read a draft that says something else now."""
    here = {one.id for one in people_with_any_role((Role.CHAIR, Role.MEMBER), sitting.committee_id)}
    known = {one.user_id: one for one in sitting.readers}
    everybody = [one.user for one in table if one.user_id in here]
    everybody += people_with_role(Role.SECRETARY, sitting.committee_id)
    others = {one.id: one for one in everybody if one.id != actor.id}
    return [one for one in others.values() if one.id not in known or is_outdated(known[one.id])]


def usually_asked(sitting: Sitting, table: Sequence[Membership]) -> list[int]:
    """Who reads it through where nobody has said otherwise: the chair, until they are asked."""
    known = {one.user_id for one in sitting.readers}
    chairs = [one.user_id for one in table if one.function is SeatFunction.CHAIR]
    return [user_id for user_id in chairs if user_id not in known]


def is_outdated(reader: MinutesReader) -> bool:
    """Whether they have read a draft that says something else now."""
    return standing_reading(reader) is not None and not has_read_this(reader)


def what_is_open(sitting: Sitting) -> Iterator[str]:
    """What is worth knowing before the minutes are sent: who has not answered, who has read something else, and what
    waits for an answer."""
    for one in read_through(sitting):
        if not one.has_answered:
            yield _("%(name)s has not answered.", name=one.reader.user.name)
        elif one.is_changed:
            yield _("The draft has been changed since %(name)s read it.", name=one.reader.user.name)
    waiting = len(unanswered(sitting))
    if waiting:
        yield ngettext(
            "%(count)s wanted correction is not answered. It is shown to the members with the minutes.",
            "%(count)s wanted corrections are not answered. They are shown to the members with the minutes.",
            waiting,
        )


def was_told_today(reader: MinutesReader) -> bool:
    """Whether a letter about it has gone to them today."""
    return clock.in_denmark(reader.reminded_at or reader.asked_at).date() == clock.today()


def is_to_be_reminded(reader: MinutesReader) -> bool:
    """Whether the clock reminds them: once, on the last day, where nobody has done it before."""
    hour = clock.moment_in_denmark(datetime.combine(reader.read_by, REMINDED_AT))
    is_draft = reader.sitting.minutes_sent_at is None and reader.sitting.cancelled_at is None
    return is_draft and reader.answered_at is None and reader.reminded_at is None and hour <= clock.now()
