"""People say which organisation they come from, and places are kept free for some until a day

Revision ID: 0041
Revises: 0040
Create Date: 2026-11-30 18:20:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('workshop_sign_up', 'guest_sign_up'):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column('organisation', sa.String(length=120), nullable=False, server_default=''))
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.add_column(sa.Column('kept_until', sa.Date(), nullable=True))
    with op.batch_alter_table('workshop_limit') as batch_op:
        batch_op.add_column(sa.Column('kept', sa.Integer(), nullable=True))
        batch_op.alter_column('places', existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute('delete from workshop_limit where places is null')
    with op.batch_alter_table('workshop_limit') as batch_op:
        batch_op.alter_column('places', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column('kept')
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.drop_column('kept_until')
    for table in ('guest_sign_up', 'workshop_sign_up'):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column('organisation')
