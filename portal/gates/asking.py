"""What is asked once more before a gate opens: what can be done no more, and who still waits."""

from collections.abc import Iterator, Mapping

from portal.committees.models import Committee
from portal.committees.words import STAGES
from portal.foundation.confirming import Question
from portal.foundation.i18n import N_, ngettext
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import named
from portal.gates.queries import unsettled_ideas
from portal.recruitment.queries.applications import waiting_for_an_answer
from portal.recruitment.states import HOLDS_A_PLACE, OWED_AN_ANSWER
from portal.rules.permissions import OPEN_DURING, Permission
from portal.rules.stages import Stage, next_stage

P = Permission
ENDS: Mapping[Permission, str] = {
    P.IDEA_SUBMIT: N_("Nobody can send ideas any more."),
    P.IDEA_SUPPORT: N_("Ideas cannot be supported any more."),
    P.IDEA_ANSWER: N_("Ideas cannot be answered any more."),
    P.APPLICATION_SUBMIT: N_("Nobody can apply for a seat any more."),
}


def opening_of(committee: Committee) -> Question:
    """Before a committee moves to its next stage."""
    left, entered, was_public = committee.stage, next_stage(committee.stage) or committee.stage, committee.is_public
    closes = entered is Stage.CLOSED
    return Question(
        title=_("Conclude %(the_committee)s?")
        if closes
        else _("Open the gate to “%(stage)s”?", stage=_(STAGES[entered])),
        button=_("Conclude %(the_committee)s") if closes else _("Open “%(stage)s”", stage=_(STAGES[entered])),
        crumbs=[(committee.name, committee.path), (_("The gates"), f"{committee.path}port")],
        follows=lambda: list(_after(committee, left, entered, was_public=was_public)),
    )


def _after(committee: Committee, left: Stage, entered: Stage, *, was_public: bool) -> Iterator[str]:
    yield _("%(The_committee)s leaves the stage “%(stage)s”, and there is no way back.", stage=_(STAGES[left]))
    if not was_public:
        yield _("The page of %(the_committee)s becomes public, and so does everything that stands on it.")
    yield _("Everybody can read the reason, with your name.")
    for permission, sentence in ENDS.items():
        if left in OPEN_DURING[permission] and entered not in OPEN_DURING[permission]:
            yield _(sentence)
    if entered is Stage.CLOSED:
        yield from _who_waits(committee)


def _who_waits(committee: Committee) -> Iterator[str]:
    """Those who would be left without an answer, by name or number."""
    applicants = waiting_for_an_answer(committee, OWED_AN_ANSWER | HOLDS_A_PLACE)
    if applicants:
        yield ngettext(
            "%(count)s applicant has had no answer, and is still owed one: number %(which)s.",
            "%(count)s applicants have had no answer, and are still owed one: number %(which)s.",
            len(applicants),
            which=named([str(one.number) for one in applicants]),
        )
    ideas = unsettled_ideas(committee)
    if ideas:
        yield ngettext("%(count)s idea is left without an answer: %(which)s.",
                       "%(count)s ideas are left without an answer: %(which)s.", len(ideas),
                       which=named([f"»{one.title}«" for one in ideas]))  # fmt: skip
