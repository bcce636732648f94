"""The papers of a meeting: which is public since when, and publishing, planning and taking back each of them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.accounts.models import User
from portal.foundation.confirming import taken_in
from portal.foundation.dates import daytime
from portal.foundation.i18n import gettext as _
from portal.sittings.actions.publishing import (
    choose_public_parts,
    drop_plan,
    publish_cases,
    publish_decisions,
    publish_extract,
    publish_minutes,
    take_back,
)
from portal.sittings.asking import choosing_parts, publishing, taking_back
from portal.sittings.deeds.papers import ensure_rule_allows
from portal.sittings.forms.publishing import (
    PublicPartsForm,
    PublishForm,
    TakeBackForm,
    filled_publish,
    public_parts_form,
)
from portal.sittings.models import Sitting
from portal.sittings.papers import Extract, Paper, Publication
from portal.sittings.protocol import parts_mark
from portal.sittings.queries import sitting_or_404
from portal.sittings.queries.papers import (
    extract_or_404,
    extracts_of,
    publication_of,
    publication_or_404,
    publications_of,
    standing_publication,
)
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.minutes import minuted_by_me

PAPERS = {"sagsliste": Paper.CASES, "beslutninger": Paper.DECISIONS, "referat": Paper.MINUTES}
DEEDS: dict[Paper, Callable[..., None]] = {
    Paper.CASES: publish_cases,
    Paper.DECISIONS: publish_decisions,
    Paper.MINUTES: publish_minutes,
}


@sittings.get("/udvalgsmoeder/<int:sitting_id>/papirer")
def papers(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    return render_template(
        "sittings/papers.html",
        sitting=sitting,
        committee=sitting.committee,
        papers=list(PAPERS.values()),
        publications=publications_of(sitting),
        extracts=extracts_of(sitting),
    )


@sittings.get("/udvalgsmoeder/<int:sitting_id>/papirer/<paper>")
def publishing_page(sitting_id: int, paper: str) -> ResponseReturnValue:
    sitting, kind = _paper(sitting_id, paper)
    ensure_rule_allows(kind, sitting)
    return _page(kind, sitting, filled_publish(standing_publication(sitting, kind)))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/papirer/<paper>")
def publish(sitting_id: int, paper: str) -> ResponseReturnValue:
    (sitting, kind), form = _paper(sitting_id, paper), PublishForm()
    return taken_in(
        form,
        lambda: DEEDS[kind](signed_in(), sitting, at=form.moment()),
        lambda reasons=(): _page(kind, sitting, form, reasons=reasons),
        told=lambda _done: _told(form.moment()),
        then=f"{sitting.path}/papirer",
        question=lambda: publishing(kind, sitting, form.moment()),
        reasons_at="when",
    )


@sittings.get("/udvalgsmoeder/<int:sitting_id>/udskrifter/<int:extract_id>/offentliggoer")
def publishing_extract(sitting_id: int, extract_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    extract = extract_or_404(sitting, extract_id)
    ensure_rule_allows(Paper.EXTRACT, sitting)
    return _page(Paper.EXTRACT, extract, filled_publish(standing_publication(sitting, Paper.EXTRACT, extract)))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/udskrifter/<int:extract_id>/offentliggoer")
def make_extract_public(sitting_id: int, extract_id: int) -> ResponseReturnValue:
    sitting, form = minuted_by_me(sitting_id, sitting_or_404), PublishForm()
    found = extract_or_404(sitting, extract_id)
    return taken_in(
        form,
        lambda: publish_extract(signed_in(), found, at=form.moment()),
        lambda reasons=(): _page(Paper.EXTRACT, found, form, reasons=reasons),
        told=lambda _done: _told(form.moment()),
        then=f"{sitting.path}/papirer",
        question=lambda: publishing(Paper.EXTRACT, found, form.moment()),
        reasons_at="when",
    )


def _paper(sitting_id: int, paper: str) -> tuple[Sitting, Paper]:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    if paper not in PAPERS:
        abort(404)
    return sitting, PAPERS[paper]


def _told(at: datetime | None) -> str:
    return _("It is published.") if at is None else _("It becomes public %(when)s.", when=daytime(at))


def _page(kind: Paper, thing: Sitting | Extract, form: PublishForm, *, reasons: Sequence[str] = ()) -> str:
    sitting = thing if isinstance(thing, Sitting) else thing.sitting
    return render_template(
        "sittings/publish.html", paper=kind, thing=thing, sitting=sitting, committee=sitting.committee, form=form,
        reasons=reasons,
    )  # fmt: skip


@sittings.post("/udvalgsmoeder/<int:sitting_id>/offentliggoerelser/<int:publication_id>/drop")
def drop_publication(sitting_id: int, publication_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    found = publication_of(sitting, publication_id)
    if found is None and "was" not in request.form:  # no button says so
        abort(404)
    if found is not None:  # else it was a second click
        drop_plan(signed_in(), found)
    flash(_("It is not published then."), "success")
    return redirect(f"{sitting.path}/papirer")


@sittings.get("/udvalgsmoeder/<int:sitting_id>/offentliggoerelser/<int:publication_id>/tilbage")
def taking_back_page(sitting_id: int, publication_id: int) -> ResponseReturnValue:
    return _take_back_page(_published(sitting_id, publication_id), TakeBackForm())


@sittings.post("/udvalgsmoeder/<int:sitting_id>/offentliggoerelser/<int:publication_id>/tilbage")
def take_it_back(sitting_id: int, publication_id: int) -> ResponseReturnValue:
    found, form = _published(sitting_id, publication_id), TakeBackForm()
    return taken_in(
        form,
        partial(_take_back, signed_in(), found, form),
        lambda reasons=(): _take_back_page(found, form, reasons=reasons),
        told=_("It is taken back."),
        then=f"{found.sitting.path}/papirer",
        question=lambda: taking_back(found),
    )


def _take_back(actor: User, found: Publication, form: TakeBackForm) -> None:
    take_back(actor, found, form.reason.data)


def _published(sitting_id: int, publication_id: int) -> Publication:
    return publication_or_404(minuted_by_me(sitting_id, sitting_or_404), publication_id)


def _take_back_page(found: Publication, form: TakeBackForm, *, reasons: Sequence[str] = ()) -> str:
    sitting = found.sitting
    return render_template(
        "sittings/take_back.html", publication=found, sitting=sitting, committee=sitting.committee, form=form,
        reasons=reasons,
    )  # fmt: skip


@sittings.get("/udvalgsmoeder/<int:sitting_id>/papirer/punkter")
def public_parts(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    return _parts_page(sitting, public_parts_form(sitting))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/papirer/punkter")
def choose_parts(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    form = public_parts_form(sitting)
    return taken_in(
        form,
        lambda: choose_public_parts(signed_in(), sitting, form.chosen(), seen=form.seen.data),
        lambda reasons=(): _parts_page(sitting, form, reasons=reasons),
        told=_("It is chosen what everybody may read of each item."),
        then=f"{sitting.path}/papirer",
        question=lambda: choosing_parts(sitting),
    )


def _parts_page(sitting: Sitting, form: PublicPartsForm, *, reasons: Sequence[str] = ()) -> str:
    if reasons:
        form.seen.data = parts_mark(sitting)  # they say what stands now
    return render_template(
        "sittings/public_parts.html", sitting=sitting, committee=sitting.committee, form=form, reasons=reasons
    )
