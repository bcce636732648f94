"""Whoever wants another address of their own calendar gets it

Revision ID: 0021
Revises: 0020
Create Date: 2026-11-30 08:00:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'own_calendar',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('renewals', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_own_calendar_user_id_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_own_calendar')),
        sa.UniqueConstraint('user_id', name=op.f('uq_own_calendar_user_id')),
    )


def downgrade() -> None:
    op.drop_table('own_calendar')
