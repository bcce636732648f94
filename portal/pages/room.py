"""What the room says of itself to the rest of the house."""

from portal.accounts.queries import demands_code, site_names
from portal.foundation.i18n import own_words
from portal.house.room import Room
from portal.house.sharing import SharedBy
from portal.pages import shell
from portal.pages.letter_views import letter_pages
from portal.pages.mandate_views import mandate_pages
from portal.pages.search_views import search
from portal.pages.views import pages

PAGES = Room(
    name="pages",
    tables=None,
    holdings=(),
    public_texts={},
    blueprints=(pages, letter_pages, mandate_pages, search),
    gives=(own_words.by(shell.own_words), site_names.by(shell.site_names), demands_code.by(shell.demands_code)),
    shared_pages={
        "mandates.coverage": SharedBy.EVERYBODY,
        "pages.about": SharedBy.EVERYBODY,
        "pages.accessibility": SharedBy.EVERYBODY,
        "pages.all_committees": SharedBy.PEOPLE_WITHOUT_ROLES,
        "pages.committee": SharedBy.PEOPLE_WITHOUT_ROLES,
        "pages.front": SharedBy.EVERYBODY,
        "pages.permissions": SharedBy.EVERYBODY,
        "pages.take_part": SharedBy.EVERYBODY,
        "search.decisions": SharedBy.EVERYBODY,
        "search.follow": SharedBy.EVERYBODY,
        "search.index": SharedBy.EVERYBODY,
    },
)
