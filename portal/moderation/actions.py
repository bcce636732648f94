"""Reporting a text, deciding about it, and the author's way to a second person."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import Record, db, transaction
from portal.foundation.errors import NotAllowed, Refused, SavedBefore
from portal.foundation.i18n import gettext as _
from portal.foundation.once import once
from portal.foundation.personal_data import found_in
from portal.house.moderated import Moderated, ModeratedType
from portal.moderation.forms import ReportDraft
from portal.moderation.models import AuthorRole, CaseState, ModerationCase, Report, ReportCode
from portal.moderation.queries import (
    Matter,
    is_appealed_so,
    may_decide,
    may_decide_appeal,
    open_case,
    open_key,
    report_of,
)
from portal.moderation.states import WAY, ensure_reportable
from portal.rules.access import require, require_own
from portal.rules.permissions import Permission


@once
def report_content(actor: User, type_: ModeratedType, subject: Moderated, draft: ReportDraft) -> Report:
    """Anybody signed in reports a public text. Two reports of one person are one; several people's are one case."""
    with transaction():
        require(actor, Permission.MODERATION_REPORT)
        report = report_of(actor, subject)
        if report is None:
            ensure_reportable(actor, subject)
            case = open_case(subject)
            is_first = case is None
            case = case or _new_case(type_, subject, draft)
            report = Report(
                case=case,
                subject_kind=subject.__tablename__,
                subject_id=subject.id,
                reporter=actor,
                code=draft.code,
                text=draft.text,
            )
            db.session.add(report)
            record(EventType.MODERATION_REPORTED, case, actor=actor, code=draft.code, is_first=is_first)
        elif (report.code, report.text) != (draft.code, draft.text):
            raise SavedBefore(
                _("You have reported this text before, and that stands. What you have written now is not added."),
                report.case.path,
            )
    return report


def keep_content(actor: User, matter: Matter, reason: str) -> None:
    """A moderator lets a reported text stand, and says why to those who reported it."""
    with transaction():
        _require_moderator(actor, matter)
        _decide(actor, matter.case, CaseState.KEPT, reason)
        record(EventType.MODERATION_KEPT, matter.case, actor=actor, code=matter.case.code)


def hide_content(actor: User, matter: Matter, code: ReportCode, reason: str) -> None:
    """A moderator hides a reported text. The reason stands in its place; the author can appeal."""
    with transaction():
        _require_moderator(actor, matter)
        if found_in(reason):
            raise Refused(_("The reason is public, and may hold personal data. Write it without."))
        case, subject = matter.case, matter.subject
        _decide(actor, case, CaseState.HIDDEN, reason)
        case.code = code
        subject.hidden_at, subject.hidden_reason = case.decided_at, reason
        matter.type.when_hidden(subject)
        record(EventType.MODERATION_HIDDEN, _row(subject), actor=actor, case=case.id, code=code, reason=reason)
        record(EventType.MODERATION_REPORT_DECIDED, case, actor=actor, code=code)


def appeal_decision(actor: User, matter: Matter, appeal: str) -> None:
    """The author of a hidden text asks for a second person's decision, once. The same words twice are one appeal."""
    with transaction():
        case = matter.case
        require_own(actor, Permission.MODERATION_APPEAL, None, is_own=case.author_id == actor.id)
        if is_appealed_so(case, appeal):
            return
        WAY.take_step(case, CaseState.APPEALED, actor)
        case.appeal, case.appealed_at = appeal, clock.now()
        record(EventType.MODERATION_APPEALED, case, actor=actor)


def overturn_decision(actor: User, matter: Matter, reason: str) -> None:
    """A second moderator shows the text again."""
    with transaction():
        _require_second_moderator(actor, matter)
        _decide_appeal(actor, matter.case, CaseState.OVERTURNED, reason)
        _show_again(matter)
        record(EventType.MODERATION_OVERTURNED, _row(matter.subject), actor=actor, case=matter.case.id)


def uphold_decision(actor: User, matter: Matter, reason: str) -> None:
    """A second moderator keeps the text hidden, and says why to its author."""
    with transaction():
        _require_second_moderator(actor, matter)
        _decide_appeal(actor, matter.case, CaseState.UPHELD, reason)
        record(EventType.MODERATION_UPHELD, matter.case, actor=actor)


def _show_again(matter: Matter) -> None:
    """As if it had never been hidden, also where the calendar counts."""
    subject, give_back = matter.subject, matter.type.give_back
    if give_back is not None and subject.hidden_at is not None:
        give_back(subject, clock.today() - clock.in_denmark(subject.hidden_at).date())
    subject.hidden_at = subject.hidden_reason = None


def _require_moderator(actor: User, matter: Matter) -> None:
    if not may_decide(actor, matter):
        require(actor, Permission.MODERATION_DECIDE, matter.scope)
        raise NotAllowed(Permission.MODERATION_DECIDE)  # it is their own text


def _require_second_moderator(actor: User, matter: Matter) -> None:
    require(actor, Permission.MODERATION_DECIDE_APPEAL, matter.scope)
    if matter.case.author_id == actor.id:
        raise NotAllowed(Permission.MODERATION_DECIDE_APPEAL)
    if not may_decide_appeal(actor, matter):
        raise Refused(_("You hid or reported the text yourself. Somebody else decides the appeal."))


def _new_case(type_: ModeratedType, subject: Moderated, draft: ReportDraft) -> ModerationCase:
    scope = type_.scope(subject)
    case = ModerationCase(
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        committee_id=scope.id if scope else None,
        author_id=subject.author_id,
        author_role=_role_of(type_, subject),
        code=draft.code,
        open_key=open_key(subject),
        created_at=clock.now(),
    )
    db.session.add(case)
    return case


def _role_of(type_: ModeratedType, subject: Moderated) -> AuthorRole:
    if type_.is_by_politician is None:
        return AuthorRole.NOBODY
    return AuthorRole.POLITICIAN if type_.is_by_politician(subject) else AuthorRole.CITIZEN


def _decide(actor: User, case: ModerationCase, state: CaseState, reason: str) -> None:
    """The first decision closes the case to more reports, and stops its clock."""
    WAY.take_step(case, state, actor)
    case.decided_by_id, case.decided_at, case.reason, case.open_key = actor.id, clock.now(), reason, None
    case.days = (clock.today() - clock.in_denmark(case.created_at).date()).days


def _decide_appeal(actor: User, case: ModerationCase, state: CaseState, reason: str) -> None:
    WAY.take_step(case, state, actor)
    case.appeal_decided_by_id, case.appeal_decided_at, case.appeal_reason = actor.id, clock.now(), reason


def _row(subject: Moderated) -> Record:
    """The subject as what it is: a row of some other room's table."""
    assert isinstance(subject, Record)  # noqa: S101 - for the type checker
    return subject
