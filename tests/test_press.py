"""Whatever button a page of the filled demonstration shows can be pressed by whoever is shown it."""

import pytest

from tests.pressing import Presser, buttons


@pytest.fixture
def presser(walk, walked_portal, monkeypatch):
    presser = Presser(walked_portal, monkeypatch)
    yield presser
    presser.close()


def test_no_button_ends_in_a_refusal(walk, walked_portal, presser):
    """Not by what one may, not by where things stand: at most a field is said to need something else."""
    pressed = [presser.press(button) for button in buttons(walked_portal, walk)]
    assert len(pressed) > 500
    assert sum(one.status < 400 for one in pressed) > len(pressed) / 2
    dead_ends = [str(one) for one in pressed if one.is_dead_end]
    assert not dead_ends, "\n".join(dead_ends)
