"""What is parked, has failed or is decided is read from an index, however long the portal has been used

Revision ID: 0018
Revises: 0017
Create Date: 2026-11-30 04:30:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

INDEXES = (
    ('ix_outbox_message_parked', 'outbox_message', ['parked_at', 'id'], 'parked_at is not null'),
    ('ix_letter_sent_failed', 'letter_sent', ['created_at'], 'failed_at is not null'),
    ('ix_letter_sent_open', 'letter_sent', ['created_at'], 'sent_at is null and failed_at is null'),
    ('ix_moderation_case_decided', 'moderation_case', ['decided_at', 'id'], 'decided_at is not null'),
)


def upgrade() -> None:
    for name, table, columns, condition in INDEXES:
        where = sa.text(condition)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, table, _columns, _condition in reversed(INDEXES):
        op.drop_index(name, table_name=table)
