"""Signed pieces of addresses: what we wrote into a link ourselves, and when, by our own clock."""

from hashlib import sha256

from flask import current_app
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

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
