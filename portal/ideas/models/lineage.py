"""Ideas that went into another, ideas that were cut from one, and whether those who supported them follow."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.ideas.models import Idea

WHY_LENGTH = 600


class Folded(StrEnum):
    """What became of an idea that is now worked on under another address. Where it stands is told by its state."""

    MERGED = "merged"
    DIVIDED = "divided"


class IdeaLineage(Record):
    """That one idea went into another, or that one was cut from it; and who undid it, when and why."""

    __tablename__ = "idea_lineage"

    kind: Mapped[Folded] = mapped_column(by_value(Folded))
    from_id: Mapped[int] = mapped_column(ForeignKey("idea.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("idea.id"), index=True)
    reason: Mapped[str] = mapped_column(String(WHY_LENGTH))
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    undone_at: Mapped[Moment | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    undone_reason: Mapped[str] = mapped_column(String(WHY_LENGTH), default="", server_default="")

    source: Mapped["Idea"] = relationship(foreign_keys=[from_id])
    target: Mapped["Idea"] = relationship(foreign_keys=[to_id])
    actor: Mapped["User"] = relationship(foreign_keys=[actor_id])
    undone_by: Mapped["User | None"] = relationship(foreign_keys=[undone_by_id])


class SupportQuestion(Record):
    """Somebody who supports an idea that was merged or divided is asked whether their support follows."""

    __tablename__ = "idea_support_question"
    __table_args__ = (UniqueConstraint("lineage_id", "user_id"),)

    lineage_id: Mapped[int] = mapped_column(ForeignKey("idea_lineage.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    follows: Mapped[bool | None]  # none: has not answered, and the support is counted where it was given
    was_there: Mapped[bool] = mapped_column(default=False, server_default=false())  # supported the other one already
    answered_at: Mapped[Moment | None]

    lineage: Mapped[IdeaLineage] = relationship()
