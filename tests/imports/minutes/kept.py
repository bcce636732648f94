"""Counting words: those a reader sees in an item's row, and those that ended in a field or in a report."""

from collections import Counter
from collections.abc import Iterable, Iterator

from bs4 import Tag
from bs4.element import NavigableString

from portal.imports.minutes.document import Item, Unread

# The page's own buttons and counters, named here once more on purpose: a wider net in the reader fails the test
FURNITURE = (".pdf-label", ".dropdown", ".expand", ".lydfiler-og-bilag")
# Labels that the reader turns into fields
LABELS = Counter({"Udvalg:": 10, "Dato:": 10, "Punktnummer:": 10})
HEADINGS = Counter(["Beslutninger", "Beslutningspunkter", "Resume", "Sagsforløb", "Sagsforløb:", "Bilag"])


def visible_words(row: Tag) -> Counter[str]:
    hidden = {id(string) for css in FURNITURE for tag in row.select(css) for string in tag.descendants}
    strings = (node for node in row.descendants if type(node) is NavigableString and id(node) not in hidden)
    return Counter(word for string in strings for word in string.split())


def kept_words(item: Item, unread: Iterable[Unread]) -> Counter[str]:
    reported = (note.text for note in unread if note.place.item == item.number)
    return Counter(word for text in (*_texts(item), *reported) for word in text.split()) + LABELS + HEADINGS


def _texts(item: Item) -> Iterator[str]:
    yield from (item.number, item.title, *item.case_numbers, *item.presentation, *item.resume)
    if item.proposal.origin == "recommendation":  # the points of a motion stand in the presentation, too
        yield from item.proposal.opening
        for point in item.proposal.points:
            yield from (point.marker, point.text, *point.details)
    for step in item.case_flow:
        yield from (step.body, f"{step.held_on:%d-%m-%Y}" if step.held_on else "", step.item_number)
        yield from (*step.outcome.text, *(statement.text for statement in step.outcome.statements))
    for section in item.sections:
        yield from (section.heading, *section.paragraphs)
    yield from (*item.outcome.text, *(statement.text for statement in item.outcome.statements))
    yield from (attachment.name for attachment in item.attachments)
