"""Each committee has a picture of its own, so that it is known again.

Revision ID: 0012
Revises: 0011
Create Date: 2026-11-29 12:20:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

MOTIFS = ('road', 'rain', 'bench', 'village', 'table', 'harbour', 'court', 'lanterns', 'forest', 'books', 'meadow',
          'lighthouse')
KIND = sa.Enum(*MOTIFS, name='motif', native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    with op.batch_alter_table('committee', schema=None) as batch_op:
        batch_op.add_column(sa.Column('motif', KIND, server_default='meadow', nullable=False))
    _give_each_its_own()


def _give_each_its_own() -> None:
    """In turn, those at work first: with up to twelve of them no two are alike."""
    connection = op.get_bind()
    committees = connection.scalars(sa.text(
        "select id from committee order by case when stage = 'closed' then 1 else 0 end, id"
    )).all()
    for place, number in enumerate(committees):
        connection.execute(sa.text('update committee set motif = :motif where id = :number'),
                           {'motif': MOTIFS[place % len(MOTIFS)], 'number': number})


def downgrade() -> None:
    with op.batch_alter_table('committee', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_committee_motif'), type_='check')
        batch_op.drop_column('motif')
