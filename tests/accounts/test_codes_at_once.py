"""Many tries at the same moment are as many tries as one after another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from portal.accounts.actions.signing import sign_in_with_code
from portal.accounts.attempts import TooManyAttempts
from portal.accounts.forms import CodeDraft
from portal.accounts.links import Purpose, path_of_link
from portal.accounts.models import RecoveryCode, UserSession, Visitor
from portal.accounts.origin import Origin
from portal.foundation import clock
from portal.foundation.db import db
from tests.accounts.phone import shown

AT_ONCE = 8


def tried(app, token, drafts):
    """What comes of these codes, sent at once."""
    moment, start = clock.now(), Barrier(len(drafts))

    def attempt(draft):
        with app.app_context(), app.test_request_context(), clock.frozen(moment):
            start.wait(timeout=20)
            try:
                return sign_in_with_code(Visitor(), token, draft, Origin()) is not None
            except TooManyAttempts:
                return "too many"
            finally:
                db.session.remove()

    db.session.remove()  # nothing of ours stands in the way
    with ThreadPoolExecutor(len(drafts)) as pool:
        return list(pool.map(attempt, drafts))


def test_one_code_opens_one_session(app, karen, recovery_codes):
    with clock.frozen(clock.now().replace(microsecond=0)):
        app_code = CodeDraft(shown(karen, steps=1))
        token = path_of_link(Purpose.CODE, karen)
        before = db.session.scalar(select(func.count(UserSession.id)))
        came_in = tried(app, token, [app_code] * AT_ONCE)
    assert came_in.count(True) == 1
    assert db.session.scalar(select(func.count(UserSession.id))) == before + 1


def test_one_recovery_code_opens_one_session(app, karen, recovery_codes):
    token = path_of_link(Purpose.CODE, karen)
    came_in = tried(app, token, [CodeDraft(recovery_codes[0], is_recovery=True)] * AT_ONCE)
    assert came_in.count(True) == 1
    assert db.session.scalar(select(func.count(RecoveryCode.id)).where(RecoveryCode.used_at.is_not(None))) == 1


def test_a_burst_of_guesses_is_five_guesses(app, karen, recovery_codes):
    token = path_of_link(Purpose.CODE, karen)
    came_in = tried(app, token, [CodeDraft(f"{number:06}") for number in range(AT_ONCE + 4)])
    assert came_in.count(True) <= 1, "a lucky one is possible"
    assert came_in.count(False) <= 5
    assert came_in.count("too many") >= AT_ONCE + 4 - 6
