"""The pages of proposals: reading, comparing, writing."""

from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug, membership_of, questions_of
from portal.files.queries import files_of, shown_files
from portal.foundation.addresses import row_number
from portal.foundation.change_lists import change_list
from portal.foundation.confirming import taken_in
from portal.foundation.forms import version_in
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.house.letters import url_of
from portal.house.moderated import shown_title
from portal.ideas.queries.themes import ids_in, theme_asked
from portal.moderation.queries import is_kept_from
from portal.proposals.actions import (
    end_sponsorship,
    forget_reading,
    mark_read,
    publish_proposal,
    rest_passage,
    revise_proposal,
    sponsor_proposal,
    write_proposal,
)
from portal.proposals.citing import cited
from portal.proposals.consolidated import consolidated
from portal.proposals.deeds import REST
from portal.proposals.forms import PassageForm, ProposalForm, RevisionForm, deciding_form, filled
from portal.proposals.merging import Collided, Together
from portal.proposals.models import Proposal, ProposalBlock
from portal.proposals.queries import (
    Backing,
    amendments_beside,
    backing,
    block_or_404,
    newest,
    pledges_beside,
    proposal_or_404,
    proposals_of,
    readable_proposal_or_404,
    reading_of,
    readings_of,
    sponsorship,
    version_or_404,
)
from portal.proposals.sources import everything_offered, linked_sources, sources_in
from portal.proposals.tracing import knots_of
from portal.proposals.words import PARTS, lacking_parts
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.thread import thread_of
from portal.trace.words import listed

proposals = Blueprint("proposals", __name__)

proposals.add_app_template_filter(shown_title, "proposal_title")


@proposals.app_template_filter("backing")
def backing_of(proposal: Proposal) -> Backing:
    """Who stands behind a proposal."""
    return backing(proposal)


@proposals.get("/udvalg/<slug>/forslag/")
def index(slug: str) -> ResponseReturnValue:
    person = current_person()
    committee = committee_by_slug(slug, person)
    page = paginate(proposals_of(committee, person))
    readings = readings_of(page.items, person)
    return render_template("proposals/index.html", committee=committee, page=page, readings=readings)


@proposals.get("/udvalg/<slug>/forslag/nyt")
def new(slug: str) -> ResponseReturnValue:
    committee = writable(slug)
    form, theme = ProposalForm(), theme_asked(committee, request.args.get("tema", ""))
    form.let_be_half()
    form.offer(everything_offered(committee))
    form.offer_questions(questions_of(committee))
    if theme is not None:
        form.begin_about(theme.name, ids_in(theme))
    return _writing_page(committee, form)


@proposals.post("/udvalg/<slug>/forslag/nyt")
def create(slug: str) -> ResponseReturnValue:
    committee, form = writable(slug), ProposalForm()
    form.let_be_half()
    form.offer(everything_offered(committee))
    form.offer_questions(questions_of(committee))
    if "preview" in request.form:  # also of what is half written
        return _writing_page(committee, form, preview=True)
    if not form.validate():
        return _writing_page(committee, form), 422
    theme = theme_asked(committee, request.args.get("tema", ""))
    proposal = write_proposal(signed_in(), committee, form.draft(), theme)
    flash(
        _("The proposal is saved as a draft. Only %(the_committee)s, its secretary and %(the_council)s can read it."),
        "success",
    )
    return redirect(url_for("proposals.show", proposal_id=proposal.id))


@proposals.get("/forslag/<int:proposal_id>")
def show(proposal_id: int) -> ResponseReturnValue:
    person = current_person()
    proposal = proposal_or_404(proposal_id, person)
    own_seat = membership_of(proposal.committee, person.id) if person.id else None
    return render_template(
        "proposals/show.html",
        proposal=proposal,
        committee=proposal.committee,
        version=newest(proposal),
        parts=PARTS,
        read=consolidated(proposal, newest(proposal), reading_of(proposal, person)),
        lacking=lacking_parts(newest(proposal)),
        sees_text=not is_kept_from(person, proposal, proposal.committee),
        files=shown_files(person, proposal),
        own_seat=own_seat,
        own=sponsorship(proposal, own_seat),
        beside=amendments_beside()(proposal, person) if proposal.is_public else None,
        pledges=pledges_beside()(proposal, person) if proposal.is_public else None,
        thread=thread_of(proposal, knots_of(proposal)),
    )


