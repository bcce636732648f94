"""What was adopted is kept as a hash with a salt of its own

Of earlier adoptions none was kept, and what stands there today proves nothing about that day: they stay without.

Revision ID: 0014
Revises: 0013
Create Date: 2026-11-29 13:40:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('adoption', schema=None) as batch_op:
        batch_op.add_column(sa.Column('salt', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('digest', sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('adoption', schema=None) as batch_op:
        batch_op.drop_column('digest')
        batch_op.drop_column('salt')
