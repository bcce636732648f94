"""The administrator's door: people and their roles, the audit trail, and messages that did not arrive."""
