"""One-time codes from an app (RFC 6238), and the recovery codes for the day when the phone is gone.

The secret that an app shares with the portal is not kept in the database. It is worked out, each time, from the
portal's own key and a random grain in the row (RFC 4226, 7.5: deterministic generation), so a stolen database gives
nobody's codes.
"""

import base64
import hmac
import io
import secrets

import segno
from flask import current_app
from pyotp import TOTP

from portal.accounts.models import CodeApp
from portal.foundation import clock

STEP = 30  # seconds that a code is shown
DRIFT = 1  # steps by which a phone's clock may be wrong
DIGITS = 6
SECRET_BYTES = 20  # RFC 4226, 4: 160 bits
GROUP = 4
RECOVERY_CODES = 10
FEW = 3  # from here on the holder is told to make new ones
RECOVERY_SIGNS = "23456789abcdefghjkmnpqrstvwxyz"  # none that looks like another
RECOVERY_LENGTH = 16  # 78 bits: guessing one from its hash is out of reach


def new_grain() -> str:
    """What makes one app's secret different from all others."""
    return secrets.token_hex(16)


def secret_of(app: CodeApp) -> str:
    """What the app and the portal share, in Base32. SHA-512 here, so that no other keyed hash of ours can be it."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    made = hmac.digest(key, f"code-app {app.user_id} {app.grain}".encode(), "sha512")
    return base64.b32encode(made[:SECRET_BYTES]).decode()


def in_groups(text: str) -> str:
    """A long text in pieces that can be typed: "ABCD EFGH …"."""
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def address_of(app: CodeApp, site_name: str) -> str:
    """What the QR code says, and what a link on the phone itself opens (otpauth://)."""
    return _codes(app).provisioning_uri(name=app.user.email, issuer_name=site_name.replace(":", " "))


def picture_of(address: str) -> bytes:
    """The QR code as a picture (SVG)."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=6, border=4, light="#fff")
    return picture.getvalue()


def step_of(app: CodeApp, typed: str) -> int | None:
    """The half-minute whose code this is, if it is near enough and newer than the last that was used; else None."""
    code = "".join(typed.split())
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    codes, present = _codes(app), int(clock.now().timestamp()) // STEP
    steps = (step for step in range(present - DRIFT, present + DRIFT + 1) if step > app.last_step)
    return next((step for step in steps if hmac.compare_digest(codes.generate_otp(step), code)), None)


def new_recovery_codes() -> list[str]:
    """Ten of them, as they are shown."""
    made = ("".join(secrets.choice(RECOVERY_SIGNS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
    return [in_groups(code).replace(" ", "-") for code in made]


def _codes(app: CodeApp) -> TOTP:
    return TOTP(s=secret_of(app), digits=DIGITS, interval=STEP)
