"""Who spoke at a meeting: from which kind of seat, and never who."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.committees.models import SeatType
from portal.foundation.db import Record, by_value


class Contribution(Record):
    """That somebody spoke: from which kind of seat, never who."""

    __tablename__ = "sitting_contribution"

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    kind: Mapped[SeatType] = mapped_column(by_value(SeatType))
    submission_key: Mapped[str] = mapped_column(String(100), unique=True)
