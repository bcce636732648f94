"""Reported texts for the stories."""

from portal.ideas.models import IdeaState
from portal.ideas.moderating import IDEA_MODERATED
from portal.initiatives.moderating import INITIATIVE_MODERATED
from portal.moderation.actions import hide_content, report_content
from portal.moderation.forms import ReportDraft
from portal.moderation.models import ReportCode
from portal.moderation.queries import matter_or_404
from portal.proposals.moderating import PROPOSAL_MODERATED
from portal.workshops.moderating import NOTE_MODERATED
from tests.ideas.scene import idea_in

TYPES = {"idea": IDEA_MODERATED, "initiative": INITIATIVE_MODERATED, "proposal": PROPOSAL_MODERATED,
         "workshop_note": NOTE_MODERATED}  # fmt: skip
RUDE = ReportDraft(ReportCode.OFFENSIVE, "Den kalder naboen noget grimt.")
SECRET = "hemmelighedskræmmeri"


def public_idea(author, committee, **facts):
    return idea_in(
        IdeaState.PUBLISHED, committee, author, title=f"Nok {SECRET}", body=f"Alt det {SECRET} i havnen.", **facts
    )


def reported(subject, *reporters, draft=RUDE):
    """The open matter of a text that these people reported."""
    for reporter in reporters:
        report = report_content(reporter, TYPES[subject.__tablename__], subject, draft)
    return matter_or_404(TYPES, report.case_id)


def hidden(subject, moderator, *reporters, reason="Teksten taler grimt om andre."):
    matter = reported(subject, *reporters)
    hide_content(moderator, matter, ReportCode.OFFENSIVE, reason)
    return matter
