"""Items are added once a meeting has begun, and it is written for how long each kind of seat spoke

Revision ID: 0045
Revises: 0044
Create Date: 2026-11-30 20:00:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None

KINDS = ('politician', 'citizen', 'association', 'company', 'expert', 'professional', 'employee')


def upgrade() -> None:
    with op.batch_alter_table('agenda_item') as batch_op:
        batch_op.add_column(sa.Column('added_at_meeting', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('agenda_item') as batch_op:
        batch_op.alter_column('added_at_meeting', existing_type=sa.Boolean(), server_default=None)
    op.create_table(
        'sitting_spoken_minutes',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('item_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.Enum(*KINDS, name='seattype', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.CheckConstraint('minutes between 1 and 480', name=op.f('ck_sitting_spoken_minutes_minutes')),
        sa.ForeignKeyConstraint(
            ['sitting_id'], ['sitting.id'], name=op.f('fk_sitting_spoken_minutes_sitting_id_sitting')
        ),
        sa.ForeignKeyConstraint(
            ['item_id'], ['agenda_item.id'], name=op.f('fk_sitting_spoken_minutes_item_id_agenda_item')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sitting_spoken_minutes')),
        sa.UniqueConstraint('item_id', 'kind', name=op.f('uq_sitting_spoken_minutes_item_id_kind')),
    )
    op.create_index(op.f('ix_sitting_spoken_minutes_sitting_id'), 'sitting_spoken_minutes', ['sitting_id'])


def downgrade() -> None:
    op.drop_table('sitting_spoken_minutes')
    with op.batch_alter_table('agenda_item') as batch_op:
        batch_op.drop_column('added_at_meeting')
