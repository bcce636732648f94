"""A recommendation as the item of the agenda on which the council takes it up: title, presentation, what the council is
asked to decide, positions, the minority, economy and enclosures, under the headings that agenda systems split by."""

from collections.abc import Iterator, Sequence

from flask import current_app

from portal.committees.words import SEAT_TYPES_PLURAL
from portal.files.models import StoredFile
from portal.foundation import clock
from portal.foundation.dates import day, paragraphs
from portal.foundation.i18n import gettext as _, ngettext, speaking
from portal.foundation.text import whole_sentences
from portal.foundation.wordfile import WordFile
from portal.house.letters import url_of
from portal.recommendations.models import Recommendation
from portal.recommendations.queries.positions import Group, Standing

TITLE, SECTION, SUBSECTION = 1, 2, 3
SHORT = 400


def council_item_in_word(recommendation: Recommendation, stood: Standing, files: Sequence[StoredFile]) -> bytes:
    """The item, in Danish whoever fetches it; what nobody has written has no heading."""
    with speaking("da"):
        return _item(recommendation, stood, files)


def _item(recommendation: Recommendation, stood: Standing, files: Sequence[StoredFile]) -> bytes:
    committee = recommendation.committee
    file = WordFile(
        recommendation.title,
        subject=committee.name,
        author=committee.municipality.name,
        made=clock.now(),
        base=current_app.config["BASE_URL"],
    )
    file.head(recommendation.title, TITLE)
    file.head(_("Summary of the case"), SECTION)
    file.say(_("Recommendation %(number)s from %(committee)s.", number=recommendation.number, committee=committee.name))
    file.say(whole_sentences(recommendation.solution, SHORT))
    _present(file, recommendation)
    file.head(_("What the council is asked to decide"), SECTION)
    file.say(_("%(committee)s recommends to %(the_council)s:", committee=committee.name))
    file.write(paragraphs(recommendation.solution))
    _add(file, _("Who is to do it"), recommendation.actor, SUBSECTION)
    file.head(_("Hearing and positions"), SECTION)
    _positions(file, recommendation, stood)
    _add(file, _("The minority says"), recommendation.minority_statement, SUBSECTION)
    _add(file, _("Economy"), recommendation.economy, SECTION)
    file.head(_("Enclosures"), SECTION)
    file.list(_enclosures(recommendation, files))
    return file.saved()


def _present(file: WordFile, recommendation: Recommendation) -> None:
    file.head(_("Presentation of the case"), SECTION)
    file.write(paragraphs(recommendation.problem))
    for heading, text in (
        (_("Expected effect"), recommendation.effect),
        (_("How it is measured"), recommendation.indicator),
        (_("Timetable"), recommendation.timetable),
    ):
        _add(file, heading, text, SUBSECTION)
    for sentence in _way(recommendation):
        file.say(sentence)


def _way(recommendation: Recommendation) -> Iterator[str]:
    if recommendation.adopted_on is not None:
        yield _("Adopted on %(day)s.", day=day(recommendation.adopted_on))
    else:
        yield _("A draft: not adopted yet.")
    if recommendation.handed_over_on is not None and recommendation.receiving_body is not None:
        yield _("Handed over to %(body)s on %(day)s.", body=recommendation.receiving_body.name,
                day=day(recommendation.handed_over_on))  # fmt: skip


def _add(file: WordFile, heading: str, text: str, level: int) -> None:
    if text:
        file.head(heading, level)
        file.write(paragraphs(text))


def _positions(file: WordFile, recommendation: Recommendation, stood: Standing) -> None:
    if stood.groups:
        head = (_("Party or seat"), _("For"), _("Against"), _("Neither for nor against"))
        rows = ((_called(one), one.votes_for, one.votes_against, one.votes_neither) for one in stood.groups)
        file.table((head, *rows, (_("In all"), stood.votes_for, stood.votes_against, stood.votes_neither)))
    elif not stood.is_known:
        file.say(_("It is not known how the members stood. It was adopted before that was kept."))
    elif recommendation.is_public:
        file.say(_("%(yes)s were for, %(no)s against and %(neither)s neither. It is not known how the parties and the"
                   " other members stood each for themselves.", yes=stood.votes_for, no=stood.votes_against,
                   neither=stood.votes_neither))  # fmt: skip
    else:
        file.say(_("Nobody has taken a position yet."))
    if recommendation.is_public and stood.silent:
        file.say(ngettext("%(count)s member took no position.", "%(count)s members took no position.", stood.silent))


def _called(group: Group) -> str:
    if group.letter:
        return f"{group.name} ({group.letter})" if group.name else group.letter
    return _(SEAT_TYPES_PLURAL[group.seat_type]) if group.seat_type else _("Members without a party")


def _enclosures(recommendation: Recommendation, files: Sequence[StoredFile]) -> Iterator[str]:
    """The recommendation on the portal, with the thread behind it; the proposal; and its files."""
    said = _("Recommendation %(number)s", number=recommendation.number)
    yield f"{said}: {recommendation.title} ({url_of(recommendation.path)})"
    proposal = recommendation.proposal
    if proposal is not None and proposal.is_public and not proposal.is_hidden:
        said = _("Proposal %(number)s", number=proposal.number)
        yield f"{said}: {proposal.title} ({url_of(proposal.path)})"
    for one in files:
        yield f"{one.title} ({url_of(one.path)})"
