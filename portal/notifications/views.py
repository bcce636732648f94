"""HTTP in, HTTP out."""

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.models import User
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.notifications import actions
from portal.notifications.models import Notification
from portal.notifications.queries import count_unread, notices_of, own_notice_or_404

notifications = Blueprint("notifications", __name__)


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
    return _(notice.message, **notice.values)


@notifications.get("/beskeder")
def index() -> ResponseReturnValue:
    page = paginate(notices_of(signed_in()))
    return render_template("notifications/index.html", page=page, form=PortalForm())


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
