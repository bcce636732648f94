"""What is asked once more about a committee and those who sit at its table, and what will follow."""

from collections.abc import Iterator, Mapping

from portal.committees.models import Committee, Membership
from portal.committees.words import STAGES
from portal.foundation.confirming import Question
from portal.foundation.dates import longday
from portal.foundation.i18n import N_, gettext as _
from portal.gates.criteria import left_waiting
from portal.rules.permissions import OPEN_DURING, Permission
from portal.rules.stages import Stage, next_stage

P = Permission
ENDS: Mapping[Permission, str] = {
    P.IDEA_SUBMIT: N_("Nobody can send ideas any more."),
    P.IDEA_SUPPORT: N_("Ideas cannot be supported any more."),
    P.IDEA_ANSWER: N_("Ideas cannot be answered any more."),
    P.APPLICATION_SUBMIT: N_("Nobody can apply for a seat any more."),
}


def parting(committee: Committee, membership: Membership) -> Question:
    """Before a membership is ended."""
    return Question(
        title=_("End the membership of %(name)s?", name=membership.user.name),
        button=_("End the membership"),
        crumbs=_crumbs(committee),
        follows=lambda: list(_after_parting(membership)),
    )


def taking_back(committee: Committee, name: str) -> Question:
    """Before an appointment that was a mistake is taken back."""
    return Question(
        title=_("Take back the appointment of %(name)s?", name=name),
        button=_("Take the appointment back"),
        crumbs=_crumbs(committee),
        follows=lambda: [
            _("%(name)s has never had the seat: it is on no list of members, and not in the archive.", name=name),
            _("The place is free again, and the access that came with it ends now."),
        ],
        lead=_("You can appoint again afterwards."),
    )


def moving(committee: Committee, membership: Membership, *, is_correction: bool) -> Question:
    """Before somebody is moved to another seat."""
    return Question(
        title=_("Correct the seat of %(name)s?", name=membership.user.name),
        button=_("Correct the seat"),
        crumbs=_crumbs(committee),
        follows=lambda: list(_after_moving(is_correction=is_correction)),
        lead=_("It can be corrected again."),
    )


def _crumbs(committee: Committee) -> list[tuple[str, str]]:
    return [(committee.name, committee.path), (_("Seats and appointments"), f"{committee.path}pladser")]


def _after_parting(membership: Membership) -> Iterator[str]:
    yield _(
        "The last day is %(day)s. What the seat gives leave to ends on the same day.", day=longday(membership.ends_on)
    )
    yield _("Everybody can read the reason. The name stays on the list of earlier members.")
    ended = [one.user.name for one in membership.substitutes if one.ends_on == membership.ends_on]
    if ended:
        yield _("The time as substitute ends too for %(names)s.", names=", ".join(ended))


def _after_moving(*, is_correction: bool) -> Iterator[str]:
    if is_correction:
        yield _("The list of members shows the right seat for the whole time.")
    else:
        yield _("The list of earlier members shows the time on the old seat, with the reason.")
        yield _("The member takes positions anew on what is not adopted, and confirms the welcome again.")
    yield _("What has been adopted keeps the seat and the party that stood there.")


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
        for tell in left_waiting():
            yield from tell(committee)
