"""Documents written from the tables of the house, so that what is read and what is enforced cannot disagree."""

from collections.abc import Callable, Iterable

from portal.foundation.words import ENGLISH, placeholders
from portal.gates.criteria import GATES
from portal.rules.permissions import GRANTS, OPEN_DURING, Permission
from portal.rules.roles import COMMITTEE_ROLES, MUNICIPAL_ROLES, Role
from portal.rules.stages import Stage, next_stage
from tools.console import ROOT, plainly, say

PERMISSIONS = ROOT / "docs" / "permissions.md"
INTRODUCTION = """\
# Who may do what, and when

This page is written by `make docs` from `portal/rules/` and `portal/gates/`, the same tables that the portal asks. Do
not edit it: change the table, and a test will ask for this page to be written again.
"""


def permissions_page() -> str:
    """The whole of docs/permissions.md."""
    parts: tuple[Callable[[], str], ...] = (_roles, _grants, _seasons, _gates)
    return "\n".join([INTRODUCTION, *(part() for part in parts)])


def _roles() -> str:
    rows = [
        (f"`{role}`", "yes" if role in COMMITTEE_ROLES else "", "yes" if role in MUNICIPAL_ROLES else "")
        for role in Role
    ]
    return "## Roles\n\n" + _table(("role", "given for one committee", "given for the municipality"), rows)


def _grants() -> str:
    rows = [(f"`{deed}`", *("●" if deed in GRANTS[role] else "" for role in Role)) for deed in Permission]
    return (
        "## Permissions by role\n\nEverybody has those of *visitor*; a person has those of all their roles.\n\n"
        + _table(("permission", *Role), rows)
    )


def _seasons() -> str:
    rows = [
        (f"`{deed}`", *("●" if stage in OPEN_DURING[deed] else "" for stage in Stage))
        for deed in Permission
        if deed in OPEN_DURING
    ]
    return "## Permissions by stage\n\nWhat is not listed here does not depend on the committee's stage.\n\n" + _table(
        ("permission", *(_plain(stage) for stage in Stage)), rows
    )


def _gates() -> str:
    words = placeholders(ENGLISH)
    text = ["## Gates\n\nWhat must be true before a committee moves on. An override needs a public reason.\n"]
    for stage, criteria in GATES.items():
        following = next_stage(stage)
        text.append(f"**{_plain(stage)} → {_plain(following) if following else ''}**\n")
        text.append("\n".join(f"- {criterion.text % words}" for criterion in criteria) + "\n")
    return "\n".join(text)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _plain(stage: Stage) -> str:
    return stage.replace("_", "-")


def main() -> None:
    """`python -m tools.documents`"""
    PERMISSIONS.parent.mkdir(exist_ok=True)
    PERMISSIONS.write_text(permissions_page(), encoding="utf-8")
    say(f"Written: {PERMISSIONS.relative_to(ROOT)}")


if __name__ == "__main__":
    plainly(main)