@proposals.get("/forslag/<int:proposal_id>/version/<int:number>")
def version(proposal_id: int, number: int) -> ResponseReturnValue:
    proposal = readable_proposal_or_404(proposal_id, current_person())
    chosen = version_or_404(proposal, number)
    return render_template(
        "proposals/version.html",
        proposal=proposal,
        committee=proposal.committee,
        version=chosen,
        parts=PARTS,
        read=consolidated(proposal, chosen),
    )


@proposals.get("/forslag/<int:proposal_id>/afsnit/<int:block_id>")
def block(proposal_id: int, block_id: int) -> ResponseReturnValue:
    """One block, as it stands now; with `?version=` what has become of it since then."""
    proposal = readable_proposal_or_404(proposal_id, current_person())
    found, last = block_or_404(proposal, block_id), newest(proposal).number
    asked = request.args.get("version", 0, type=row_number)
    number = asked if 0 < asked <= last else None
    return render_template(
        "proposals/block.html",
        proposal=proposal,
        committee=proposal.committee,
        cited=cited(proposal, found, number),
        number=number,
        can_rest=REST.is_offered(current_person(), found),
        thread=thread_of(found),
        address=url_of(f"{proposal.path}/afsnit/{found.id}?version={last}"),
    )


@proposals.get("/forslag/<int:proposal_id>/afsnit/<int:block_id>/kilder")
def sources(proposal_id: int, block_id: int) -> ResponseReturnValue:
    """What one passage stands on, to tick."""
    found = _restable(proposal_id, block_id)
    known = linked_sources(found)
    ticked = {name: getattr(known, name) for name in ("ideas", "paragraphs", "contributions", "files")}
    return _sources_page(found, PassageForm(data={**ticked, "before": known.noted()}))


@proposals.post("/forslag/<int:proposal_id>/afsnit/<int:block_id>/kilder")
def rest(proposal_id: int, block_id: int) -> ResponseReturnValue:
    found, form = _restable(proposal_id, block_id), PassageForm()
    return taken_in(
        _offering(found, form),
        lambda: rest_passage(signed_in(), found, form.sources(), sources_in(form.before.data or "")),
        partial(_sources_page, found, form),
        told=_("Everybody can see what the passage builds on."),
        then=found.path,
        reasons_at="ideas",
    )


def _restable(proposal_id: int, block_id: int) -> ProposalBlock:
    proposal = readable_proposal_or_404(proposal_id, current_person())
    found = block_or_404(proposal, block_id)
    REST.require_leave(current_person(), found)
    return found


def _offering(block: ProposalBlock, form: PassageForm) -> PassageForm:
    form.offer(everything_offered(block.committee), files_of(block.proposal))
    return form


def _sources_page(block: ProposalBlock, form: PassageForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "proposals/sources.html",
        proposal=block.proposal,
        committee=block.committee,
        block=block,
        form=_offering(block, form),
        reasons=reasons,
    )


@proposals.get("/forslag/<int:proposal_id>/sammenlign")
def differences(proposal_id: int) -> ResponseReturnValue:
    """What changed from `?fra=` to `?til=`; without them, from the version before to the newest."""
    proposal = readable_proposal_or_404(proposal_id, current_person())
    last = newest(proposal).number
    after = version_or_404(proposal, request.args.get("til", last, type=row_number))
    before = version_or_404(proposal, request.args.get("fra", max(after.number - 1, 1), type=row_number))
    latest = max(before, after, key=lambda one: one.number)
    html = {name: f"{name}_html" for name in PARTS}
    changes = {
        name: change_list(latest.comparison, getattr(before, html[name]), getattr(after, html[name])) for name in PARTS
    }
    return render_template(
        "proposals/differences.html",
        proposal=proposal,
        committee=proposal.committee,
        before=before,
        after=after,
        latest=latest,
        parts=PARTS,
        changes=changes,
    )


@proposals.get("/forslag/<int:proposal_id>/ret")
def edit(proposal_id: int) -> ResponseReturnValue:
    proposal = editable(proposal_id)
    form = _revision_form(proposal, data=filled(proposal, newest(proposal)))
    form.offer(everything_offered(proposal.committee), proposal.versions)
    form.offer_questions(questions_of(proposal.committee))
    return _editing_page(proposal, form)


