"""Committee meetings for the stories: one that is coming, one that was held, and what is on the agenda."""

from datetime import datetime, time, timedelta

from portal.committees.models import PublicationRule
from portal.foundation import clock
from portal.foundation.text import render_markdown
from portal.pages.desk import desk_of
from portal.rules.results import Result
from portal.sittings.forms import ItemDraft, SittingDraft
from portal.sittings.models import (
    AgendaItem,
    AgendaTemplate,
    Attending,
    ItemKind,
    ItemMinutes,
    ItemPresence,
    MinutesObjection,
    MinutesReader,
    MinutesReading,
    MinutesSignature,
    Sitting,
)
from portal.sittings.papers import Extract, Paper, Publication
from portal.sittings.protocol import COLUMN_OF
from portal.sittings.queries import at_the_table, template_named
from portal.sittings.seal import seal
from tests.cast import person
from tests.factories import saved

TITLE = "Tredje møde"
TYPED = {"title": TITLE, "from_time": "17:00", "to_time": "19:00", "place": "Rådhuset, mødelokale 2",
         "link": "https://video.example.dk/42"}  # fmt: skip
ITEM = {"title": "Badning ved kajen", "kind": "decide", "minutes": "20", "responsible": "Bo Lund",
        "background": "Vi skal vælge **ét** sted.", "access": "open"}  # fmt: skip
SECRET = "Opsigelsen af forpagteren"


def begins(days):
    """In so many days, in the afternoon, so that it ends on the same day whenever the tests are run; today: now."""
    afternoon = datetime.combine(clock.today() + timedelta(days=days), time(14))
    return clock.moment_in_denmark(afternoon) if days else clock.now().replace(microsecond=0)


def draft(*, days=14, **facts):
    starts = begins(days)
    usual = {"title": TITLE, "starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": TYPED["place"]}
    return SittingDraft(**usual | facts)


def item_draft(**facts):
    return ItemDraft(**{"title": ITEM["title"], "kind": ItemKind.DECIDE, "minutes": 20} | facts)


def sitting_in(committee, *, days=14, title=TITLE, **facts):
    """A meeting of the committee that begins in so many days; before today for one that was held."""
    starts = begins(days)
    usual = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": TYPED["place"]}
    return saved(Sitting(committee=committee, title=title, **usual | facts))


def on_agenda(sitting, title=ITEM["title"], **facts):
    """An item, last on the agenda."""
    background = facts.pop("background", "")
    usual = {"kind": ItemKind.DECIDE, "minutes": 20, "background": background}
    row = AgendaItem(sitting=sitting, position=len(sitting.items) + 1, title=title, **usual | facts)
    row.background_html, row.written = render_markdown(background), ItemMinutes()
    return saved(row)


def sent_in(committee, *, days=14, secret=SECRET, **facts):
    """A meeting with an agenda that is sent: an open item, and a closed one."""
    sitting = sitting_in(
        committee, days=days, **{"agenda_sent_at": clock.now(), "cases_published_at": clock.now()} | facts
    )
    on_agenda(sitting, background="Baggrunden er **lang**.")
    on_agenda(sitting, secret, is_open=False, background=f"{secret} er aftalt.", responsible="Advokaten")
    return sitting


ACCOUNT, DECISION = "Der blev talt om **vinden**.", "Der bades ved nordkajen."


def minuted(sitting, *, secret=SECRET):
    """What was said and decided on every item; all who sit at the table were there."""
    for item in sitting.items:
        said = ACCOUNT if item.is_open else f"{secret} blev drøftet."
        decided = DECISION if item.is_open else f"{secret} er tiltrådt."
        item.written.account, item.written.account_html = said, render_markdown(said)
        item.written.decision, item.written.decision_html = decided, render_markdown(decided)
        item.written.result = Result.ADOPTED
        for member in at_the_table(sitting):
            item.presences.append(ItemPresence(membership_id=member.id, state=Attending.PRESENT))
    return saved(sitting)


