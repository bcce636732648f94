"""What an administrator is asked once more, and what will follow from it."""

from collections.abc import Iterator

from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import open_sessions
from portal.accounts.words import ROLE_LABELS
from portal.committees.queries import committee_by_id
from portal.committees.queries.served import has_secretary
from portal.foundation import clock
from portal.foundation.confirming import Question
from portal.foundation.i18n import gettext as _, ngettext
from portal.rules.roles import Role


def ending_of(grant: RoleGrant) -> Question:
    """Before a role is taken back."""
    return Question(
        title=_("End the role “%(role)s” of %(name)s?", role=_(ROLE_LABELS[grant.role]), name=grant.user.name),
        button=_("End the role"),
        crumbs=_crumbs(grant.user),
        follows=lambda: list(_after_role(grant)),
        lead=_("The role can be given anew, but this one stays ended."),
    )


def _after_role(grant: RoleGrant) -> Iterator[str]:
    yield _("From this moment %(name)s can do nothing that the role gave leave to.", name=grant.user.name)
    committee = committee_by_id(grant.committee_id) if grant.committee_id else None
    if committee is not None and grant.role is Role.SECRETARY and not has_secretary(committee):
        yield _("“%(committee)s” is left without a secretary of its own.", committee=committee.name)


def closing_of(someone: User) -> Question:
    """Before somebody is shut out."""
    places, today = len(open_sessions(someone)), clock.today()
    roles = sum(grant.holds_on(today) for grant in someone.grants)
    return Question(
        title=_("Close the account of %(name)s?", name=someone.name),
        button=_("Close the account"),
        crumbs=_crumbs(someone),
        follows=lambda: [
            _("%(name)s cannot sign in any more, and gets no letters. What was written stays.", name=someone.name),
            ngettext("%(count)s browser is signed out at once.", "%(count)s browsers are signed out at once.", places),
            ngettext("%(count)s role rests.", "%(count)s roles rest.", roles),
        ],
        lead=_("The account can be opened again."),
    )


def _crumbs(someone: User) -> list[tuple[str, str]]:
    return [(_("Administration"), "/administration/"), (_("People and roles"), "/administration/personer"),
            (someone.name, someone.path)]  # fmt: skip
