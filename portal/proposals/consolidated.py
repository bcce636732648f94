"""The text of a version with where each of its sentences comes from: an amendment, whose and why, or a version."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from portal.foundation.i18n import gettext as _
from portal.foundation.marking import NO_MARK, Mark, marked
from portal.foundation.spelling import corrects_spelling
from portal.proposals.models import Proposal, ProposalBlockText, ProposalReading, ProposalVersion
from portal.proposals.queries import Made, amendments_made

FIRST = 1


@dataclass(frozen=True)
class Origin:
    """A version that brought sentences of the text, with the amendment that it took in, if any."""

    version: ProposalVersion
    made: Made | None
    passages: Sequence[ProposalBlockText]  # where they stand
    sentences: int

    @property
    def sign(self) -> str:
        """What stands behind a sentence."""
        if self.made is not None:
            return _("A%(number)s", number=self.made.number)
        return _("V%(number)s", number=self.version.number)

    @property
    def called(self) -> str:
        """The sign in words."""
        if self.made is not None:
            return _("amendment %(number)s", number=self.made.number)
        return _("version %(number)s", number=self.version.number)

    @property
    def anchor(self) -> str:
        return f"kilde-{self.version.number}"


@dataclass(frozen=True)
class News:
    """What has come since a reader said to have read a version; nothing, where it is this one."""

    since: int
    read_at: datetime
    sentences: int = 0
    passages: Sequence[ProposalBlockText] = ()  # where the new sentences stand
    gone: Sequence[ProposalBlockText] = ()  # passages that were taken out, as they stood
    shortened: Sequence[ProposalBlockText] = ()  # where sentences were taken out, and nothing came instead

    @property
    def is_any(self) -> bool:
        return bool(self.sentences or self.gone or self.shortened)


@dataclass(frozen=True)
class Consolidated:
    """A version as it is read. `origins` are those of sentences that came after the first version, oldest first."""

    version: ProposalVersion
    origins: Mapping[int, Origin] = field(default_factory=dict)
    news: News | None = None

    @property
    def first(self) -> bool:
        """Whether any sentence has stood there from the first version."""
        return any(since == FIRST for one in self.version.blocks for since, _words in one.said)

    def html(self, block: ProposalBlockText, language: str = "") -> Markup:
        """A passage with a sign behind each sentence that came later; `language` is that of the signs, where it is not
        the text's."""
        marks = list(self._marks(block, Markup(' lang="{}"').format(language) if language else Markup()))
        html = marked(block.text_html, [words for _since, words in block.said], marks)
        return Markup(html)  # noqa: S704 - cleaned when it was saved

    def _marks(self, block: ProposalBlockText, language: Markup) -> Iterator[Mark]:
        was_new = False
        for since, _words in block.said:
            origin, is_new = self.origins.get(since), self.news is not None and since > self.news.since
            says_so = _new_begins(language) if is_new and not was_new else ""
            was_new = is_new
            yield Mark(says_so, _sign(origin, language), is_new) if origin is not None else NO_MARK


def _sign(origin: Origin, language: Markup) -> str:
    sign = Markup('<sup class="origin"{}><a href="#{}">{}<span class="sr-only">: {}</span></a></sup>')
    return sign.format(language, origin.anchor, origin.sign, origin.called)


def _new_begins(language: Markup) -> str:
    """What is said to those who do not see that words stand out."""
    return Markup('<span class="sr-only"{}>{} </span>').format(language, _("[new:]"))


def consolidated(proposal: Proposal, version: ProposalVersion, reading: ProposalReading | None = None) -> Consolidated:
    """The text with its origins, and what is new since a reader's `reading`. Of a proposal with one version all of it
    is that version's, and nothing is asked."""
    found = dict[int, list[ProposalBlockText]]()
    for block in version.blocks:
        for since, _words in block.said:
            if since != FIRST:
                found.setdefault(since, []).append(block)
    made = amendments_made()(proposal) if found else {}
    by_number = {one.number: one for one in proposal.versions}
    return Consolidated(
        version,
        {
            number: Origin(by_number[number], made.get(by_number[number].id), list(dict.fromkeys(blocks)), len(blocks))
            for number, blocks in sorted(found.items())
        },
        _news(by_number.get(reading.number), version, reading) if reading is not None else None,
    )


def _news(read: ProposalVersion | None, version: ProposalVersion, reading: ProposalReading) -> News:
    if read is None or read.number >= version.number:
        return News(reading.number, reading.read_at)
    new = [[since for since, _words in block.said if since > read.number] for block in version.blocks]
    with_news = [block for block, numbers in zip(version.blocks, new, strict=True) if numbers]
    now = {block.block_id: block for block in version.blocks}
    stays = {words for block in version.blocks for _since, words in block.said}
    gone, shortened = list[ProposalBlockText](), list[ProposalBlockText]()
    for was in read.blocks:
        out = [
            words
            for _since, words in was.said
            if words not in stays and not _is_corrected(words, now.get(was.block_id))
        ]
        if was.block_id not in now:
            gone += [was] if out else []  # what was joined to another passage stands there
        elif out and now[was.block_id] not in with_news:
            shortened.append(now[was.block_id])
    return News(reading.number, reading.read_at, sum(map(len, new)), with_news, gone, shortened)


def _is_corrected(words: str, block: ProposalBlockText | None) -> bool:
    """Whether a sentence stands in the passage with its spelling corrected."""
    return block is not None and any(corrects_spelling(words, said) for _since, said in block.said)
