"""The portal as it runs for people: gunicorn on PostgreSQL, behind an nginx that ends HTTPS."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.mail_server import running
from tools import nginx, packages
from tools.console import ROOT

PATIENCE = 60  # seconds; a process starts slowly on a busy machine
HOST = "127.0.0.1"
# As docs/operations.md has it, but for where its files lie and that it runs as whoever started it
CONFIGURATION = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn;
events {{ worker_connections 256; }}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{
        listen {host}:{port} ssl;
        server_name {host};
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
        {documented}
    }}
}}
"""


@dataclass
class Production:
    """A portal that answers at `address`, with the settings in `environment`; what it sends lies in `letters`."""

    address: str
    environment: dict[str, str]
    folder: Path
    letters: object
    processes: list = field(default_factory=list)

    @property
    def certificate(self) -> Path:
        return self.folder / "certificate.pem"

    def start(self, command) -> None:
        """A process that ends with the test; what it says lies in a file, which a full pipe cannot stop."""
        with (self.folder / f"{Path(command[0]).name}.out").open("ab") as told:
            made = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=told, stderr=told)
        self.processes.append(made)

    def told(self) -> str:
        """What the processes have said so far."""
        return "\n".join(file.read_text(errors="replace") for file in sorted(self.folder.glob("*.out")))


@contextmanager
def in_production(folder: Path, database: str):
    """Serve an empty portal on this PostgreSQL database."""
    web, front = free_port(), free_port()
    with running() as letters:
        portal = Production(f"https://{HOST}:{front}", {}, folder, letters)
        portal.environment = _environment(portal, database)
        _make_certificate(folder)
        (folder / "nginx.conf").write_text(
            CONFIGURATION.format(folder=folder, host=HOST, port=front, documented=_documented(web))
        )
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
        subprocess.run(command, cwd=ROOT, env=portal.environment, check=True, capture_output=True)
        try:
            gunicorn = [packages.program("gunicorn"), "--worker-class=gthread", "--workers=1", "--threads=4"]
            portal.start([*gunicorn, f"--bind={HOST}:{web}", "--no-control-socket", "--log-level=warning", "wsgi:app"])
            portal.start([nginx.find(), "-p", str(folder), "-c", str(folder / "nginx.conf")])
            for port in (web, front):
                wait_for(port, portal)
            yield portal
        finally:
            for process in portal.processes:
                process.terminate()
            for process in portal.processes:
                process.wait(timeout=PATIENCE)


def _environment(portal, database):
    settings = {
        "PORTAL_ENV": "production",
        "PORTAL_SECRET_KEY": "long, random, and only for this test",
        "PORTAL_DATABASE_URL": database,
        "PORTAL_BASE_URL": portal.address,
        "PORTAL_MAIL_SERVER": HOST,
        "PORTAL_MAIL_PORT": str(portal.letters.port),
        "PORTAL_MAIL_FROM": "portal@example.dk",
        "PORTAL_TRUSTED_PROXIES": "1",
        "PORTAL_JOBS_DATABASE": str(portal.folder / "jobs.db"),
        "PORTAL_SEARCH_FOLDER": str(portal.folder / "search"),
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return others | settings | {"PYTHONUNBUFFERED": "1"}


def _documented(port):
    """What operations.md tells people to write between `server` and its end, pointed at this port."""
    text = (ROOT / "docs" / "operations.md").read_text()
    block = text.split("```nginx\nserver {", 1)[1].split("\n}\n", 1)[0]
    lines = [line for line in block.splitlines() if not line.strip().startswith(("listen", "server_name", "ssl_"))]
    return "\n".join(lines).replace("127.0.0.1:8000", f"{HOST}:{port}")


def _make_certificate(folder):
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
               "-addext", f"subjectAltName=IP:{HOST}", "-keyout", str(folder / "key.pem"),
               "-out", str(folder / "certificate.pem")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)


def free_port():
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_for(port, portal):
    """Until somebody answers there."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex((HOST, port)) == 0:
                return
        assert all(process.poll() is None for process in portal.processes), portal.told()
        time.sleep(0.05)
    raise AssertionError(f"nobody answers at {port}: {portal.told()}")
