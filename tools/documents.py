"""Documents written from the tables of the house, so that what is read and what is enforced cannot disagree."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from babel.messages.pofile import read_po

from portal.accounts.letters import AS_IT_STANDS
from portal.accounts.words import ROLE_LABELS
from portal.administration.words import SUBSCRIBER_LABELS
from portal.app import HOUSE
from portal.committees import words as committee_words
from portal.events.types import EventType
from portal.foundation.words import DANISH, ENGLISH, WordForms, placeholders
from portal.house.telling import always, never
from portal.ideas import words as idea_words
from portal.implementation import words as implementation_words
from portal.municipalities.words import BODY_KIND_LABELS
from portal.notifications.models import Pace
from portal.notifications.words import KINDS
from portal.recommendations import words as recommendation_words
from portal.recruitment import words as recruitment_words
from portal.rules.permissions import GRANTS, OPEN_DURING, Permission
from portal.rules.results import RESULTS
from portal.rules.roles import COMMITTEE_ROLES, MUNICIPAL_ROLES, Role
from portal.rules.stages import Stage, next_stage
from portal.sittings import words as sitting_words
from portal.workshops import words as workshop_words
from tools.console import ROOT, plainly, say

PERMISSIONS = ROOT / "docs" / "permissions.md"
WORDS = ROOT / "docs" / "words.md"
NOTICES = ROOT / "docs" / "notices.md"
CATALOGUE = ROOT / "portal" / "translations" / "da" / "LC_MESSAGES"
INTRODUCTION = """\
# Who may do what, and when, and who is told

This page is written by `make docs` from `portal/rules/`, `portal/gates/` and `portal/reactions/`, the same tables that
the portal asks. Do not edit it: change the table, and a test will ask for this page to be written again.
"""
ABOUT_WORDS = """\
# What values are called

This page is written by `make docs` from the enumerations of the code and the catalogue. The first column is what
stands in code, database and addresses of filters; the others are what people read. For the nouns see the
[glossary](glossary.md).
"""
ABOUT_NOTICES = """\
# Who is told of what, by which letter, why, and how fast

This page is written by `make docs` from what the rooms declare in their `telling.py` and `letters.py`. Do not edit it:
change the declaration, and a test will ask for this page to be written again. What is not listed is told to nobody; it
stands in the trail.
"""
ABOUT_TOLD = """\
## Notices

