"""The whole table of role × permission × stage, written out a second time by hand: both must agree."""

import pytest

from portal.rules.permissions import GRANTS, OPEN_DURING, Permission, is_allowed
from portal.rules.roles import Role
from portal.rules.stages import Stage

# permission: (who, when). Letters: v visitor, c citizen, m member, C chair, f facilitator, s secretary, k councillor,
# a administrator, r auditor. Stages: 0 preparation, 1 to 3, x closed; "always" also outside a committee.
TABLE = {
    "account:create": ("v", "always"),
    "account:keep": ("c", "always"),
    "amendment:decide": ("Cs", "2"),
    "amendment:propose": ("c", "2"),
    "amendment:support": ("c", "2"),
    "application:handle": ("s", "always"),
    "application:submit": ("v", "0123"),
    "audit:read": ("ar", "always"),
    "body:manage": ("a", "always"),
    "call:manage": ("s", "0123"),
    "commitment:make": ("s", "23"),
    "commitment:report": ("s", "23"),
    "committee:create": ("s", "always"),
    "committee:edit": ("s", "0123"),
    "composition:describe": ("s", "0123"),
    "composition:review": ("s", "0123"),
    "discussion:carry-on": ("mCfs", "123"),
    "discussion:contribute": ("c", "always"),
    "discussion:sum-up": ("fs", "always"),
    "gate:open": ("s", "0123"),
    "idea:answer": ("Cs", "123"),
    "idea:appeal": ("c", "123"),
    "idea:correct": ("s", "123"),
    "idea:decide-appeal": ("sa", "123"),
    "idea:make-nameless": ("s", "always"),
    "idea:regroup": ("mCs", "123"),
    "idea:screen": ("s", "123"),
    "idea:submit": ("c", "1"),
    "idea:submit-as-guest": ("v", "1"),
    "idea:support": ("c", "12"),
    "idea:type-in": ("s", "1"),
    "idea:undo-regrouping": ("c", "123"),
    "idea:withdraw": ("c", "123"),
    "initiative:answer": ("sk", "always"),
    "initiative:propose": ("c", "always"),
    "initiative:screen": ("s", "always"),
    "initiative:sponsor": ("k", "always"),
    "initiative:support": ("c", "always"),
    "initiative:withdraw": ("c", "always"),
    "leader-role:choose": ("mC", "0123"),
    "lessons:write": ("s", "3"),
    "mandate:adopt": ("s", "0123"),
    "mandate:write": ("s", "0123"),
    "member:appoint": ("s", "0123"),
    "member:leave": ("mC", "0123"),
    "minutes:import": ("a", "always"),
    "moderation:appeal": ("c", "always"),
    "moderation:decide": ("s", "always"),
    "moderation:decide-appeal": ("sa", "always"),
    "moderation:report": ("c", "always"),
    "municipality:manage": ("a", "always"),
    "onboarding:confirm": ("mC", "0123"),
    "onboarding:follow": ("s", "always"),
    "outbox:retry": ("a", "always"),
    "party:manage": ("a", "always"),
    "person:erase": ("a", "always"),
    "person:manage": ("a", "always"),
    "position:take": ("mC", "2"),
    "pledge:make": ("c", "2"),
    "pledge:withdraw": ("c", "0123"),
    "proposal:read-draft": ("mCfsk", "always"),
    "proposal:write": ("mCs", "2"),
    "recommendation:adopt": ("Cs", "2"),
    "recommendation:draft": ("mCs", "2"),
    "recommendation:hand-over": ("Cs", "2"),
    "record:correct": ("sa", "always"),
    "record:publish": ("sk", "always"),
    "response:give": ("sk", "23"),
    "retention:read": ("ar", "always"),
    "sitting:minute": ("s", "always"),
    "sitting:plan": ("s", "0123"),
    "sitting:read": ("mCsk", "always"),
    "sitting:sign": ("mCs", "always"),
    "sitting:take-part": ("mC", "always"),
    "theme:manage": ("mCs", "123"),
    "workshop:confirm-outcome": ("mCfs", "123"),
    "workshop:note": ("mCfs", "123"),
    "workshop:plan": ("fs", "123"),
    "workshop:see-names": ("fs", "123"),
    "workshop:sign-up": ("c", "123"),
    "workshop:sign-up-as-guest": ("v", "123"),
    "workshop:answer-read-back": ("c", "123"),
    "workshop:sum-up": ("fs", "123"),
    "workshop:note-at-table": ("v", "123"),
    "workshop:type-in": ("fs", "123"),
}
LETTERS = dict(zip("vcmCfskar", Role, strict=True))
STAGES = dict(zip("0123x", Stage, strict=True))


def test_the_tables_are_complete():
    assert set(TABLE) == set(Permission)
    assert set(GRANTS) == set(Role)
    assert list(Permission) == sorted(Permission), "alphabetical, so that a new one has one place"
    assert all(stages for stages in OPEN_DURING.values())


@pytest.mark.parametrize("permission", Permission, ids=str)
def test_role_by_permission_by_stage(permission):
    who, when = TABLE[permission]
    for letter, role in LETTERS.items():
        for number, stage in (*STAGES.items(), ("outside", None)):
            wanted = letter in who and (when == "always" or number in when)
            assert is_allowed(permission, {role}, stage) is wanted, f"{role} {permission} in {stage}"
