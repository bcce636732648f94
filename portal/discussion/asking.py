"""What is asked once more before somebody withdraws what they said."""

from markupsafe import Markup

from portal.discussion.models import Contribution
from portal.discussion.queries import discussion_of
from portal.foundation.confirming import Question
from portal.foundation.i18n import gettext as _
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import how_long


def withdrawing(contribution: Contribution) -> Question:
    """Before one's own words are taken back."""
    under = discussion_of(contribution)
    return Question(
        title=_("Withdraw your contribution?"),
        button=_("Withdraw it"),
        crumbs=[(under.called, under.record.path), (_("The debate"), under.path)],
        follows=lambda: [
            _("In its place it says that its author has withdrawn it. The answers to it stay."),
            _("Only you and those who moderate can read it. %(how_long)s", how_long=how_long(Kind.CONTRIBUTION_BEFORE)),
        ],
        shown=Markup(contribution.body_html),  # noqa: S704 - cleaned when it was written
        heading=_("Your contribution"),
    )
