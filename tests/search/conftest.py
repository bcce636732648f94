import pytest

from tests.search.shelf import Shelf, open_index


@pytest.fixture
def ideas():
    return Shelf("idea")


@pytest.fixture
def index(tmp_path, ideas):
    return open_index(tmp_path / "search", ideas)


@pytest.fixture(scope="module")
def shared_index(tmp_path_factory):
    """An index that its tests only read."""
    shelf = Shelf("idea")
    shelf.put(1, "Lys på stien", "Efter § 17, stk. 4 i byen; a å aa b ab 17")
    shelf.put(2, "Tryg skolevej", "Børnene vil gerne cykle. NOT AND OR")
    return open_index(tmp_path_factory.mktemp("search"), shelf)
