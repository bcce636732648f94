"""What was promised is deleted on its day."""

from datetime import timedelta

from sqlalchemy import select

from portal.accounts.models import Visitor
from portal.committees.models import Membership
from portal.foundation import clock
from portal.foundation.db import db
from portal.recruitment.actions.applying import submit_application
from portal.recruitment.actions.choosing import mark_application
from portal.recruitment.actions.onboarding import declare_interests
from portal.recruitment.forms.onboarding import GroundAnswer
from portal.recruitment.links import path_of_application
from portal.recruitment.models import ApplicationMark, ApplicationState, InterestDeclaration, InterestGround
from tests.privacy.scene import night_of
from tests.recruitment.scene import HERE, applied, draft

S = ApplicationState
COLUMNS = ("name", "email", "motivation", "experience", "availability", "interests", "answer")


def test_on_the_promised_day_only_numbers_stay(bo, call):
    application = applied(call, experience="Ror", interests="Vand", availability="Aften")
    mark_application(bo, application, mark=2, note="Ror godt")
    assert "application" not in night_of(call.delete_on - timedelta(days=1))
    assert night_of(call.delete_on)["application"] == 1
    assert application.state is S.DELETED
    assert {getattr(application, name) for name in COLUMNS} == {""}
    assert application.user is None and application.submission_key is None
    assert db.session.scalars(select(ApplicationMark)).all() == []
    assert (application.number, application.seat_id) == (1, call.seats[0].id)
    assert "application" not in night_of(call.delete_on)


def test_what_was_never_confirmed_goes_after_a_week(call, seat):
    application = submit_application(Visitor(), call, draft(seat), HERE)
    assert "application_unconfirmed" not in night_of(clock.today())
    assert night_of(clock.today() + timedelta(days=8))["application_unconfirmed"] == 1
    assert application.state is S.DELETED


def test_the_page_of_a_deleted_one_is_gone(client, call):
    path = path_of_application(applied(call))
    night_of(call.delete_on)
    assert client().get(path).status_code == 410


def test_declarations_go_a_year_after_the_seat(gerda, harbour):
    membership = db.session.scalar(select(Membership).where(Membership.user_id == gerda.id))
    declare_interests(gerda, membership, {ground: GroundAnswer(False, "") for ground in InterestGround})
    today = clock.today()
    assert "interests" not in night_of(today + timedelta(days=999))
    membership.ends_on = today
    db.session.commit()
    assert "interests" not in night_of(today + timedelta(days=365))
    assert night_of(today + timedelta(days=366))["interests"] == 5
    assert db.session.scalars(select(InterestDeclaration)).all() == []
