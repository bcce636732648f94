"""A rebuild happens beside the live index: searches go on, nothing is lost, and a crash changes nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.search.generations import RebuildRunning
from portal.search.index import SearchIndex
from tests.search.shelf import Shelf, ask, ids


def folders(index):
    return sorted(path.name for path in index._generations.folder.iterdir() if path.is_dir())


def test_everything_public_is_there_and_counted(index, ideas):
    for number in range(1, 31):
        ideas.put(number, f"Lys {number}", is_public=number % 3 != 0)
    heard = []
    assert index.rebuild(lambda *progress: heard.append(progress)) == {"idea": 20}
    assert heard[-1] == ("idea", 30, 30)
    assert ask(index, "lys").total == 20


def test_the_old_index_answers_until_the_swap(index, ideas):
    index.refresh(ideas.put(1, "Lys"))
    ideas.put(2, "Lys")
    seen = []
    index.rebuild(lambda *progress: seen.append(ids(index, "lys")))
    assert seen == [[1]]
    assert ids(index, "lys") == [1, 2]


def test_what_is_written_meanwhile_is_not_lost(index, ideas):
    worker = SearchIndex(index._generations.folder, [ideas.type])
    for number in range(1, 5):
        ideas.put(number, "Lys")
    index.rebuild()

    def meanwhile(*_progress):  # all four are read by now
        worker.refresh(ideas.change(1, title="Mørke"))
        worker.refresh(ideas.change(2, is_public=False))
        worker.refresh(ideas.put(5, "Lys"))

    index.rebuild(meanwhile)
    assert ids(index, "lys") == [3, 4, 5]
    assert ids(index, "mørke") == ids(worker, "mørke") == [1]
    worker.refresh(ideas.put(6, "Lys"))
    assert ids(index, "lys") == [3, 4, 5, 6]


def test_a_crash_in_the_middle_leaves_the_old_index(index, ideas):
    index.refresh(ideas.put(1, "Lys"))
    before = folders(index)

    def crash(*_progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.rebuild(crash)
    assert folders(index) == before
    assert ids(index, "lys") == [1]
    index.refresh(ideas.put(2, "Lys"))
    assert ids(index, "lys") == [1, 2]


def test_what_a_killed_rebuild_left_behind_is_taken_away(index, ideas):
    index.refresh(ideas.put(1, "Lys"))
    generations = index._generations
    (generations.folder / f"{generations.version}-dead0000").mkdir()
    (generations.folder / "changed_meanwhile").write_text("idea:1\nidea:1\n")
    index.refresh(ideas.put(2, "Lys"))
    index.rebuild()
    assert ids(index, "lys") == [1, 2]
    assert "dead0000" not in "".join(folders(index))
    assert not (generations.folder / "changed_meanwhile").exists()


def test_only_one_rebuild_at_a_time(index):
    other = SearchIndex(index._generations.folder, index.document_types.values())
    with index._generations.rebuilding(), pytest.raises(RebuildRunning):
        other.rebuild()


def test_old_generations_do_not_pile_up(index):
    for _ in range(4):
        index.rebuild()
        assert len(folders(index)) <= 2


def test_an_index_of_another_version_is_not_read(index, ideas, monkeypatch):
    index.refresh(ideas.put(1, "Lys"))
    monkeypatch.setattr("portal.search.index.VERSION", "v999")
    newer = SearchIndex(index._generations.folder, [ideas.type])
    assert not newer.is_ready()
    assert not ask(newer, "lys").is_ready
    newer.refresh(ideas.put(2, "Lys"))
    assert newer.is_ready()
    assert ids(newer, "lys") == [1, 2]


def test_the_worker_builds_an_index_where_there_is_none(tmp_path, ideas):
    ideas.put(1, "Lys")
    index = SearchIndex(tmp_path / "new", [ideas.type])
    with index._generations.rebuilding():
        index.build_if_missing()  # somebody else does it already
    assert not index.is_ready()
    index.build_if_missing()
    assert ids(index, "lys") == [1]
    before = folders(index)
    index.build_if_missing()
    assert folders(index) == before


def test_searching_while_rebuilding_and_writing(tmp_path):
    ideas = Shelf("idea")
    for number in range(1, 301):
        ideas.put(number, f"Lys {number}", "Stien langs bækken " * 20)
    index, worker = SearchIndex(tmp_path, [ideas.type]), SearchIndex(tmp_path, [ideas.type])
    index.rebuild()
    stop = threading.Event()
    with ThreadPoolExecutor(3) as pool:
        searches = [pool.submit(_search_until, stop, index) for _ in range(2)]
        writes = pool.submit(lambda: [worker.refresh(ideas.put(number, "Lys")) for number in range(301, 321)])
        try:
            index.rebuild()
            writes.result()
        finally:
            stop.set()
    assert min(min(search.result()) for search in searches) >= 300
    assert ask(index, "lys").total == ask(worker, "lys").total == 320


def _search_until(stop, index):
    totals = [ask(index, "lys").total]
    while not stop.is_set():
        totals.append(ask(index, "lys").total)
    return totals
