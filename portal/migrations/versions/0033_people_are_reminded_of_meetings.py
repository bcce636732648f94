"""People are reminded of a meeting, once

Revision ID: 0033
Revises: 0032
Create Date: 2026-11-30 14:50:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'meeting_reminder',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('held_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_reminder_meeting_id_meeting')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_reminder')),
        sa.UniqueConstraint('meeting_id', 'held_on', name=op.f('uq_meeting_reminder_meeting_id_held_on')),
    )


def downgrade() -> None:
    op.drop_table('meeting_reminder')
