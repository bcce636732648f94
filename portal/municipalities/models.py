"""The municipality with its words, its council bodies, and the parties with the dates their letters hold."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.db import Record, by_value
from portal.foundation.words import DANISH, WordForms


class BodyKind(StrEnum):
    """What a council body is, in the terms of kommunestyrelsesloven."""

    COUNCIL = "council"
    FINANCE = "finance"
    STANDING = "standing"
    OTHER = "other"


class Municipality(Record):
    """A municipality: our own, or one whose published decisions are imported."""

    __tablename__ = "municipality"

    name: Mapped[str] = mapped_column(String(120), unique=True)  # "Fjordby Kommune"
    short_name: Mapped[str] = mapped_column(String(80))  # "Fjordby"
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    code: Mapped[str | None] = mapped_column(String(4), unique=True)  # kommunekode; a fictive one has none
    is_home: Mapped[bool] = mapped_column(default=False)
    site_name: Mapped[str] = mapped_column(String(120), default="")  # "Sammen om Fjordby"
    address: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    opening_hours: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    was_url: Mapped[str] = mapped_column(String(300), default="")
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    days_off: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # on which no meeting is planned: day and name
    # what a citizens' proposal for a committee needs before the council owes it an answer
    initiative_supporters: Mapped[int] = mapped_column(default=100, server_default="100")
    initiative_parties: Mapped[int] = mapped_column(default=2, server_default="2")
    initiative_months: Mapped[int] = mapped_column(default=6, server_default="6")
    # whether the roles of secretaries and administrators rest until they have set up a one-time code
    demands_code: Mapped[bool] = mapped_column(default=False, server_default=false())

    bodies: Mapped[list["Body"]] = relationship(back_populates="municipality", order_by="Body.id")
    parties: Mapped[list["Party"]] = relationship(back_populates="municipality", order_by="Party.letter, Party.id")

    def off_on(self, day: date) -> str | None:
        """What the municipality calls a day on which it plans no meetings; None on all others."""
        return self.days_off.get(day.isoformat())

    def own_words(self) -> dict[str, WordForms]:
        """Its nouns for committee, council and chair; what is not set is the usual word."""
        return {name: WordForms(**self.words[name]) if name in self.words else usual for name, usual in DANISH.items()}


class Body(Record):
    """A council body: kommunalbestyrelse, økonomiudvalg or stående udvalg."""

    __tablename__ = "body"
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[BodyKind] = mapped_column(by_value(BodyKind))
    active_from: Mapped[date | None]
    active_until: Mapped[date | None]

    municipality: Mapped[Municipality] = relationship(back_populates="bodies")

    def is_active_on(self, day: date) -> bool:
        return (self.active_from is None or self.active_from <= day) and (
            self.active_until is None or day <= self.active_until
        )


class Party(Record):
    """A list with its letter. A letter may mean different lists in different years, so both dates belong to it."""

    __tablename__ = "party"
    __table_args__ = (Index("ix_party_letter", "municipality_id", "letter"),)

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    letter: Mapped[str] = mapped_column(String(3))
    name: Mapped[str] = mapped_column(String(120))
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]

    municipality: Mapped[Municipality] = relationship(back_populates="parties")

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    @property
    def label(self) -> str:
        return f"{self.name} ({self.letter})"
