"""The first words on a new installation are said on the command line."""

from sqlalchemy import func, select

from portal.accounts.models import User
from portal.accounts.queries import user_by_email
from portal.foundation.db import db
from portal.municipalities.models import Municipality
from portal.municipalities.queries import home_municipality
from portal.rules.roles import Role

OPTIONS = ["set-up", "--municipality", "Fjordby Kommune", "--name", "Finn Dal", "--email", "Finn@Example.dk"]
GOOD = {"PORTAL_ADMIN_PASSWORD": "tre blå både hjem"}


def run(app, *options, env=None, answers=None):
    return app.test_cli_runner().invoke(args=list(options), env=env, input=answers)


def test_the_first_administrator_comes_in(app, client):
    done = run(app, *OPTIONS, env=GOOD)
    assert done.exit_code == 0, done.output
    db.session.expire_all()
    home = home_municipality()
    assert (home.name, home.short_name, home.site_name, home.code) == (
        "Fjordby Kommune", "Fjordby", "Sammen om Fjordby", None,
    )  # fmt: skip
    assert user_by_email("finn@example.dk").has_role_anywhere(Role.ADMINISTRATOR)
    browser = client()
    sent = {"email": "finn@example.dk", "password": GOOD["PORTAL_ADMIN_PASSWORD"]}
    assert browser.post("/log-ind", data=sent).status_code == 302
    assert browser.get("/administration/kommune").status_code == 200


def test_a_code_or_a_name_on_the_list_will_do(app):
    assert run(app, "set-up", "--municipality", "0751", *OPTIONS[3:], env=GOOD).exit_code == 0
    assert (home_municipality().name, home_municipality().code) == ("Aarhus Kommune", "0751")


def test_what_is_not_said_is_asked_for(app):
    answers = "Ærø\nFinn Dal\nfinn@example.dk\ntre blå både hjem\ntre blå både hjem\n"
    assert run(app, "set-up", answers=answers, env={"PORTAL_ADMIN_PASSWORD": ""}).exit_code == 0
    assert home_municipality().code == "0492"


def test_a_weak_password_is_refused_and_nothing_is_made(app):
    refused = run(app, *OPTIONS, env={"PORTAL_ADMIN_PASSWORD": "password1234"})
    assert refused.exit_code == 1
    assert db.session.scalar(select(func.count()).select_from(Municipality)) == 0


def test_it_is_done_once(app, fjordby):
    refused = run(app, *OPTIONS, env=GOOD)
    assert refused.exit_code == 1
    assert "allerede en kommune" in refused.output
    assert db.session.scalar(select(func.count()).select_from(User)) == 0
