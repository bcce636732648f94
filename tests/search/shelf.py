"""A small stand-in for a room: texts on a shelf, described to search as rows of a table would be."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from portal.search.documents import Description, DocumentType
from portal.search.index import SearchIndex
from portal.search.query import SearchQuery

START = datetime(2026, 3, 4, 12, tzinfo=UTC)


@dataclass
class Book:
    id: int
    title: str
    text: str = ""
    is_public: bool = True
    when: datetime = START
    facets: dict = field(default_factory=dict)

    def describe(self):
        if not self.is_public:
            return None
        return Description(self.title, self.text, f"/x/{self.id}", self.when, **self.facets)


class ShelfType(DocumentType):
    """Reads its rows from a dictionary instead of a database."""

    @property
    def books(self):
        return self.model.books

    def rows(self, ids):
        return {record_id: self.books[record_id] for record_id in ids if record_id in self.books}

    def all_ids(self):
        return sorted(self.books)


class Shelf:
    """Books of one kind. `put` also gives the event that search would hear of."""

    def __init__(self, kind="idea", **settings):
        self.kind = kind
        self.books = {}
        model = SimpleNamespace(__tablename__=kind, books=self.books)
        self.type = ShelfType(kind=kind, model=model, describe=Book.describe, **settings)

    def put(self, record_id, title, text="", **more):
        self.books[record_id] = Book(record_id, title, text, **more)
        return self.event(record_id)

    def change(self, record_id, **more):
        self.books[record_id] = replace(self.books[record_id], **more)
        return self.event(record_id)

    def event(self, record_id):
        return SimpleNamespace(subject_kind=self.kind, subject_id=record_id)


def days(number):
    return START + timedelta(days=number)


def open_index(folder, *shelves):
    index = SearchIndex(folder, [shelf.type for shelf in shelves])
    index.rebuild()
    return index


def ask(index, text="", **more):
    return index.find(SearchQuery(text=text, **more))


def ids(index, text="", **more):
    return [hit.id for hit in ask(index, text, **more).hits]
