"""Numbers of rows, as addresses and forms name them."""

import pytest

from portal.foundation.addresses import LAST_ID, row_number


@pytest.mark.parametrize("sent", ["1", "0042", str(LAST_ID)])
def test_a_number_that_a_row_can_have(sent):
    assert row_number(sent) == int(sent)


@pytest.mark.parametrize("sent", [None, "", "0", "-1", "1.5", " 1", "²", "٣", "x", LAST_ID + 1, 2**63, "9" * 5_000])
def test_whatever_no_row_can_have_is_none(sent):
    assert row_number(sent if sent is None else str(sent)) == 0
