"""What is asked once more before an idea is refused, answered or concluded, or several are answered together; and what
is said beforehand of publishing it, which is one press: a secretary does it often."""

from collections.abc import Iterator, Mapping, Sequence

from flask import render_template, url_for
from flask_wtf import FlaskForm
from markupsafe import Markup

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.events.record import would_be
from portal.events.types import EventType
from portal.foundation.confirming import Question, letters_about
from portal.foundation.dates import longday, paragraphs, quoted
from portal.foundation.i18n import N_, gettext as _, ngettext
from portal.foundation.text import render_markdown
from portal.ideas.forms.grouping import AnswerTogetherForm
from portal.ideas.forms.regrouping import DivideForm, MergeForm, UndoRegroupingForm
from portal.ideas.forms.secretarial import AnswerCorrectionForm
from portal.ideas.models import Idea, IdeaAnswer
from portal.ideas.models.lineage import Folded
from portal.ideas.queries import AnswerClock, clock_of
from portal.ideas.queries.lineage import also_answered, count_asked, valid_lineage_from

ASKED_TWICE: Mapping[str, tuple[str, str]] = {
    "refuse": (N_("Is the idea not to be published?"), N_("Do not publish the idea")),
    "answer": (N_("Publish this answer?"), N_("Publish the answer")),
    "close": (N_("Conclude the case?"), N_("Conclude the case")),
}  # what cannot be undone: what is asked, and the button that does it


def before_publishing(actor: User, idea: Idea) -> Iterator[str]:
    """What follows at once when this person publishes the idea."""
    waits = clock_of(idea)
    yield _("Everybody can read the idea at once, and support it.")
    yield from letters_about()([would_be(EventType.IDEA_PUBLISHED, idea, actor=actor)])
    if waits is not None:
        yield _("%(The_committee)s owes its author an answer by %(day)s.", day=longday(waits.due))


def handling(idea: Idea, name: str, form: FlaskForm) -> Question:
    """What is about to be done to an idea, as others will read it, and what it changes for those who wait."""
    asks, button = ASKED_TWICE[name]
    waits = clock_of(idea)
    text = render_markdown(form.body.data) if name == "answer" else paragraphs(form.reason.data)
    others = len(also_answered([idea])) if name == "answer" else 0
    return Question(
        title=_(asks),
        button=_(button),
        crumbs=[
            (idea.committee.name, idea.committee.path),
            (_("Idea %(number)s", number=idea.id), url_for("ideas.handle", idea_id=idea.id)),
        ],
        follows=lambda: list(_after(name, waits, others)),
        shown=Markup(render_template("ideas/_as_read.html", deed=name, form=form, text=text)),  # noqa: S704 - our own
    )


def _after(name: str, waits: AnswerClock | None, others: int) -> Iterator[str]:
    if name == "refuse":
        yield _("The idea is not published. Its author reads the reason, and can appeal; then somebody else decides.")
    elif name == "close":
        yield _("The reason becomes public. The idea gets no more answers, and cannot be supported any more.")
    else:
        yield _("Everybody can read the answer under the idea from now on, and it stays there.")
        yield from _with_it(others)
    if waits is not None and waits.is_running and name != "close":
        yield _("The days stop being counted: an answer was owed by %(day)s.", day=longday(waits.due))


def _with_it(others: int) -> Iterator[str]:
    if others:
        yield ngettext(
            "The answer goes to %(count)s more idea that was merged into this one, or that this one was cut from.",
            "The answer goes to %(count)s more ideas that were merged into this one, or that this one was cut from.",
            others,
        )


def merging(idea: Idea, target: Idea, form: MergeForm) -> Question:
    """Before an idea goes into another."""
    return Question(
        title=_("Merge idea %(number)s into idea %(other)s?", number=idea.id, other=target.id),
        button=_("Merge them"),
        crumbs=_crumbs(idea),
        follows=lambda: [
            _("“%(title)s” keeps its address. There it says that it is worked on as idea %(other)s, and why.",
              title=quoted(idea.title), other=target.id),
            _("An answer to idea %(other)s is an answer to both.", other=target.id),
            *_asks(idea),
        ],
        lead=_("It can be undone."),
        heading=_("This is read by everybody:"),
        shown=paragraphs(form.reason.data),
    )  # fmt: skip


