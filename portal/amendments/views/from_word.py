"""The changes of a document, shown one by one, and proposed as amendments."""

from functools import partial
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.limits import limit_submission
from portal.amendments.actions.from_word import propose_from_word
from portal.amendments.deeds import PROPOSE
from portal.amendments.forms import redlines_form
from portal.amendments.redlines import Redlines, redlines_of
from portal.amendments.views.blueprint import amendments
from portal.files.from_word import CHANGES_OF, WordForm, told_of_reading, word_form, word_page
from portal.files.taking import Reading
from portal.files.uploads import takes_file
from portal.foundation.confirming import taken_in
from portal.foundation.dates import ours
from portal.foundation.forms import version_in
from portal.foundation.i18n import gettext as _, ngettext
from portal.proposals.models import Proposal
from portal.proposals.queries import readable_proposal_or_404


@amendments.get("/forslag/<int:proposal_id>/rettelser/fra-word")
def ask_for_document(proposal_id: int) -> ResponseReturnValue:
    """With `?kept_key=` the document has come already."""
    proposal = _amendable(proposal_id)
    form = word_form(CHANGES_OF.format(proposal.id))
    return _asking_page(proposal, form) if form.reading is None else _shown(proposal, form, form.reading)


@amendments.post("/forslag/<int:proposal_id>/rettelser/fra-word")
@limit_submission
@takes_file
def read_document(proposal_id: int) -> ResponseReturnValue:
    proposal = _amendable(proposal_id)
    form = word_form(CHANGES_OF.format(proposal.id))
    if not form.validate() or form.reading is None:
        return _asking_page(proposal, form), 422
    return _shown(proposal, form, form.reading)


@amendments.post("/forslag/<int:proposal_id>/rettelser/fra-word/foreslaa")
@limit_submission
def propose_changes(proposal_id: int) -> ResponseReturnValue:
    proposal = _amendable(proposal_id)
    sent = word_form(CHANGES_OF.format(proposal.id))
    if sent.reading is None:
        sent.validate()
        return _asking_page(proposal, sent), 422
    redlines = redlines_of(proposal, sent.reading, version_in(request.form.get("based_on")))
    form = redlines_form(redlines)
    return taken_in(
        form,
        lambda: propose_from_word(signed_in(), proposal, redlines.version, form.drafts()),
        partial(_redlines_page, proposal, sent, sent.reading, redlines, form),
        told=lambda made: ngettext(
            "%(count)s amendment is public. You are told when it is decided.",
            "%(count)s amendments are public. You are told when they are decided.",
            len(made),
        ),
        then=f"{proposal.path}/rettelser",
        reasons_at="why",
    )


def _amendable(proposal_id: int) -> Proposal:
    proposal = readable_proposal_or_404(proposal_id, current_person())
    PROPOSE.require_leave(current_person(), proposal)
    PROPOSE.ensure(proposal)
    return proposal


def _asking_page(proposal: Proposal, form: WordForm) -> str:
    lists = f"{proposal.path}/rettelser"
    crumbs = [(proposal.committee.name, proposal.committee.path), (proposal.title, proposal.path),
              (ours(_("Amendments")), lists)]  # fmt: skip
    lead = _("Each tracked change of the document becomes an amendment that you can propose.")
    return word_page(form, proposal.committee, crumbs=crumbs, back=lists, lead=lead)


def _shown(proposal: Proposal, sent: WordForm, reading: Reading) -> str:
    redlines = redlines_of(proposal, reading)
    return _redlines_page(proposal, sent, reading, redlines, redlines_form(redlines, formdata=None))


def _redlines_page(proposal: Proposal, sent: WordForm, reading: Reading, redlines: Redlines, form: Any) -> str:
    return render_template(
        "amendments/from_word.html",
        proposal=proposal,
        committee=proposal.committee,
        key=sent.kept_key.data,
        redlines=redlines,
        form=form,
        told=told_of_reading(reading),
    )
