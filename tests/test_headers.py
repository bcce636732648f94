"""What every answer carries, and what no answer does."""

import pytest


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
