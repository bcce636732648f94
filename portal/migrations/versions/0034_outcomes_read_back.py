"""Outcomes are read back to those who came; of earlier ones it stays said in one sentence how they were

Revision ID: 0034
Revises: 0033
Create Date: 2026-11-30 14:50:00
"""

from datetime import datetime

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None

COUNTED = ('read_back_asked', 'read_back_confirmed', 'read_back_overtaken', 'read_back_corrections',
           'read_back_taken_in')  # fmt: skip


def _own() -> tuple[sa.Column[int], sa.Column[datetime]]:
    return (
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
    )


def upgrade() -> None:
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.add_column(sa.Column('read_back_sent_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('read_back_until', sa.Date(), nullable=True))
        for name in COUNTED:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
    op.create_table(
        'read_back_reply',
        *_own(),
        sa.Column('sign_up_id', sa.Integer(), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(), nullable=True),
        sa.Column('is_by_phone', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ['sign_up_id'], ['workshop_sign_up.id'], name=op.f('fk_read_back_reply_sign_up_id_workshop_sign_up')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_read_back_reply')),
        sa.UniqueConstraint('sign_up_id', name=op.f('uq_read_back_reply_sign_up_id')),
    )
    op.create_table(
        'outcome_correction',
        *_own(),
        sa.Column('paragraph_id', sa.Integer(), nullable=False),
        sa.Column('sign_up_id', sa.Integer(), nullable=True),
        sa.Column('written_by_id', sa.Integer(), nullable=True),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('is_taken_in', sa.Boolean(), nullable=True),
        sa.Column('answer', sa.Text(), nullable=False),
        sa.Column('answered_at', sa.DateTime(), nullable=True),
        sa.Column('answered_by_id', sa.Integer(), nullable=True),
        sa.Column('stood_before', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['paragraph_id'],
            ['outcome_paragraph.id'],
            name=op.f('fk_outcome_correction_paragraph_id_outcome_paragraph'),
        ),
        sa.ForeignKeyConstraint(
            ['sign_up_id'], ['workshop_sign_up.id'], name=op.f('fk_outcome_correction_sign_up_id_workshop_sign_up')
        ),
        sa.ForeignKeyConstraint(['written_by_id'], ['user.id'], name=op.f('fk_outcome_correction_written_by_id_user')),
        sa.ForeignKeyConstraint(
            ['answered_by_id'], ['user.id'], name=op.f('fk_outcome_correction_answered_by_id_user')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome_correction')),
    )
    op.create_index(op.f('ix_outcome_correction_paragraph_id'), 'outcome_correction', ['paragraph_id'])
    op.create_index(op.f('ix_outcome_correction_sign_up_id'), 'outcome_correction', ['sign_up_id'])


def downgrade() -> None:
    op.drop_table('outcome_correction')
    op.drop_table('read_back_reply')
    with op.batch_alter_table('workshop') as batch_op:
        for name in ('read_back_sent_at', 'read_back_until', *COUNTED):
            batch_op.drop_column(name)
