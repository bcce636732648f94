"""The audit trail and the outbox."""
