"""What can be done with an idea and its answers, beside the steps that whoever handles it takes."""

from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.house.deeds import Deed, beneath
from portal.house.discussed import discussing
from portal.ideas.models import Idea, IdeaAnswer, IdeaState
from portal.ideas.models.lineage import Folded
from portal.ideas.queries import acts_for_author
from portal.ideas.queries.lineage import may_undo_regrouping, valid_lineage_from
from portal.ideas.states import CORRECTABLE, EDITABLE, SUPPORTABLE, WAY
from portal.rules.permissions import Permission


def _is_supportable(idea: Idea) -> None:
    if idea.state not in SUPPORTABLE or idea.is_hidden or idea.folded is not None:
        raise Refused(_("This idea can no longer be supported."))


def _is_editable(idea: Idea) -> None:
    if idea.state not in EDITABLE:
        raise Refused(_("The idea can no longer be changed here. Write to the secretary."))


def _is_appealable(idea: Idea) -> None:
    if not idea.body:
        raise Refused(_("The text of the idea is deleted, so nobody can decide about it anew."))
    WAY.ensure_may_become(idea, IdeaState.APPEALED)


def _is_correctable(idea: Idea) -> None:
    if idea.state not in CORRECTABLE:
        raise Refused(_("Only a public idea is corrected here."))


def _has_a_name(idea: Idea) -> None:
    if not idea.spoken_for:
        raise Refused(_("There is no name to take off the idea."))


def ensure_can_be_regrouped(idea: Idea) -> None:
    """Raise `Refused` unless it is public, and worked on under its own address."""
    if idea.state not in SUPPORTABLE or idea.is_hidden:
        raise Refused(_("Only a public idea that is not concluded is merged or divided."))
    if idea.folded is not None:
        raise Refused(_("The idea is merged or divided already. Undo that first."))


def _is_dividable(idea: Idea) -> None:
    ensure_can_be_regrouped(idea)
    if idea.state is not IdeaState.PUBLISHED:
        raise Refused(_("The idea has been answered as it is, so it is not divided any more."))


def _is_regrouped(idea: Idea) -> None:
    if idea.folded is None:
        raise Refused(_("The idea is neither merged nor divided."))
    for row in valid_lineage_from(idea) if idea.folded is Folded.DIVIDED else ():
        part = row.target
        if part.state is not IdeaState.PUBLISHED or part.folded is not None:
            raise Refused(_("“%(title)s” has gone on by itself, so this is not undone any more.", title=part.title))


def _is_shown(answer: IdeaAnswer) -> None:
    if answer.idea.is_hidden:
        raise Refused(_("The idea is hidden, so nothing is added to it."))


EDIT = Deed(
    permission=Permission.IDEA_SUBMIT,
    label=N_("Correct your idea"),
    url=beneath("/ret"),
    ensure=_is_editable,
    is_whose=acts_for_author,
)
APPEAL = Deed(
    permission=Permission.IDEA_APPEAL,
    label=N_("Appeal the decision to somebody else"),
    url=beneath("/klage"),
    ensure=_is_appealable,
    is_whose=acts_for_author,
)
SUPPORT = Deed(
    permission=Permission.IDEA_SUPPORT,
    label=N_("Support the idea"),
    url=beneath("/stoet"),
    ensure=_is_supportable,
    is_pressed=True,
)
DISCUSS = discussing("ide", lambda idea: idea.state in SUPPORTABLE and not idea.is_hidden, Permission.IDEA_SUPPORT)
CORRECT = Deed(
    permission=Permission.IDEA_CORRECT, label=N_("Correct the text"), url=beneath("/berigtig"), ensure=_is_correctable
)
TAKE_NAME_OFF = Deed(
    permission=Permission.IDEA_MAKE_NAMELESS,
    label=N_("Take the name off, because the person has asked for it"),
    url=beneath("/uden-navn"),
    ensure=_has_a_name,
)
MERGE = Deed(
    permission=Permission.IDEA_REGROUP,
    label=N_("Merge it into another idea"),
    url=beneath("/saml"),
    ensure=ensure_can_be_regrouped,
    is_asked_twice=True,
)
DIVIDE = Deed(
    permission=Permission.IDEA_REGROUP,
    label=N_("Divide it in two"),
    url=beneath("/del"),
    ensure=_is_dividable,
    is_asked_twice=True,
)
UNDO_REGROUPING = Deed(
    permission=Permission.IDEA_UNDO_REGROUPING,
    label=N_("Undo it"),
    url=beneath("/fortryd"),
    ensure=_is_regrouped,
    is_whose=may_undo_regrouping,
    is_asked_twice=True,
)
WITHDRAW = Deed(
    permission=Permission.IDEA_WITHDRAW,
    label=N_("Withdraw the idea"),
    url=beneath("/traek-tilbage"),
    ensure=lambda idea: WAY.ensure_may_become(idea, IdeaState.WITHDRAWN),
    is_whose=acts_for_author,
)
DECIDE_APPEAL = Deed(
    permission=Permission.IDEA_DECIDE_APPEAL,
    label=N_("Read the appeal"),
    url=beneath("/klagesag"),
    ensure=lambda idea: WAY.ensure_may_become(idea, IdeaState.UPHELD),
)
CORRECT_ANSWER = Deed(
    permission=Permission.RECORD_CORRECT,
    label=N_("Correct the answer"),
    url=lambda answer: f"/ideer/svar/{answer.id}/ret",
    ensure=_is_shown,
    scope=lambda answer: answer.idea.committee,
    is_asked_twice=True,
)
DEEDS = {
    "idea": {
        "edit": EDIT,
        "appeal": APPEAL,
        "decide_appeal": DECIDE_APPEAL,
        "support": SUPPORT,
        "discuss": DISCUSS,
        "correct": CORRECT,
        "take_name_off": TAKE_NAME_OFF,
        "merge": MERGE,
        "divide": DIVIDE,
        "undo_regrouping": UNDO_REGROUPING,
        "withdraw": WITHDRAW,
    },
    "idea_answer": {"correct": CORRECT_ANSWER},
}
