"""Who is told of reports, and of what was decided about them; and what letters say of it."""

from collections.abc import Mapping

from portal.accounts.models import User
from portal.accounts.telling import author, serving, without_part
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.i18n import N_
from portal.house.letters import LetterWords, saying
from portal.house.telling import Named, Notice, People, about, because, own_way, record_of
from portal.moderation.models import ModerationCase
from portal.moderation.queries import has_part_in
from portal.rules.notices import NoticeKind


@because(N_("You are told because you decide about reported texts."))
def moderators(event: Event) -> People:
    """Those who decide about the first report of a text; more reports of it are in the same case."""
    case = about(event, ModerationCase)
    if case is None or not event.details.get("is_first"):
        return ()
    return serving(without_part(event, {case.author_id}), event)


@because(N_("You are told because you decide about reported texts."))
def second_moderators(event: Event) -> People:
    """Everybody who may decide an appeal; where no other moderator may, the administrators."""
    case = about(event, ModerationCase)
    return without_part(event, has_part_in(case)) if case is not None else ()


@because(N_("You are told because you wrote it."))
def case_author(event: Event) -> People:
    """Whose text a case is about, where an account wrote it."""
    case = about(event, ModerationCase)
    return [case.author] if case is not None and case.author is not None else ()


@because(N_("You are told because you reported the text."))
def reporters(event: Event) -> People:
    """Everybody who reported the text."""
    case = about(event, ModerationCase)
    return [report.reporter for report in case.reports] if case is not None else ()


def _own_way(case: ModerationCase, reader: User) -> str:
    """The way to the text, which tells of the case."""
    return own_way(record_of(case.subject_kind, case.subject_id), reader)


NAMED = (Named(ModerationCase, keeps_title_from=None, own_way=_own_way),)
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.MODERATION_APPEALED: Notice(
        K.TASK,
        second_moderators,
        N_("The hiding of a text is appealed. Somebody else than the one who hid it decides"),
    ),
    E.MODERATION_HIDDEN: Notice(
        K.TASK, author, N_('Your text "%(title)s" has been hidden. Read why, and what you can do'), retells=True
    ),
    E.MODERATION_KEPT: Notice(K.FOLLOWED, reporters, N_("What you reported has been looked at, and stays. Read why")),
    E.MODERATION_OVERTURNED: Notice(K.ANSWER, author, N_('Your text "%(title)s" is shown again'), retells=True),
    E.MODERATION_REPORTED: Notice(K.TASK, moderators, N_("A text has been reported. Decide whether it can stay")),
    E.MODERATION_REPORT_DECIDED: Notice(K.FOLLOWED, reporters, N_("What you reported has been hidden")),
    E.MODERATION_UPHELD: Notice(K.ANSWER, case_author, N_("Your appeal is decided: the text stays hidden. Read why")),
}
LETTERS: Mapping[EventType, LetterWords] = {
    E.MODERATION_HIDDEN: saying(
        N_("Your text is hidden: %(title)s"),
        N_('A moderator has hidden your text "%(title)s" from the public:'),
        N_("%(reason)s"),
        N_("You can still read it yourself. If you do not agree, you can ask somebody else to decide."),
        button=N_("Read the decision"),
    ),
}  # fmt: skip
