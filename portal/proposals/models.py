"""The texts that members write together: three required parts, in versions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, func, inspect, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from portal.files.models import NO_WORDS
from portal.foundation.change_lists import NEWEST
from portal.foundation.db import Moment, Record, by_value
from portal.foundation.text import BlockKind
from portal.trace.edges import Key
from portal.trace.models import TraceEdge

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.committees.models import Committee, Membership

TITLE_LENGTH = 120
PART_LENGTH = 9_600
CHANGE_LENGTH = 600
REASON_LENGTH = 600


class Proposal(Record):
    """A proposal: problem diagnosis, solution strategy and mobilisation (the three tasks of political leadership)."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("committee_id", "number"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    number: Mapped[int]  # within the committee
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    published_at: Mapped[Moment | None]
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    hidden_at: Mapped[Moment | None]
    hidden_reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped["Committee"] = relationship()
    author: Mapped["User"] = relationship()
    versions: Mapped[list["ProposalVersion"]] = relationship(
        back_populates="proposal", order_by="ProposalVersion.number.desc()"
    )
    blocks: Mapped[list["ProposalBlock"]] = relationship(order_by="ProposalBlock.id", viewonly=True)  # of all versions
    sponsors: Mapped[list["ProposalSponsor"]] = relationship(back_populates="proposal", order_by="ProposalSponsor.id")

    questions: Mapped[list["ProposalQuestion"]] = relationship(
        order_by="ProposalQuestion.number", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}
    words_of_files = NO_WORDS  # where it is read for the search: see `indexing`

    def seen_with(self) -> Sequence[Record]:
        return [*self.versions[:1], *self.questions]

    @property
    def path(self) -> str:
        return f"/forslag/{self.id}"

    @property
    def question_numbers(self) -> list[int]:
        """Which questions of the mandate it answers."""
        return [question.number for question in self.questions]

    def number_of(self, block_id: int) -> int:
        """What a block is called: 1, 2, … in the order in which they came, through all versions; none ever goes."""
        return [block.id for block in self.blocks].index(block_id) + 1

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class ProposalQuestion(Record):
    """That a proposal answers a question of the mandate."""

    __tablename__ = "proposal_question"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    number: Mapped[int]


class ProposalVersion(Record):
    """One version of the text. Versions never change; a revision is a new one."""

    __tablename__ = "proposal_version"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    problem: Mapped[str] = mapped_column(Text)
    problem_html: Mapped[str] = mapped_column(Text)
    solution: Mapped[str] = mapped_column(Text)  # with the alternatives that were considered
    solution_html: Mapped[str] = mapped_column(Text)
    mobilisation: Mapped[str] = mapped_column(Text)  # who supports, who contributes what
    mobilisation_html: Mapped[str] = mapped_column(Text)
    what_changed: Mapped[str] = mapped_column(String(CHANGE_LENGTH), default="")
    comparison: Mapped[int] = mapped_column(default=NEWEST, server_default="1")  # the way its list of changes is made
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    proposal: Mapped[Proposal] = relationship(back_populates="versions")
    author: Mapped["User"] = relationship()
    blocks: Mapped[list["ProposalBlockText"]] = relationship(
        back_populates="proposal_version", order_by="ProposalBlockText.position"
    )

    @property
    def path(self) -> str:
        return f"/forslag/{self.proposal_id}/version/{self.number}"

    def blocks_of(self, part: str) -> list["ProposalBlockText"]:
        """The blocks of one part, in order."""
        return [one for one in self.blocks if one.part == part]

    def part(self, name: str) -> Key:
        """How the thread names one part of it, once it is saved; the parts are columns."""
        return f"proposal_{name}", self.id


class ProposalBlock(Record):
    """A paragraph, heading, list or table of a proposal, through all of its versions; it can be cited for years."""

    __tablename__ = "proposal_block"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    divided_from_id: Mapped[int | None] = mapped_column(ForeignKey("proposal_block.id"))  # it was part of that one
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("proposal_block.id"))  # it is part of that one now

    texts: Mapped[list["ProposalBlockText"]] = relationship(
        back_populates="block", order_by="ProposalBlockText.version_id"
    )
    proposal: Mapped[Proposal] = relationship(viewonly=True)

    @property
    def path(self) -> str:
        return f"{self.proposal.path}/afsnit/{self.id}"

    @property
    def committee(self) -> "Committee":
        return self.proposal.committee

    @property
    def committee_id(self) -> int:
        """Where its events belong."""
        return self.proposal.committee_id


class ProposalBlockText(Record):
    """What a block says in one version, in which part, and where. They are the text cut up, and change as little."""

    __tablename__ = "proposal_block_text"
    __table_args__ = (UniqueConstraint("version_id", "block_id"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_version.id"))
    block_id: Mapped[int] = mapped_column(ForeignKey("proposal_block.id"), index=True)
    part: Mapped[str] = mapped_column(String(20))  # the column of the version
    position: Mapped[int]  # 1, 2, … through all parts
    kind: Mapped[BlockKind] = mapped_column(by_value(BlockKind))
    text: Mapped[str] = mapped_column(Text)
    text_html: Mapped[str] = mapped_column(Text)
    # its sentences, each with the number of the version that brought it
    said: Mapped[list[tuple[int, str]]] = mapped_column(JSON, default=list, server_default="[]")

    proposal_version: Mapped[ProposalVersion] = relationship(back_populates="blocks")
    block: Mapped[ProposalBlock] = relationship(back_populates="texts")

    if TYPE_CHECKING:
        number: Mapped[int]  # of the block, as `Proposal.number_of` has it; read together with the text
        stands_on: Mapped[int]  # how many records the thread says that it comes from; read together with the text


class ProposalSponsor(Record):
    """A member who puts his or her name, and with it the party's letter, under a proposal as it stands. A correction
    of the spelling takes it along; after any other change the member is asked, and stood under the version before."""

    __tablename__ = "proposal_sponsor"
    __table_args__ = (UniqueConstraint("proposal_id", "membership_id"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    text_version: Mapped[int] = mapped_column(default=1, server_default="1")  # the number of the version

    proposal: Mapped[Proposal] = relationship(back_populates="sponsors")
    membership: Mapped["Membership"] = relationship()


class ProposalReading(Record):
    """That somebody has read a version, and said so: what has come since is marked for them. Nobody else sees it."""

    __tablename__ = "proposal_reading"
    __table_args__ = (UniqueConstraint("proposal_id", "user_id"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    number: Mapped[int]  # of the version
    read_at: Mapped[Moment]


# of the table alone: an alias of the class would have all tables joined before they are all there
_blocks = inspect(ProposalBlock).local_table
_own, _until = _blocks.alias(), _blocks.alias()
inspect(ProposalBlockText).add_property(
    "number",
    column_property(
        select(func.count(_until.c.id))
        .where(_own.c.id == ProposalBlockText.block_id, _until.c.proposal_id == _own.c.proposal_id)
        .where(_until.c.id <= _own.c.id)
        .correlate(ProposalBlockText)
        .scalar_subquery()
    ),
)
_edges = inspect(TraceEdge).local_table
inspect(ProposalBlockText).add_property(
    "stands_on",
    column_property(
        select(func.count(_edges.c.id))
        .where(_edges.c.later_kind == ProposalBlock.__tablename__, _edges.c.later_id == ProposalBlockText.block_id)
        .correlate(ProposalBlockText)
        .scalar_subquery()
    ),
)
