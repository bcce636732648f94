"""Settings of this installation, read from the environment; production refuses to start half-configured."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PRODUCTION = "production"
DEMO = "demo"
HOST_ONLY = "__Host-"  # browsers take such a cookie over HTTPS only, from this very host, for all of it
NEEDED_IN_PRODUCTION = {
    "PORTAL_SECRET_KEY": "a long random text that signs cookies and links",
    "PORTAL_DATABASE_URL": "the address of the database, e.g. postgresql+psycopg://user@host/portal",
    "PORTAL_MAIL_SERVER": "the host of the mail server, e.g. smtp.example.dk",
    "PORTAL_BASE_URL": "the portal's own public address, e.g. https://sammen.example.dk",
    "PORTAL_MAIL_FROM": "the address that letters come from, e.g. sammen@example.dk",
}


class Misconfigured(SystemExit):
    """The portal cannot start with these settings; the message says which are missing."""


def read_settings(instance: Path, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Flask's settings from `PORTAL_…` variables. Raises `Misconfigured`, which says everything that is missing."""
    kind = environment.get("PORTAL_ENV", "development")
    is_demo = kind == DEMO or environment.get("PORTAL_DEMO") == "1"
    if kind == PRODUCTION:
        _refuse_what_is_unsafe(environment)
        if is_demo:
            raise Misconfigured("Demo mode does not run in production: unset PORTAL_DEMO, or PORTAL_ENV.")
    return {
        "ENVIRONMENT": kind,
        "IS_DEMO": is_demo,
        "SECRET_KEY": environment.get("PORTAL_SECRET_KEY") or _own_secret(instance),
        "SQLALCHEMY_DATABASE_URI": environment.get("PORTAL_DATABASE_URL") or f"sqlite:///{instance / 'portal.db'}",
        # An error in the log names no person; and a connection that died with a restart of the server is not handed out
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "pool_pre_ping": True},
        "BASE_URL": environment.get("PORTAL_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        "MAIL_SERVER": environment.get("PORTAL_MAIL_SERVER", ""),
        "MAIL_PORT": int(environment.get("PORTAL_MAIL_PORT", "25")),
        "MAIL_USER": environment.get("PORTAL_MAIL_USER", ""),
        "MAIL_PASSWORD": environment.get("PORTAL_MAIL_PASSWORD", ""),
        "MAIL_STARTTLS": environment.get("PORTAL_MAIL_STARTTLS", "0") == "1",
        "MAIL_FROM": environment.get("PORTAL_MAIL_FROM", "portal@localhost"),
        "RATELIMIT_STORAGE_URI": environment.get("PORTAL_REDIS_URL") or "memory://",
        "JOBS_DATABASE": environment.get("PORTAL_JOBS_DATABASE") or str(instance / "jobs.db"),
        "SEARCH_FOLDER": environment.get("PORTAL_SEARCH_FOLDER") or str(instance / "search"),
        "FILES_FOLDER": environment.get("PORTAL_FILES_FOLDER") or str(instance / "files"),
        "TRUSTED_PROXIES": int(environment.get("PORTAL_TRUSTED_PROXIES", "0")),
        "IDLE_MINUTES": int(environment.get("PORTAL_IDLE_MINUTES", "60")),
        "PAGE_CACHE": environment.get("PORTAL_PAGE_CACHE", "1") == "1",
        "SESSION_COOKIE_NAME": f"{HOST_ONLY}portal" if kind == PRODUCTION else "portal",
        "SESSION_COOKIE_SECURE": kind == PRODUCTION,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "WTF_CSRF_SSL_STRICT": False,  # it demands a Referer; see `accounts.origin` for what is asked instead
        "WTF_CSRF_TIME_LIMIT": None,  # a slow writer must not lose a text; the token lives as long as the session
    }


def _refuse_what_is_unsafe(environment: Mapping[str, str]) -> None:
    missing = [f"  {name}: {meaning}" for name, meaning in NEEDED_IN_PRODUCTION.items() if not environment.get(name)]
    if missing:
        raise Misconfigured("The portal cannot start in production. Please set:\n" + "\n".join(missing))


def require_room_to_write(folder: Path) -> None:
    """The portal keeps files in this folder. Raises `Misconfigured`, one sentence, where it cannot: read-only, full,
    another's, or no folder at all.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x" * 4096)
            probe.flush()
    except OSError as error:
        raise Misconfigured(
            f"The portal cannot write in {folder} ({error.strerror}): it must be a folder with room in it, writable for"
            " the account that the portal runs as."
        ) from error


def refuse_demo_content(settings: Mapping[str, Any]) -> None:
    """Demonstration people have public passwords, so they never enter a production installation."""
    if settings.get("ENVIRONMENT") == PRODUCTION:
        raise Misconfigured("Demonstration content refuses to run with PORTAL_ENV=production.")


def _own_secret(instance: Path) -> str:
    """Outside production, a key made once and kept, so that people stay signed in between runs."""
    file = instance / "secret_key"
    if not file.exists():
        instance.mkdir(parents=True, exist_ok=True)
        file.write_text(secrets.token_hex(32))
        file.chmod(0o600)
    return file.read_text().strip()
