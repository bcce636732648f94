"""Real council documents: every item is found by its own title, and by words as people type them."""

import json
from pathlib import Path

import pytest

from tests.search.shelf import Shelf, ids, open_index

ITEMS = Path(__file__).resolve().parents[3] / "shared" / "data" / "aarhus" / "items.json"
pytestmark = pytest.mark.skipif(not ITEMS.exists(), reason="the published documents lie beside the project, not in it")


@pytest.fixture(scope="module")
def items():
    return json.loads(ITEMS.read_text())


@pytest.fixture(scope="module")
def index(items, tmp_path_factory):
    shelf = Shelf("decision")
    for number, item in enumerate(items, start=1):
        shelf.put(number, item["title"], item["body"])
    return open_index(tmp_path_factory.mktemp("search"), shelf)


def test_an_item_is_found_first_by_its_own_title(index, items):
    """All but one of two items that have the same title."""
    first = sum(ids(index, item["title"])[:1] == [number] for number, item in enumerate(items, start=1))
    print(f"found first: {first} of {len(items)}")
    assert first >= len(items) - 1


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("skole", "skolerne"),
        ("børnehave", "børnehaver"),
        ("anlægsbevilling", "anlægsbevillinger"),
        ("cykelparkering", "cykelparkeringen"),
        ("Aarhus", "århus"),
        ("§ 17", "§17"),
        ("lokalplanen", "lokalplaner"),
    ],
)
def test_forms_of_a_word_find_the_same(index, typed, other):
    assert ids(index, typed, per_page=50) == ids(index, other, per_page=50) != []


def test_parts_of_compounds_find_the_whole(index):
    assert set(ids(index, "idræt", per_page=50)) >= set(ids(index, "idrætscenter", per_page=50)) != set()
