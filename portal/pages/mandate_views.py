"""What pages about a mandate show of the rooms above it: the work on its questions, and committees like this one."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.committees.models import Committee, Mandate
from portal.committees.queries import adopted_mandate, committee_by_slug
from portal.pages.committees_alike import Alike, committees_alike
from portal.pages.mandate_coverage import QuestionWork, question_work, untouched
from portal.pages.search_views import the_index

mandate_pages = Blueprint("mandates", __name__)


@mandate_pages.app_template_global("question_work")
def work_on(committee: Committee, mandate: Mandate) -> list[QuestionWork]:
    return question_work(committee, mandate)


@mandate_pages.app_template_filter("untouched")
def nobody_works_on(work: list[QuestionWork]) -> list[int]:
    return untouched(work)


@mandate_pages.app_template_global("committees_alike")
def alike(committee: Committee, mandate: Mandate | None) -> list[Alike]:
    return committees_alike(the_index(), committee, mandate)


@mandate_pages.get("/udvalg/<slug>/kommissorium/daekning")
def coverage(slug: str) -> ResponseReturnValue:
    """Each question of the mandate that holds with what works on it; those that nobody has worked on stand first."""
    committee = committee_by_slug(slug, current_person())
    held = adopted_mandate(committee)
    if held is None:
        abort(404)
    return render_template(
        "pages/coverage.html", committee=committee, mandate=held, work=question_work(committee, held)
    )
