"""Decisions of committee meetings become decision records, and it is counted which kinds of seats speak

Revision ID: 0036
Revises: 0035
Create Date: 2026-11-30 15:00:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None

KINDS = ('politician', 'citizen', 'association', 'company', 'expert', 'professional', 'employee')


def upgrade() -> None:
    with op.batch_alter_table('decision_record') as batch_op:
        batch_op.add_column(sa.Column('agenda_item_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_decision_record_agenda_item_id_agenda_item'), 'agenda_item', ['agenda_item_id'], ['id']
        )
        batch_op.create_unique_constraint(batch_op.f('uq_decision_record_agenda_item_id'), ['agenda_item_id'])
    op.create_table(
        'sitting_contribution',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.Enum(*KINDS, name='seattype', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('submission_key', sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ['sitting_id'], ['sitting.id'], name=op.f('fk_sitting_contribution_sitting_id_sitting')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sitting_contribution')),
        sa.UniqueConstraint('submission_key', name=op.f('uq_sitting_contribution_submission_key')),
    )
    op.create_index(op.f('ix_sitting_contribution_sitting_id'), 'sitting_contribution', ['sitting_id'])


def downgrade() -> None:
    op.drop_table('sitting_contribution')
    with op.batch_alter_table('decision_record') as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_decision_record_agenda_item_id'), type_='unique')
        batch_op.drop_constraint(batch_op.f('fk_decision_record_agenda_item_id_agenda_item'), type_='foreignkey')
        batch_op.drop_column('agenda_item_id')