def dividing(idea: Idea, form: DivideForm) -> Question:
    """Before an idea becomes two."""
    shown = render_template("ideas/_division_as_read.html", division=form.division(), parts=[
        render_markdown(part.body) for part in form.division().parts])  # fmt: skip
    return Question(
        title=_("Divide idea %(number)s in two?", number=idea.id),
        button=_("Divide the idea"),
        crumbs=_crumbs(idea),
        follows=lambda: [
            _("Both new ideas are public at once. They are of the same author, and owed an answer by the same day."),
            _("“%(title)s” keeps its address, its text and its history.", title=quoted(idea.title)),
            *_asks(idea),
        ],
        lead=_("It can be undone, also by the author, until one of them has gone on by itself."),
        shown=Markup(shown),  # noqa: S704 - our own
    )


def undoing(idea: Idea, form: UndoRegroupingForm) -> Question:
    """Before an idea stands by itself again."""
    rows = valid_lineage_from(idea)
    into = [
        _("“%(title)s” is withdrawn.", title=quoted(row.target.title)) for row in rows if row.kind is Folded.DIVIDED
    ]
    return Question(
        title=_("Let the idea stand by itself again?"),
        button=_("Undo it"),
        crumbs=_crumbs(idea),
        follows=lambda: [*into, _("Support that had followed comes back to the idea.")],
        lead=_("It can be merged or divided again."),
        heading=_("This is read by everybody:"),
        shown=paragraphs(form.reason.data),
    )


def _crumbs(idea: Idea) -> list[tuple[str, str]]:
    return [(idea.committee.name, idea.committee.path), (_("Idea %(number)s", number=idea.id), idea.path)]


def _asks(idea: Idea) -> Iterator[str]:
    """How many are asked, while the deed stands as it would stand."""
    if asked := count_asked(idea):
        yield ngettext(
            "%(count)s who supports the idea is asked whether the support follows. Until then it is counted where it"
            " was given.",
            "%(count)s who support the idea are asked whether their support follows. Until then it is counted where it"
            " was given.",
            asked,
        )


def correcting_answer(answer: IdeaAnswer, form: AnswerCorrectionForm) -> Question:
    """Before a dated addition to an answer is public."""
    idea = answer.idea
    return Question(
        title=_("Publish this correction of the answer?"),
        button=_("Publish the correction"),
        crumbs=[(idea.committee.name, idea.committee.path), (_("Idea %(number)s", number=idea.id), idea.path)],
        follows=lambda: [_("Everybody can read the correction under the answer, with today’s date. Both stay there.")],
        shown=paragraphs(form.text.data),
    )


def answering_together(committee: Committee, ideas: Sequence[Idea], form: AnswerTogetherForm) -> Question:
    """Before several ideas get the same answer."""
    others = len(also_answered(ideas))
    number, waiting = len(ideas), sum(one is not None and one.is_running for one in map(clock_of, ideas))
    shown = render_template(
        "ideas/_together_as_read.html", deed="answer", form=form, text=render_markdown(form.body.data), ideas=ideas
    )
    return Question(
        title=ngettext("Publish this answer beside %(count)s idea?", "Publish this answer beside %(count)s ideas?",
                       number),
        button=_("Publish the answers"),
        crumbs=[(committee.name, committee.path), (_("Ideas"), f"{committee.path}ideer/")],
        follows=lambda: [*_after_together(number, waiting), *_with_it(others)],
        shown=Markup(shown),  # noqa: S704 - our own
    )  # fmt: skip


def _after_together(number: int, waiting: int) -> Iterator[str]:
    yield ngettext(
        "Everybody can read the answer under %(count)s idea from now on, and it stays there.",
        "Everybody can read the answer under each of the %(count)s ideas from now on, and it stays there.",
        number,
    )
    if waiting:
        yield _("The days stop being counted for %(count)s of them.", count=waiting)
