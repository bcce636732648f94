"""It is noted who came to a workshop; of those that were held before, nobody knows

Revision ID: 0022
Revises: 0021
Create Date: 2026-11-30 08:15:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.add_column(sa.Column('attended_at', sa.DateTime(), nullable=True))
    with op.batch_alter_table('workshop_sign_up') as batch_op:
        batch_op.add_column(sa.Column('came', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('walked_in', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('workshop_sign_up') as batch_op:
        batch_op.alter_column('walked_in', existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    op.execute('delete from workshop_sign_up where walked_in')
    with op.batch_alter_table('workshop_sign_up') as batch_op:
        batch_op.drop_column('walked_in')
        batch_op.drop_column('came')
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.drop_column('attended_at')
