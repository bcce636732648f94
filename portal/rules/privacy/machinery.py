"""What the portal writes down by itself, and what holds nothing about anybody."""

from collections.abc import Mapping

from portal.foundation.i18n import N_
from portal.rules.privacy.terms import Chapter, Fate, Ground, Kind, Rule, Visibility

MACHINERY_RULES: Mapping[Kind, Rule] = {
    Kind.TRAIL: Rule(
        Chapter.MACHINERY,
        N_("The trail: who did what with which record"),
        ("event",),
        Visibility.SYSTEM,
        N_("Administrators and auditors read it. Public deeds also stand on the pages they are about."),
        Ground.DUTY,
        N_("It stays as long as what it tells of, because it shows how a decision came about."),
        Fate.KEPT,
        Fate.NAMELESS,
        N_("It names people by a number, which no longer leads to you. Your name is taken out of its titles."),
    ),
    Kind.ACCESS_LOG: Rule(
        Chapter.MACHINERY,
        N_("The trail of signing in, and of letters about your account"),
        ("event",),
        Visibility.SYSTEM,
        N_("Administrators and auditors read it."),
        Ground.SECURITY,
        N_("We delete it after %(time)s."),
        Fate.DELETED,
        Fate.NAMELESS,
        N_("It names people by a number, which no longer leads to you."),
        days=365,
    ),
    Kind.DELIVERY: Rule(
        Chapter.MACHINERY,
        N_("Which messages the portal has delivered to itself"),
        ("outbox_message",),
        Visibility.SYSTEM,
        N_("Administrators see those that did not arrive."),
        Ground.TASK,
        N_("We delete it %(time)s after it arrived or was given up."),
        Fate.DELETED,
        Fate.KEPT,
        N_("It holds numbers only, and is soon gone."),
        days=90,
    ),
}

# Every other table, and why no rule is needed for it. A new table must be put here or in a rule.
WITHOUT_PERSONAL_DATA: Mapping[str, str] = {
    "adoption": "sums only; who stood how is in adopted_seat",
    "agenda_item": "what is to be taken up; who is responsible is a name that the secretariat writes",
    "body": "the municipality's organisation",
    "call": "the municipality's own text",
    "call_seat": "which seats a call is about",
    "case_step": "what a body said of a case",
    "commitment": "owned by a unit or an organisation",
    "committee": "the task, not those who solve it",
    "composition_category": "needs, never persons",
    "composition_need": "needs, never persons",
    "decision_attachment": "the names of documents",
    "decision_point": "what was to be decided",
    "idea_theme": "a name for what several ideas are about",
    "item_minutes": "what was said and decided, never who said it",
    "mandate": "the council's own text",
    "mandate_question": "the council's own text",
    "meeting": "when and where it is held",
    "meeting_move": "when and where it should have been held, and why it was moved",
    "meeting_reminder": "of which day's meeting people were reminded, never who",
    "municipality": "the municipality itself; its contact address is the authority's",
    "party": "lists, not their members",
    "proposal_question": "which questions a proposal answers",
    "retention_run": "numbers only",
    "seat": "a place at the table, whoever sits there",
    "sitting": "that a committee meets, and how far its agenda and minutes have come",
    "sitting_turn": "when an item or a break began",
    "trace_edge": "which record came of which",
    "vote_count": "numbers by party",
    "workshop": "what it is for and what came out of it",
    "workshop_limit": "how many places there are for whom",
    "workshop_question": "which questions a workshop works on",
    "workshop_round": "how long people sit together, never who",
    "workshop_table": "seats and a question; who holds it is a sign-up",
}
