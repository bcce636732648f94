"""The harbour committee forms the solution."""

import pytest

from portal.foundation.db import db
from portal.rules.stages import Stage
from tests.proposals.scene import proposal_in


@pytest.fixture
def designing(harbour):
    """The harbour committee in the stage in which proposals are written."""
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    return harbour


@pytest.fixture
def proposal(designing, dorte):
    """A public proposal by Dorte."""
    return proposal_in(designing, dorte)


@pytest.fixture
def draft(designing, dorte):
    """A proposal that is not published."""
    return proposal_in(designing, dorte, public=False, number=2)
