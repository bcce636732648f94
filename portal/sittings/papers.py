"""What one meeting yields: papers that become public each at a time of its own, and extracts of the minutes."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value
from portal.sittings.models import AgendaItem, Sitting

if TYPE_CHECKING:
    from portal.committees.models import Committee

EXTRACT_NAME_LENGTH = 160
WITHDRAWAL_LENGTH = 600


class Paper(StrEnum):
    """What one meeting yields. Each becomes public at a time of its own."""

    CASES = "cases"  # of the agenda, the titles of the open items
    DECISIONS = "decisions"
    MINUTES = "minutes"
    EXTRACT = "extract"


class Extract(Record):
    """Some items of approved minutes, as a paper of its own."""

    __tablename__ = "minutes_extract"

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    name: Mapped[str] = mapped_column(String(EXTRACT_NAME_LENGTH))
    item_ids: Mapped[list[int]] = mapped_column(JSON)  # the minutes are locked, so the items stay
    published_at: Mapped[Moment | None]
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    sitting: Mapped[Sitting] = relationship()
    publications: Mapped[list["Publication"]] = relationship(
        viewonly=True, lazy="selectin", order_by="Publication.id"
    )  # asked for at once of all extracts of a page

    @property
    def title(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        return f"{self.sitting.path}/udskrifter/{self.id}"

    @property
    def committee(self) -> "Committee":
        return self.sitting.committee

    @property
    def items(self) -> list[AgendaItem]:
        return [item for item in self.sitting.items if item.id in self.item_ids]


class Publication(Record):
    """That a paper is to be public from a moment, that it became so, and perhaps that it was taken back."""

    __tablename__ = "sitting_publication"

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    paper: Mapped[Paper] = mapped_column(by_value(Paper))
    extract_id: Mapped[int | None] = mapped_column(ForeignKey("minutes_extract.id"))
    public_at: Mapped[Moment] = mapped_column(index=True)  # as it is planned
    opened_at: Mapped[Moment | None]
    stopped_at: Mapped[Moment | None]  # when its time came it could not be published
    may_stand: Mapped[str] = mapped_column(Text, default="")  # why what looks like personal data may be published
    withdrawn_at: Mapped[Moment | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    sitting: Mapped[Sitting] = relationship()
    extract: Mapped[Extract | None] = relationship(lazy="joined")

    @property
    def title(self) -> str:
        return self.extract.name if self.extract is not None else self.sitting.title

    @property
    def path(self) -> str:
        return f"{self.sitting.path}/offentliggoerelser/{self.id}"

    @property
    def committee(self) -> "Committee":
        return self.sitting.committee

    @property
    def is_planned(self) -> bool:
        return self.opened_at is None and self.withdrawn_at is None
