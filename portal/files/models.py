"""A file and the record that it hangs on. Its content lies on the disk under its hash, once for all that name it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Moment, Record, by_value

if TYPE_CHECKING:
    from portal.accounts.models import User

TITLE_LENGTH = 120
NAME_LENGTH = 100
ALTERNATIVE_LENGTH = 300
HASH_LENGTH = 64
NO_WORDS: Sequence[str] = ()  # of the files of a record, until they are read for the search


class FileKind(StrEnum):
    """What can be added."""

    PDF = "pdf"
    WORD = "docx"
    ODT = "odt"
    PNG = "png"
    JPEG = "jpeg"

    @property
    def is_picture(self) -> bool:
        return self in {FileKind.PNG, FileKind.JPEG}


HANGS = text("removed_at is null")
UNREAD = text("text is null and removed_at is null")


class StoredFile(Record):
    """A file that hangs on a record, named by table and id. One that was removed has lost
    its words and its content; that it was there stays."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        # the same content once for each record: of two clicks the second finds the first
        Index("uq_stored_file_content", "subject_kind", "subject_id", "content_hash", unique=True, sqlite_where=HANGS,
              postgresql_where=HANGS),
        Index("ix_stored_file_unread", "id", sqlite_where=UNREAD, postgresql_where=UNREAD),
    )  # fmt: skip

    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)  # of the record, if any
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))  # as it is saved: made by the portal
    kind: Mapped[FileKind] = mapped_column(by_value(FileKind))
    size: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), index=True)
    alternative: Mapped[str] = mapped_column(String(ALTERNATIVE_LENGTH), default="")  # of a picture, in words
    width: Mapped[int | None]  # of a picture …
    height: Mapped[int | None]
    comments: Mapped[int] = mapped_column(default=0)  # of a text …
    changes: Mapped[int] = mapped_column(default=0)
    text: Mapped[str | None] = mapped_column(Text)  # taken out for the search; none until it has been read
    holds_cpr: Mapped[bool] = mapped_column(default=False)  # seems to; then its text is not kept
    uploader_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    removed_at: Mapped[Moment | None]

    uploader: Mapped["User"] = relationship()

    @property
    def path(self) -> str:
        return f"/filer/{self.id}/{self.name}"

    def picture_path(self, width: int) -> str:
        return f"/filer/{self.id}/billede-{width}"