@proposals.post("/forslag/<int:proposal_id>/ret")
def revise(proposal_id: int) -> ResponseReturnValue:
    proposal = editable(proposal_id)
    form = _revision_form(proposal)
    form.offer(everything_offered(proposal.committee), proposal.versions)
    form.offer_questions(questions_of(proposal.committee))
    if "preview" in request.form:
        return _editing_page(proposal, form, preview=True)
    if not form.validate():
        return _editing_page(proposal, form), 422
    try:
        saved = revise_proposal(signed_in(), proposal, form.draft(request.form))
    except Collided as collided:
        return _deciding_page(proposal, form, collided.together), collided.status
    flash(_("Version %(number)s is saved.", number=saved.number), "success")
    if saved.number > version_in(form.based_on.data) + 1:
        flash(_("Others saved a version while you wrote. Your changes and theirs are both in it."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id))


@proposals.post("/forslag/<int:proposal_id>/offentliggoer")
def publish(proposal_id: int) -> ResponseReturnValue:
    publish_proposal(signed_in(), readable_proposal_or_404(proposal_id, current_person()))
    flash(_("The proposal is public. Everybody can read it now."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id))


@proposals.post("/forslag/<int:proposal_id>/navn")
def sponsor(proposal_id: int) -> ResponseReturnValue:
    proposal = readable_proposal_or_404(proposal_id, current_person())
    sponsor_proposal(signed_in(), proposal, version_in(request.form.get("version")) or None)
    flash(_("Your name stands under the proposal."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id))


@proposals.post("/forslag/<int:proposal_id>/navn/fjern")
def withdraw_sponsorship(proposal_id: int) -> ResponseReturnValue:
    end_sponsorship(signed_in(), readable_proposal_or_404(proposal_id, current_person()))
    flash(_("Your name no longer stands under the proposal."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id))


@proposals.post("/forslag/<int:proposal_id>/laest")
def read(proposal_id: int) -> ResponseReturnValue:
    proposal = readable_proposal_or_404(proposal_id, current_person())
    mark_read(signed_in(), proposal, version_in(request.form.get("version")))
    flash(_("We have noted that you have read it. When the text is changed, we mark what is new to you."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id))


@proposals.post("/forslag/<int:proposal_id>/laest/glem")
def forget(proposal_id: int) -> ResponseReturnValue:
    forget_reading(signed_in(), readable_proposal_or_404(proposal_id, current_person()))
    flash(_("It is not noted any longer what you have read."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id))


def _deciding_page(proposal: Proposal, form: RevisionForm, together: Together) -> str:
    """What both have written over, each with a choice; all the rest of the form travels along."""
    deciding = deciding_form(together)
    if "asked" in request.form:  # the page was shown before: what nobody has chosen is said
        deciding.validate()
    return render_template(
        "proposals/decide.html",
        proposal=proposal,
        committee=proposal.committee,
        form=deciding,
        sent=[one for one in request.form.items(multi=True) if one[0] in form],
        clashes=together.clashes,
        meanwhile=together.meanwhile,
        authors=listed(sorted({one.author.name for one in together.meanwhile})),
        since=together.meanwhile[-1].number - 1,
        parts={"title": _("Title"), **PARTS},
    )


def writable(slug: str) -> Committee:
    """The committee whose proposals this person writes. 404 or 403 as for every page of it."""
    return committee_by_slug(slug, current_person(), Permission.PROPOSAL_WRITE)


def editable(proposal_id: int) -> Proposal:
    """A proposal that this person may write the next version of."""
    proposal = readable_proposal_or_404(proposal_id, current_person())
    require(current_person(), Permission.PROPOSAL_WRITE, proposal.committee)
    return proposal


def _revision_form(proposal: Proposal, **filled_in: Any) -> RevisionForm:
    form = RevisionForm(**filled_in)
    if not proposal.is_public:
        form.let_be_half()
    return form


def _writing_page(committee: Committee, form: ProposalForm, *, preview: bool = False) -> str:
    shown = form.preview() if preview else None
    return render_template("proposals/new.html", committee=committee, form=form, parts=PARTS, preview=shown)


def _editing_page(proposal: Proposal, form: RevisionForm, *, preview: bool = False) -> str:
    return render_template(
        "proposals/edit.html",
        proposal=proposal,
        committee=proposal.committee,
        form=form,
        parts=PARTS,
        preview=form.preview() if preview else None,
    )
