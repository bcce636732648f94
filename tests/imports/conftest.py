"""Where the reference documents lie. Without them their tests are skipped on a desk, and fail where tests count."""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAGES = Path(__file__).parent / "minutes" / "pages"


@pytest.fixture(scope="session")
def aarhus() -> Path:
    """The folder with published documents of a real council; they are used from there and never copied."""
    data = Path(os.environ.get("PORTAL_REFERENCE_DATA") or PROJECT.parent / "shared" / "data")
    folder = data / "aarhus"
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{folder} is missing: set PORTAL_REFERENCE_DATA to the folder that holds aarhus/")
        pytest.skip(f"{folder} is not here")
    return folder


@pytest.fixture(scope="session")
def pages() -> Path:
    """Small documents of a fictive council in the same format."""
    return PAGES
