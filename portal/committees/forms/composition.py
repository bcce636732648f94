"""What the table needs, the review of it, and the leader roles that a member chooses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.validators import Length

from portal.committees.balance import mark_of_needs
from portal.committees.models import (
    CATEGORY_LENGTH,
    NEED_REASON_LENGTH,
    REVIEW_LENGTH,
    Category,
    CompositionCategory,
    CompositionReview,
    Criterion,
    LeaderRole,
    Seat,
)
from portal.committees.words import CATEGORIES, CRITERIA, LEADER_ROLES, NEEDS
from portal.foundation.dates import quoted
from portal.foundation.forms import SOMETIMES, PortalForm, choice, count, line, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l

MOST_OWN = 4
ROWS: Mapping[str, Category | None] = {kind.value: kind for kind in Category} | {
    f"own{number}": None for number in range(1, MOST_OWN + 1)
}


@dataclass(frozen=True)
class NeedDraft:
    """How much, and why."""

    need: int
    reason: str


@dataclass(frozen=True)
class CategoryDraft:
    """One row of the matrix; `place` is its number in the matrix, from 0."""

    place: int
    kind: Category | None
    name: str
    knows: bool
    speaks_for_others: bool
    needs: Mapping[Criterion, NeedDraft]


@dataclass(frozen=True)
class CompositionDraft:
    """The whole matrix, and which seats count as another category than their kind, by place of the row."""

    categories: tuple[CategoryDraft, ...]
    seats: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ReviewDraft:
    """What the review found, and the numbers that the law on equality asks the proposers for."""

    statement: str
    women: int | None = None
    men: int | None = None


class CompositionForm(PortalForm):
    """The matrix: for each category three needs with reasons. Fields are named `<row>_<what>`."""

    seen = HiddenField(validators=[Length(max=64)])
    seats_as: Mapping[int, str] = {}  # the row that each seat counts as, by the seat's id; set before `validate`

    @property
    def rows(self) -> Iterator[tuple[str, str]]:
        """Each row's key and heading; an own category by its name."""
        for key, kind in ROWS.items():
            yield key, _(CATEGORIES[kind]) if kind else quoted(self[f"{key}_name"].data) or _("A category of our own")

    def validate(self, extra_validators: Any = None) -> bool:
        """Also that own categories have names, needs have reasons, and seats count as rows that are there."""
        is_valid = bool(super().validate(extra_validators))
        for key, kind in ROWS.items():
            is_valid = self._row_is_whole(key, kind) and is_valid
        return is_valid

    def _row_is_whole(self, key: str, kind: Category | None) -> bool:
        wanted = [criterion for criterion in Criterion if self[f"{key}_{criterion}"].data not in {"0", None}]
        whole = True
        is_asked_for = bool(wanted) or key in self.seats_as.values()
        if kind is None and is_asked_for and not self[f"{key}_name"].data:
            self[f"{key}_name"].errors = [_("Write what the category is called")]
            whole = False
        for criterion in wanted:
            reason = self[f"{key}_{criterion}_reason"]
            if not reason.data and not reason.errors:
                reason.errors = [_("Write why it is needed")]
                whole = False
        return whole

    def draft(self) -> CompositionDraft:
        """What was sent; only after `validate`."""
        places = {key: place for place, key in enumerate(ROWS)}
        rows = tuple(
            self._row(place, key, kind) for place, (key, kind) in enumerate(ROWS.items()) if self._is_used(key)
        )
        return CompositionDraft(rows, {seat: places[key] for seat, key in self.seats_as.items() if key in places})

    def _is_used(self, key: str) -> bool:
        return ROWS[key] is not None or bool(self[f"{key}_name"].data)

    def _row(self, place: int, key: str, kind: Category | None) -> CategoryDraft:
        return CategoryDraft(
            place,
            kind,
            "" if kind else self[f"{key}_name"].data,
            self[f"{key}_knows"].data,
            self[f"{key}_speaks"].data,
            {
                criterion: NeedDraft(int(self[f"{key}_{criterion}"].data), self[f"{key}_{criterion}_reason"].data or "")
                for criterion in Criterion
            },
        )


