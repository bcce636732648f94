"""A phone with an app that shows codes, for tests."""

import re

from pyotp import TOTP
from sqlalchemy import select

from portal.accounts.codes import secret_of
from portal.accounts.models import CodeApp
from portal.foundation import clock
from portal.foundation.db import db

PASSWORD = "grøn cykel i regn"


def app_of(user):
    """The app as the portal knows it."""
    return db.session.scalar(
        select(CodeApp).where(CodeApp.user_id == user.id).execution_options(populate_existing=True)
    )


def shown(user, *, steps=0):
    """What the app shows now, or so many half-minutes later."""
    return TOTP(s=secret_of(app_of(user))).at(int(clock.now().timestamp()) + 30 * steps)


def listed(page):
    """The recovery codes on a page."""
    return re.findall(r">((?:\w{4}-){3}\w{4})<", page)


def set_up(browser, user):
    """Go through the pages in a browser that is signed in; the recovery codes."""
    assert browser.post("/konto/kode", data={"present": PASSWORD}).location == "/konto/kode/opsaet"
    page = browser.post("/konto/kode/opsaet", data={"code": shown(user)})
    assert page.status_code == 200, page.text
    return listed(page.text)
