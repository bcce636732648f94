"""The database server is restarted, as it is at every upgrade of it; readers do not notice once it is back."""

import tempfile
from pathlib import Path

from portal.app import create_app
from portal.foundation.db import db
from portal.foundation.jobs import job_queue
from portal.foundation.settings import read_settings
from tests.databases import new_database
from tools import postgres


def test_after_a_restart_every_page_is_there(tmp_path):
    with tempfile.TemporaryDirectory(prefix="portal-restart-", ignore_cleanup_errors=True) as place:
        folder = Path(place) / "data"
        address = new_database(postgres.start(folder), "restarted")
        settings = read_settings(tmp_path, {"PORTAL_DATABASE_URL": address})
        app = create_app(settings | {"INSTANCE_PATH": str(tmp_path), "JOBS_DATABASE": str(tmp_path / "jobs.db")})
        with app.app_context():
            db.create_all()
        reader = app.test_client()
        assert reader.get("/").status_code == 200
        postgres.stop(folder)
        assert reader.get("/").status_code == 503, "while it is away"
        postgres.start(folder)
        for path in ("/", "/udvalg/", "/soeg?q=havn", "/readyz"):
            assert reader.get(path).status_code == 200, path
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        job_queue.of(app).storage.close()
        postgres.stop(folder)
