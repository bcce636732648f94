"""What is said in conversations

Revision ID: 0044
Revises: 0043
Create Date: 2026-11-30 18:20:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('item_minutes') as batch_op:
        batch_op.add_column(sa.Column('voices', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('item_minutes') as batch_op:
        batch_op.drop_column('voices')