def _add_row(key: str, kind: Category | None) -> None:
    if kind is None:
        setattr(
            CompositionForm, f"{key}_name", line(_l("Name of the category"), needed=SOMETIMES, most=CATEGORY_LENGTH)
        )
    setattr(CompositionForm, f"{key}_knows", BooleanField(_l("For knowledge, ideas and experience")))
    setattr(CompositionForm, f"{key}_speaks", BooleanField(_l("To speak for others")))
    needs = [(str(number), _l(word)) for number, word in NEEDS.items()]
    for criterion, (label, _asks) in CRITERIA.items():
        setattr(CompositionForm, f"{key}_{criterion}", choice(_l(label), needs, needed=_l("Choose"), default="0"))
        setattr(
            CompositionForm, f"{key}_{criterion}_reason", line(_l("Why?"), needed=SOMETIMES, most=NEED_REASON_LENGTH)
        )


for _key, _kind in ROWS.items():
    _add_row(_key, _kind)


def composition_as_sent(categories: Sequence[CompositionCategory], seats: Sequence[Seat]) -> dict[str, object]:
    """What stands in the form when the matrix is changed."""
    keys = list(ROWS)
    found: dict[str, object] = {"seen": mark_of_needs(categories, seats)}
    for one in categories:
        key = keys[one.position]
        found |= {f"{key}_name": one.name, f"{key}_knows": one.knows, f"{key}_speaks": one.speaks_for_others}
        for need in one.needs:
            found |= {f"{key}_{need.criterion}": str(need.need), f"{key}_{need.criterion}_reason": need.reason}
    return found


class ReviewForm(PortalForm):
    """That the composition was held against the three criteria."""

    statement = text(
        _l("What did the review find?"),
        needed=_l("Write what the review found"),
        hint=_l(
            "Who is missing, what is done about it, and why the composition is right for the task. Everybody can read "
            "it. Write about needs, never about persons."
        ),
        most=REVIEW_LENGTH,
    )
    women = count(_l("Women proposed by those who appoint"), hint=_l("A number only. Nobody's sex is kept."), most=500)
    men = count(_l("Men proposed by those who appoint"), hint=_l("A number only. Nobody's sex is kept."), most=500)

    seen = HiddenField(validators=[Length(max=64)])  # the mark of the needs that the review is about

    def validate(self, extra_validators: Any = None) -> bool:
        """One of the two numbers says nothing without the other."""
        is_valid = bool(super().validate(extra_validators))
        for one, other in ((self.women, self.men), (self.men, self.women)):
            if one.data is None and other.data is not None and not one.errors:
                one.errors = [_("Write both numbers, or none of them")]
                is_valid = False
        return is_valid

    def show(self, review: CompositionReview | None) -> None:
        """Begin with what was found last time."""
        if review is not None:
            self.statement.data = review.statement
            self.women.data, self.men.data = review.women_proposed, review.men_proposed

    def draft(self) -> ReviewDraft:
        """What was sent; only after `validate`."""
        return ReviewDraft(self.statement.data, self.women.data, self.men.data)


class LeaderRolesForm(PortalForm):
    """The leader roles that a member takes on."""

    roles = SelectMultipleField(
        _l("Which leader roles do you take on?"),
        choices=[],
        description=_l(
            "Choose as many as fit you. Others see only that somebody has the role, not who. It ends with your seat."
        ),
    )

    def offer(self) -> None:
        """Name the five roles in the reader's language."""
        self.roles.choices = [
            (role.value, f"{_(name)}. {_(meaning)}") for role, (name, meaning) in LEADER_ROLES.items()
        ]

    def draft(self) -> tuple[LeaderRole, ...]:
        """What was sent; only after `validate`."""
        return tuple(LeaderRole(value) for value in self.roles.data or ())
