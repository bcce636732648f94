"""How the portal says no, and how it says sorry: always a page, always with what was typed, never with a secret."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from portal.accounts.models import User
from portal.app import create_app
from portal.foundation.db import db
from tests.factories import saved
from tests.ideas.scene import SENT
from tests.inspecting_client import inspect
from tests.test_csrf import guarded  # noqa: F401 - a fixture

LONG = "En tekst, som nogen har brugt en aften på."


@pytest.fixture
def broken(tmp_path):
    """A portal as it runs for people, whose database has no tables: every question to it fails."""
    app = create_app(
        {
            "INSTANCE_PATH": str(tmp_path),
            "SECRET_KEY": "x",
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'none' / 'portal.db'}",
            "JOBS_DATABASE": str(tmp_path / "jobs.db"),
            "WTF_CSRF_ENABLED": False,
        }
    )
    app.test_client_class = FlaskClient
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("path", ["/", "/soeg?q=x", "/nowhere", "/udvalg/havnen/", "/readyz", "/log-ind"])
def test_without_its_database_the_portal_still_says_sorry(broken, path):
    answer = broken.test_client().get(path)
    assert answer.status_code in {404, 500, 503}, answer.status_code
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    inspect(answer.text, tokens=False)


def test_without_its_database_the_portal_gives_back_what_was_typed(broken):
    answer = broken.test_client().post("/udvalg/havnen/ideer/ny", data={"body": LONG, "password": LONG + "hemmelig"})
    assert answer.status_code == 503
    assert LONG in answer.text
    assert "hemmelig" not in answer.text


def test_what_needs_no_database_is_there(broken):
    assert broken.test_client().get("/healthz").status_code == 200


def test_a_fault_of_ours_leaves_the_database_as_it_was(app, anna, client, monkeypatch, harbour):
    """Also a question that PostgreSQL answers with "the transaction is aborted" from then on."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(app, "test_client_class", FlaskClient)
    monkeypatch.setitem(app.view_functions, "pages.about", lambda: str(db.session.execute(text("select nothing"))))
    answer = client().get("/om")
    assert answer.status_code in {500, 503}
    assert "Sammen om Fjordby" in answer.text, "the page has its usual shell"
    inspect(answer.text, tokens=False)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("PUT", "/", 405),
        ("TRACE", "/", 405),
        ("DELETE", "/ideer/1", 405),
        ("POST", "/om", 405),
        ("GET", "/konto/bekraeftelse", 405),
        ("GET", "/static/x/%00", 404),
        ("GET", "/static/x/../../portal/app.py", 404),
        ("HEAD", "/nowhere", 404),
    ],
)
def test_every_no_is_a_page_with_its_headers(client, harbour, method, path, status):
    answer = client().open(path, method=method)
    assert answer.status_code == status
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert status != 405 or answer.headers["Allow"]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_what_is_too_large_is_said_to_be(client, anna, harbour, kind):
    part = b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n' + b"a" * 3_000_000 + b"\r\n--x--\r\n"
    answer = client(anna).post("/udvalg/havnen/ideer/ny", data=part, content_type=kind)
    assert answer.status_code == 413


def test_a_secret_is_never_given_back(guarded):  # noqa: F811
    """The page on which somebody changes the password had been open for too long."""
    typed = {"present": "den gamle adgangskode, som er lang", "password": "den nye adgangskode, som er lang"}
    answer = guarded.test_client().post("/konto/adgangskode", data=typed | {"presentation": LONG})
    assert answer.status_code == 400
    assert "som er lang" not in answer.text
    assert LONG in answer.text


def test_whoever_has_not_confirmed_the_address_is_told_so_and_not_sent_in_a_circle(client, harbour):
    browser = client(saved(User(name="Nils Ny", email="nils@example.dk", password_hash="x")))
    for path in ("/udvalg/nyt", "/administration/", "/udvalg/havnen/ideer/sortering"):
        answer = browser.get(path)
        assert answer.status_code == 403
        assert "Bekræft din adresse først" in answer.text
    answer = browser.post("/udvalg/havnen/ideer/ny", data=SENT | {"problem": LONG})
    assert answer.status_code == 403
    assert LONG in answer.text
    assert "/konto" in answer.text


def test_a_database_that_is_away_is_not_called_a_fault_of_the_page(broken):
    answer = broken.test_client().get("/")
    assert answer.status_code == 503
    with broken.app_context(), pytest.raises(OperationalError):
        db.session.execute(text("select 1"))


def test_numbers_of_people_are_told_to_nobody(client, anna, finn):
    for path in (
        "/administration/roller/%s/slut",
        "/administration/personer/%s/luk",
        "/administration/udbakke/%s/igen",
    ):
        for number in (1, 999):
            assert client().post(path % number).status_code == 401
            assert client(anna).post(path % number).status_code == 403
