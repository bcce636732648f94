"""A proposal from Word and to Word: its text read into the form, fetched as a document, and laid out for paper."""

from collections.abc import Iterator, Mapping
from functools import partial

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.accounts.limits import limit_submission
from portal.committees.models import Committee
from portal.committees.queries import questions_of
from portal.files.from_word import (
    CHANGES_OF,
    Changes,
    WordForm,
    taken_from_word,
    told_of_changes,
    told_of_reading,
    word_page,
)
from portal.files.taking import Divided, Reading, brought_together, divided
from portal.files.uploads import takes_file
from portal.foundation.dates import ours
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.wordfile import WORD
from portal.house.letters import url_of
from portal.proposals.forms import ProposalForm, RevisionForm, filled
from portal.proposals.models import PART_LENGTH, TITLE_LENGTH, Proposal, ProposalVersion
from portal.proposals.queries import amendments_beside, newest, readable_proposal_or_404, version_or_404
from portal.proposals.sources import everything_offered
from portal.proposals.views import editable, writable
from portal.proposals.word import proposal_in_word
from portal.proposals.wording import built_on, names_of_parts
from portal.proposals.words import PARTS

MAIN = "solution"  # where a text goes that names no part
proposals_word = Blueprint("proposals_word", __name__)


@proposals_word.get("/udvalg/<slug>/forslag/nyt/fra-word")
def ask_for_first(slug: str) -> ResponseReturnValue:
    return _first_page(writable(slug), WordForm())


@proposals_word.post("/udvalg/<slug>/forslag/nyt/fra-word")
@limit_submission
@takes_file
def read_first(slug: str) -> ResponseReturnValue:
    committee = writable(slug)
    return taken_from_word(
        f"new {committee.id}", partial(_first_page, committee), lambda form, how: _begun(committee, form, how)
    )


def _first_page(committee: Committee, form: WordForm) -> str:
    back = f"{committee.path}forslag/nyt"
    return word_page(
        form,
        committee,
        crumbs=[(committee.name, committee.path), (ours(_("Proposals")), f"{committee.path}forslag/"),
                (ours(_("Write a proposal")), back)],
        back=back,
        lead=_lead(),
    )  # fmt: skip


def _begun(committee: Committee, sent: WordForm, how: Changes) -> ResponseReturnValue:
    form = ProposalForm()
    form.let_be_half()
    form.offer(everything_offered(committee))
    form.offer_questions(questions_of(committee))
    reading = _reading(sent)
    found = divided(reading.seen(how.view), names_of_parts(), MAIN)
    notes = [*_notes(reading, found, how), *_put_in(form, found, dict.fromkeys(PARTS, ""))]
    return render_template(
        "proposals/new.html",
        committee=committee,
        form=form,
        parts=PARTS,
        preview=None,
        action=url_for("proposals.create", slug=committee.slug),
        told=told_of_reading(reading),
        notes=notes,
    )


@proposals_word.get("/forslag/<int:proposal_id>/ret/fra-word")
def ask_for_next(proposal_id: int) -> ResponseReturnValue:
    return _next_page(editable(proposal_id), WordForm())


@proposals_word.post("/forslag/<int:proposal_id>/ret/fra-word")
@limit_submission
@takes_file
def read_next(proposal_id: int) -> ResponseReturnValue:
    proposal = editable(proposal_id)
    beside = amendments_beside()(proposal, current_person()) if proposal.is_public else None
    return taken_from_word(
        f"next {proposal.id}",
        partial(_next_page, proposal),
        lambda form, how: _revised(proposal, form, how),
        offers=beside is not None and beside.may_propose,
    )


def _next_page(proposal: Proposal, form: WordForm) -> str:
    crumbs = [(proposal.committee.name, proposal.committee.path), (proposal.title, proposal.path),
              (ours(_("The next version")), f"{proposal.path}/ret")]  # fmt: skip
    return word_page(form, proposal.committee, crumbs=crumbs, back=f"{proposal.path}/ret", lead=_lead())


