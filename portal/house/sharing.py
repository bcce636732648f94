"""Pages whose content is the same for many: made once, and shown to each within the shell of their own."""

from collections.abc import Mapping
from enum import Enum, auto

from portal.foundation.handed import Handed


class SharedBy(Enum):
    """Who sees exactly what a stranger sees, with the head of the page apart."""

    EVERYBODY = auto()
    PEOPLE_WITHOUT_ROLES = auto()  # whoever has a role is offered more


Sharing = Mapping[str, SharedBy]  # by the endpoint of the page
shared_pages: Handed[Sharing] = Handed("the pages whose content is the same for many")
