"""The mandate: reading each version, comparing two, and entering the council's adoption."""

from collections.abc import Iterator
from functools import partial

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.actions.mandate import adopt_mandate
from portal.committees.forms.mandate import AdoptionForm
from portal.committees.models import Committee, Mandate
from portal.committees.numbering import left_out
from portal.committees.queries import adopted_mandate, committee_by_slug, draft_mandate, readable_mandates
from portal.committees.states import DAYS, MANDATE_STEPS, mark_of, missing_parts
from portal.committees.views.blueprint import committees
from portal.committees.words import MANDATE_SECTIONS, PARTS_OF_MANDATE, as_read
from portal.files.queries import files_of, shown_files
from portal.foundation import clock
from portal.foundation.comparison import compare
from portal.foundation.confirming import Question, taken_in
from portal.foundation.i18n import gettext as _
from portal.municipalities.queries import bodies
from portal.rules.permissions import Permission


@committees.get("/udvalg/<slug>/kommissorium")
def mandate(slug: str) -> ResponseReturnValue:
    """The version that holds, or the one asked for with `?version=`."""
    committee = committee_by_slug(slug, current_person())
    versions = readable_mandates(committee, current_person())
    asked = request.args.get("version", "")
    chosen = _numbered(versions, asked) if asked else _holding(versions)
    return render_template(
        "committees/mandate.html",
        committee=committee,
        mandate=chosen,
        versions=versions,
        sections=MANDATE_SECTIONS,
        days=DAYS,
        files=shown_files(current_person(), chosen) if chosen else None,
    )


@committees.get("/udvalg/<slug>/kommissorium/sammenlign")
def compare_mandates(slug: str) -> ResponseReturnValue:
    """What changed from `?fra=` to `?til=`; without them, from the version before to the newest."""
    committee = committee_by_slug(slug, current_person())
    versions = readable_mandates(committee, current_person())
    if not versions:
        abort(404)
    after = _numbered(versions, request.args.get("til") or str(versions[0].number))
    place = versions.index(after)
    before = _numbered(versions, request.args.get("fra") or str(versions[min(place + 1, len(versions) - 1)].number))
    return render_template(
        "committees/compare_mandates.html",
        committee=committee,
        versions=versions,
        before=before,
        after=after,
        parts=PARTS_OF_MANDATE,
        changes={name: compare(as_read(before, name), as_read(after, name)) for name in PARTS_OF_MANDATE},
    )


@committees.get("/udvalg/<slug>/kommissorium/vedtag")
def adoption(slug: str) -> ResponseReturnValue:
    committee = writable(slug)
    return _adoption_page(committee, _adoption_form(committee))


@committees.post("/udvalg/<slug>/kommissorium/vedtag")
def adopt(slug: str) -> ResponseReturnValue:
    committee = writable(slug)
    form = _adoption_form(committee)
    return taken_in(
        form,
        lambda: adopt_mandate(signed_in(), committee, form.draft(), seen=form.seen.data or ""),
        partial(_adoption_page, committee, form),
        question=lambda: _adopting(committee),
        told=_("The task is adopted. From now on everybody can read it, and this version stays as it is."),
        then=url_for("committees.adopted", slug=slug),
    )


@committees.get("/udvalg/<slug>/kommissorium/vedtaget")
def adopted(slug: str) -> ResponseReturnValue:
    """The receipt, with what comes next."""
    committee = writable(slug)
    return render_template("committees/adopted.html", committee=committee, mandate=adopted_mandate(committee))


def writable(slug: str) -> Committee:
    """The committee, for somebody who may write its mandate."""
    return committee_by_slug(slug, current_person(), Permission.MANDATE_WRITE)


def _holding(versions: list[Mandate]) -> Mandate | None:
    """The latest adopted version; the draft while there is no other."""
    return next((version for version in versions if version.is_adopted), versions[0] if versions else None)


def _numbered(versions: list[Mandate], asked: str) -> Mandate:
    found = next((version for version in versions if str(version.number) == asked), None)
    if found is None:
        abort(404)
    return found


def _adopting(committee: Committee) -> Question:
    """Before a version of the task is adopted."""
    was_public = committee.is_public
    return Question(
        title=_("Adopt and publish the task?"),
        button=_("Adopt and publish"),
        crumbs=[(committee.name, committee.path), (_("The task"), f"{committee.path}kommissorium")],
        follows=lambda: list(_after_adoption(committee, was_public=was_public)),
    )


def _after_adoption(committee: Committee, *, was_public: bool) -> Iterator[str]:
    held = adopted_mandate(committee)
    if held is None:
        return
    if not was_public:
        yield _("The page of %(the_committee)s becomes public, and so does everything that stands on it.")
    yield _("Everybody can read version %(number)s of the task, and it can never be changed.", number=held.number)
    yield _("Ideas that come from now on are owed an answer within %(ideas)s days, and recommendations within"
            " %(recommendations)s days.", ideas=committee.idea_answer_days,
            recommendations=committee.recommendation_answer_days)  # fmt: skip
    for file in files_of(held):
        if file.comments or file.changes:
            yield _("“%(title)s” still has comments or tracked changes in it. Everybody can see them.",
                    title=file.title)  # fmt: skip


def _adoption_form(committee: Committee) -> AdoptionForm:
    form = AdoptionForm(data={"seen": mark_of(draft_mandate(committee), PARTS_OF_MANDATE), "on": clock.today()})
    form.offer_bodies(bodies(committee.municipality))
    return form


def _adoption_page(committee: Committee, form: AdoptionForm, reasons: tuple[str, ...] = ()) -> str:
    draft = draft_mandate(committee)
    return render_template(
        "committees/adoption.html",
        committee=committee,
        form=form,
        mandate=draft,
        missing=missing_parts(draft),
        steps=MANDATE_STEPS,
        parts=PARTS_OF_MANDATE,
        left_out=left_out(draft),
        reasons=reasons,
    )
