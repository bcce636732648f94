"""Karen, who signs in with a password and perhaps a code."""

import pytest

from portal.accounts import passwords
from portal.accounts.models import User
from portal.foundation import clock
from tests.accounts.phone import PASSWORD, set_up
from tests.factories import saved


@pytest.fixture
def karen(app):
    """Karen has a confirmed account."""
    kept = passwords.hashed(PASSWORD)
    return saved(User(name="Karen Sø", email="karen@example.dk", password_hash=kept, confirmed_at=clock.now()))


@pytest.fixture
def recovery_codes(karen, client):
    """Karen has set up a one-time code; these are her recovery codes."""
    return set_up(client(karen), karen)


@pytest.fixture
def halfway(karen, recovery_codes, client):
    """A browser in which Karen has written her password, and is asked for a code."""

    def begin(**more):
        browser = client()
        answer = browser.post("/log-ind", data={"email": karen.email, "password": PASSWORD, **more})
        assert answer.location.startswith("/log-ind/kode")
        return browser

    return begin
