"""Other words that were taken in are marked, and why an amendment was taken in stands on its own page only

Until now the newest of them was taken in, and the list of versions repeated the reason, also of what is hidden since.

Revision ID: 0053
Revises: 0052
Create Date: 2026-12-01 04:42:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('amendment_wording', sa.Column('is_taken', sa.Boolean(), server_default=sa.false(), nullable=False))
    connection = op.get_bind()
    amendment = sa.table('amendment', *map(sa.column, ('id', 'number', 'state', 'made_id')))
    wording = sa.table('amendment_wording', *map(sa.column, ('id', 'amendment_id', 'is_taken')))
    version = sa.table('proposal_version', *map(sa.column, ('id', 'what_changed')))
    made = sa.select(amendment).where(amendment.c.made_id.is_not(None))
    for row in connection.execute(made).all():
        said = f'Rettelse {row.number}'
        if row.state == 'reworded':
            newest = sa.select(sa.func.max(wording.c.id)).where(wording.c.amendment_id == row.id).scalar_subquery()
            connection.execute(sa.update(wording).where(wording.c.id == newest).values(is_taken=sa.true()))
            said += ' med andre ord'
        connection.execute(sa.update(version).where(version.c.id == row.made_id).values(what_changed=said))
    with op.batch_alter_table('amendment_wording', schema=None) as batch_op:
        batch_op.alter_column('is_taken', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('amendment_wording', schema=None) as batch_op:
        batch_op.drop_column('is_taken')
