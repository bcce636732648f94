"""Reading a committee's recommendations and the answers to them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.committees.queries import committee_by_slug, membership_of
from portal.foundation import clock
from portal.foundation.paging import paginate
from portal.proposals.queries import public_proposals_of
from portal.recommendations.criteria import missing_for_adoption, missing_for_hand_over
from portal.recommendations.forms.recommendation import AdoptionForm, HandOverForm, PositionForm
from portal.recommendations.models import Recommendation
from portal.recommendations.queries.positions import position_of, standing
from portal.recommendations.queries.recommendations import count_by_state, recommendation_or_404, recommendations_of
from portal.recommendations.views.blueprint import recommendations, red_thread
from portal.rules.access import can
from portal.rules.permissions import Permission


@recommendations.get("/udvalg/<slug>/anbefalinger/")
def index(slug: str) -> ResponseReturnValue:
    person = current_person()
    committee = committee_by_slug(slug, person)
    may_draft = can(person, Permission.RECOMMENDATION_DRAFT, committee)
    return render_template(
        "recommendations/index.html",
        committee=committee,
        page=paginate(recommendations_of(committee, person)),
        counts=count_by_state(committee),
        proposals=public_proposals_of(committee) if may_draft else [],
    )


@recommendations.get("/anbefalinger/<int:recommendation_id>")
def show(recommendation_id: int) -> ResponseReturnValue:
    recommendation = recommendation_or_404(recommendation_id, current_person())
    return recommendation_page(recommendation)


def recommendation_page(
    recommendation: Recommendation,
    *,
    position_form: PositionForm | None = None,
    adoption_form: AdoptionForm | None = None,
    hand_over_form: HandOverForm | None = None,
    was_changed: bool = False,
) -> str:
    """The page of a recommendation, with the forms that its reader may use."""
    person, stood = current_person(), standing(recommendation)
    is_draft = not recommendation.is_public
    seat = membership_of(recommendation.committee, person.id) if is_draft and person.id else None
    own = position_of(recommendation, seat)
    taken = own if own and own.text_version == recommendation.text_version else None
    stands = {"choice": taken.choice.value if taken else None, "text_version": str(recommendation.text_version)}
    return render_template(
        "recommendations/show.html",
        recommendation=recommendation,
        committee=recommendation.committee,
        stood=stood,
        seat=seat,
        own=own,
        taken=taken,
        was_changed=was_changed,
        position_form=position_form or PositionForm(formdata=None, data=stands),
        adoption_form=adoption_form or AdoptionForm(formdata=None, data={"adopted_on": clock.today()}),
        hand_over_form=hand_over_form or HandOverForm(formdata=None, data={"handed_over_on": clock.today()}),
        missing=missing_for_adoption(stood) if is_draft else missing_for_hand_over(recommendation),
        thread=red_thread(recommendation),
    )