def _revised(proposal: Proposal, sent: WordForm, how: Changes) -> ResponseReturnValue:
    if how is Changes.OFFER:
        return redirect(f"{proposal.path}/rettelser/fra-word?kept_key={sent.key_for(CHANGES_OF.format(proposal.id))}")
    version = newest(proposal)
    form = RevisionForm() if "title" in request.form else RevisionForm(formdata=None, data=filled(proposal, version))
    if not proposal.is_public:
        form.let_be_half()
    form.offer(everything_offered(proposal.committee), proposal.versions)
    form.offer_questions(questions_of(proposal.committee))
    reading, names = _reading(sent), names_of_parts()
    found = divided(reading.seen(how.view), names, MAIN)
    base = built_on(proposal, divided(reading.seen(Changes.REFUSE.view), names, MAIN))
    notes = [*_notes(reading, found, how), *_since(base, version)]
    notes += _put_in(form, found, {name: getattr(base or version, name) for name in PARTS})
    return render_template(
        "proposals/edit.html",
        proposal=proposal,
        committee=proposal.committee,
        form=form,
        parts=PARTS,
        preview=None,
        action=url_for("proposals.revise", proposal_id=proposal.id),
        told=told_of_reading(reading),
        notes=notes,
    )


@proposals_word.get("/forslag/<int:proposal_id>/forslag.docx")
def word(proposal_id: int) -> ResponseReturnValue:
    """The newest version, or with `?version=` another, as a Word document."""
    proposal, version = _asked_for(proposal_id)
    name = f"forslag-{proposal.number}-version-{version.number}.docx"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(proposal_in_word(proposal, version), content_type=WORD, headers=headers)


@proposals_word.get("/forslag/<int:proposal_id>/udskriv")
def paper(proposal_id: int) -> ResponseReturnValue:
    """The same, laid out for paper, with the numbers of its passages."""
    proposal, version = _asked_for(proposal_id)
    return render_template(
        "proposals/on_paper.html",
        proposal=proposal,
        committee=proposal.committee,
        version=version,
        parts=PARTS,
        address=url_of(version.path),
    )


def _asked_for(proposal_id: int) -> tuple[Proposal, ProposalVersion]:
    proposal = readable_proposal_or_404(proposal_id, current_person())
    asked = request.args.get("version", "")
    known = {str(one.number): one.number for one in proposal.versions}
    return proposal, version_or_404(proposal, known.get(asked, 0) if asked else newest(proposal).number)


def _lead() -> str:
    return _(
        "Headings such as “The problem”, “The solution” and “Who does it with us” put each part in its place. Without"
        " them, all of the text goes into the solution, and you can move it yourself."
    )


def _reading(sent: WordForm) -> Reading:
    assert sent.reading is not None  # noqa: S101 - the form is valid
    return sent.reading


def _put_in(form: ProposalForm, found: Divided, base: Mapping[str, str]) -> Iterator[str]:
    """Let the fields say what the document says, together with what was typed meanwhile; and what is to be told of
    it."""
    typed = form.title.data or ""
    if found.title and (not typed or base.get(MAIN)):
        form.title.data = found.title[:TITLE_LENGTH]
    both = 0
    for name, text in found.texts.items():
        form[name].data, colliding = brought_together(base[name], text, form[name].data or "")
        both += colliding
        if len(form[name].data) > PART_LENGTH:
            yield _("“%(part)s” is longer than it may be. Shorten it before you save it.", part=_(PARTS[name]))
    if both:
        yield ngettext(
            "In %(count)s place the document says something else than what was written here meanwhile. Both stand"
            " there, one after the other: choose.",
            "In %(count)s places the document says something else than what was written here meanwhile. Both stand"
            " there, one after the other: choose.",
            both,
        )


def _notes(reading: Reading, found: Divided, how: Changes) -> Iterator[str]:
    """How the text was taken."""
    yield from told_of_changes(reading, how)
    if not found.is_by_headings:
        yield _("No heading in the document names a part, so all of the text is in “%(part)s”.", part=_(PARTS[MAIN]))
        return
    missing = [_(heading) for name, heading in PARTS.items() if name not in found.texts]
    if missing:
        yield _("The document has no heading for: %(parts)s. Nothing is changed there.", parts=", ".join(missing))
    if found.before:
        yield ngettext(
            "%(count)s passage stood before the first of these headings. It is first in “%(part)s”.",
            "%(count)s passages stood before the first of these headings. They are first in “%(part)s”.",
            found.before,
            part=_(PARTS[next(iter(found.texts))]),
        )


def _since(base: ProposalVersion | None, version: ProposalVersion) -> Iterator[str]:
    if base is not None and base.number < version.number:
        yield _("The document builds on version %(number)s. What was changed since is still in the text.",
                number=base.number)  # fmt: skip
