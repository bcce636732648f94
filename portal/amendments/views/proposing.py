"""What authors do: propose an amendment, fit it to a new text, reply, withdraw it; and who may propose any."""

from functools import partial
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.amendments.actions.proposing import (
    answer_wording,
    call_for_amendments,
    propose_amendment,
    reply,
    rewrite_amendment,
    withdraw_amendment,
)
from portal.amendments.asking import withdrawing
from portal.amendments.changes import Place, changes_of
from portal.amendments.deeds import ANSWER_WORDING, CALL, PROPOSE, REPLY, REWRITE
from portal.amendments.forms import AmendmentForm, CallForm, name_at, on_the_page, parts_form
from portal.amendments.models import Amendment
from portal.amendments.queries import amendment_or_404, call_for
from portal.amendments.views.blueprint import amendments
from portal.amendments.views.reading import page_of, worded
from portal.foundation.addresses import row_number
from portal.foundation.confirming import once_more, taken_in
from portal.foundation.i18n import gettext as _
from portal.foundation.merging import Choice, merge
from portal.proposals.models import Proposal
from portal.proposals.queries import newest, readable_proposal_or_404
from portal.proposals.words import PARTS


@amendments.get("/forslag/<int:proposal_id>/rettelser/ny")
def new(proposal_id: int) -> ResponseReturnValue:
    """`?afsnit=` a passage, `?efter=` a new one behind it, `?del=` a whole part."""
    proposal = _amendable(proposal_id)
    about = _about(proposal)
    form = AmendmentForm(data={"passage": about["text"], "based_on": newest(proposal).number})
    return _form_page(proposal, about, form)


@amendments.post("/forslag/<int:proposal_id>/rettelser/ny")
def propose(proposal_id: int) -> ResponseReturnValue:
    proposal = _amendable(proposal_id)
    about, form = _about(proposal), AmendmentForm()
    form.stands = about["text"]
    return taken_in(
        form,
        lambda: propose_amendment(signed_in(), proposal, about["place"], form.draft()),
        partial(_form_page, proposal, about, form),
        told=_("Your amendment is public. You are told when it is decided, or when somebody asks you something."),
        then=lambda amendment: amendment.path,
        reasons_at="passage",
    )


def _about(proposal: Proposal) -> dict[str, Any]:
    """What the amendment is about, by the address: the passage, the place, or the part."""
    version = newest(proposal)
    here = {one.block_id: one for one in version.blocks}
    for name in ("afsnit", "efter"):
        block = here.get(request.args.get(name, 0, type=row_number))
        if block is not None:
            text = block.text if name == "afsnit" else ""
            place = Place(block.block_id, is_behind=name == "efter")
            return {"kind": name, "place": place, "part": block.part, "text": text, "block": block}
    part = request.args.get("del", "")
    if part not in PARTS:
        abort(404)
    return {"kind": "del", "place": Place(part=part), "part": part, "text": getattr(version, part), "block": None}


def _amendable(proposal_id: int) -> Proposal:
    proposal = readable_proposal_or_404(proposal_id, current_person())
    PROPOSE.require_leave(current_person(), proposal)
    return proposal


def _form_page(proposal: Proposal, about: dict[str, Any], form: AmendmentForm) -> str:
    if about["kind"] != "afsnit" and "take_out" in form:
        del form.take_out
    return render_template(
        "amendments/new.html",
        proposal=proposal,
        committee=proposal.committee,
        form=form,
        about=about,
        part=PARTS[about["part"]],
    )


@amendments.get("/rettelser/<int:amendment_id>/ret")
def rewriting(amendment_id: int) -> ResponseReturnValue:
    """What the author wrote, brought together with the text as it is now."""
    amendment = _own(amendment_id, REWRITE)
    now, merged = newest(amendment.proposal), {}
    for part, text in amendment.own_texts.items():
        together = merge(getattr(amendment.based_on, part), text, getattr(now, part))
        merged[part] = together.text([Choice.MINE] * len(together.collisions))
    return _rewrite_page(amendment, _rewrite_form(amendment, data={**merged, "why": amendment.why}))


