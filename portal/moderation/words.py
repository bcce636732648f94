"""What the grounds, decisions and authors of moderation are called."""

from collections.abc import Mapping

from portal.foundation.i18n import N_, words_of
from portal.moderation.models import AuthorRole, CaseState, ReportCode

CODE_LABELS: Mapping[ReportCode, str] = {
    ReportCode.OFFENSIVE: N_("Its tone is offensive"),
    ReportCode.PERSONAL_DATA: N_("It tells about the private life of a certain person"),
    ReportCode.UNLAWFUL: N_("It is against the law"),
    ReportCode.ADVERTISING: N_("It is advertising"),
    ReportCode.OTHER: N_("Something else"),
}

STATE_LABELS: Mapping[CaseState, str] = {
    CaseState.OPEN: N_("Waits for a decision"),
    CaseState.KEPT: N_("Left to stand"),
    CaseState.HIDDEN: N_("Hidden"),
    CaseState.APPEALED: N_("Hidden, and appealed"),
    CaseState.UPHELD: N_("Hidden, also after an appeal"),
    CaseState.OVERTURNED: N_("Shown again after an appeal"),
}

ROLE_LABELS: Mapping[AuthorRole, str] = {
    AuthorRole.CITIZEN: N_("Citizens"),
    AuthorRole.POLITICIAN: N_("Politicians"),
    AuthorRole.NOBODY: N_("Texts without a name"),
}

code_name = words_of(CODE_LABELS)
state_name = words_of(STATE_LABELS)
role_name = words_of(ROLE_LABELS)
