"""The lock files pin everything by hash, name no address, and agree with each other."""

import re
from pathlib import Path

import pytest

from tools.console import ROOT, Problem
from tools.lock import LOCKS, require_no_address


def pinned(lock: str) -> set[str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {re.split(r"[ \\;]", line)[0] for line in lines if "==" in line and not line.startswith(" ")}


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json"])
def test_a_lock_names_no_address(lock: str) -> None:
    require_no_address(ROOT / lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in package for package in packages)


def test_an_address_is_found(tmp_path: Path) -> None:
    lock = tmp_path / "package-lock.json"
    lock.write_text('{"resolved": "https://registry.example/dkfds.tgz"}')
    with pytest.raises(Problem, match="names an address"):
        require_no_address(lock)


def test_who_develops_runs_the_same_versions() -> None:
    assert pinned("requirements.txt") <= pinned("requirements-dev.txt")
