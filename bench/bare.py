"""The baseline: a bare Flask page that asks one question and renders a Jinja template of a given size."""

import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

PAGE = """<!doctype html><html lang="da"><head><title>{{ title }}</title></head><body><main><h1>{{ title }}</h1>
{% for line in range(lines) %}<p><a href="/ideer/{{ line }}">{{ title }} {{ line }}</a> {{ words }}</p>
{% endfor %}</main></body></html>"""
A_LINE = 130  # bytes that one turn of the loop writes
db = SQLAlchemy()


def create_app() -> Flask:
    """As many bytes as `/<size>` says."""
    app = Flask("bare")
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["PORTAL_DATABASE_URL"]
    db.init_app(app)
    template = app.jinja_env.from_string(PAGE)

    @app.get("/<int:size>")
    def page(size: int) -> str:
        title = db.session.execute(text("select name from municipality where is_home")).scalar_one()
        return template.render(title=title, lines=size // A_LINE, words="Et afsnit med nogle ord om en sag i kommunen.")

    return app


app = create_app()
