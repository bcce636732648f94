"""What a browser sends about a proposal, turned into a draft that an action can trust."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length, Optional

from portal.committees.models import MandateQuestion
from portal.discussion.models import Contribution
from portal.discussion.words import author_of
from portal.files.models import StoredFile
from portal.foundation.dates import quoted
from portal.foundation.forms import OnceForm, PortalForm, line, radio, text, ticks, version_in
from portal.foundation.i18n import N_, gettext as _, lazy_gettext as _l
from portal.foundation.merging import Choice, Collision
from portal.foundation.text import render_markdown
from portal.ideas.models import Idea
from portal.proposals.merging import Together
from portal.proposals.models import CHANGE_LENGTH, PART_LENGTH, TITLE_LENGTH, Proposal, ProposalVersion
from portal.proposals.sources import MOST_CONTRIBUTIONS, NO_SOURCES, Offer, Sources, taken_up
from portal.proposals.words import PARTS
from portal.workshops.models import OutcomeParagraph, Workshop

NOTHING: Mapping[str, str] = MappingProxyType({})
HEADINGS: Mapping[str, str] = {"title": N_("Title"), **PARTS}


@dataclass(frozen=True)
class ProposalDraft:
    """The text of a proposal, checked."""

    title: str
    problem: str
    solution: str
    mobilisation: str
    what_changed: str = ""
    ideas: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # part → those that it takes up
    workshops: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()  # of outcomes
    contributions: tuple[int, ...] = ()  # to discussions
    question_numbers: tuple[int, ...] = ()  # of the mandate
    submission_key: str | None = None
    based_on: int | None = None  # the version that was before the writer's eyes; none: the newest
    questions_before: tuple[int, ...] = ()  # and what was ticked there
    chosen: Mapping[str, Choice] = field(default_factory=dict)  # where another wrote over the same words


def held_workshops() -> Any:
    """The boxes of the workshops that a text can build on."""
    return ticks(_l("Workshops"), _l("Tick the workshops whose outcome the text builds on."))


def said_by_people() -> Any:
    """The boxes of what people wrote in discussions."""
    return ticks(
        _l("What people wrote in the discussions"),
        _l("The %(most)s most acknowledged can be ticked. Everybody sees it.", most=MOST_CONTRIBUTIONS),
    )


class PassageForm(PortalForm):
    """What one passage stands on: all of it ticked that it is said to stand on already."""

    ideas = ticks(_l("Ideas"), "")
    paragraphs = ticks(_l("Paragraphs of outcomes"), "")
    contributions = said_by_people()
    files = ticks(
        _l("Files that hang on the proposal"), _l("Figures, letters, drawings: what anybody can open and check.")
    )
    before = HiddenField(validators=[Length(max=2_000)])

    def offer(self, there: Offer, files: Sequence[StoredFile]) -> None:
        """What can be ticked."""
        self.ideas.choices = _left(there.ideas, ())
        self.paragraphs.choices = _paragraph_choices(there.paragraphs)
        self.contributions.choices = _said_choices(there.contributions)
        self.files.choices = _left(files, ())

    def sources(self) -> Sources:
        """What is ticked; only after `validate`."""
        names = ("ideas", "paragraphs", "contributions", "files")
        return Sources(**{name: tuple(self[name].data or ()) for name in names})


class SourcesForm(OnceForm):
    """The part of a form where one says what a text stands on."""

    ideas = ticks(_l("Ideas"), _l("Tick the ideas that the text builds on. Everybody can follow them to this text."))
    workshops = held_workshops()

    def offer(self, ideas: list[Idea], workshops: list[Workshop], already: Sources = NO_SOURCES) -> None:
        """Offer what is not tied to the text already."""
        self.ideas.choices = _left(ideas, already.ideas)
        self.workshops.choices = _left(workshops, already.workshops)

    def sources(self) -> Sources:
        return Sources(tuple(self.ideas.data or ()), tuple(self.workshops.data or ()))


class ProposalForm(OnceForm):
    """The page where members write a proposal. The hints are the questions that a good part answers."""

    title = line(
        _l("Title"),
        needed=_l("Write a title"),
        hint=_l("Short and telling, so that it can be understood in a list."),
        most=TITLE_LENGTH,
    )
    problem = text(
        _l("The problem"),
        needed=_l("Describe the problem"),
        hint=_l("What is the problem, and for whom? How do you know? Who must act together to solve it?"),
        most=PART_LENGTH,
        rows=8,
        shaped=True,
    )
    problem_ideas = ticks(_l("Ideas behind the problem"), "")
    solution = text(
        _l("The solution"),
        needed=_l("Describe the solution"),
        hint=_l("What do you propose, and in what order? Which alternatives did you consider, and why not those?"),
        most=PART_LENGTH,
        rows=10,
        shaped=True,
    )
    solution_ideas = ticks(_l("Ideas behind the solution"), "")
    mobilisation = text(
        _l("Who does it with us"),
        needed=_l("Describe who will support and contribute"),
        hint=_l("Who supports the proposal? Who contributes time, money, places or knowledge? Who is still missing?"),
        most=PART_LENGTH,
        rows=6,
        shaped=True,
    )
    mobilisation_ideas = ticks(_l("Ideas about who does it with us"), "")

    question_numbers = ticks(
        _l("Questions of the task"), _l("Tick the questions that the proposal answers. Everybody sees it on the task.")
    )
    workshops = held_workshops()
    paragraphs = ticks(
        _l("Paragraphs of outcomes"),
        _l("Tick the paragraphs that the text builds on. Everybody can follow it back to the notes they stand on."),
    )

    contributions = said_by_people()

    def offer(self, there: Offer, versions: Sequence[ProposalVersion] = ()) -> None:
        """Offer what is not tied to the text, and to each of its parts, already."""
        known = taken_up(versions)
        text = known[""]
        self.workshops.choices = _left(there.workshops, text.workshops)
        self.paragraphs.choices = _paragraph_choices(there.paragraphs, text.paragraphs)
        self.contributions.choices = _said_choices(there.contributions, text.contributions)
        for name in PARTS:
            self.ideas_of(name).choices = _left(there.ideas, known[name].ideas)

    def begin_about(self, title: str, ideas: Sequence[int]) -> None:
        """Before anything is written: named by a theme, and standing on what people have suggested about it."""
        self.title.data, self.problem_ideas.data = title, list(ideas)

    def ideas_of(self, name: str) -> Any:
        """The boxes of the ideas that one part can take up."""
        return self[f"{name}_ideas"]

    def let_be_half(self) -> None:
        """A draft needs a title only; the parts are asked for when it is to be published."""
        for name in PARTS:
            field = self[name]
            field.validators = [Optional() if isinstance(one, DataRequired) else one for one in field.validators]
            field.flags.required = None

    def offer_questions(self, questions: Sequence[MandateQuestion]) -> None:
        """Fill the list of the mandate's questions."""
        self.question_numbers.choices = [SelectChoice(value=q.number, label=quoted(q.numbered)) for q in questions]

    def preview(self) -> dict[str, str]:
        """The parts as readers will see them."""
        return {name: render_markdown(self[name].data or "") for name in PARTS}

    def draft(self) -> ProposalDraft:
        """What was sent; only after `validate`."""
        return ProposalDraft(
            title=self.title.data,
            problem=self.problem.data or "",
            solution=self.solution.data or "",
            mobilisation=self.mobilisation.data or "",
            what_changed=self.what_changed.data if "what_changed" in self else "",
            ideas={name: tuple(self.ideas_of(name).data or ()) for name in PARTS},
            workshops=tuple(self.workshops.data or ()),
            paragraphs=tuple(self.paragraphs.data or ()),
            contributions=tuple(self.contributions.data or ()),
            question_numbers=tuple(self.question_numbers.data or ()),
            submission_key=self.submission_key.data or None,
        )


