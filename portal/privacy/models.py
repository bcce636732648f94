"""What the nightly job did, and the address that an erased account's receipt goes to."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation.db import Moment, Record
from portal.rules.privacy import Kind


class RetentionRun(Record):
    """One run of the nightly job: how many records of each kind, and which kinds did not work. Numbers only."""

    __tablename__ = "retention_run"

    finished_at: Mapped[Moment | None]
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # by kind
    failures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # by kind: what kind of error

    @property
    def in_order(self) -> dict[Kind, int]:
        """What was done, as it is read; it was done in another order."""
        return {kind: self.counts[kind] for kind in Kind if kind in self.counts}


class ErasureReceipt(Record):
    """The last address of somebody whose account is erased, until the receipt has been sent there."""

    __tablename__ = "erasure_receipt"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    email: Mapped[str] = mapped_column(String(254))
