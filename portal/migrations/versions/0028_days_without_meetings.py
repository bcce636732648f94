"""On which days a municipality plans no meetings

Revision ID: 0028
Revises: 0027
Create Date: 2026-11-30 11:30:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('municipality') as batch_op:
        batch_op.add_column(sa.Column('days_off', sa.JSON(), nullable=False, server_default='{}'))
    with op.batch_alter_table('municipality') as batch_op:
        batch_op.alter_column('days_off', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('municipality') as batch_op:
        batch_op.drop_column('days_off')
