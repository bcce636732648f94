"""What was promised is deleted on its day."""

from datetime import timedelta

from sqlalchemy import select

from portal.accounts.models import Visitor
from portal.committees.models import Membership
from portal.foundation import clock
from portal.foundation.db import db
from portal.recruitment.actions.applying import submit_application
from portal.recruitment.actions.choosing import mark_application
from portal.recruitment.actions.deleting import delete_due_applications, delete_due_declarations
from portal.recruitment.actions.onboarding import declare_interests
from portal.recruitment.forms.onboarding import GroundAnswer
from portal.recruitment.links import path_of_application
from portal.recruitment.models import ApplicationMark, ApplicationState, InterestDeclaration, InterestGround
from portal.recruitment.queries.applications import applications_to_delete
from portal.recruitment.queries.onboarding import declarations_to_delete
from tests.recruitment.scene import HERE, applied, draft

S = ApplicationState
COLUMNS = ("name", "email", "motivation", "experience", "availability", "interests", "answer")


def test_on_the_promised_day_only_numbers_stay(bo, call):
    application = applied(call, experience="Ror", interests="Vand", availability="Aften")
    mark_application(bo, application, mark=2, note="Ror godt")
    assert applications_to_delete(call.delete_on - timedelta(days=1)) == []
    assert applications_to_delete(call.delete_on) == [application]
    assert delete_due_applications(call.delete_on) == 1
    assert application.state is S.DELETED
    assert {getattr(application, name) for name in COLUMNS} == {""}
    assert application.user is None and application.submission_key is None
    assert db.session.scalars(select(ApplicationMark)).all() == []
    assert (application.number, application.seat_id) == (1, call.seats[0].id)
    assert delete_due_applications(call.delete_on) == 0


def test_what_was_never_confirmed_goes_after_a_week(call, seat):
    application = submit_application(Visitor(), call, draft(seat), HERE)
    assert applications_to_delete() == []
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert delete_due_applications() == 1
    assert application.state is S.DELETED


def test_the_page_of_a_deleted_one_is_gone(client, call):
    path = path_of_application(applied(call))
    delete_due_applications(call.delete_on)
    assert client().get(path).status_code == 410


def test_declarations_go_a_year_after_the_seat(gerda, harbour):
    membership = db.session.scalar(select(Membership).where(Membership.user_id == gerda.id))
    declare_interests(gerda, membership, {ground: GroundAnswer(False, "") for ground in InterestGround})
    today = clock.today()
    assert declarations_to_delete(today + timedelta(days=999)) == []
    membership.ends_on = today
    db.session.commit()
    assert delete_due_declarations(today + timedelta(days=365)) == 0
    assert delete_due_declarations(today + timedelta(days=366)) == 5
    assert db.session.scalars(select(InterestDeclaration)).all() == []
