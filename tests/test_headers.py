"""What every answer carries, and what no answer does."""

import pytest

from portal.app import create_app
from portal.foundation.db import db
from portal.foundation.settings import read_settings


@pytest.mark.parametrize("path", ["/", "/udvalg/havnen/", "/nowhere", "/log-ind"])
def test_every_answer_is_protected(client, harbour, path):
    headers = client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_reading_sets_no_cookie(client, harbour):
    for path in ("/", "/udvalg/", "/udvalg/havnen/", "/soeg?q=havn", "/om", "/privatliv"):
        assert "Set-Cookie" not in client().get(path).headers, path


def test_the_cookie_is_kept_from_scripts_and_other_sites(client, anna, harbour):
    cookie = client().get("/log-ind").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_nothing_comes_from_elsewhere(client, harbour):
    page = client().get("/").text
    assert 'src="http' not in page
    assert '<link rel="stylesheet" href="http' not in page


def test_static_files_are_kept_for_ever_at_an_address_of_their_own(client):
    page = client().get("/").text
    address = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    with client().get(address) as answer:
        assert answer.status_code == 200
        assert answer.cache_control.immutable
    assert client().get("/static/x/../../portal/app.py").status_code == 404


def test_the_language_follows_the_reader_and_only_to_our_own_pages(client, harbour):
    browser = client()
    assert browser.get("/sprog/en?back=/om").location == "/om"
    assert 'lang="en"' in browser.get("/om").text[:60]
    elsewheres = ("https://example.org", "//example.org", "/\\example.org", "javascript:x", "//[", "/\t/x", "")
    for elsewhere in elsewheres:
        assert client().get("/sprog/da", query_string={"back": elsewhere}).location == "/"
    assert client().get("/sprog/xx").status_code == 404


def test_what_one_person_reads_is_kept_for_nobody_else(client, anna, harbour):
    for path in ("/", "/log-ind", "/udvalg/havnen/", "/soeg.csv", "/nowhere"):
        assert "no-cache" in client().get(path).headers["Cache-Control"], path
    for path in ("/", "/konto", "/log-ind", "/udvalg/havnen/", "/nowhere", "/udvalg/havnen/ideer/ny"):
        assert client(anna).get(path).headers["Cache-Control"] == "no-store", path


def test_going_back_after_signing_out_shows_nothing(client, anna):
    assert client(anna).post("/log-ud").headers["Clear-Site-Data"] == '"cache"'


def test_in_production_the_cookie_is_for_https_alone(tmp_path):
    environment = {"PORTAL_ENV": "production", "PORTAL_SECRET_KEY": "x", "PORTAL_DATABASE_URL": "sqlite://",
                   "PORTAL_MAIL_SERVER": "mail", "PORTAL_MAIL_FROM": "s@example.dk",
                   "PORTAL_BASE_URL": "https://sammen.example.dk"}  # fmt: skip
    app = create_app(read_settings(tmp_path, environment) | {"INSTANCE_PATH": str(tmp_path), "TESTING": True})
    with app.app_context():
        db.create_all()
        answer = app.test_client().get("/log-ind", base_url="https://sammen.example.dk")
        assert answer.headers["Set-Cookie"].startswith("__Host-portal=")
        assert "Secure" in answer.headers["Set-Cookie"]
        assert "Path=/" in answer.headers["Set-Cookie"]
        assert "HttpOnly" in answer.headers["Set-Cookie"]
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
        db.session.remove()
        db.engine.dispose()
