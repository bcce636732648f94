"""What must be true of workshops before a committee moves on."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from markupsafe import Markup

from portal.committees.models import Committee
from portal.foundation.dates import day, quoted
from portal.foundation.i18n import N_, gettext
from portal.gates.criteria import Criterion, Finding
from portal.rules.stages import Stage
from portal.workshops.models import Workshop
from portal.workshops.queries import cross_party_workshops, held_and_not_noted


def _workshop_held(committee: Committee) -> Finding:
    held = cross_party_workshops(committee, confirmed=False)
    if held:
        return Finding(True, _named((w.title, w.starts_at) for w in held))
    none = gettext("No meeting has been held to which people of at least two parties came.")
    return Finding(False, _unknown(held_and_not_noted(committee)) or none)


def _outcome_confirmed(committee: Committee) -> Finding:
    confirmed = cross_party_workshops(committee, confirmed=True)
    if confirmed:
        return Finding(True, _named((w.title, w.outcome_confirmed_at) for w in confirmed))
    none = gettext("No outcome has been read back to those who took part, and confirmed by any of them.")
    unknown = _unknown([w for w in held_and_not_noted(committee) if w.outcome_confirmed_at is not None])
    return Finding(False, unknown or none)


def _unknown(held: Iterable[Workshop]) -> str:
    """Until it is noted who came, nobody knows whether they would do."""
    meetings = _named((w.title, w.starts_at) for w in held)
    return gettext("It is not noted who came to %(meetings)s.", meetings=meetings) if meetings else ""


def _named(held: Iterable[tuple[str, datetime | None]]) -> str:
    return Markup("; ").join(Markup("»{}«, {}").format(quoted(title), day(when)) for title, when in held)


CRITERIA: Mapping[Stage, tuple[Criterion, ...]] = {
    Stage.CO_DESIGN: (
        Criterion(N_("a cross-party workshop is held"), _workshop_held, "moeder/", N_("Plan a workshop")),
        Criterion(
            N_("the outcome is read back and confirmed"), _outcome_confirmed, "moeder/", N_("Confirm the outcome")
        ),
    )
}
