"""Those who came are reminded of the draft of an outcome, and told when it was changed since they confirmed it

Revision ID: 0043
Revises: 0042
Create Date: 2026-11-30 18:40:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('read_back_reply') as batch_op:
        batch_op.add_column(sa.Column('reminded_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('told_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('read_back_reply') as batch_op:
        batch_op.drop_column('told_at')
        batch_op.drop_column('reminded_at')
