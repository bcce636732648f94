"""Tables of a workshop, rounds, and who sits where; of those that were held, nothing is known

Revision ID: 0023
Revises: 0022
Create Date: 2026-11-30 10:40:00
"""

from datetime import datetime

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def _own() -> tuple[sa.Column[int], sa.Column[datetime]]:
    return (
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
    )


def upgrade() -> None:
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.add_column(sa.Column('seated_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('plan_shown_at', sa.DateTime(), nullable=True))
    op.create_table(
        'workshop_table',
        *_own(),
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('seats', sa.Integer(), nullable=False),
        sa.Column('question', sa.String(length=300), nullable=False),
        sa.Column('host_id', sa.Integer(), nullable=True),
        sa.CheckConstraint('seats between 1 and 50', name=op.f('ck_workshop_table_seats')),
        sa.ForeignKeyConstraint(['host_id'], ['workshop_sign_up.id'],
                                name=op.f('fk_workshop_table_host_id_workshop_sign_up'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_workshop_table_workshop_id_workshop')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop_table')),
        sa.UniqueConstraint('workshop_id', 'number', name=op.f('uq_workshop_table_workshop_id_number')),
    )
    op.create_table(
        'workshop_round',
        *_own(),
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_workshop_round_workshop_id_workshop')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop_round')),
        sa.UniqueConstraint('workshop_id', 'number', name=op.f('uq_workshop_round_workshop_id_number')),
    )
    op.create_table(
        'workshop_seat',
        *_own(),
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('table_id', sa.Integer(), nullable=False),
        sa.Column('sign_up_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['round_id'], ['workshop_round.id'],
                                name=op.f('fk_workshop_seat_round_id_workshop_round'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['sign_up_id'], ['workshop_sign_up.id'],
                                name=op.f('fk_workshop_seat_sign_up_id_workshop_sign_up'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['table_id'], ['workshop_table.id'],
                                name=op.f('fk_workshop_seat_table_id_workshop_table'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop_seat')),
        sa.UniqueConstraint('round_id', 'sign_up_id', name=op.f('uq_workshop_seat_round_id_sign_up_id')),
    )
    with op.batch_alter_table('workshop_seat') as batch_op:
        batch_op.create_index(batch_op.f('ix_workshop_seat_sign_up_id'), ['sign_up_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_workshop_seat_table_id'), ['table_id'], unique=False)


def downgrade() -> None:
    op.drop_table('workshop_seat')
    op.drop_table('workshop_round')
    op.drop_table('workshop_table')
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.drop_column('plan_shown_at')
        batch_op.drop_column('seated_at')
