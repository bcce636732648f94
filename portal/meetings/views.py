"""Meetings as calendars, and how one subscribes to them."""

from functools import partial

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.queries import committee_by_slug
from portal.foundation.confirming import Question, page_unless_sure
from portal.foundation.i18n import gettext as _
from portal.meetings.actions import renew_address
from portal.meetings.calendar import calendar_of
from portal.meetings.forms import RenewForm
from portal.meetings.links import path_of_calendar, person_of_calendar
from portal.meetings.queries import (
    has_begun,
    is_over,
    meeting_or_404,
    meetings_for_calendar,
    own_meetings_for_calendar,
    renewals_of,
)
from portal.municipalities.queries import site

meetings = Blueprint("meetings", __name__)
meetings.add_app_template_test(is_over, "over")
meetings.add_app_template_test(has_begun, "begun")


@meetings.get("/moeder/<int:meeting_id>.ics")
def file(meeting_id: int) -> ResponseReturnValue:
    """One meeting, to be put into a calendar."""
    headers = {"Content-Disposition": f"attachment; filename=moede-{meeting_id}.ics"}
    return _ics(calendar_of([meeting_or_404(meeting_id)]), **headers)


@meetings.get("/udvalg/<slug>/moeder.ics")
def of_committee(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    return _ics(calendar_of(meetings_for_calendar(committee), committee.name))


@meetings.get("/moeder.ics")
def of_all() -> ResponseReturnValue:
    return _ics(calendar_of(meetings_for_calendar(), _name_of_all()))


@meetings.get("/kalender/<token>.ics")
def own(token: str) -> ResponseReturnValue:
    """Whoever has the address is believed, for a calendar cannot sign in."""
    person = person_of_calendar(token)
    if person is None:
        abort(404)
    return _ics(calendar_of(own_meetings_for_calendar(person), _("Your meetings")))


@meetings.get("/udvalg/<slug>/moeder/kalender")
def subscribe(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    return render_template(
        "meetings/subscribe.html", committee=committee, **_address(f"{committee.path.removesuffix('/')}/moeder.ics")
    )


@meetings.get("/moeder/kalender")
def subscribe_to_all() -> ResponseReturnValue:
    return render_template("meetings/subscribe_to_all.html", **_address("/moeder.ics"))


@meetings.get("/konto/kalender")
def own_address() -> ResponseReturnValue:
    person = signed_in()
    form = RenewForm(data={"seen": str(renewals_of(person))})
    return render_template("meetings/own_calendar.html", form=form, **_address(path_of_calendar(person)))


@meetings.post("/konto/kalender")
def renew() -> ResponseReturnValue:
    person = signed_in()
    seen = RenewForm().seen_renewals()
    question = Question(
        title=_("Do you want another address?"),
        button=_("Make another address"),
        crumbs=[(_("My account"), "/konto"), (_("Your meetings in your calendar"), url_for("meetings.own_address"))],
        follows=lambda: [_("Calendars that use the address of today show nothing new. Give them the new one.")],
    )
    back = redirect(url_for("meetings.own_address"))
    asked = page_unless_sure(question, partial(renew_address, person, seen=seen), lambda: back)
    if asked is not None:
        return asked
    if renewals_of(person) > seen:
        flash(_("Here is your new address. The former one no longer works."), "success")
    return back


def _name_of_all() -> str:
    return _("Meetings: %(name)s", name=site(is_demo=current_app.config["IS_DEMO"]).name)


def _address(path: str) -> dict[str, str]:
    """As it is copied, and as programs know that it is to be subscribed to."""
    address: str = current_app.config["BASE_URL"] + path
    return {"path": path, "address": address, "webcal": "webcal" + address[address.index(":") :]}


def _ics(calendar: bytes, **headers: str) -> Response:
    return Response(calendar, content_type="text/calendar; charset=utf-8", headers=headers)
