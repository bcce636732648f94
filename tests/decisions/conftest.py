import pytest

from tests.decisions.scene import decided


@pytest.fixture
def decision(bo, designing, table):
    """A published decision with votes, points, steps and attachments."""
    return decided(designing, bo, *table)
