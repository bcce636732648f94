"""Pictures of every page at two widths, from the demonstration, to be looked at; and the few that the README shows."""

import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from portal.accounts.models import User, UserSession
from portal.accounts.queries import hash_of
from portal.app import create_app
from portal.demo.people import demo_people
from portal.demo.story import read_story
from portal.foundation import clock
from portal.foundation.db import db
from tools import chromium, demonstration
from tools.addresses import FURTHER, addresses
from tools.console import ROOT, Problem, plainly, say

PICTURES = ROOT / "screenshots"
OF_THE_README = ROOT / "docs" / "pictures"
WIDTHS = {390: 844, 1280: 900}
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=da-DK"]  # fmt: skip
VISITOR = "visitor"
# Whoever comes first and may open a page is the one whose page is taken
READERS = (VISITOR, "citizen", "member", "chair", "secretary", "councillor", "administrator", "auditor")
ALWAYS_ALSO = {"pages.desk": READERS[1:], "pages.committee": ("secretary",), "committees.gate": ("secretary",)}
EVERY_ONE = {
    "pages.committee",
    "committees.gate",
    "implementation.archive",
}  # of these each example, not only the first
README = {
    "front": (VISITOR, "pages.front", ""),
    "committee": (VISITOR, "pages.committee", "trygge-veje"),
    "idea": (VISITOR, "ideas.show", ""),
    "desk": ("secretary", "pages.desk", ""),
}
BEST_EXAMPLE = "trygge-veje"  # the committee in which most is going on
OK = 200


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_args: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[Flask, str]]:
    """The demonstration, copied, behind a server on a free port."""
    for made in (demonstration.DATABASE, demonstration.SEARCH):
        (shutil.copytree if made.is_dir() else shutil.copy)(made, folder / made.name)
    os.environ |= {"PORTAL_ENV": "demo", "PORTAL_DATABASE_URL": f"sqlite:///{folder / demonstration.DATABASE.name}"}
    app = create_app(
        {"INSTANCE_PATH": str(folder), "SEARCH_FOLDER": str(folder / "search"), "RATELIMIT_ENABLED": False}
    )
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield app, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def tokens(app: Flask) -> dict[str, str]:
    """A signed-in cookie for each of the demonstration's people."""
    found: dict[str, str] = {}
    for login, _name, email in demo_people(read_story(clock.today())):
        user = db.session.scalars(select(User).where(User.email == email)).one()
        token = f"picture-{login}-{user.id}"
        db.session.add(UserSession(user=user, token_hash=hash_of(token), expires_at=clock.now() + timedelta(days=1)))
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        found.setdefault(login, signer.dumps({"_user_id": token, "_fresh": True}))
    db.session.commit()
    return found


def planned(app: Flask, cookies: dict[str, str]) -> list[tuple[str, str, str]]:
    """Who opens what: (reader, endpoint, path), for every page that somebody may open."""
    plan: list[tuple[str, str, str]] = [(VISITOR, "further", path) for path in FURTHER]
    for endpoint, paths in addresses(app, {}, most=500).items():
        for path in sorted(paths, key=lambda path: BEST_EXAMPLE not in path):
            readers = [who for who in READERS if _opens(app, cookies.get(who), path)]
            plan += [(who, endpoint, path) for who in dict.fromkeys([*readers[:1], *_also(endpoint, readers)])]
            if readers and endpoint not in EVERY_ONE:
                break
    return plan


def _also(endpoint: str, readers: list[str]) -> list[str]:
    return [who for who in ALWAYS_ALSO.get(endpoint, ()) if who in readers]


def _opens(app: Flask, cookie: str | None, path: str) -> bool:
    headers = {"Cookie": f"portal={cookie}"} if cookie else {}
    with app.app_context():  # of its own: who is asking is remembered in it
        return app.test_client(use_cookies=False).get(path, headers=headers).status_code == OK


def photograph(browser: Browser, address: str, plan: list[tuple[str, str, str]], cookies: dict[str, str]) -> int:
    """Every planned page at both widths; returns how many pictures."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    for width, height in WIDTHS.items():
        for who in READERS:
            context = _context(browser, address, cookies.get(who), width, height)
            page = context.new_page()
            for reader, endpoint, path in plan:
                if reader == who:
                    page.goto(address + path)
                    page.screenshot(path=PICTURES / str(width) / f"{_named(endpoint, path)}-{who}.png", full_page=True)
            context.close()
    return len(plan) * len(WIDTHS)


def photograph_for_readme(
    browser: Browser, address: str, plan: list[tuple[str, str, str]], cookies: dict[str, str]
) -> None:
    """What one sees first of four pages, small."""
    OF_THE_README.mkdir(parents=True, exist_ok=True)
    for name, (who, endpoint, part) in README.items():
        path = next(path for reader, found, path in plan if (reader, found) == (who, endpoint) and part in path)
        context = _context(browser, address, cookies.get(who), 1280, 900, scale=0.75)
        page = context.new_page()
        page.goto(address + path)
        page.screenshot(path=OF_THE_README / f"{name}.png")
        context.close()


def _context(
    browser: Browser, address: str, cookie: str | None, width: int, height: int, *, scale: float = 1
) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="da-DK", device_scale_factor=scale, reduced_motion="reduce"
    )
    if cookie:
        context.add_cookies([{"name": "portal", "value": cookie, "url": address}])
    return context


def _named(endpoint: str, path: str) -> str:
    return f"{endpoint}-{re.sub(r'[^a-z0-9]+', '-', path.lower()).strip('-')[:60]}".strip("-")


def main() -> None:
    """`python -m tools.screenshots`"""
    path = chromium.find()
    if not path:
        raise Problem(chromium.WHAT_TO_DO)
    demonstration.prepare()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (app, address):
        with app.app_context():
            cookies = tokens(app)
            plan = planned(app, cookies)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            number = photograph(browser, address, plan, cookies)
            photograph_for_readme(browser, address, plan, cookies)
            browser.close()
    say(f"{number} pictures in {PICTURES.name}/, and those of the README in {OF_THE_README.relative_to(ROOT)}/.")


if __name__ == "__main__":
    plainly(main)
