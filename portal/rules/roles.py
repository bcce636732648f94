"""Who people can be."""

from enum import StrEnum


class Role(StrEnum):
    VISITOR = "visitor"  # anyone, signed in or not
    CITIZEN = "citizen"  # signed in, with a confirmed address
    MEMBER = "member"  # appointed to this committee
    CHAIR = "chair"  # the member who leads this committee
    FACILITATOR = "facilitator"  # runs this committee's workshops
    SECRETARY = "secretary"  # serves this committee, or all of them
    COUNCILLOR = "councillor"  # answers for the council and its bodies
    ADMINISTRATOR = "administrator"  # municipality, people, settings
    AUDITOR = "auditor"  # reads the audit trail


# Roles that are given for one committee; the others are given for the whole municipality.
# A secretary may be given either way.
COMMITTEE_ROLES = (Role.MEMBER, Role.CHAIR, Role.FACILITATOR, Role.SECRETARY)
MUNICIPAL_ROLES = (Role.SECRETARY, Role.COUNCILLOR, Role.ADMINISTRATOR, Role.AUDITOR)
# Roles that rest until a one-time code is set up, where the municipality demands it.
CODE_ROLES = (Role.SECRETARY, Role.ADMINISTRATOR)
