"""One real Chromium for all tests that want one: those of the browser, and those of production."""

import pytest
from playwright.sync_api import sync_playwright

from tools import chromium

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    """One browser for all; where there is none the tests fail, because nothing is left out silently."""
    path = chromium.find()
    assert path, chromium.WHAT_TO_DO
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chrome
        chrome.close()
