"""What is asked once more before a citizens' proposal is refused or answered, and what will follow. Publishing it is
one press, so what follows is said beforehand."""

from collections.abc import Iterator

from flask import render_template, url_for
from markupsafe import Markup

from portal.accounts.models import User
from portal.events.record import would_be
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.confirming import Question, letters_about
from portal.foundation.dates import longday, paragraphs
from portal.foundation.i18n import gettext as _
from portal.foundation.text import render_markdown
from portal.initiatives.forms import CouncilAnswerForm, RefuseInitiativeForm
from portal.initiatives.models import Initiative, InitiativeAnswer
from portal.initiatives.states import months_after
from portal.initiatives.words import refusal_name, verdict_name


def before_publishing(actor: User, initiative: Initiative) -> Iterator[str]:
    """What follows at once when this person publishes the proposal."""
    last = months_after(clock.today(), initiative.municipality.initiative_months)
    yield _("Everybody can read the proposal at once, and support it until %(day)s.", day=longday(last))
    yield from letters_about()([would_be(EventType.INITIATIVE_PUBLISHED, initiative, actor=actor)])


def refusing(initiative: Initiative, form: RefuseInitiativeForm) -> Question:
    """Before it is decided that a proposal is not published."""
    here = (_("Proposal %(number)s", number=initiative.id), url_for("initiatives.handle", initiative_id=initiative.id))
    return Question(
        title=_("Is the proposal not to be published?"),
        button=_("Do not publish the proposal"),
        crumbs=[_list(), here],
        follows=lambda: [
            _("The proposal is not published, and cannot be supported. Its author and the secretariat read the reason.")
        ],
        shown=_as_read(refusal_name(form.refusal_code()), paragraphs(form.reason.data)),
    )


def answering(initiative: Initiative, form: CouncilAnswerForm) -> Question:
    """Before what the council answered is public."""
    draft = form.draft()
    body = next(one.label for one in form.body_id.choices if one.value == draft.body_id)
    where = _("%(body)s, %(day)s, item %(item)s", body=body, day=longday(draft.met_on), item=draft.item)
    return Question(
        title=_("Publish the answer from %(the_council)s?"),
        button=_("Publish the answer"),
        crumbs=[_list(), (initiative.title, initiative.path)],
        follows=lambda: list(_after_answer(initiative.answer)),
        shown=_as_read(verdict_name(draft.verdict), render_markdown(draft.reason), where),
    )


def _list() -> tuple[str, str]:
    return _("Citizens’ proposals"), url_for("initiatives.index")


def _as_read(verdict: str, text: str, where: str = "") -> Markup:
    shown = render_template("initiatives/_as_read.html", verdict=verdict, text=text, where=where)
    return Markup(shown)  # noqa: S704 - our own


def _after_answer(answer: InitiativeAnswer | None) -> Iterator[str]:
    if answer is None:
        return
    yield _("Everybody can read what %(body)s answered, and it stays there.", body=answer.body.name)
    yield _("The proposal cannot be supported any more.")
    if answer.committee is not None:
        yield _("The proposal and %(name)s now lead to each other.", name=answer.committee.name)
