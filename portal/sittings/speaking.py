"""Who spoke at a meeting: from which kind of seat, and never who."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.committees.models import SeatType
from portal.foundation.db import Record, by_value
from portal.sittings.models import LONGEST_ITEM


class Contribution(Record):
    """That somebody spoke: from which kind of seat, never who."""

    __tablename__ = "sitting_contribution"

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    kind: Mapped[SeatType] = mapped_column(by_value(SeatType))
    submission_key: Mapped[str] = mapped_column(String(100), unique=True)


class SpokenMinutes(Record):
    """For how many minutes one kind of seat spoke on one item."""

    __tablename__ = "sitting_spoken_minutes"
    __table_args__ = (
        UniqueConstraint("item_id", "kind"),
        CheckConstraint(f"minutes between 1 and {LONGEST_ITEM}", name="minutes"),
    )

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    kind: Mapped[SeatType] = mapped_column(by_value(SeatType))
    minutes: Mapped[int]