def minutes_sent_in(committee, *, days=-20, window=14, secret=SECRET, **facts):
    """A meeting that was held, and whose minutes were sent the day after it."""
    sitting = minuted(sent_in(committee, days=days, secret=secret, **facts), secret=secret)
    sitting.minutes_sent_at = sitting.ends_at + timedelta(days=1)
    sitting.objections_until = clock.in_denmark(sitting.minutes_sent_at).date() + timedelta(days=window)
    return saved(sitting)


def read_through_in(committee, *people, days=-2, **facts):
    """A meeting whose minutes are written, and are read through by these people, who have not answered; letters about
    it went yesterday."""
    sitting = minuted(sent_in(committee, days=days, **facts))
    yesterday, by = clock.now() - timedelta(days=1), clock.today() + timedelta(days=3)
    saved(*(MinutesReader(sitting_id=sitting.id, user_id=one.id, asked_at=yesterday, read_by=by) for one in people))
    return sitting


def has_read(sitting, user, content_hash="0" * 64):
    """A reader has said that nothing is to be corrected; as a rule of a draft that said something else."""
    reader = next(one for one in sitting.readers if one.user_id == user.id)
    reader.answered_at = clock.now()
    return saved(MinutesReading(reader_id=reader.id, content_hash=content_hash))


def approved_in(committee, by, **facts):
    """A meeting whose minutes are approved by two, and locked."""
    sitting = minutes_sent_in(committee, days=-40, title="Møde der er godkendt", **facts)
    second = person(f"Vita{sitting.id} Vej")
    saved(*(MinutesSignature(sitting_id=sitting.id, user_id=one.id) for one in (by, second)))
    sitting.minutes_approved_at = clock.now()
    seal(sitting)
    return saved(sitting)


def decided_in(committee, by, **facts):
    """The same where everybody may read what was decided, and on one item something was."""
    committee.publication_rule = PublicationRule.DECISIONS
    sitting = approved_in(committee, by, **facts)
    public_by(sitting, Paper.DECISIONS)
    return saved(sitting)


def public_by(thing, paper):
    """This paper of a meeting, or this extract, is public since now; gives by what."""
    extract = thing if isinstance(thing, Extract) else None
    sitting = thing.sitting if extract else thing
    setattr(thing, COLUMN_OF[paper], clock.now())
    now = {"public_at": clock.now(), "opened_at": clock.now()}
    return saved(Publication(sitting_id=sitting.id, paper=paper, extract_id=extract and extract.id, **now))


def planned_for(thing, paper, *, days=2):
    """The same as it is planned."""
    extract = thing if isinstance(thing, Extract) else None
    sitting = thing.sitting if extract else thing
    when = clock.now().replace(microsecond=0) + timedelta(days=days)
    return saved(Publication(sitting_id=sitting.id, paper=paper, extract_id=extract and extract.id, public_at=when))


def extract_in(sitting, *items, name="Udskrift til Planafdelingen"):
    """An extract of these items; else of all."""
    return saved(Extract(sitting=sitting, name=name, item_ids=[item.id for item in items or sitting.items]))


def kept_for(sitting):
    """A template that the municipality of this meeting keeps; the same one whoever asks."""
    home = sitting.committee.municipality
    known = template_named(home, "Kystens dagsorden")
    item = {"title": "Kysten", "kind": "theme", "minutes": 30, "background": "Vi går en tur.", "is_open": True}
    return known or saved(AgendaTemplate(municipality_id=home.id, name="Kystens dagsorden", items=[item]))


def objected(item, author, text="Jeg talte 13, ikke 14."):
    return saved(MinutesObjection(item=item, author_id=author.id, text=text))


def on_desk(person):
    """All that waits for somebody."""
    desk = desk_of(person)
    return [*desk.late, *desk.soon, *desk.later, *desk.resting]


def unsure(browser):
    """The browser of somebody who stops at each page that asks once more."""
    browser.is_sure = False
    return browser
