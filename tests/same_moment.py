"""Two clicks at the same moment: the second has read everything before the first was saved."""

import threading
from contextlib import contextmanager

from sqlalchemy import event

from portal.foundation import locking
from portal.foundation.db import db


def press_at_the_same_moment(app, browser, path, data, monkeypatch):
    """Send a form twice, from two pages of the same browser; the answers to whoever saves first, and to the other."""

    def press():
        with app.app_context():
            beside = app.test_client()
            beside._cookies = dict(browser._cookies)
            answer = beside.post(path, data=data)
            db.session.remove()
            return answer

    db.session.rollback()
    with just_before_it_is_saved(monkeypatch, press) as answers:
        last = browser.post(path, data=data)
    db.session.rollback()
    return (*answers, last)


@contextmanager
def just_before_it_is_saved(monkeypatch, deed):
    """Do `deed` in another thread when this one has read, and is about to lock or to write; its result comes here."""
    results, here, begun = [], threading.get_ident(), []

    def step_in(*_args):
        if threading.get_ident() == here and not begun:
            begun.append(True)
            other = threading.Thread(target=lambda: results.append(deed()))
            other.start()
            other.join()

    take_lock = locking.take_lock

    def take_lock_after(row):
        step_in()
        take_lock(row)

    with monkeypatch.context() as patched:
        patched.setattr(locking, "take_lock", take_lock_after)
        event.listen(db.session, "before_flush", step_in)
        try:
            yield results
        finally:
            event.remove(db.session, "before_flush", step_in)