class RevisionForm(ProposalForm):
    """As `ProposalForm`, with what changed."""

    what_changed = line(
        _l("What changed?"),
        needed=_l("Write what you changed"),
        hint=_l("One or two sentences. They stand in the list of versions."),
        most=CHANGE_LENGTH,
    )
    based_on = HiddenField(validators=[Length(max=10)])
    questions_before = HiddenField(validators=[Length(max=400)])

    def draft(self, sent: Mapping[str, str] = NOTHING) -> ProposalDraft:
        """As of a new proposal, with what the writer had before the eyes, and with what was decided in `sent`."""
        return replace(
            super().draft(),
            based_on=version_in(self.based_on.data) or None,
            questions_before=tuple(filter(None, map(version_in, (self.questions_before.data or "").split(",")))),
            chosen={key: Choice(said) for key, said in sent.items() if key.startswith("sted-") and said in {*Choice}},
        )


def deciding_form(together: Together) -> PortalForm:
    """A choice for each place that two have written over. None is chosen beforehand."""
    fields = {
        clash.key: radio(
            _("Place %(number)s: %(part)s", number=number, part=_(HEADINGS[clash.field])),
            [(one, _said(clash.collision, one)) for one in clash.choices],
            needed=_("Choose what it shall say"),
            hint=_("It said: “%(text)s”", text=quoted(clash.collision.base)) if clash.collision.base else None,
        )
        for number, clash in enumerate(together.clashes, 1)
    }
    made: PortalForm = type("DecidingForm", (PortalForm,), fields)()
    return made


def _said(collision: Collision, one: Choice) -> str:
    """What somebody chooses."""
    if one is Choice.BOTH:
        return _("Keep both")
    is_mine = one is Choice.MINE
    text = quoted(collision.mine if is_mine else collision.theirs)
    if is_mine:
        return _("Write mine: “%(text)s”", text=text) if collision.mine else _("Take it out, as I did")
    return _("Keep what stands there now: “%(text)s”", text=text) if collision.theirs else _("Let it be taken out")


def _paragraph_choices(offered: Sequence[OutcomeParagraph], already: tuple[int, ...] = ()) -> list[SelectChoice]:
    left = (one for one in offered if one.id not in already)
    return [SelectChoice(value=one.id, label=quoted(f"{one.title} ({one.workshop.title})")) for one in left]


def _said_choices(offered: Sequence[Contribution], already: tuple[int, ...] = ()) -> list[SelectChoice]:
    left = (one for one in offered if one.id not in already)
    return [SelectChoice(value=one.id, label=quoted(f"{one.title} ({author_of(one)})")) for one in left]


def _left(offered: Sequence[Idea | Workshop | StoredFile], already: tuple[int, ...]) -> list[SelectChoice]:
    return [SelectChoice(value=one.id, label=quoted(one.title)) for one in offered if one.id not in already]


def filled(proposal: Proposal, version: ProposalVersion) -> dict[str, Any]:
    """What the form for revising begins with."""
    return {
        "title": proposal.title,
        "problem": version.problem,
        "solution": version.solution,
        "mobilisation": version.mobilisation,
        "question_numbers": proposal.question_numbers,
        "based_on": version.number,
        "questions_before": ",".join(map(str, proposal.question_numbers)),
    }
