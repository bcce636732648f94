"""HTTP in, HTTP out."""

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.models import User
from portal.accounts.signing_in import csrf
from portal.foundation.dates import quoted
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _, words_of
from portal.foundation.paging import paginate
from portal.notifications import actions
from portal.notifications.forms import SettingsForm, kind_sent, pace_sent
from portal.notifications.links import Choice, choice_of
from portal.notifications.models import Notification, Pace
from portal.notifications.queries import count_unread, notices_about, own_notice_or_404, own_settings, things_of
from portal.notifications.words import KINDS, PACE_LABELS, KindOfNotice
from portal.rules.notices import NoticeKind

notifications = Blueprint("notifications", __name__)
GONE = 410
ONE_CLICK = ("List-Unsubscribe", "One-Click")  # RFC 8058: what a mail program sends when its button is pressed


@notifications.app_template_global("unread_count")
def unread_count() -> int:
    """How many notices the reader has not seen; asked once a page, and only for those who are signed in."""
    if "unread_count" not in g:
        person = current_person()
        g.unread_count = count_unread(person) if isinstance(person, User) else 0
    return int(g.unread_count)


@notifications.app_template_filter("notice_text")
def notice_text(notice: Notification) -> str:
    """The sentence of a notice in the reader's language."""
    return _(notice.message, **{name: quoted(value) for name, value in notice.values.items()})


@notifications.app_template_filter("notice_kind")
def notice_kind(kind: NoticeKind) -> KindOfNotice:
    """What is to be said of a kind."""
    return KINDS[kind]


notifications.add_app_template_filter(words_of(PACE_LABELS), "pace")


@notifications.get("/beskeder")
def index() -> ResponseReturnValue:
    kind, only_new = kind_sent(request.args.get("slags")), request.args.get("vis") == "nye"
    page = things_of(signed_in(), kind=kind, only_unread=only_new)
    return render_template(
        "notifications/index.html", page=page, kinds=list(KINDS), kind=kind, only_new=only_new, form=PortalForm()
    )


@notifications.get("/beskeder/<int:notice_id>")
def about(notice_id: int) -> ResponseReturnValue:
    user = signed_in()
    notice = own_notice_or_404(user, notice_id)
    page = paginate(notices_about(user, notice))
    return render_template("notifications/about.html", notice=notice, page=page, form=PortalForm())


@notifications.post("/beskeder/<int:notice_id>")
def read(notice_id: int) -> ResponseReturnValue:
    """Opening a notice is what reads it, so the button that leads to the thing is a form."""
    user = signed_in()
    notice = own_notice_or_404(user, notice_id)
    actions.read_notice(user, notice)
    return redirect(notice.path)


@notifications.post("/beskeder/laest")
def read_all() -> ResponseReturnValue:
    actions.read_all_notices(signed_in())
    flash(_("Everything is marked as read"))
    return redirect("/beskeder")


@notifications.route("/konto/beskeder", methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    user = signed_in()
    form = SettingsForm(data={kind.value: pace.value for kind, pace in own_settings(user).items()})
    if not form.validate_on_submit():
        return render_template("notifications/settings.html", form=form), 422 if form.errors else 200
    actions.choose_paces(user, form.draft())
    flash(_("Your choices are saved"))
    return redirect("/konto/beskeder")


@notifications.get("/beskeder/valg/<token>")
def choice(token: str) -> ResponseReturnValue:
    found = choice_of(token)
    return _choice_page(found) if found else _dead_link()


@notifications.post("/beskeder/valg/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # the address is the secret; a mail program has no cookie
def choose(token: str) -> ResponseReturnValue:
    """Whoever holds the letter chooses without signing in; a mail program's one click turns all of it off."""
    found = choice_of(token)
    if found is None:
        return _dead_link()
    if request.form.get(ONE_CLICK[0]) == ONE_CLICK[1]:
        actions.choose_paces(found.user, dict.fromkeys(found.kinds, Pace.PORTAL))
        return _choice_page(found)
    kind, pace = kind_sent(request.form.get("kind")), pace_sent(request.form.get("pace"))
    if pace is None or kind not in {None, *found.kinds}:
        return _choice_page(found, reasons=[_("Choose how you want to be told")]), 422
    actions.choose_paces(found.user, dict.fromkeys(found.kinds if kind is None else [kind], pace))
    flash(_("Your choice is saved"))
    return redirect(request.path)


def _choice_page(found: Choice, reasons: list[str] | None = None) -> str:
    return render_template(
        "notifications/choice.html", found=found, paces=own_settings(found.user), every_pace=list(Pace),
        reasons=reasons or [], form=PortalForm(),
    )  # fmt: skip


def _dead_link() -> ResponseReturnValue:
    return render_template("notifications/dead_link.html"), GONE