Everything stands at *Beskeder* on the portal. By mail it comes at the pace of its kind, which people change; nobody
gets two letters on one day ([decision 0011](decisions/0011-one-letter-a-day.md)), and what cannot wait goes *alone*,
outside the count ([decision 0015](decisions/0015-letters-in-time-and-once.md)). The letter is the one that tells of
this event alone, by its subject; where there is none the notice is the letter. Whoever did it is not told, but for
receipts.
"""
ABOUT_OWN = """\
## Letters that an event alone gives cause for
"""
# What a notice or a letter fills in by itself
FACTS = {"title": "[title]", "name": "[committee]", "day": "[day]", "member": "[member]", "substitute": "[substitute]",
         "until": "[day]"}  # fmt: skip
PACES = {Pace.AT_ONCE: "at once", Pace.WEEKLY: "in the weekly letter", Pace.PORTAL: "not"}
VALUES: Mapping[str, Mapping[StrEnum, str]] = {
    "Roles": ROLE_LABELS,
    "Stages of a committee": committee_words.STAGES,
    "Kinds of seats": committee_words.SEAT_TYPES,
    "What a member does": committee_words.FUNCTIONS,
    "What is published of closed meetings": committee_words.PUBLICATION_RULES,
    "Kinds of bodies": BODY_KIND_LABELS,
    "States of an idea": idea_words.STATE_LABELS,
    "Reasons not to publish an idea": idea_words.REFUSAL_LABELS,
    "States of an application": recruitment_words.STATE_LABELS,
    "What new members confirm": recruitment_words.KIND_LABELS,
    "Kinds of items on an agenda": sitting_words.ITEM_KIND_LABELS,
    "Kinds of meetings with the public": workshop_words.KIND_LABELS,
    "Degrees of influence": workshop_words.INFLUENCE_LABELS,
    "States of a recommendation": recommendation_words.STATES,
    "Positions": recommendation_words.CHOICES,
    "Answers to a recommendation": recommendation_words.VERDICTS,
    "Results of a decision": RESULTS,
    "States of a promise": implementation_words.STATUSES,
    "Who hears of every event": SUBSCRIBER_LABELS,
}


def permissions_page() -> str:
    """The whole of docs/permissions.md."""
    parts: tuple[Callable[[], str], ...] = (_roles, _grants, _seasons, _gates, _told)
    return "\n".join([INTRODUCTION, *(part() for part in parts)])


def words_page() -> str:
    """The whole of docs/words.md."""
    danish = _danish()
    parts = [f"## {heading}\n\n" + _values(labels, danish) for heading, labels in VALUES.items()]
    return "\n".join([ABOUT_WORDS, *parts])


def notices_page() -> str:
    """The whole of docs/notices.md."""
    told = [row for event in EventType for row in _notices_of(event)]
    own = [
        (f"`{event}`", letter.to, letter.says, "one a day to an address" if letter.takes_turn else "at once")
        for event in EventType
        if (letter := HOUSE.own_letters.get(event)) is not None
    ]
    heads = ("event", "who", "notice", "letter", "why", "by mail, unless changed")
    parts = (ABOUT_NOTICES, ABOUT_TOLD, _table(heads, told), ABOUT_OWN, _table(("event", "to", "saying", "when"), own))
    return "\n".join(parts)


DOCUMENTS: Mapping[Path, Callable[[], str]] = {
    PERMISSIONS: permissions_page,
    WORDS: words_page,
    NOTICES: notices_page,
}


def _roles() -> str:
    rows = [
        (f"`{role}`", "yes" if role in COMMITTEE_ROLES else "", "yes" if role in MUNICIPAL_ROLES else "")
        for role in Role
    ]
    return "## Roles\n\n" + _table(("role", "given for one committee", "given for the municipality"), rows)


def _grants() -> str:
    rows = [(f"`{deed}`", *("●" if deed in GRANTS[role] else "" for role in Role)) for deed in Permission]
    return (
        "## Permissions by role\n\nEverybody has those of *visitor*; a person has those of all their roles.\n\n"
        + _table(("permission", *Role), rows)
    )


def _seasons() -> str:
    rows = [
        (f"`{deed}`", *("●" if stage in OPEN_DURING[deed] else "" for stage in Stage))
        for deed in Permission
        if deed in OPEN_DURING
    ]
    return "## Permissions by stage\n\nWhat is not listed here does not depend on the committee's stage.\n\n" + _table(
        ("permission", *(_plain(stage) for stage in Stage)), rows
    )


def _gates() -> str:
    words = placeholders(ENGLISH)
    text = ["## Gates\n\nWhat must be true before a committee moves on. An override needs a public reason.\n"]
    for stage, criteria in HOUSE.criteria.items():
        following = next_stage(stage)
        text.append(f"**{_plain(stage)} → {_plain(following) if following else ''}**\n")
        text.append("\n".join(f"- {criterion.text % words}" for criterion in criteria) + "\n")
    return "\n".join(text)


def _told() -> str:
    """Each event that anyone is told of; all others stand in the trail only."""
    rows = []
    for event in EventType:
        notice = HOUSE.notices.get(event)
        while notice is not None:
            mail = "a letter of its own" if notice.has_own_letter else PACES[KINDS[notice.kind].pace]
            rows.append((f"`{event}`", notice.recipients.name, _filled(notice.message), notice.kind, mail))
            notice = notice.also
        own = HOUSE.own_letters.get(event)
        if own is not None and own.says == AS_IT_STANDS:
            rows.append((f"`{event}`", own.to, own.says, "–", "a letter of its own"))
    return (
        "## Who is told of what\n\nEverything stands at *Beskeder* on the portal. By mail it comes at the pace of its"
        " kind, which people change; nobody gets two letters on one day"
        " ([decision 0011](decisions/0011-one-letter-a-day.md)). Whoever did it is not told, but for receipts. What is"
        " not listed here is told to nobody; it stands in the trail.\n\n"
        + _table(("event", "to", "saying", "kind", "by mail, unless changed"), rows)
    )


def _notices_of(event: EventType) -> Iterator[tuple[str, ...]]:
    notice, words = HOUSE.notices.get(event), HOUSE.letters.get(event)
    while notice is not None:
        title = _filled(words.title) if words is not None else "–"
        letter, pace = ("see below", "–") if notice.has_own_letter else (title, PACES[KINDS[notice.kind].pace])
        alone = {never: "", always: "; alone"}
        fast = alone.get(notice.cannot_wait, f"; alone when it {notice.cannot_wait.__name__.replace('_', ' ')}")
        yield (f"`{event}`", notice.recipients.name, _filled(notice.message), letter, _filled(notice.recipients.why),
               pace + fast)  # fmt: skip
        notice = notice.also


def _filled(message: str) -> str:
    return message % (placeholders(ENGLISH) | FACTS)


def _danish() -> dict[str, str]:
    """Every text of the catalogue in Danish, with the usual words for committee, council and chair."""
    found: dict[str, str] = {}
    for part in sorted(CATALOGUE.glob("*.po")):
        with part.open("rb") as file:
            found |= {row.id: row.string for row in read_po(file) if isinstance(row.id, str) and row.string}
    return found


def _values(labels: Mapping[StrEnum, str], danish: Mapping[str, str]) -> str:
    rows = [
        (f"`{value}`", _said(danish.get(text, "–"), DANISH), _said(text, ENGLISH)) for value, text in labels.items()
    ]
    return _table(("code", "Danish", "English"), rows)


def _said(text: str, words: Mapping[str, WordForms]) -> str:
    return text % placeholders(words) if "%" in text else text


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _plain(stage: Stage) -> str:
    return stage.replace("_", "-")


def main() -> None:
    """`python -m tools.documents`"""
    for path, page in DOCUMENTS.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(), encoding="utf-8")
        say(f"Written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    plainly(main)
