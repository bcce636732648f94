"""The pages of a discussion: all of it, one contribution with its answers, and writing."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.limits import limit_submission
from portal.discussion.actions import (
    acknowledge_contribution,
    answer_contribution,
    carry_on,
    contribute,
    edit_contribution,
    end_acknowledgement,
    sum_up,
    withdraw_contribution,
)
from portal.discussion.asking import withdrawing
from portal.discussion.deeds import ANSWER, CARRY_ON, EDIT, WITHDRAW
from portal.discussion.forms import AnswerForm, CarryForm, ContributionEditForm, ContributionForm, SummaryForm
from portal.discussion.models import Contribution, ContributionKind
from portal.discussion.queries import (
    Discussion,
    Said,
    Section,
    acknowledged_by,
    answers_to,
    contribution_or_404,
    count_kinds,
    discussion_of,
    discussion_or_404,
    page_of_answer,
    passages_of,
    put_beneath,
    said_of,
    section_of,
    summaries_of,
    with_answers,
    wordings_of,
)
from portal.discussion.words import KIND_ADDRESSES, NEWEST, ORDERS, author_of, kind_name
from portal.foundation.addresses import row_number
from portal.foundation.confirming import page_unless_sure, taken_in
from portal.foundation.db import Record
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate, replaced
from portal.rules.access import can, require
from portal.rules.permissions import Permission
from portal.trace.edges import key_of
from portal.trace.places import place_key, places_of
from portal.trace.thread import thread_of

discussion = Blueprint("discussion", __name__)

discussion.add_app_template_filter(kind_name, "contribution_kind")
discussion.add_app_template_filter(author_of, "contribution_author")


@discussion.app_template_global("discussion_of")
def section(record: Record, passage: int | None = None) -> Section | None:
    """For the page of what is discussed: the first of it, and how much there is."""
    return section_of(current_person(), record, passage)


@discussion.get("/debat/<address>/<int:about_id>")
def index(address: str, about_id: int) -> ResponseReturnValue:
    """All that is said of a record; with `?type=`, `?sorter=` and `?afsnit=` some of it, or in another order."""
    person = current_person()
    under = discussion_or_404(address, about_id, person)
    kind = KIND_ADDRESSES.get(request.args.get("type", ""))
    asked = request.args.get("sorter", "")
    order = asked if asked in ORDERS else NEWEST
    passage = row_number(request.args.get("afsnit")) or None
    page = paginate(said_of(under.record, order, kind, passage))
    said = with_answers(under, page.items)
    return render_template(
        "discussion/index.html",
        under=under,
        shown=Section(under, replaced(page, said), summaries_of(under.record), acknowledged_by(person, said), passage),
        about=passages_of(under, [passage] if passage else []).get(passage or 0),
        kinds=KIND_ADDRESSES,
        kind=kind,
        counts=count_kinds(under.record, passage),
        orders=ORDERS,
        order=order,
        narrowed=lambda **chosen: _narrowed(kind, order, passage, **chosen),
    )


def _narrowed(kind: ContributionKind | None, order: str, passage: int | None, **chosen: str | None) -> str:
    """The address of this discussion with what is chosen there now, and one of it chosen otherwise."""
    now = {"type": next((word for word, one in KIND_ADDRESSES.items() if one is kind), None), "sorter": order}
    values: dict[str, Any] = {**now, "afsnit": passage, **chosen, **(request.view_args or {})}
    values["sorter"] = None if values["sorter"] == NEWEST else values["sorter"]
    return url_for("discussion.index", **values)


@discussion.get("/debat/<int:contribution_id>")
def show(contribution_id: int) -> ResponseReturnValue:
    """One contribution with all of its answers; of an answer, the page on which it stands among them."""
    person = current_person()
    asked = contribution_or_404(contribution_id, person)
    if asked.parent is not None and "side" not in request.args and (number := page_of_answer(asked)) > 1:
        there = url_for("discussion.show", contribution_id=asked.id, side=number, _anchor=f"svar-{asked.id}")
        return redirect(there)
    under = discussion_of(asked)
    (contribution,) = put_beneath(under, [asked.parent or asked])
    page = paginate(answers_to(contribution))
    answers = put_beneath(under, page.items)
    passage = passages_of(under, [contribution.passage] if contribution.passage else [])
    said = Said(contribution, answers, page.total - len(answers), passage.get(contribution.passage or 0))
    return render_template(
        "discussion/contribution.html",
        under=under,
        said=said,
        page=page,
        acknowledged=acknowledged_by(person, [said]),
        before=_before(person, [contribution, *answers]),
        thread=thread_of(contribution, answers),
    )


def _before(person: Any, rows: list[Contribution]) -> dict[int, list[Any]]:
    """How they read before, for their authors and for those who moderate; by the id of the contribution."""
    moderates = can(person, Permission.MODERATION_DECIDE, discussion_of(rows[0]).scope)
    return wordings_of([row for row in rows if moderates or row.author_id == person.id])


@discussion.get("/debat/<address>/<int:about_id>/skriv")
def new(address: str, about_id: int) -> ResponseReturnValue:
    under = _writable(address, about_id)
    return _writing_page(under, ContributionForm(passage=request.args.get("afsnit")))


@discussion.post("/debat/<address>/<int:about_id>/skriv")
@limit_submission
def write(address: str, about_id: int) -> ResponseReturnValue:
    under, form = _writable(address, about_id), ContributionForm()
    return taken_in(
        form,
        lambda: contribute(signed_in(), under.record, form.draft()),
        lambda reasons=(): _writing_page(under, form, reasons),
        told=_("Your contribution is published."),
        then=lambda made: made.path,
    )


@discussion.get("/debat/<int:contribution_id>/svar")
def answer(contribution_id: int) -> ResponseReturnValue:
    return _answering_page(_answerable(contribution_id), AnswerForm())


@discussion.post("/debat/<int:contribution_id>/svar")
@limit_submission
def send_answer(contribution_id: int) -> ResponseReturnValue:
    parent, form = _answerable(contribution_id), AnswerForm()
    return taken_in(
        form,
        lambda: answer_contribution(signed_in(), parent, form.draft()),
        lambda reasons=(): _answering_page(parent, form, reasons),
        told=_("Your answer is published."),
        then=lambda made: made.path,
    )


@discussion.get("/debat/<int:contribution_id>/ret")
def edit(contribution_id: int) -> ResponseReturnValue:
    contribution = _own(contribution_id)
    EDIT.ensure(contribution)
    return _editing_page(contribution, ContributionEditForm(body=contribution.body))


@discussion.post("/debat/<int:contribution_id>/ret")
@limit_submission
def change(contribution_id: int) -> ResponseReturnValue:
    contribution, form = _own(contribution_id), ContributionEditForm()
    return taken_in(
        form,
        lambda: edit_contribution(signed_in(), contribution, form.body.data),
        lambda reasons=(): _editing_page(contribution, form, reasons),
        told=_("Your contribution is changed."),
        then=contribution.path,
    )


@discussion.post("/debat/<int:contribution_id>/traek-tilbage")
@limit_submission
def withdraw(contribution_id: int) -> ResponseReturnValue:
    actor = signed_in()
    contribution = contribution_or_404(contribution_id, actor)
    WITHDRAW.require_leave(actor, contribution)
    back = redirect(contribution.path)
    if contribution.withdrawn_at is not None:  # a second click
        return back
    page = page_unless_sure(withdrawing(contribution), lambda: withdraw_contribution(actor, contribution), lambda: back)
    if page is not None:
        return page
    flash(_("Your contribution is withdrawn."), "success")
    return back


@discussion.post("/debat/<int:contribution_id>/anerkend")
@limit_submission
def acknowledge(contribution_id: int) -> ResponseReturnValue:
    actor = signed_in()
    contribution = contribution_or_404(contribution_id, actor)
    acknowledge_contribution(actor, contribution)
    flash(_("You have acknowledged the contribution."), "success")
    return redirect(contribution.path)


@discussion.post("/debat/<int:contribution_id>/anerkend/fortryd")
@limit_submission
def take_back(contribution_id: int) -> ResponseReturnValue:
    actor = signed_in()
    contribution = contribution_or_404(contribution_id, actor)
    end_acknowledgement(actor, contribution)
    flash(_("You no longer acknowledge the contribution."), "success")
    return redirect(contribution.path)


@discussion.get("/debat/<int:contribution_id>/tag-med")
def carry(contribution_id: int) -> ResponseReturnValue:
    contribution = _carried(contribution_id)
    CARRY_ON.ensure(contribution)
    return _carrying_page(contribution, _carry_form(contribution))


@discussion.post("/debat/<int:contribution_id>/tag-med")
@limit_submission
def carry_it_on(contribution_id: int) -> ResponseReturnValue:
    contribution = _carried(contribution_id)
    form = _carry_form(contribution)
    return taken_in(
        form,
        lambda: carry_on(signed_in(), contribution, None if form.is_open else place_key(form.place.data)),
        lambda reasons=(): _carrying_page(contribution, form, reasons),
        told=_("The contribution is carried on. Its author is told."),
        then=contribution.path,
    )


@discussion.get("/debat/<address>/<int:about_id>/sammenfatning")
def summary(address: str, about_id: int) -> ResponseReturnValue:
    return _summary_page(_summed_up(address, about_id), SummaryForm())


@discussion.post("/debat/<address>/<int:about_id>/sammenfatning")
@limit_submission
def write_summary(address: str, about_id: int) -> ResponseReturnValue:
    under, form = _summed_up(address, about_id), SummaryForm()
    return taken_in(
        form,
        lambda: sum_up(signed_in(), under.record, form.body.data, key=form.submission_key.data),
        lambda reasons=(): _summary_page(under, form, reasons),
        told=_("The summary stands above the discussion."),
        then=under.path,
    )


def _writable(address: str, about_id: int) -> Discussion:
    actor = signed_in()
    under = discussion_or_404(address, about_id, actor)
    under.type.deed.require_leave(actor, under.record)
    under.type.deed.ensure(under.record)
    return under


def _answerable(contribution_id: int) -> Contribution:
    actor = signed_in()
    parent = contribution_or_404(contribution_id, actor)
    ANSWER.require_leave(actor, parent)
    ANSWER.ensure(parent)
    return parent


def _own(contribution_id: int) -> Contribution:
    actor = signed_in()
    contribution = contribution_or_404(contribution_id, actor)
    EDIT.require_leave(actor, contribution)
    return contribution


def _carried(contribution_id: int) -> Contribution:
    actor = signed_in()
    contribution = contribution_or_404(contribution_id, actor)
    CARRY_ON.require_leave(actor, contribution)
    return contribution


def _carry_form(contribution: Contribution) -> CarryForm:
    """With later versions of what the contribution is about, and what else takes things up in the committee."""
    form, under = CarryForm(), discussion_of(contribution)
    places = places_of(contribution.committee_id) if contribution.committee_id else []
    others = [place for place in places if place.key != key_of(under.record)]
    form.offer([*under.type.editions(under.record, contribution.created_at), *others])
    return form


def _summed_up(address: str, about_id: int) -> Discussion:
    actor = signed_in()
    under = discussion_or_404(address, about_id, actor)
    require(actor, Permission.DISCUSSION_SUM_UP, under.scope)
    return under


def _writing_page(under: Discussion, form: ContributionForm, reasons: tuple[str, ...] = ()) -> str:
    about = form.about()
    passage = passages_of(under, [about]).get(about) if about else None
    form.passage.data = str(passage.number) if passage is not None else ""
    return render_template("discussion/write.html", under=under, form=form, reasons=reasons, passage=passage)


def _answering_page(parent: Contribution, form: AnswerForm, reasons: tuple[str, ...] = ()) -> str:
    under = discussion_of(parent)
    return render_template("discussion/answer.html", under=under, parent=parent, form=form, reasons=reasons)


def _editing_page(contribution: Contribution, form: ContributionEditForm, reasons: tuple[str, ...] = ()) -> str:
    under = discussion_of(contribution)
    return render_template("discussion/edit.html", under=under, contribution=contribution, form=form, reasons=reasons)


def _carrying_page(contribution: Contribution, form: CarryForm, reasons: tuple[str, ...] = ()) -> str:
    under = discussion_of(contribution)
    return render_template("discussion/carry.html", under=under, contribution=contribution, form=form, reasons=reasons)


def _summary_page(under: Discussion, form: SummaryForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template("discussion/summary.html", under=under, form=form, reasons=reasons)