@amendments.post("/rettelser/<int:amendment_id>/ret")
def rewrite(amendment_id: int) -> ResponseReturnValue:
    amendment = _own(amendment_id, REWRITE)
    form = _rewrite_form(amendment)
    return taken_in(
        form,
        lambda: rewrite_amendment(
            signed_in(), amendment, {p: form[p].data for p in amendment.own_texts}, form.why.data
        ),
        partial(_rewrite_page, amendment, form),
        told=_("The amendment is open again. Those who were for or against are asked anew."),
        then=amendment.path,
        reasons_at="why",
    )


def _rewrite_form(amendment: Amendment, **filled_in: Any) -> Any:
    return parts_form({part: _(PARTS[part]) for part in PARTS if part in amendment.own_texts}, **filled_in)


def _rewrite_page(amendment: Amendment, form: Any) -> str:
    return render_template(
        "amendments/rewrite.html",
        amendment=amendment,
        proposal=amendment.proposal,
        committee=amendment.committee,
        form=form,
        changes=changes_of(amendment),
    )


@amendments.post("/rettelser/<int:amendment_id>/svar")
def answer_question(amendment_id: int) -> ResponseReturnValue:
    amendment, form = _own(amendment_id, REPLY), on_the_page("reply")
    return taken_in(
        form,
        lambda: reply(signed_in(), amendment, form.message.data),
        partial(page_of, amendment, "reply", form),
        told=_("Your reply is public."),
        then=amendment.path,
        reasons_at="message",
    )


@amendments.post("/rettelser/<int:amendment_id>/ordlyd/svar")
def answer_words(amendment_id: int) -> ResponseReturnValue:
    amendment = _own(amendment_id, ANSWER_WORDING)
    wording, form = worded("answer_wording", amendment)
    return taken_in(
        form,
        lambda: answer_wording(
            signed_in(), amendment, wording, is_welcome=form.is_welcome.data == "yes", answer=form.answer.data or ""
        ),
        partial(page_of, amendment, name_at("answer_wording", wording), form),
        told=_("Your answer is public."),
        then=amendment.path,
        reasons_at="answer",
    )


@amendments.post("/rettelser/<int:amendment_id>/traek-tilbage")
def withdraw(amendment_id: int) -> ResponseReturnValue:
    amendment = amendment_or_404(amendment_id, current_person())
    return once_more(
        withdrawing(amendment),
        lambda: withdraw_amendment(signed_in(), amendment),
        _("The amendment is withdrawn."),
        amendment.path,
    )


@amendments.get("/forslag/<int:proposal_id>/rettelser/hvem")
def calling(proposal_id: int) -> ResponseReturnValue:
    proposal = _callable(proposal_id)
    call = call_for(proposal.id)
    who = "all" if call is not None and call.is_open_to_all else "members"
    return _call_page(proposal, CallForm(data={"who": who, "until": call.until if call else None}))


@amendments.post("/forslag/<int:proposal_id>/rettelser/hvem")
def call(proposal_id: int) -> ResponseReturnValue:
    proposal, form = _callable(proposal_id), CallForm()
    return taken_in(
        form,
        lambda: call_for_amendments(signed_in(), proposal, is_open_to_all=form.who.data == "all", until=form.last_day),
        partial(_call_page, proposal, form),
        told=_("That is saved."),
        then=f"{proposal.path}/rettelser",
        reasons_at="who",
    )


def _callable(proposal_id: int) -> Proposal:
    proposal = readable_proposal_or_404(proposal_id, current_person())
    CALL.require_leave(current_person(), proposal)
    return proposal


def _call_page(proposal: Proposal, form: CallForm) -> str:
    return render_template("amendments/call.html", proposal=proposal, committee=proposal.committee, form=form)


def _own(amendment_id: int, deed: Any) -> Amendment:
    amendment = amendment_or_404(amendment_id, current_person())
    deed.require_leave(current_person(), amendment)
    return amendment
