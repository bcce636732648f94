"""Phones put dots on the notes of their table, as long as that is open

Revision ID: 0039
Revises: 0038
Create Date: 2026-11-30 18:10:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'note_dot',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('note_id', sa.Integer(), nullable=False),
        sa.Column('phone', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ['note_id'], ['workshop_note.id'], name=op.f('fk_note_dot_note_id_workshop_note'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_note_dot')),
        sa.UniqueConstraint('note_id', 'phone', name=op.f('uq_note_dot_note_id_phone')),
    )
    op.create_index(op.f('ix_note_dot_phone'), 'note_dot', ['phone'])
    with op.batch_alter_table('workshop_note') as batch_op:
        batch_op.add_column(sa.Column('dots', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('paper_dots', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.add_column(sa.Column('dots_each', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('dots_opened_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('dots_closed_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.drop_column('dots_closed_at')
        batch_op.drop_column('dots_opened_at')
        batch_op.drop_column('dots_each')
    with op.batch_alter_table('workshop_note') as batch_op:
        batch_op.drop_column('paper_dots')
        batch_op.drop_column('dots')
    op.drop_table('note_dot')
