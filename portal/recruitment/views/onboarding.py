"""The welcome page of a member, and the secretary's view of who lacks what."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.models import Committee, Membership
from portal.committees.queries import committee_by_slug
from portal.foundation.i18n import gettext as _
from portal.recruitment.actions.onboarding import confirm_text, declare_interests
from portal.recruitment.forms.onboarding import ConfirmForm, InterestForm
from portal.recruitment.models import InterestGround, OnboardingKind
from portal.recruitment.queries.onboarding import confirmed_by, lacking, members_today, own_membership
from portal.recruitment.views.blueprint import recruitment
from portal.recruitment.words.onboarding import ONBOARDING_TEXTS
from portal.rules.permissions import Permission

INTERESTS = OnboardingKind.INTERESTS.value


@recruitment.get("/udvalg/<slug>/velkommen")
def welcome(slug: str) -> ResponseReturnValue:
    return _page(*_own(slug))


@recruitment.post("/udvalg/<slug>/velkommen/<kind>")
def confirm_welcome(slug: str, kind: str) -> ResponseReturnValue:
    committee, membership = _own(slug)
    if kind not in set(OnboardingKind):
        abort(404)
    form = _form(OnboardingKind(kind))
    if not form.validate():
        return _page(committee, membership, **{kind: form}), 422
    if isinstance(form, InterestForm):
        declare_interests(signed_in(), membership, form.draft())
    else:
        confirm_text(signed_in(), membership, OnboardingKind(kind))
    flash(_("It is confirmed."), "success")
    return redirect(url_for("recruitment.welcome", slug=slug))


@recruitment.get("/udvalg/<slug>/velkommen/oversigt")
def overview(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person(), Permission.ONBOARDING_FOLLOW)
    members = members_today(committee)
    return render_template(
        "recruitment/overview.html",
        committee=committee,
        members=members,
        confirmed=confirmed_by(members),
        texts=ONBOARDING_TEXTS,
    )


def _own(slug: str) -> tuple[Committee, Membership]:
    """The committee, and the reader's own membership today. 404 for those who have none."""
    person = signed_in()
    committee = committee_by_slug(slug, person)
    membership = own_membership(committee, person)
    if membership is None:
        abort(404)
    return committee, membership


def _form(kind: OnboardingKind) -> ConfirmForm:
    form = InterestForm if kind is OnboardingKind.INTERESTS else ConfirmForm
    return form(_(ONBOARDING_TEXTS[kind].promise), prefix=f"{kind.value}-")


def _page(committee: Committee, membership: Membership, **sent: ConfirmForm) -> str:
    """Every text with its form; `sent` is the one that comes back with errors."""
    confirmed = confirmed_by([membership])[membership.id]
    return render_template(
        "recruitment/welcome.html",
        committee=committee,
        membership=membership,
        texts=ONBOARDING_TEXTS,
        confirmed=confirmed,
        lacking=lacking(confirmed),
        forms={kind: sent.get(kind.value) or _form(kind) for kind in OnboardingKind},
        form=next(iter(sent.values()), None),
        grounds=tuple(InterestGround),
    )
