"""The stories' scene itself: it can be set, and it is gone afterwards."""

from sqlalchemy import func, select

from portal.accounts.models import User
from portal.foundation.db import db
from portal.rules.roles import Role


def test_everybody_has_their_roles(anna, bo, carl, dorte, eva, finn, harbour):
    assert anna.roles_in(harbour) == {Role.VISITOR, Role.CITIZEN}
    assert Role.SECRETARY in bo.roles_in(harbour)
    assert Role.SECRETARY not in bo.roles_in(None)
    assert Role.CHAIR in carl.roles_in(harbour)
    assert Role.MEMBER in dorte.roles_in(harbour)
    assert Role.COUNCILLOR in eva.roles_in(harbour)
    assert Role.ADMINISTRATOR in finn.roles_in(None)


def test_nobody_is_left_over_from_another_test(app):
    assert db.session.scalar(select(func.count()).select_from(User)) == 0
