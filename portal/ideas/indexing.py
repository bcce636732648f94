"""How an idea is described to the search."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee
from portal.foundation.dates import quoted
from portal.foundation.db import db, rows_of
from portal.foundation.i18n import N_
from portal.foundation.text import plain_text
from portal.ideas.models import Idea, IdeaState, IdeaTheme, InTheme
from portal.ideas.words import state_name
from portal.search.analysis import STOP_WORDS, stem, words
from portal.search.documents import Description, DocumentType, Facet
from portal.search.index import SearchIndex
from portal.search.query import LONGEST_TEXT, MOST_WORDS, SearchQuery

MOST_SIMILAR = 3
ASKED_FOR = 8  # of which the nearest are kept
WORDS_IN_COMMON = 3
SHARE_IN_COMMON = 0.2  # of the shorter text's telling words
# Words that people use whatever they write about. Search itself must find them, so they are only left out here.
_EVERYDAY_TEXT = (
    "alle alt altid andet andre anden bare blev bliver blive bør dag dage de dem dig efter eller flere fordi "
    "folk før få får første gang gange gik god gode godt gør gøre gå går havde have her hver hvis hvad hvem "
    "hvordan igen ikke ind ingen kan kom komme kommer kun kunne lad lave lige lidt man mange meget mellem mere "
    "måske ned nogen noget nogle næsten når nye ofte op over selv siden sig siger skal skulle slet små sted "
    "steder store stå står synes sådan tage tager tid tre uden under vil ville vores være"
)
NOT_TELLING = STOP_WORDS | frozenset(_EVERYDAY_TEXT.split())


def describe(idea: Idea) -> Description | None:
    """What search may know of a public idea; a withdrawn or hidden one is no longer found."""
    if not idea.committee.is_public or not idea.is_public or idea.is_hidden or idea.state is IdeaState.WITHDRAWN:
        return None
    return Description(
        title=idea.title,
        text=plain_text(idea.body_html),
        path=idea.path,
        when=idea.received_at or idea.created_at,
        municipality=idea.committee.municipality.slug,
        committee=idea.committee.slug,
        themes=tuple(theme.name for theme in idea.themes),
        status=idea.state.value,
        meta=Markup("{} · {}").format(quoted(idea.committee.name), state_name(idea.state)),
    )


def load(ids: Sequence[int]) -> Iterable[Idea]:
    """The ideas with their committee, municipality and themes, in two queries."""
    return rows_of(Idea, ids, joinedload(Idea.committee).joinedload(Committee.municipality), selectinload(Idea.themes))


def ideas_of_committee(committee_id: int) -> Iterable[int]:
    """The ideas that tell a committee's name."""
    return db.session.scalars(select(Idea.id).where(Idea.committee_id == committee_id).order_by(Idea.id))


def ideas_of_theme(theme_id: int) -> Iterable[int]:
    """The ideas that tell a theme's name."""
    return db.session.scalars(select(InTheme.idea_id).where(InTheme.theme_id == theme_id).order_by(InTheme.idea_id))


def _describe_theme(theme: IdeaTheme) -> Description | None:
    if not theme.committee.is_public:
        return None
    return Description(
        title=theme.name,
        text=theme.summary,
        path=theme.path,
        when=theme.created_at,
        municipality=theme.committee.municipality.slug,
        committee=theme.committee.slug,
        themes=(theme.name,),
        meta=quoted(theme.committee.name),
    )


def _load_themes(ids: Sequence[int]) -> Iterable[IdeaTheme]:
    return rows_of(IdeaTheme, ids, joinedload(IdeaTheme.committee).joinedload(Committee.municipality))


def _themes_of_committee(committee_id: int) -> Iterable[int]:
    return db.session.scalars(select(IdeaTheme.id).where(IdeaTheme.committee_id == committee_id).order_by(IdeaTheme.id))


THEME_DOCUMENT = DocumentType(
    kind="idea_theme",
    one=N_("Theme"),
    many=N_("Themes"),
    model=IdeaTheme,
    describe=_describe_theme,
    load=_load_themes,
    affected_by={"committee": _themes_of_committee},
)
IDEA_DOCUMENT = DocumentType(
    kind="idea",
    one=N_("Idea"),
    many=N_("Ideas"),
    model=Idea,
    describe=describe,
    load=load,
    affected_by={"committee": ideas_of_committee, "idea_theme": ideas_of_theme},
)


def similar_ideas(index: SearchIndex, committee: Committee, text: str, title: str = "") -> list[Idea]:
    """Public ideas of this committee that say much of what `title` and `text` say, the nearest first.

    One question to the index and one to the database. The index may find any idea that shares a word; kept are those
    that share several telling words, and a fair part of them.
    """
    telling = _telling(f"{title} {text}")
    asked = _asked_with(index, telling, of_title=_telling(title).keys())
    if not asked:
        return []
    filters = {Facet.KIND: (Idea.__tablename__,), Facet.COMMITTEE: (committee.slug,)}
    hits = index.find(SearchQuery(text=" ".join(asked), filters=filters, per_page=ASKED_FOR, any_word=True))
    rows = {idea.id: idea for idea in load([hit.id for hit in hits.hits])} if hits.hits else {}
    found = [rows[hit.id] for hit in hits.hits if hit.id in rows and describe(rows[hit.id])]
    return [idea for idea in found if _says_much_of(idea, telling)][:MOST_SIMILAR]


def _asked_with(index: SearchIndex, telling: Mapping[str, str], of_title: Collection[str]) -> list[str]:
    """As many words as one question takes: those of the title, then the rarest of the text, wherever they stand in it.
    What no document has cannot find any."""
    known = index.frequencies(telling)
    best = sorted(known, key=lambda root: (root not in of_title, known[root]))[:MOST_WORDS]
    lengths = accumulate(len(telling[root]) + 1 for root in best)
    return [telling[root] for root, length in zip(best, lengths, strict=True) if length <= LONGEST_TEXT]


def _telling(text: str) -> dict[str, str]:
    """The words of a text that say what it is about, by their stems."""
    return {stem(word): word for word in words(text) if word not in NOT_TELLING and len(word) > 2}  # noqa: PLR2004


def _says_much_of(idea: Idea, telling: dict[str, str]) -> bool:
    theirs = _telling(f"{idea.title} {idea.body}")
    common = len(telling.keys() & theirs.keys())
    return common >= WORDS_IN_COMMON and common >= SHARE_IN_COMMON * min(len(telling), len(theirs))
