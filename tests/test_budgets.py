"""Every page asks the database few questions, and no more of them when there is a hundred times as much.

The addresses come from the url map: a new page has a budget from its first day.
"""

from datetime import timedelta

from portal.accounts.models import User
from portal.committees.models import Membership, SeatFunction
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import IdeaState
from portal.initiatives.models import InitiativeState
from portal.moderation.models import AuthorRole, CaseState, ModerationCase, Report, ReportCode
from portal.notifications.models import Notification
from portal.pages.page_cache import PageCache
from portal.recruitment.models import Application, ApplicationState
from portal.search.index import search_index
from tests.cast import LONG_AGO
from tests.everything import addresses
from tests.test_bad_input import built, role_for, rules

OK = 200
BUDGET = 12
# These gather several lists on one page: what waits for somebody, a committee's rooms, each kind of record found
GATHERING = {
    "pages.desk": 16,
    "ideas.appeal_case": 13,
    "implementation.archive": 15,
    "sittings.minutes": 14,  # with who spoke, and who may approve them, which only the committee sees
    "proposals.edit": 13,  # all that a text can be said to build on
    "proposals.sources": 15,
    "proposals.show": 14,  # the text with its amendments, files, what people bring, discussion and thread
    "search.follow": 18,  # each kind on the page with its parts, and what files say
    "search.index": 18,
}
NO_PAGES = {"search.csv", "search.feed", "pages.alive", "pages.ready", "pages.language"}


def crowd(world, number):
    """So many more of everything that lists are made of."""
    anna, bo, harbour = world.people["citizen"], world.people["secretary"], world.harbour
    there, now, today = world.of(harbour), clock.now(), clock.today()
    people = [User(name=f"Person {n}", email=f"p{number}.{n}@example.dk", confirmed_at=now) for n in range(number)]
    events = [Event(type="idea.published", subject_kind="idea", subject_id=1, committee_id=harbour.id, details={})
              for _ in range(number)]  # fmt: skip
    ideas = [_copy(there.ideas[state]) for state in (IdeaState.PUBLISHED, IdeaState.RECEIVED) for _ in range(number)]
    db.session.add_all([*people, *events, *ideas])
    db.session.flush()
    recruiting = there.recruiting
    for n, (user, event, idea) in enumerate(zip(people, events, ideas, strict=False)):
        db.session.add(Membership(committee_id=harbour.id, seat=there.seat, user=user, starts_on=LONG_AGO,
                                  function=SeatFunction.MEMBER))  # fmt: skip
        db.session.add(Notification(event_id=event.id, recipient_id=bo.id, message="Besked", path="/"))
        db.session.add(Notification(event_id=event.id, recipient_id=anna.id, message="Besked", path="/"))
        db.session.add(Application(
            committee=harbour, call=recruiting.call, seat=recruiting.seat, number=100 + number * 10 + n, user=user,
            state=list(ApplicationState)[n % 8], name=user.name, email=user.email, motivation="x",
            consent_version="1", consented_at=now, received_at=now, delete_on=today + timedelta(days=9), version=1,
        ))  # fmt: skip
        case = ModerationCase(
            subject_kind="idea", subject_id=idea.id, committee_id=harbour.id, author=anna, code=ReportCode.OTHER,
            author_role=AuthorRole.CITIZEN, state=CaseState.OPEN if n % 2 else CaseState.KEPT, version=1,
            open_key=f"idea:{idea.id}" if n % 2 else None, decided_at=None if n % 2 else now, days=1,
        )  # fmt: skip
        case.reports = [Report(subject_kind="idea", subject_id=idea.id, reporter=user, code=ReportCode.OTHER, text="")]
        db.session.add(case)
    for state in (InitiativeState.PUBLISHED, InitiativeState.RECEIVED, InitiativeState.SUPPORTED):
        db.session.add_all(_copy(world.initiatives[state]) for _ in range(number))
    db.session.commit()


def _copy(thing):
    """Another row like this one, but for its key."""
    kind = type(thing)
    skipped = {"id", "submission_key"}
    return kind(**{one.key: getattr(thing, one.key) for one in kind.__mapper__.column_attrs if one.key not in skipped})


def counted(app, client, world, queries):
    """How many questions each page asks, by endpoint."""
    of, found, said_no = addresses(world), {}, []
    browsers = {role: client(person) for role, person in world.people.items()}
    for rule in rules(app, "GET"):
        if rule.endpoint in NO_PAGES:
            continue
        browser = browsers[role_for(rule)]
        path = built(app, rule, of(rule.endpoint, rule.arguments), "GET")
        answer = browser.get(path)  # what is learned once, like the municipality's words, is not counted
        if answer.status_code != OK:
            said_no.append(rule.endpoint)
        with queries() as said:
            browser.get(path)
        found[rule.endpoint] = len(said)
    assert len(said_no) < len(found) / 8, said_no
    return found


def test_every_page_keeps_its_budget_however_much_there_is(app, client, world, queries, monkeypatch):
    monkeypatch.setattr(PageCache, "get", lambda *_: None)  # each page is made anew
    found = []
    for number in (10, 1_000):
        crowd(world, number)
        if not found:
            search_index.of(app).rebuild()  # not with what another test left there
        found.append(counted(app, client, world, queries))
    few, many = found
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name]}
    over = {name: number for name, number in many.items() if number > GATHERING.get(name, BUDGET)}
    assert not grown, grown
    assert not over, over
