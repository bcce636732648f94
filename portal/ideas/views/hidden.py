"""What the author of a hidden idea meets who has no account: why it is hidden, and the way to a second person."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.limits import limit_submission
from portal.foundation.i18n import gettext as _
from portal.ideas.links import idea_of_own
from portal.ideas.models import Idea
from portal.ideas.moderating import IDEA_MODERATED
from portal.ideas.views.blueprint import ideas
from portal.ideas.views.guests import dead_link
from portal.moderation.actions import appeal_decision
from portal.moderation.forms import AppealForm
from portal.moderation.models import CaseState, ModerationCase
from portal.moderation.queries import Matter, is_appealed_so, latest_case_or_404, sees_reason, subject_or_404
from portal.moderation.states import WAY


@ideas.get("/ideer/uden-konto/<token>/skjult")
def guest_hidden(token: str) -> ResponseReturnValue:
    idea = idea_of_own(token)
    if idea is None:
        return dead_link()
    return _page(idea, _matter(idea).case, token, AppealForm(prefix="appeal"))


@ideas.post("/ideer/uden-konto/<token>/skjult")
@limit_submission
def guest_appeal_hiding(token: str) -> ResponseReturnValue:
    idea, form = idea_of_own(token), AppealForm(prefix="appeal")
    if idea is None:
        return dead_link()
    matter, path = _matter(idea), url_for("ideas.guest_hidden", token=token)
    if is_appealed_so(matter.case, form.appeal.data):  # the second of two clicks
        return redirect(path)
    WAY.ensure_may_become(matter.case, CaseState.APPEALED)  # else the page has no form, and the text would be lost
    if not form.validate():
        return _page(idea, matter.case, token, form), 422
    appeal_decision(idea.author, matter, form.appeal.data)
    flash(_("Your appeal is received. Somebody else decides, and we write to you."), "success")
    return redirect(path)


def _matter(idea: Idea) -> Matter:
    """What was decided last about the idea. 404 when nothing was."""
    type_, subject = subject_or_404({IDEA_MODERATED.kind: IDEA_MODERATED}, IDEA_MODERATED.address, idea.id, idea.author)
    return Matter(latest_case_or_404(subject, idea.author), subject, type_)


def _page(idea: Idea, case: ModerationCase, token: str, form: AppealForm) -> str:
    return render_template(
        "ideas/guest_hidden.html",
        idea=idea,
        committee=idea.committee,
        case=case,
        token=token,
        form=form,
        forms={"appeal": form},
        sees_reason=sees_reason(idea.author, case),
    )
