"""Limits on requests, before anything is read. What protects people also counts in our own table: see `attempts`."""

import logging

from flask import Flask, request
from flask_limiter import Limiter

from portal.accounts.origin import origin_of_request


def _who_asks() -> str:
    """The network; a browser in which somebody has signed in before is counted apart from its neighbours."""
    origin = origin_of_request()
    return " ".join((origin.network, *sorted(origin.devices.values())))


def _which_table() -> str:
    """A room of sixty phones is one network, so each table is counted for itself; what is no table's is nobody's."""
    return f"{origin_of_request().network} {(request.view_args or {}).get('token', '')}"


limiter = Limiter(key_func=_who_asks, headers_enabled=False)

limit_sign_in = limiter.limit("30 per minute", methods=["POST"])
limit_submission = limiter.limit("30 per minute; 200 per hour", methods=["POST"])
limit_at_table = limiter.limit("120 per minute; 1500 per hour", key_func=_which_table, methods=["POST"])


def init_limits(app: Flask) -> None:
    """Count in memory, or in Redis where the setting says so; while Redis is away, in memory again."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", "memory://")
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", True)
    logging.getLogger("flask-limiter").setLevel(logging.ERROR)  # its milder lines name network addresses
    limiter.init_app(app)
