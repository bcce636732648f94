"""The index says what the database says now, and a failure changes nothing."""

import os

import pytest
from whoosh.writing import SegmentWriter

from portal.search.generations import IndexBusy
from portal.search.index import SearchIndex
from portal.search.whoosh_index import WhooshIndex, Writer
from tests.search.shelf import Shelf, ask, ids, open_index


def test_what_is_published_changed_and_taken_back_follows(index, ideas):
    index.refresh(ideas.put(1, "Lys på stien"))
    assert ids(index, "lys") == [1]
    index.refresh(ideas.change(1, title="Mørke på stien"))
    assert ids(index, "lys") == []
    assert ids(index, "mørke") == [1]
    index.refresh(ideas.change(1, is_public=False))
    assert ids(index, "mørke") == []
    assert ask(index).total == 0
    index.refresh(ideas.change(1, is_public=True))
    del ideas.books[1]
    index.refresh(ideas.event(1))
    assert ask(index).total == 0


def test_a_message_may_arrive_twice_and_late(index, ideas):
    event = ideas.put(1, "Lys")
    for _ in range(3):
        index.refresh(event)
    assert ask(index, "lys").total == 1
    assert ask(index).facets["kind"] == (("idea", 1),)


def test_events_of_other_things_are_none_of_its_business(index):
    index.refresh(Shelf("user").event(1))
    assert ask(index).total == 0


def test_a_changed_parent_changes_its_children(tmp_path):
    committees = Shelf("committee")
    ideas = Shelf("idea", affected_by={"committee": lambda committee_id: [1, 2]})
    ideas.put(1, "Lys")
    ideas.put(2, "Lys")
    index = open_index(tmp_path, committees, ideas)
    ideas.change(1, is_public=False)
    ideas.change(2, title="Mørke")
    assert set(ids(index, "lys")) == {1, 2}
    index.refresh(committees.put(7, "Havnen"))
    assert ids(index, "lys") == []
    assert ids(index, "mørke") == [2]
    assert ask(index, "havnen").hits[0].kind == "committee"


def test_without_an_index_the_first_event_builds_all_of_it(tmp_path, ideas):
    index = SearchIndex(tmp_path / "search", [ideas.type])
    ideas.put(1, "Lys")
    event = ideas.put(2, "Lys")
    assert not ask(index).is_ready
    assert ask(index).hits == ()
    index.refresh(event)
    assert ask(index).is_ready
    assert set(ids(index, "lys")) == {1, 2}


def test_a_failed_write_writes_nothing_and_locks_nothing(index, ideas, monkeypatch):
    index.refresh(ideas.put(1, "Lys"))

    def put_and_fail(self, document):
        put(self, document)
        raise OSError("disk full")

    put = Writer.put
    monkeypatch.setattr(Writer, "put", put_and_fail)
    with pytest.raises(OSError, match="disk full"):
        index.refresh(ideas.change(1, title="Mørke"))
    monkeypatch.undo()
    assert ids(index, "lys") == [1]
    index.refresh(ideas.event(1))
    assert ids(index, "mørke") == [1]


def test_a_failed_commit_locks_nothing(index, ideas, monkeypatch):
    event = ideas.put(1, "Lys")
    monkeypatch.setattr(SegmentWriter, "_commit_toc", _fail)
    with pytest.raises(OSError, match="disk full"):
        index.refresh(event)
    monkeypatch.undo()
    index.refresh(event)
    assert ids(index, "lys") == [1]


def _fail(*_arguments):
    raise OSError("disk full")


def test_while_another_process_writes_the_message_must_wait(index, ideas, monkeypatch):
    monkeypatch.setattr("portal.search.generations.WAIT", 0.05)
    event = ideas.put(1, "Lys")
    other_process = SearchIndex(index._generations.folder, [ideas.type])
    with other_process._generations.writing(), pytest.raises(IndexBusy):
        index.refresh(event)
    index.refresh(event)
    assert ids(index, "lys") == [1]


def test_another_process_sees_the_change_at_once(index, ideas):
    web = SearchIndex(index._generations.folder, [ideas.type])
    assert ids(web, "lys") == []
    index.refresh(ideas.put(1, "Lys"))
    assert ids(web, "lys") == [1]


def test_files_do_not_leak(index, ideas):
    web = SearchIndex(index._generations.folder, [ideas.type])

    def change(number):
        index.refresh(ideas.put(number, "Lys"))
        ids(web, "lys")

    for number in range(1, 10):
        change(number)
    before = len(os.listdir("/proc/self/fd"))
    for number in range(10, 60):
        change(number)
    assert len(os.listdir("/proc/self/fd")) <= before + 8


def test_many_changes_are_one_commit(index, ideas, monkeypatch):
    commits = []
    writing = WhooshIndex.writing
    monkeypatch.setattr(WhooshIndex, "writing", lambda self, **more: commits.append(1) or writing(self, **more))
    index.refresh_many([ideas.put(number, "Lys") for number in range(1, 51)])
    assert len(commits) == 1
    assert ask(index, "lys").total == 50


def test_what_says_the_same_is_not_written_again(index, ideas, monkeypatch):
    event = ideas.put(1, "Lys", "Skolevejen er mørk. Skole og vej.", facets={"parties": ("A", "V")})
    hidden = ideas.put(2, "Mørke", is_public=False)
    index.refresh(event)
    monkeypatch.setattr(WhooshIndex, "writing", _fail)
    index.refresh_many([event, hidden, ideas.event(3)])
    with pytest.raises(OSError, match="disk full"):
        index.refresh(ideas.change(1, facets={"parties": ("A", "F")}))
