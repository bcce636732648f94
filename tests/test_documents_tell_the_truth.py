"""The documents say what is so: rooms, layers, commands, settings, people, values and links are held to the code."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from portal.app import HOUSE as THE_HOUSE
from portal.demo.people import PASSWORD, demo_people
from portal.demo.story import read_story
from portal.foundation import clock
from portal.foundation.settings import NEEDED_IN_PRODUCTION

ROOT = Path(__file__).resolve().parent.parent
PORTAL = ROOT / "portal"
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOUSE = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SETTINGS = (PORTAL / "foundation" / "settings.py").read_text(encoding="utf-8")
MARKDOWN = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *PORTAL.rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]

NO_ROOMS = {"migrations", "translations"}
VARIABLE = re.compile(r"\bPORTAL_[A-Z_]+\b")
OF_THE_TOOLS = {"PORTAL_ADMIN_PASSWORD"}  # read elsewhere than in settings.py


def section(text, heading):
    """What stands under a heading of the second level."""
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def rows(text):
    """The cells of each row of a Markdown table, heads left out."""
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines if not set("".join(line)) <= set(" -")][1:]


def quoted(text):
    return re.findall(r"`([^`]+)`", text)


def rooms_of_the_house():
    return [(int(floor), quoted(room)[0]) for floor, room, _holds in rows(section(HOUSE, "Floors and rooms"))]


def test_every_room_is_described_and_every_described_room_exists():
    there = {path.name for path in PORTAL.iterdir() if (path / "__init__.py").exists()} - NO_ROOMS
    assert {room for _, room in rooms_of_the_house()} == there | {"app"}


def test_the_floors_are_those_of_the_contract():
    layers = [re.findall(r"\w+", layer) for layer in CONTRACTS[0]["layers"]]
    place = {room: number for number, layer in enumerate(layers) for room in layer}
    described = rooms_of_the_house()
    assert [place[room] for _, room in described] == sorted(place[room] for _, room in described)
    assert [floor for floor, _ in described] == sorted((floor for floor, _ in described), reverse=True)
    assert set(place) == {room for _, room in described}


def test_the_layers_within_a_room_are_those_of_the_contract():
    contract = [set(re.findall(r"\w+", layer)) for layer in CONTRACTS[1]["layers"]]
    assert [set(quoted(files)) for _meaning, files in rows(section(HOUSE, "Within a room"))] == contract


def test_files_named_in_the_house_exist():
    named = {name for name in quoted(HOUSE) if re.fullmatch(r"[\w/]+\.(py|md)", name) and "/" in name}
    missing = {name for name in named if not (ROOT / name).exists() and not (PORTAL / name).exists()}
    assert not missing


def test_every_make_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for file in MARKDOWN:
        named = set(re.findall(r"(?:^|`|`\w+=\w+ )make ([a-z-]+)", file.read_text(encoding="utf-8"), re.MULTILINE))
        assert named <= targets, file.name


def test_every_command_is_described():
    described = {words.split()[1] for cell, _does in rows(section(OPERATIONS, "Commands")) for words in quoted(cell)}
    assert described == THE_HOUSE.commands.keys() | {"db"}


def test_every_setting_is_described_and_every_described_setting_exists():
    described = {name for row in rows(section(OPERATIONS, "Settings")) for name in VARIABLE.findall(row[0])}
    assert described == set(VARIABLE.findall(SETTINGS))
    for file in MARKDOWN:
        assert set(VARIABLE.findall(file.read_text(encoding="utf-8"))) <= described | OF_THE_TOOLS, file.name


def test_what_production_needs_is_marked():
    marked = {row[0].strip("`") for row in rows(section(OPERATIONS, "Settings")) if row[1] == "yes"}
    assert marked == set(NEEDED_IN_PRODUCTION)


def test_the_people_of_the_demonstration_are_those_of_the_readme():
    table = README.split("### People of the demonstration", 1)[1].split("\n## ", 1)[0]
    listed = {(row[0], row[1].strip("`")) for row in rows(table)}
    assert listed == {(name, email) for _login, name, email in demo_people(read_story(clock.today()))}
    assert f"`{PASSWORD}`" in table


@pytest.mark.parametrize("file", MARKDOWN, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_link_within_the_project_leads_somewhere(file):
    links = re.findall(r"\]\(([^)\s]+)\)", file.read_text(encoding="utf-8"))
    inside = [link.partition("#")[0] for link in links if not link.startswith(("http", "mailto:", "#"))]
    assert not [link for link in inside if not (file.parent / link).exists()]


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_is_short_and_says_why(file):
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f"# {file.stem[:4]} ")
    assert text.count("\n") <= 40
    assert re.search(r"^\*.*\d{4}-\d{2}-\d{2}.*\*$", text, re.MULTILINE), "no date"
    for part in ("Context", "Decision", "Consequences", "Weighed"):
        assert re.search(rf"^\*\*{part}\b", text, re.MULTILINE), part


def test_the_metadata_agree_with_the_project():
    metadata = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert metadata["softwareVersion"] == project["version"]
    assert metadata["legal"]["license"] == project["license"] == "MPL-2.0"
    assert f"## {project['version']} – {metadata['releaseDate']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for words in metadata["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert all((ROOT / picture).exists() for picture in words["screenshots"])
