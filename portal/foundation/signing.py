"""Signed pieces of addresses: what we wrote into a link ourselves, and when, by our own clock."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import current_app
from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from portal.foundation import clock


class _ClockSigner(TimestampSigner):
    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def serializer(salt: str) -> URLSafeTimedSerializer:
    """For links of one purpose; those of another do not fit. `salt` names the purpose."""
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"],
        salt=salt,
        signer=_ClockSigner,
        signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
    )


def list_in(salt: str, token: str, lasts: timedelta) -> list[Any] | None:
    """The list that a link of this purpose was made of; None when the link is false or too old."""
    try:
        found = serializer(salt).loads(token, max_age=int(lasts.total_seconds()))
    except (BadData, ValueError, TypeError):
        return None
    return found if isinstance(found, list) else None
