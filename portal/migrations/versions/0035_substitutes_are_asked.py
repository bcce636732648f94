"""Substitutes are asked to come to a committee meeting instead of a member

Revision ID: 0035
Revises: 0034
Create Date: 2026-11-30 15:00:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'substitute_call',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('member_id', sa.Integer(), nullable=False),
        sa.Column('substitute_id', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('is_coming', sa.Boolean(), nullable=True),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.Column('passed_over', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_substitute_call_sitting_id_sitting')),
        sa.ForeignKeyConstraint(
            ['member_id'], ['membership.id'], name=op.f('fk_substitute_call_member_id_membership')
        ),
        sa.ForeignKeyConstraint(
            ['substitute_id'], ['membership.id'], name=op.f('fk_substitute_call_substitute_id_membership')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_substitute_call')),
        sa.UniqueConstraint(
            'sitting_id', 'member_id', 'substitute_id',
            name=op.f('uq_substitute_call_sitting_id_member_id_substitute_id'),
        ),
    )
    op.create_index(op.f('ix_substitute_call_member_id'), 'substitute_call', ['member_id'])
    op.create_index(op.f('ix_substitute_call_substitute_id'), 'substitute_call', ['substitute_id'])
    with op.batch_alter_table('sitting_answer') as batch_op:
        batch_op.add_column(sa.Column('wants_substitute', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('sitting_answer') as batch_op:
        batch_op.alter_column('wants_substitute', existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('sitting_answer') as batch_op:
        batch_op.drop_column('wants_substitute')
    op.drop_table('substitute_call')
