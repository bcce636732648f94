"""What is asked once more: before a series is planned, an item taken off, an agenda or minutes sent or published."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from portal.committees.models import Committee
from portal.foundation.confirming import Question
from portal.foundation.dates import day, daytime, daytime_span
from portal.foundation.i18n import N_, gettext as _, ngettext
from portal.meetings.asking import crumbs_of
from portal.sittings.agenda import worth_a_look
from portal.sittings.forms import SittingDraft
from portal.sittings.models import AgendaItem, AgendaTemplate, PublicPart, Sitting
from portal.sittings.papers import Extract, Paper, Publication
from portal.sittings.protocol import SIGNATURES, let_out
from portal.sittings.queries import insiders
from portal.sittings.readers import what_is_open
from portal.sittings.words import parts_in_words, public_part, withdrawn


def planning_series(committee: Committee, drafts: Sequence[SittingDraft], remarks: Sequence[str]) -> Question:
    """Each day, and what is to be known of some: that they are left out, or are a day off."""
    days = [_("%(title)s: %(when)s", title=one.title, when=daytime_span(one.starts_at, one.ends_at)) for one in drafts]
    return Question(
        title=ngettext("Plan %(count)s meeting?", "Plan %(count)s meetings?", len(drafts)),
        button=_("Plan the meetings"),
        crumbs=[(committee.name, committee.path), (_("Meetings"), f"{committee.path}moeder/")],
        follows=lambda: [*days, *remarks],
        lead=_("Each can be moved or cancelled by itself afterwards."),
    )


def removing(item: AgendaItem) -> Question:
    """What else stands on the agenda gets new numbers."""
    return Question(
        title=_("Take “%(title)s” off the agenda?", title=item.title),
        button=_("Take it off the agenda"),
        crumbs=[*crumbs_of(item.sitting), (_("Agenda"), f"{item.sitting.path}/dagsorden")],
        follows=lambda: [_("Title, background and files are deleted. What comes after it gets a new number.")],
    )


def removing_template(sitting: Sitting, template: AgendaTemplate) -> Question:
    """Agendas that were made of it stay."""
    return Question(
        title=_("Remove the template “%(name)s”?", name=template.name),
        button=_("Remove the template"),
        crumbs=[*crumbs_of(sitting), (_("Templates of agendas"), f"{sitting.path}/skabeloner")],
        follows=lambda: [_("No committee can use it any more. Agendas that were made of it stay as they are.")],
    )


def sending(sitting: Sitting) -> Question:
    """Who will read what, and what is worth a second look before."""
    closed = len(sitting.items) - len(sitting.open_items)
    what = [_("Everybody can read the titles of the open items, as the list of cases.")]
    if closed:
        what.append(
            ngettext(
                "%(count)s item is closed. Everybody reads that it is there, and nothing else.",
                "%(count)s items are closed. Everybody reads that they are there, and nothing else.",
                closed,
            )
        )
    what.append(_("Members and %(the_council)s can read all of the agenda, with background."))
    return Question(
        title=_("Send the agenda?"),
        button=_("Send the agenda"),
        crumbs=[*crumbs_of(sitting), (_("Agenda"), f"{sitting.path}/dagsorden")],
        follows=lambda: [*what, *worth_a_look(sitting, insiders(sitting))],
        lead=_("It can be changed until the meeting begins."),
    )


def sending_minutes(sitting: Sitting, until: date) -> Question:
    """Who reads what, and until when it can be corrected; and who has not read the draft through."""
    doubts = list(what_is_open(sitting))
    return Question(
        title=_("Send the minutes to the members?"),
        button=_("Send the minutes to the members"),
        crumbs=[*crumbs_of(sitting), (_("The course of the meeting"), f"{sitting.path}/forloeb")],
        follows=lambda: [
            _("Members read all of the minutes. Nobody else does before they are approved."),
            _("Members can ask for corrections until %(day)s. Each gets an answer.", day=day(until)),
            _("What you have written is changed by answering objections, and in no other way."),
            *doubts,
        ],
    )


def signing(sitting: Sitting) -> Question:
    """The second signature locks them."""
    is_last = len(sitting.standing_signatures) + 1 >= SIGNATURES
    locked = _("With your approval the minutes are locked. Later corrections are added with their day.")
    more = _("One more has to approve them. Then they are locked.")
    return Question(
        title=_("Approve the minutes?"),
        lead="" if is_last else _("You can take it back until they are locked."),
        button=_("Approve the minutes"),
        crumbs=[*crumbs_of(sitting), (_("Minutes"), f"{sitting.path}/referat")],
        follows=lambda: [locked if is_last else more],
    )


def publishing(paper: Paper, thing: Sitting | Extract, at: datetime | None) -> Question:
    """Who can read what from when; asked once more, also where it is planned."""
    sitting = thing if isinstance(thing, Sitting) else thing.sitting
    title, button, _what = QUESTIONS[paper]
    return Question(
        title=_(title) if at is None else _("Publish it %(when)s?", when=daytime(at)),
        button=_(button) if at is None else _("Publish it then"),
        crumbs=[*crumbs_of(sitting), (_("Papers of the meeting"), f"{sitting.path}/papirer")],
        follows=lambda: list(_who_reads(paper, sitting, at)),
        lead=_("It can be changed or dropped until then.")
        if at is not None
        else _("You can take the paper back later, but everybody can read that you did, and why."),
    )


# By the paper: the question, the button, and what everybody reads from then on
QUESTIONS: Mapping[Paper, tuple[str, str, str]] = {
    Paper.CASES: (
        N_("Publish the list of cases?"),
        N_("Publish the list of cases"),
        N_("Everybody can read the titles of the open items, as the list of cases."),
    ),
    Paper.DECISIONS: (
        N_("Publish the decisions?"),
        N_("Publish the decisions"),
        N_("Everybody can read what was decided on the open items."),
    ),
    Paper.MINUTES: (
        N_("Publish the minutes?"),
        N_("Publish the minutes"),
        N_("Everybody can read what was talked about and decided on the open items."),
    ),
    Paper.EXTRACT: (
        N_("Publish the extract?"),
        N_("Publish the extract"),
        N_("Everybody can read the extract: of each item what is chosen for it, and who signed the minutes."),
    ),
}


def _who_reads(paper: Paper, sitting: Sitting, at: datetime | None) -> Iterator[str]:
    if at is not None:
        yield _("Nobody else reads it before %(when)s.", when=daytime(at))
    yield _(QUESTIONS[paper][2])
    if len(sitting.open_items) < len(sitting.items):
        yield _("Closed items stay closed.")
    if paper is not Paper.CASES:
        kept = [item for item in sitting.open_items if not item.may_show(PublicPart.ACCOUNT)]
        for item in kept:
            part = public_part(let_out(item.written.public_part, sitting.committee.publication_rule))
            yield _("Item %(number)s: %(part)s.", number=item.position, part=part)


def choosing_parts(sitting: Sitting) -> Question:
    """What everybody will read of each open item."""
    return Question(
        title=_("Choose this for each item?"),
        button=_("Choose this"),
        crumbs=[*crumbs_of(sitting), (_("Papers of the meeting"), f"{sitting.path}/papirer")],
        follows=lambda: [
            *parts_in_words(sitting),
            _("It holds for what is public already too, and for what is published later."),
        ],
        lead=_("You can choose anew. But to show less of what is public, first take the paper back."),
    )


def taking_back(publication: Publication) -> Question:
    """What everybody reads in its place."""
    sitting = publication.sitting
    return Question(
        title=_("Take it back?"),
        button=_("Take the paper back"),
        crumbs=[*crumbs_of(sitting), (_("Papers of the meeting"), f"{sitting.path}/papirer")],
        follows=lambda: [
            _("Nobody else reads it any more. In its place everybody reads:"),
            f"{withdrawn(publication)} {publication.reason}",
            _("Decisions that have become records of their own stay public."),
        ],
        lead=_("It can be published again."),
    )
