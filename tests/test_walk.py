"""Whatever a page of the filled demonstration leads to is there, for the one who is shown it."""

from urllib.parse import urljoin, urlsplit

from portal.demo.people import demo_people
from portal.demo.story import read_story
from portal.foundation import clock
from tests.walking import OF_A_COMMITTEE, VISITOR, one_of_its_kind

NO = ("errors/", "ideas/closed.html", "accounts/dead_link.html", "recruitment/dead_link.html", "ideas/dead_link.html")


def faults(visits):
    """One line for each, so that a failure names all of them."""
    return "\n".join(str(visit) for visit in visits)


def landing(walk):
    """`landing(who, address)` is the page that somebody comes to; of pages built alike, as another saw it."""
    own = {(visit.who, visit.path): visit for visit in walk}
    anybodys = {visit.path: visit for visit in reversed(walk)}

    def find(who, address):
        path = one_of_its_kind(address)
        for _hop in range(4):
            visit = own.get((who, path)) or anybodys.get(path)
            if visit is None or not visit.location:
                return visit
            path = one_of_its_kind(urljoin(visit.path, visit.location))
        raise AssertionError(f"{address} is sent on and on")

    return find


def test_everybody_walked(walk):
    """Each of the README's people got in, and each sees some hundred pages."""
    pages = {who: [visit.path for visit in walk if visit.who == who] for who in {visit.who for visit in walk}}
    assert set(pages) == {VISITOR, *(email for _what, _name, email in demo_people(read_story(clock.today())))}
    assert all(len(paths) > 200 for paths in pages.values())


def test_no_link_ends_in_a_refusal(walk):
    """Neither by its answer nor by what the page says: a link is shown to those who may follow it, while they may."""
    assert not faults(visit for visit in walk if visit.status >= 400)
    assert not faults(visit for visit in walk if any(name.startswith(NO) for name in visit.templates))


def test_nobody_who_is_signed_in_is_asked_to_sign_in(walk):
    asked = (visit for visit in walk if visit.who != VISITOR and (visit.location or "").startswith("/log-ind"))
    assert not faults(asked)


def test_what_a_link_points_at_is_on_the_page(walk):
    """A link with a # leads to something that has that id."""
    find, lost = landing(walk), set()
    for visit in walk:
        for link in visit.page.links if visit.page else ():
            mark = urlsplit(link.address).fragment
            is_here = mark and link.address.partition("#")[0] == visit.path
            there = (visit if is_here else find(visit.who, link.address)) if mark else None
            if there is not None and there.page is not None and mark not in there.page.ids:
                lost.add(f"{visit.path} “{link.words}” → {link.address}")
    assert not lost


def test_the_thread_of_the_front_page_leads_to_the_thread(walk):
    front = next(visit for visit in walk if visit.path == "/")
    (link,) = (link for link in front.page.links if link.words == "Læs hele tråden")
    assert link.address.endswith("#traad")


def test_what_lies_within_a_committee_carries_its_menu(walk):
    """Also forms, receipts, versions and what is done by a secretary: nobody has to go back to find the way on."""
    within, without = 0, set()
    for visit in walk:
        is_paper = {"letters/by_post.html", "workshops/room.html", "sittings/room.html"} & {
            *visit.templates
        }  # and the screen in the room
        if visit.page is not None and visit.status == 200 and OF_A_COMMITTEE.match(visit.path) and not is_paper:
            within += 1
            rooms = {link.address for link in visit.page.links}
            has_menu = any(f"{room}kommissorium" in rooms and f"{room}spor" in rooms for room in rooms)
            without |= set() if has_menu and 'class="nav-local' in visit.html else {visit.path}
    assert within > 500
    assert not without, "\n".join(sorted(without))
