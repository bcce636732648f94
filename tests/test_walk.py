"""Whatever a page of the filled demonstration leads to is there, for the one who is shown it."""

from portal.demo.people import demo_people
from portal.demo.story import read_story
from portal.foundation import clock
from tests.walking import VISITOR


def faults(visits):
    """One line for each, so that a failure names all of them."""
    return "\n".join(str(visit) for visit in visits)


def test_everybody_walked(walk):
    """Each of the README's people got in, and each sees some hundred pages."""
    pages = {who: [visit.path for visit in walk if visit.who == who] for who in {visit.who for visit in walk}}
    assert set(pages) == {VISITOR, *(email for _what, _name, email in demo_people(read_story(clock.today())))}
    assert all(len(paths) > 200 for paths in pages.values())


def test_nothing_breaks(walk):
    assert not faults(visit for visit in walk if visit.status >= 500)
