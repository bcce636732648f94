"""A round has a question, and it is known when it began

Revision ID: 0026
Revises: 0025
Create Date: 2026-11-30 11:10:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('workshop_round') as batch_op:
        batch_op.add_column(sa.Column('question', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('begun_at', sa.DateTime(), nullable=True))
    with op.batch_alter_table('workshop_round') as batch_op:
        batch_op.alter_column('question', existing_type=sa.String(length=300), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('workshop_round') as batch_op:
        batch_op.drop_column('begun_at')
        batch_op.drop_column('question')
