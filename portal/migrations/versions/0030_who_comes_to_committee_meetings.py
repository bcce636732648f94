"""Members say whether they come to a committee meeting

Revision ID: 0030
Revises: 0029
Create Date: 2026-11-30 11:45:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'sitting_answer',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('membership_id', sa.Integer(), nullable=False),
        sa.Column('is_coming', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_sitting_answer_sitting_id_sitting')),
        sa.ForeignKeyConstraint(
            ['membership_id'], ['membership.id'], name=op.f('fk_sitting_answer_membership_id_membership')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sitting_answer')),
        sa.UniqueConstraint(
            'sitting_id', 'membership_id', name=op.f('uq_sitting_answer_sitting_id_membership_id')
        ),
    )
    op.create_index(op.f('ix_sitting_answer_membership_id'), 'sitting_answer', ['membership_id'])


def downgrade() -> None:
    op.drop_table('sitting_answer')
