"""Accounts of answers and lists of ideas are read from an index, however many ideas there are

Revision ID: 0017
Revises: 0016
Create Date: 2026-11-30 01:20:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

ANSWERED, UNANSWERED = sa.text('first_answered_at is not null'), sa.text('first_answered_at is null')


def upgrade() -> None:
    op.create_index('ix_idea_published', 'idea', ['committee_id', 'published_at', 'id'])
    op.create_index('ix_idea_answered', 'idea', ['first_answered_at', 'committee_id', 'received_at', 'state', 'published_at'],
                    sqlite_where=ANSWERED, postgresql_where=ANSWERED)
    op.create_index('ix_idea_unanswered', 'idea', ['committee_id', 'state', 'hidden_at', 'answer_due_on', 'published_at'],
                    sqlite_where=UNANSWERED, postgresql_where=UNANSWERED)


def downgrade() -> None:
    for name in ('ix_idea_unanswered', 'ix_idea_answered', 'ix_idea_published'):
        op.drop_index(name, table_name='idea')
