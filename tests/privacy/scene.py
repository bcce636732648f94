"""What the tests of this room share."""

from datetime import datetime, time

from portal.foundation import clock
from portal.privacy.actions.retaining import keep_promises


def night_of(day):
    """The nightly job at three o'clock in Denmark: how many records of each kind it dealt with."""
    return keep_promises(clock.moment_in_denmark(datetime.combine(day, time(3)))).counts
