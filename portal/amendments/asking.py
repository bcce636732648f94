"""What is asked once more about an amendment, and what will follow of it."""

from portal.amendments.models import Amendment, AmendmentWording
from portal.amendments.queries import collisions_of, open_amendments
from portal.foundation.confirming import Question
from portal.foundation.dates import quoted
from portal.foundation.i18n import gettext as _, ngettext


def withdrawing(amendment: Amendment) -> Question:
    """Before its author takes an amendment back."""
    return Question(
        title=_("Withdraw amendment %(number)s?", number=amendment.number),
        button=_("Withdraw the amendment"),
        crumbs=_crumbs(amendment),
        follows=lambda: [_("It stays where it is, marked as withdrawn. It cannot be opened again.")],
    )


def accepting(amendment: Amendment, wording: AmendmentWording | None = None) -> Question:
    """Before an amendment is taken in, or other words for it. What collides with it is counted while it is open."""
    title = _("Take amendment %(number)s into the proposal?", number=amendment.number)
    if wording is not None:
        by = wording.author.name
        title = _("Take amendment %(number)s in with the words of %(name)s?", number=amendment.number, name=by)
    others = len(collisions_of([amendment]).get(amendment.id, ()))
    before = len(open_amendments(amendment.proposal_id))
    return Question(
        title=title,
        button=_("Take it in"),
        crumbs=_crumbs(amendment),
        lead=_("It can be opened again; its words are then taken out, as long as nobody has changed them."),
        follows=lambda: [*_said_of(wording), *_after(amendment, others, before - 1)],
    )


def reopening(amendment: Amendment) -> Question:
    """Before a decision is taken back; what was taken in is then taken out."""
    was_taken_in = amendment.made is not None
    return Question(
        title=_("Open amendment %(number)s again?", number=amendment.number),
        button=_("Open it again"),
        crumbs=_crumbs(amendment),
        lead=_("It can be decided once more."),
        follows=lambda: [
            _("The amendment waits for a decision again."),
            *([_("The proposal gets a version without its words, which everybody can read.")] if was_taken_in else []),
        ],
    )


def _said_of(wording: AmendmentWording | None) -> list[str]:
    """What the author of the amendment has said of other words."""
    if wording is None or wording.is_welcome:
        return []
    if wording.is_welcome is None:
        return [_("The author has not answered yet.")]
    return [_("The author does not agree: “%(text)s”", text=quoted(wording.answer))]


def _after(amendment: Amendment, colliding: int, others: int) -> list[str]:
    version = amendment.made.number if amendment.made else 0
    asked = others - len(open_amendments(amendment.proposal_id))
    told = [_("The proposal gets version %(number)s, which everybody can read.", number=version)]
    if others - asked:
        told.append(
            ngettext(
                "%(count)s other open amendment is carried over to it.",
                "%(count)s other open amendments are carried over to it.",
                others - asked,
            )
        )
    if asked:
        told.append(
            ngettext(
                "%(count)s other amendment no longer fits the text. Its author is asked to look at it.",
                "%(count)s other amendments no longer fit the text. Their authors are asked to look at them.",
                asked,
            )
        )
    if colliding:
        told.append(
            ngettext(
                "It touches the same words as %(count)s other open amendment.",
                "It touches the same words as %(count)s other open amendments.",
                colliding,
            )
        )
    return told


def _crumbs(amendment: Amendment) -> list[tuple[str, str]]:
    proposal = amendment.proposal
    return [
        (proposal.committee.name, proposal.committee.path),
        (proposal.title, proposal.path),
        (_("Amendment %(number)s", number=amendment.number), amendment.path),
    ]
