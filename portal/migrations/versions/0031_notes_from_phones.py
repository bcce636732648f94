"""Notes come from phones, once each, and can be hidden; the address of a table can be renewed

Revision ID: 0031
Revises: 0030
Create Date: 2026-11-30 14:20:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('workshop_note') as batch:
        batch.alter_column('author_id', existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column('submission_key', sa.String(length=64), nullable=True))
        batch.add_column(sa.Column('hidden_at', sa.DateTime(), nullable=True))
        batch.create_unique_constraint(op.f('uq_workshop_note_submission_key'), ['submission_key'])
    with op.batch_alter_table('workshop_table') as batch:
        batch.add_column(sa.Column('renewals', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('workshop_table') as batch:
        batch.alter_column('renewals', existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('workshop_table') as batch:
        batch.drop_column('renewals')
    op.execute('delete from workshop_note where author_id is null')
    with op.batch_alter_table('workshop_note') as batch:
        batch.drop_constraint(op.f('uq_workshop_note_submission_key'), type_='unique')
        batch.drop_column('hidden_at')
        batch.drop_column('submission_key')
        batch.alter_column('author_id', existing_type=sa.Integer(), nullable=False)
