"""Pledges for the stories."""

from portal.pledges.forms import PledgeDraft
from portal.pledges.models import Pledge, PledgeKind
from tests.factories import saved

TYPED = {"kind": "place", "text": "Klubhuset om tirsdagen.", "on_behalf_of": "Bådelauget", "submission_key": "key-1"}
DRAFT = PledgeDraft(PledgeKind.PLACE, "Klubhuset om tirsdagen.", "Bådelauget")


def pledged(proposal, author, text="To timer om ugen.", **said):
    """What somebody brings."""
    return saved(Pledge(proposal=proposal, author=author, kind=PledgeKind.TIME, text=text, **said))
