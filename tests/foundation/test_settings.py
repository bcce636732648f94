"""Settings: production refuses to start half-configured and says everything that is missing."""

import pytest

from portal.foundation.settings import Misconfigured, read_settings, refuse_demo_content

COMPLETE = {
    "PORTAL_ENV": "production",
    "PORTAL_SECRET_KEY": "s" * 64,
    "PORTAL_DATABASE_URL": "postgresql+psycopg://portal@localhost/portal",
    "PORTAL_MAIL_SERVER": "smtp.example.dk",
    "PORTAL_BASE_URL": "https://sammen.example.dk",
    "PORTAL_MAIL_FROM": "sammen@example.dk",
}


def test_a_complete_production_starts_with_secure_cookies(tmp_path):
    settings = read_settings(tmp_path, COMPLETE)
    assert settings["SESSION_COOKIE_SECURE"]
    assert not settings["IS_DEMO"]


@pytest.mark.parametrize("missing", sorted(set(COMPLETE) - {"PORTAL_ENV"}))
def test_production_says_what_is_missing(tmp_path, missing):
    with pytest.raises(Misconfigured, match=missing):
        read_settings(tmp_path, {name: value for name, value in COMPLETE.items() if name != missing})


def test_production_says_all_of_it_at_once(tmp_path):
    with pytest.raises(Misconfigured) as refusal:
        read_settings(tmp_path, {"PORTAL_ENV": "production"})
    assert all(name in str(refusal.value) for name in set(COMPLETE) - {"PORTAL_ENV"})
    assert not (tmp_path / "secret_key").exists()


def test_demo_and_production_do_not_mix(tmp_path):
    with pytest.raises(Misconfigured):
        read_settings(tmp_path, COMPLETE | {"PORTAL_DEMO": "1"})
    with pytest.raises(Misconfigured):
        refuse_demo_content({"ENVIRONMENT": "production"})


def test_elsewhere_a_key_is_made_once_and_kept(tmp_path):
    first = read_settings(tmp_path, {"PORTAL_ENV": "demo"})
    assert first["IS_DEMO"]
    assert read_settings(tmp_path, {})["SECRET_KEY"] == first["SECRET_KEY"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
