"""What people without an account meet: the link that confirms what they sent, and the page of their own idea."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.limits import limit_submission
from portal.accounts.queries import user_by_email
from portal.foundation import clock
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _
from portal.foundation.text import render_markdown
from portal.house.deeds import offered
from portal.ideas.actions import confirm_guest_idea
from portal.ideas.deeds import EDIT
from portal.ideas.forms.guide import CORRECTION
from portal.ideas.forms.writing import EditIdeaForm, WithdrawForm
from portal.ideas.links import guest_idea_of, idea_of_own, path_of_own
from portal.ideas.models import Idea
from portal.ideas.queries import clock_of
from portal.ideas.queries.mandate import questions_of
from portal.ideas.views.blueprint import ideas
from portal.ideas.views.guiding import Desk, pressed, step_page
from portal.ideas.views.writing import put_further, withdraw_page, withdrawn
from portal.ideas.words import would_be_shown_as
from portal.rules.privacy import Kind, kept_for

GONE = 410


@ideas.get("/ideer/bekraeft/<token>")
def guest_confirmation(token: str) -> ResponseReturnValue:
    guest_idea = guest_idea_of(token)
    if guest_idea is None:
        return dead_link()
    if guest_idea.idea is not None:
        return _received(guest_idea.idea)
    return render_template(
        "ideas/guest_confirmation.html",
        guest_idea=guest_idea,
        body_html=render_markdown(guest_idea.body),
        committee=guest_idea.committee,
        sender=would_be_shown_as(guest_idea, user_by_email(guest_idea.email)),
        gone_on=clock.in_denmark(guest_idea.created_at + kept_for(Kind.IDEA_BY_GUEST)).date(),
        form=PortalForm(),
    )


@ideas.post("/ideer/bekraeft/<token>")
@limit_submission
def confirm_guest(token: str) -> ResponseReturnValue:
    if guest_idea_of(token) is None:
        return dead_link()
    confirm_guest_idea(token)
    return redirect(url_for("ideas.guest_confirmation", token=token))


def _received(idea: Idea) -> str:
    """The receipt; the way on is the page of one's own for whoever has no account, else the ordinary one."""
    path = path_of_own(idea) if idea.author.is_guest else idea.path
    return render_template(
        "ideas/receipt.html", idea=idea, committee=idea.committee, clock=clock_of(idea), follow=path, is_guest=True
    )


@ideas.get("/ideer/uden-konto/<token>")
def guest_page(token: str) -> ResponseReturnValue:
    idea = idea_of_own(token)
    if idea is None:
        return dead_link()
    return render_template(
        "ideas/guest_page.html",
        idea=idea,
        committee=idea.committee,
        token=token,
        clock=clock_of(idea),
        offers=offered(idea.author, idea),
    )


@ideas.get("/ideer/uden-konto/<token>/ret")
def guest_edit(token: str) -> ResponseReturnValue:
    idea = idea_of_own(token)
    if idea is None:
        return dead_link()
    if not EDIT.is_offered(idea.author, idea):
        return redirect(url_for("ideas.guest_page", token=token))
    return step_page(_desk(idea, token), CORRECTION.step(None))


@ideas.post("/ideer/uden-konto/<token>/ret")
@limit_submission
def guest_send_again(token: str) -> ResponseReturnValue:
    idea = idea_of_own(token)
    if idea is None:
        return dead_link()
    desk = _desk(idea, token)
    turn = pressed(desk)
    if not turn.deed:
        return step_page(desk, turn.step, is_wrong=turn.is_wrong)
    put_further(idea.author, idea, desk.form)
    flash(_("Your correction is received."), "success")
    return redirect(url_for("ideas.guest_page", token=token))


@ideas.route("/ideer/uden-konto/<token>/traek-tilbage", methods=["GET", "POST"])
def guest_withdraw(token: str) -> ResponseReturnValue:
    idea = idea_of_own(token)
    if idea is None:
        return dead_link()
    if request.method == "GET":
        return withdraw_page(idea.author, idea, WithdrawForm())
    return withdrawn(idea.author, idea, url_for("ideas.guest_page", token=token))


def _desk(idea: Idea, token: str) -> Desk:
    form = EditIdeaForm.of(idea, questions=questions_of(idea.committee))
    return Desk(idea.committee, CORRECTION, form, url_for("ideas.guest_send_again", token=token), idea)


def dead_link() -> ResponseReturnValue:
    return render_template("ideas/dead_link.html"), GONE
