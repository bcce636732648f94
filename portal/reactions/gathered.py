"""The letter that gathers several notices: by what they are about, newest first, each with why and how to change it."""

from collections.abc import Mapping, Sequence

from portal.accounts.models import User
from portal.events.models import Event
from portal.foundation.db import rows_of
from portal.foundation.i18n import gettext as _, ngettext
from portal.house.letters import Beside, Group, Letter, Reason, Section, Way, url_of
from portal.municipalities.queries import Site
from portal.notifications.links import path_of_choice
from portal.notifications.models import Notification
from portal.notifications.words import KINDS
from portal.reactions.letters import beside_for, letter_about, way_in
from portal.reactions.subjects import facts_for

MOST_SENTENCES = 5  # about one thing
MOST_GROUPS = 20  # in one section; what is left out stands in the portal, and the letter says so
LIST_PATH = "/beskeder"


def letter_to(user: User, urgent: Sequence[Notification], weekly: Sequence[Notification], around: Site) -> Letter:
    """The one letter of today. `urgent` needs the person, `weekly` is the week's news; one of them holds something."""
    events = events_of([*urgent, *weekly])
    if len(urgent) == 1 and not weekly:
        return letter_about(events[urgent[0].event_id], urgent[0], user)
    beside = {one.event_id: beside_for(events[one.event_id], one, user) for one in (*urgent, *weekly)}
    sections = [(_("Needs your attention"), urgent), (_("News of the week"), weekly)]
    return Letter(
        user,
        _subject(len(urgent), len(weekly), around),
        (),
        _("See all your messages"),
        LIST_PATH,
        _("You get this letter because something has happened that you have a part in. Why stands under each."),
        _change_path(user, [*urgent, *weekly]),
        tuple(_section(heading, user, told, events, beside) for heading, told in sections if told),
        attached=tuple({file.name: file for one in beside.values() for file in one.attached}.values()),
    )


def _subject(urgent: int, weekly: int, around: Site) -> str:
    if not weekly:
        return ngettext("%(count)s message for you", "%(count)s messages for you", urgent)
    return ngettext("The week at %(site)s: %(count)s piece of news", "The week at %(site)s: %(count)s pieces of news",
                    urgent + weekly, site=around.name)  # fmt: skip


def events_of(notices: Sequence[Notification]) -> dict[int, Event]:
    """What these notices tell of, by its id; one query."""
    return {event.id: event for event in rows_of(Event, {notice.event_id for notice in notices})}


def _section(
    heading: str,
    user: User,
    notices: Sequence[Notification],
    events: Mapping[int, Event],
    beside: Mapping[int, Beside],
) -> Section:
    by_path: dict[str, list[Notification]] = {}
    for notice in notices:  # newest first, and so are the groups
        by_path.setdefault(notice.path, []).append(notice)
    shown = list(by_path.values())[:MOST_GROUPS]
    return Section(heading, tuple(_group(user, told, events, beside) for told in shown), more=len(by_path) - len(shown))


def _group(
    user: User, told: Sequence[Notification], events: Mapping[int, Event], beside: Mapping[int, Beside]
) -> Group:
    newest, shown = told[0], told[:MOST_SENTENCES]
    reasons = {(notice.why, notice.kind): None for notice in told}
    return Group(
        thing=_thing(events[newest.event_id], user) or _(KINDS[newest.kind].label),
        url=url_of(way_in(user, events[newest.event_id], newest.path)),
        sentences=tuple(
            (_(notice.message, **facts_for(events[notice.event_id], user)), notice.created_at) for notice in shown
        ),
        more=len(told) - len(shown),
        reasons=tuple(
            Reason(_(why) if why else "", "" if KINDS[kind].is_fixed else url_of(path_of_choice(user, [kind])))
            for why, kind in reasons
        ),
        ways=tuple(
            {
                one.path: Way(_(one.button), one.path)
                for one in (beside[notice.event_id] for notice in told)
                if one.path
            }.values()
        ),
    )


def _thing(event: Event, user: User) -> str:
    """The title of what it is about, or the committee's name."""
    facts = facts_for(event, user)
    return facts["title"] or facts["name"]


def _change_path(user: User, notices: Sequence[Notification]) -> str:
    kinds = {notice.kind for notice in notices if not KINDS[notice.kind].is_fixed}
    return path_of_choice(user, kinds) if kinds else ""
