"""Reading discussions: what they are about, what is said, and what of it the reader has acknowledged."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.discussion.models import (
    Acknowledgement,
    Contribution,
    ContributionKind,
    ContributionWording,
    DiscussionSummary,
)
from portal.discussion.words import MOST_ACKNOWLEDGED
from portal.foundation.db import Record, all_of, db, each_of, first_of_all, first_or_404, rows_of, tuples_of
from portal.foundation.paging import PER_PAGE, Page, first_of
from portal.foundation.questions import question
from portal.house.discussed import DiscussedType, Passage, discussed_types

FEW, ANSWERS, SUMMARIES = 3, 3, 10  # on the page of the thing; beneath each; above all
_UNDER = "what it stands under"


@dataclass(frozen=True)
class Discussion:
    """A record that is discussed, and how its room says so."""

    type: DiscussedType
    record: Any

    @property
    def path(self) -> str:
        return self.type.path(self.record)

    @property
    def called(self) -> str:
        return self.type.called(self.record)

    @property
    def scope(self) -> Any:
        return self.type.scope(self.record)

    @property
    def writing_path(self) -> str:
        return self.type.deed.url(self.record)

    @property
    def is_open(self) -> bool:
        return self.type.deed.is_open(self.record)


@dataclass(frozen=True)
class Said:
    """A contribution with its first answers; `more` of them stand on its own page. `passage` is what it is about."""

    contribution: Contribution
    answers: Sequence[Contribution]
    more: int
    passage: Passage | None

    @property
    def is_changed(self) -> bool:
        """Whether the passage says something else than when this was written about it."""
        mark = self.contribution.passage_mark
        return self.passage is not None and mark is not None and mark_of(self.passage) != mark

    @property
    def number_of_answers(self) -> int:
        return len(self.answers) + self.more


@dataclass(frozen=True)
class Section:
    """A discussion as a page shows it: some of it, and what the reader has acknowledged."""

    discussion: Discussion
    page: Page[Said]
    summaries: Page[DiscussionSummary]
    acknowledged: Collection[int]
    passage: int | None = None

    @property
    def writing_path(self) -> str:
        about = "" if self.passage is None else f"?afsnit={self.passage}"
        return self.discussion.writing_path + about

    @property
    def path(self) -> str:
        about = "" if self.passage is None else f"?afsnit={self.passage}"
        return self.discussion.path + about


def mark_of(passage: Passage) -> str:
    """What two texts of a passage share only where they are the same."""
    return sha256((passage.text or "").encode()).hexdigest()


def discussion_about(record: Record) -> Discussion:
    """Of a record whose room says that it can be discussed."""
    return Discussion(discussed_types()[record.__tablename__], record)


def discussion_or_404(address: str, id_: int, person: User | Visitor) -> Discussion:
    """What this person reads at this address."""
    type_ = next((one for one in discussed_types().values() if one.address == address), None)
    record = type_.one(id_) if type_ else None
    if type_ is None or record is None or not type_.is_seen(person, record):
        abort(404)
    return Discussion(type_, record)


def put_under(contributions: Iterable[Contribution]) -> list[Contribution]:
    """Those whose record is there, each with it; one query for each kind of record."""
    rows = list(contributions)
    for kind, type_ in discussed_types().items():
        mine = [one for one in rows if one.subject_kind == kind]
        known = {record.id: record for record in type_.load(sorted({one.subject_id for one in mine}))} if mine else {}
        for one in mine:
            if one.subject_id in known:
                vars(one)[_UNDER] = Discussion(type_, known[one.subject_id])
    return [one for one in rows if _UNDER in vars(one)]


def put_beneath(discussion: Discussion, rows: Iterable[Contribution]) -> list[Contribution]:
    """The same, each with the discussion that they are known to stand in."""
    found = list(rows)
    for row in found:
        vars(row)[_UNDER] = discussion
    return found


def discussion_of(contribution: Contribution) -> Discussion:
    """What a contribution stands under."""
    if _UNDER not in vars(contribution) and not put_under([contribution]):
        abort(404)
    found: Discussion = vars(contribution)[_UNDER]
    return found


def contribution_or_404(contribution_id: int, person: User | Visitor) -> Contribution:
    """A contribution in a discussion that this person reads."""
    found = first_or_404(_contribution(contribution_id))
    under = discussion_of(found)
    if not under.type.is_seen(person, under.record):
        abort(404)
    return found


@question
def _contribution(contribution_id: int) -> Select[tuple[Contribution]]:
    beside = joinedload(Contribution.author), joinedload(Contribution.parent)
    return select(Contribution).where(Contribution.id == contribution_id).options(*beside)


def sent_before(actor: User, key: str | None) -> Contribution | None:
    """What the same form has made already."""
    mine = Contribution.submission_key == key, Contribution.author_id == actor.id
    return db.session.scalar(select(Contribution).where(*mine)) if key else None


def summary_sent_before(actor: User, key: str | None) -> DiscussionSummary | None:
    """What the same form has made already."""
    mine = DiscussionSummary.submission_key == key, DiscussionSummary.author_id == actor.id
    return db.session.scalar(select(DiscussionSummary).where(*mine)) if key else None


def said_of(record: Record, order: str = "", kind: ContributionKind | None = None, passage: int | None = None) -> Any:
    """The question for what is said of a record, without the answers; of one kind, or of one passage."""
    shape = {"by_acknowledged": order == MOST_ACKNOWLEDGED, "one_kind": kind is not None, "one_passage": bool(passage)}
    return _said_of(record.__tablename__, record.id, kind, passage, **shape)


@question
def _said_of(
    subject_kind: str,
    subject_id: int,
    kind: ContributionKind | None,
    passage: int | None,
    *,
    by_acknowledged: bool,
    one_kind: bool,
    one_passage: bool,
) -> Select[tuple[Contribution]]:
    order = (Contribution.acknowledged.desc(),) if by_acknowledged else ()
    return (
        select(Contribution)
        .where(
            Contribution.subject_kind == subject_kind,
            Contribution.subject_id == subject_id,
            Contribution.parent_id.is_(None),
            Contribution.kind == kind if one_kind else true(),
            Contribution.passage == passage if one_passage else true(),
        )
        .options(joinedload(Contribution.author))
        .order_by(*order, Contribution.id.desc())
    )


def answers_to(contribution: Contribution) -> Select[tuple[Contribution]]:
    """All answers, oldest first."""
    mine = select(Contribution).where(Contribution.parent_id == contribution.id)
    return mine.options(joinedload(Contribution.author)).order_by(Contribution.id)


def page_of_answer(answer: Contribution) -> int:
    """On which page of the answers to a contribution this one stands."""
    before = Contribution.parent_id == answer.parent_id, Contribution.id <= answer.id
    place = db.session.scalar(select(func.count()).select_from(Contribution).where(*before)) or 1
    return -(-place // PER_PAGE)


def count_kinds(record: Record, passage: int | None = None) -> Mapping[ContributionKind, int]:
    """How many there are of each kind, answers apart."""
    return dict(tuples_of(_count_kinds(record.__tablename__, record.id, passage, one_passage=bool(passage))))


@question
def _count_kinds(
    subject_kind: str, subject_id: int, passage: int | None, *, one_passage: bool
) -> Select[tuple[ContributionKind, int]]:
    return (
        select(Contribution.kind, func.count())
        .where(
            Contribution.subject_kind == subject_kind,
            Contribution.subject_id == subject_id,
            Contribution.parent_id.is_(None),
            Contribution.passage == passage if one_passage else true(),
        )
        .group_by(Contribution.kind)
    )


def with_answers(discussion: Discussion, rows: Sequence[Contribution], most: int = ANSWERS) -> list[Said]:
    """The same with the first of their answers, and the passages that they are about; two queries at most."""
    answers: dict[int | None, list[Contribution]] = {}
    whole: dict[int | None, int] = {}
    for answer, number in each_of(_first_answers([row.id for row in rows], most)) if rows else ():
        answers.setdefault(answer.parent_id, []).append(answer)
        whole[answer.parent_id] = number
    passages = passages_of(discussion, [row.passage for row in rows if row.passage is not None])
    put_beneath(discussion, (*rows, *(one for group in answers.values() for one in group)))
    said = [(row, answers.get(row.id, [])) for row in rows]
    return [Said(row, mine, whole.get(row.id, 0) - len(mine), passages.get(row.passage or 0)) for row, mine in said]


@question
def _first_answers(ids: Sequence[int], most: int) -> Select[tuple[Contribution, int]]:
    placed = (
        select(
            Contribution.id,
            func.row_number().over(partition_by=Contribution.parent_id, order_by=Contribution.id).label("place"),
            func.count().over(partition_by=Contribution.parent_id).label("whole"),
        )
        .where(Contribution.parent_id.in_(ids))
        .subquery()
    )
    answers = select(Contribution, placed.c.whole).join(placed, placed.c.id == Contribution.id)
    return answers.where(placed.c.place <= most).options(joinedload(Contribution.author)).order_by(Contribution.id)


def passages_of(discussion: Discussion, numbers: Collection[int]) -> dict[int, Passage]:
    """Those of the passages that there are or were."""
    found = discussion.type.passages(discussion.record, sorted(set(numbers))) if numbers else ()
    return {one.number: one for one in found}


def acknowledged_by(person: User | Visitor, said: Iterable[Said]) -> set[int]:
    """What of this the reader has acknowledged; no query for a visitor."""
    ids = [row.id for one in said for row in (one.contribution, *one.answers)]
    return set(all_of(_acknowledged(person.id, ids))) if person.id and ids else set()


@question
def _acknowledged(user_id: int, ids: Sequence[int]) -> Select[tuple[int]]:
    mine = Acknowledgement.user_id == user_id, Acknowledgement.contribution_id.in_(ids)
    return select(Acknowledgement.contribution_id).where(*mine)


def acknowledgement_of(actor: User, contribution: Contribution) -> Acknowledgement | None:
    return first_of_all(
        select(Acknowledgement).where(
            Acknowledgement.contribution_id == contribution.id, Acknowledgement.user_id == actor.id
        )
    )


def section_of(person: User | Visitor, record: Record, passage: int | None = None) -> Section | None:
    """The first of a discussion for the page of what is discussed; nothing for whoever does not read it."""
    discussion = discussion_about(record)
    if not discussion.type.is_seen(person, record):
        return None
    few = first_of(said_of(record, passage=passage), most=FEW)
    said = with_answers(discussion, few.items, 1)  # which is only counted there
    page = Page(said, few.number, few.total, few.per_page)
    return Section(discussion, page, summaries_of(record, 1), acknowledged_by(person, said), passage)


def summaries_of(record: Record, most: int = SUMMARIES) -> Page[DiscussionSummary]:
    """What the discussion has come to, newest first."""
    return first_of(_summaries(record.__tablename__, record.id), most=most)


@question
def _summaries(subject_kind: str, subject_id: int) -> Select[tuple[DiscussionSummary]]:
    mine = DiscussionSummary.subject_kind == subject_kind, DiscussionSummary.subject_id == subject_id
    newest = select(DiscussionSummary).where(*mine).order_by(DiscussionSummary.id.desc())
    return newest.options(joinedload(DiscussionSummary.author))


def wordings_of(contributions: Iterable[Contribution]) -> dict[int, list[ContributionWording]]:
    """How they read before, oldest first, by the id of the contribution; one query."""
    ids = [one.id for one in contributions if one.edited_at is not None]
    mine = ContributionWording.contribution_id.in_(ids), ContributionWording.body != ""
    found: dict[int, list[ContributionWording]] = {}
    for wording in all_of(select(ContributionWording).where(*mine).order_by(ContributionWording.id)) if ids else ():
        found.setdefault(wording.contribution_id, []).append(wording)
    return found


def loaded(ids: Sequence[int], *where: ColumnElement[bool]) -> list[Contribution]:
    """Contributions with their authors and what they stand under."""
    return put_under(rows_of(Contribution, ids, joinedload(Contribution.author), where=where))
