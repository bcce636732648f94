"""The harbour committee forms the solution; Dorte wrote the proposal, Carl chairs, Bo serves, Anna is a citizen."""

import pytest

from tests.amendments.scene import longer


@pytest.fixture
def proposal(designing, dorte):
    return longer(designing, dorte)
