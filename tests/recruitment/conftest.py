"""The seat and the call that the stories of this room are about."""

import pytest

from tests.recruitment.scene import call_in, seat_in


@pytest.fixture
def seat(harbour):
    """Two places for citizens."""
    return seat_in(harbour, quota=2)


@pytest.fixture
def call(harbour, bo, seat):
    """A call that is open today."""
    return call_in(harbour, bo, seat)
