"""Members can ask to step down

Revision ID: 0038
Revises: 0037
Create Date: 2026-11-30 15:55:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('membership') as batch_op:
        batch_op.add_column(sa.Column('leaving_asked_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('leaving_reason', sa.String(length=600), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('membership') as batch_op:
        batch_op.drop_column('leaving_reason')
        batch_op.drop_column('leaving_asked_at')
