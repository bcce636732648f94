"""Sixty phones at eight tables, over real HTTP, on the server that people run. Two minutes of it."""

from bench.evening import ROOM_IN_TIME, play

SECONDS = 120


def test_every_note_of_the_evening_is_there_once_and_the_room_follows(tmp_path):
    """Some send again what was heard, some never hear the answer, and some have no network for a while."""
    played = play(tmp_path, seconds=SECONDS)
    told = played.told
    assert not told.odd
    assert (played.lost, played.doubled) == (set(), set())
    assert len(told.written) > 60 and len(told.repeated) > 5 and len(told.cut) > 5, "or nothing was tried"
    assert told.counted[-1][1] >= len(told.written)
    assert played.room_took <= ROOM_IN_TIME
