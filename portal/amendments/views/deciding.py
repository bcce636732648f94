"""For and against, and what whoever decides does."""

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.amendments.actions.deciding import (
    accept_amendment,
    accept_wording,
    ask_author,
    propose_wording,
    refuse_amendment,
    reopen_amendment,
    take_stance,
)
from portal.amendments.asking import accepting, reopening
from portal.amendments.deeds import ACCEPT, ACCEPT_WORDING, ASK, REFUSE, REOPEN, WORD
from portal.amendments.forms import name_at, on_the_page, parts_form
from portal.amendments.models import Amendment
from portal.amendments.queries import amendment_or_404
from portal.amendments.views.blueprint import amendments
from portal.amendments.views.reading import page_of, worded
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.proposals.words import PARTS

STANCES = {"for": True, "imod": False}


@amendments.post("/rettelser/<int:amendment_id>/holdning")
def stand(amendment_id: int) -> ResponseReturnValue:
    amendment = amendment_or_404(amendment_id, current_person())
    is_for = STANCES.get(request.form.get("holdning", ""))
    take_stance(signed_in(), amendment, is_for=is_for)
    if is_for is None:
        flash(_("You are neither for nor against."), "success")
    else:
        flash(_("You are for the amendment.") if is_for else _("You are against the amendment."), "success")
    back = request.form.get("tilbage", "")
    lists = f"{amendment.proposal.path}/rettelser"
    return redirect(f"{lists}#rettelse-{amendment.number}" if back == "liste" else amendment.path)


@amendments.post("/rettelser/<int:amendment_id>/spoerg")
def ask(amendment_id: int) -> ResponseReturnValue:
    amendment, form = _decided_by(amendment_id, ASK), on_the_page("ask")
    return taken_in(
        form,
        lambda: ask_author(signed_in(), amendment, form.message.data),
        partial(page_of, amendment, "ask", form),
        told=_("The author is asked. Everybody can read the question."),
        then=amendment.path,
        reasons_at="message",
    )


@amendments.get("/rettelser/<int:amendment_id>/ordlyd")
def wording(amendment_id: int) -> ResponseReturnValue:
    amendment = _decided_by(amendment_id, WORD)
    return _wording_page(amendment, _wording_form(amendment, data=amendment.own_texts))


@amendments.post("/rettelser/<int:amendment_id>/ordlyd")
def word(amendment_id: int) -> ResponseReturnValue:
    amendment = _decided_by(amendment_id, WORD)
    form = _wording_form(amendment)
    return taken_in(
        form,
        lambda: propose_wording(signed_in(), amendment, {p: form[p].data for p in amendment.own_texts}, form.why.data),
        partial(_wording_page, amendment, form),
        told=_("The other words are public, and the author is asked."),
        then=amendment.path,
        reasons_at="why",
    )


def _wording_form(amendment: Amendment, **filled_in: Any) -> Any:
    return parts_form({part: _(PARTS[part]) for part in PARTS if part in amendment.own_texts}, **filled_in)


def _wording_page(amendment: Amendment, form: Any) -> str:
    return render_template(
        "amendments/wording.html",
        amendment=amendment,
        proposal=amendment.proposal,
        committee=amendment.committee,
        form=form,
    )


@amendments.post("/rettelser/<int:amendment_id>/godkend")
def accept(amendment_id: int) -> ResponseReturnValue:
    amendment, form = _decided_by(amendment_id, ACCEPT), on_the_page("accept")
    return taken_in(
        form,
        lambda: accept_amendment(signed_in(), amendment, form.reason.data or ""),
        partial(page_of, amendment, "accept", form),
        told=lambda version: _("Version %(number)s of the proposal is public.", number=version.number),
        then=amendment.path,
        question=lambda: accepting(amendment),
        reasons_at="reason",
    )


@amendments.post("/rettelser/<int:amendment_id>/godkend-ordlyd")
def accept_words(amendment_id: int) -> ResponseReturnValue:
    amendment = _decided_by(amendment_id, ACCEPT_WORDING)
    wording, form = worded("accept_wording", amendment)
    return taken_in(
        form,
        lambda: accept_wording(signed_in(), amendment, wording, form.reason.data or ""),
        partial(page_of, amendment, name_at("accept_wording", wording), form),
        told=lambda version: _("Version %(number)s of the proposal is public.", number=version.number),
        then=amendment.path,
        question=lambda: accepting(amendment, wording),
        reasons_at="reason",
    )


@amendments.post("/rettelser/<int:amendment_id>/afvis")
def refuse(amendment_id: int) -> ResponseReturnValue:
    amendment, form = _decided_by(amendment_id, REFUSE), on_the_page("refuse")
    return taken_in(
        form,
        lambda: refuse_amendment(signed_in(), amendment, form.reason.data),
        partial(page_of, amendment, "refuse", form),
        told=_("The amendment is not accepted. Its author is told why."),
        then=amendment.path,
        reasons_at="reason",
    )


@amendments.post("/rettelser/<int:amendment_id>/genaabn")
def reopen(amendment_id: int) -> ResponseReturnValue:
    amendment, form = _decided_by(amendment_id, REOPEN), on_the_page("reopen")
    return taken_in(
        form,
        lambda: reopen_amendment(signed_in(), amendment, form.reason.data),
        partial(page_of, amendment, "reopen", form),
        told=_("The amendment is open again. Its author is told."),
        then=amendment.path,
        question=lambda: reopening(amendment),
        reasons_at="reason",
    )


def _decided_by(amendment_id: int, deed: Any) -> Amendment:
    amendment = amendment_or_404(amendment_id, current_person())
    deed.require_leave(current_person(), amendment)
    return amendment
