"""What can be done with the papers of a committee meeting: each is published, planned and taken back by itself."""

from collections.abc import Callable, Mapping

from portal.committees.models import PublicationRule
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.house.deeds import Deed, beneath
from portal.rules.permissions import Permission
from portal.sittings.models import Sitting
from portal.sittings.papers import Extract, Paper, Publication
from portal.sittings.protocol import PUBLIC_DECISIONS


def ensure_locked(sitting: Sitting) -> None:
    if sitting.minutes_approved_at is None:
        raise Refused(_("The minutes are not approved yet, so they can still be corrected."))


def _cases_may_be_published(sitting: Sitting) -> None:
    if not sitting.items:
        raise Refused(_("There is nothing on the agenda."))
    if sitting.cases_published_at is not None:
        raise Refused(_("The list of cases is published already."))
    if sitting.cancelled_at is not None and sitting.agenda_sent_at is None:
        raise Refused(_("The meeting was cancelled before the agenda was sent."))


def _rule_lets_out_decisions(sitting: Sitting) -> None:
    ensure_locked(sitting)
    if sitting.committee.publication_rule not in PUBLIC_DECISIONS:
        raise Refused(_("%(The_council)s has not decided that decisions of this committee are published."))


def _decisions_may_be_published(sitting: Sitting) -> None:
    _rule_lets_out_decisions(sitting)
    if sitting.decisions_published_at is not None:
        raise Refused(_("The decisions are published already."))


def _rule_lets_out_minutes(sitting: Sitting) -> None:
    ensure_locked(sitting)
    if sitting.committee.publication_rule is not PublicationRule.MINUTES:
        raise Refused(_("%(The_council)s has not decided that minutes of this committee are published."))


RULE_OF: Mapping[Paper, Callable[[Sitting], None]] = {
    Paper.DECISIONS: _rule_lets_out_decisions,
    Paper.MINUTES: _rule_lets_out_minutes,
    Paper.EXTRACT: _rule_lets_out_decisions,
}


def ensure_rule_allows(paper: Paper, sitting: Sitting) -> None:
    """Raises `Refused` where this paper cannot be published, whenever it is to be; of a list of cases it always can."""
    if paper in RULE_OF:
        RULE_OF[paper](sitting)


def _minutes_may_be_published(sitting: Sitting) -> None:
    _rule_lets_out_minutes(sitting)
    if sitting.minutes_published_at is not None:
        raise Refused(_("The minutes are published already."))


def _extract_may_be_published(extract: Extract) -> None:
    _rule_lets_out_decisions(extract.sitting)
    if extract.published_at is not None:
        raise Refused(_("The extract is published already."))


def _extract_can_be_removed(extract: Extract) -> None:
    if any(one.opened_at is not None for one in extract.publications):
        raise Refused(_("The extract has been public, so it stays. It can be taken back with a reason."))
    if extract.publications:
        raise Refused(_("It is planned when the extract becomes public. Take that away first."))


def _is_planned(publication: Publication) -> None:
    if not publication.is_planned:
        raise Refused(_("It is not planned any more."))


def _can_be_taken_back(publication: Publication) -> None:
    """What another paper says too is first taken back there."""
    if publication.opened_at is None or publication.withdrawn_at is not None:
        raise Refused(_("It is not public now."))
    sitting = publication.sitting
    if publication.paper is Paper.CASES and sitting.shows_decisions:
        raise Refused(_("What was decided is public, and says which cases there were. Take that back first."))
    if publication.paper is Paper.DECISIONS and sitting.minutes_published_at is not None:
        raise Refused(_("The minutes are public, and say what was decided. Take them back first."))


P = Permission
PUBLISH_CASES = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Publish the list of cases"),
    url=beneath("/papirer/sagsliste"),
    ensure=_cases_may_be_published,
    is_asked_twice=True,
)
PUBLISH_DECISIONS = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Publish the decisions"),
    url=beneath("/papirer/beslutninger"),
    ensure=_decisions_may_be_published,
    is_asked_twice=True,
)
PUBLISH_MINUTES = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Publish the minutes"),
    url=beneath("/papirer/referat"),
    ensure=_minutes_may_be_published,
    is_asked_twice=True,
)
PUBLISH_EXTRACT = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Publish the extract"),
    url=beneath("/offentliggoer"),
    ensure=_extract_may_be_published,
    is_asked_twice=True,
)
REMOVE_EXTRACT = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Remove the extract"),
    url=beneath("/fjern"),
    ensure=_extract_can_be_removed,
    is_pressed=True,
)
DROP_PLAN = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Do not publish it then"),
    url=beneath("/drop"),
    ensure=_is_planned,
    is_pressed=True,
)
TAKE_BACK = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Take the paper back"),
    url=beneath("/tilbage"),
    ensure=_can_be_taken_back,
    is_asked_twice=True,
)
MAKE_EXTRACT = Deed(
    permission=P.SITTING_MINUTE, label=N_("Make an extract"), url=beneath("/udskrifter/ny"), ensure=ensure_locked
)
CHOOSE_PUBLIC_PARTS = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Choose for each item what everybody may read"),
    url=beneath("/papirer/punkter"),
    ensure=ensure_locked,
    is_asked_twice=True,
)
PUBLISH: Mapping[Paper, Deed] = {
    Paper.CASES: PUBLISH_CASES,
    Paper.DECISIONS: PUBLISH_DECISIONS,
    Paper.MINUTES: PUBLISH_MINUTES,
    Paper.EXTRACT: PUBLISH_EXTRACT,
}
OF_SITTING = {
    "publish_cases": PUBLISH_CASES,
    "publish_decisions": PUBLISH_DECISIONS,
    "publish_minutes": PUBLISH_MINUTES,
    "make_extract": MAKE_EXTRACT,
    "choose_public_parts": CHOOSE_PUBLIC_PARTS,
}
OF_EXTRACT = {"publish": PUBLISH_EXTRACT, "remove": REMOVE_EXTRACT}
OF_PUBLICATION = {"drop_plan": DROP_PLAN, "take_back": TAKE_BACK}
