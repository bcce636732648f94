"""Proposals are cut into blocks, which keep their numbers through the versions

The versions that exist are cut too, in their order, as a revision cuts a new one.

Revision ID: 0046
Revises: 0045
Create Date: 2026-11-30 18:50:00
"""

from datetime import UTC, datetime

from alembic import op
import sqlalchemy as sa

from portal.foundation.text import blocks_of
from portal.proposals.blocks import Known, align

# revision identifiers, used by Alembic.
revision = '0046'
down_revision = '0045'
branch_labels = None
depends_on = None

PARTS = ('problem', 'solution', 'mobilisation')
KINDS = ('paragraph', 'heading', 'list', 'table')
LINEAGE = ('divided_from_id', 'joined_into_id')


def _own() -> tuple[sa.Column[int], sa.Column[datetime]]:
    return (
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        'proposal_block',
        *_own(),
        sa.Column('proposal_id', sa.Integer(), nullable=False),
        sa.Column('divided_from_id', sa.Integer(), nullable=True),
        sa.Column('joined_into_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ['divided_from_id'], ['proposal_block.id'], name=op.f('fk_proposal_block_divided_from_id_proposal_block')
        ),
        sa.ForeignKeyConstraint(
            ['joined_into_id'], ['proposal_block.id'], name=op.f('fk_proposal_block_joined_into_id_proposal_block')
        ),
        sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_block_proposal_id_proposal')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_block')),
    )
    op.create_index(op.f('ix_proposal_block_proposal_id'), 'proposal_block', ['proposal_id'])
    op.create_table(
        'proposal_block_text',
        *_own(),
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('block_id', sa.Integer(), nullable=False),
        sa.Column('part', sa.String(length=20), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column(
            'kind',
            sa.Enum(*KINDS, name='blockkind', native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('text_html', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['block_id'], ['proposal_block.id'], name=op.f('fk_proposal_block_text_block_id_proposal_block')
        ),
        sa.ForeignKeyConstraint(
            ['version_id'], ['proposal_version.id'], name=op.f('fk_proposal_block_text_version_id_proposal_version')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_block_text')),
        sa.UniqueConstraint(
            'version_id', 'block_id', name=op.f('uq_proposal_block_text_version_id_block_id')
        ),
    )
    op.create_index(op.f('ix_proposal_block_text_block_id'), 'proposal_block_text', ['block_id'])
    _cut()


def _cut() -> None:
    """The versions that there are, as a revision cuts a new one."""
    connection, now = op.get_bind(), datetime.now(UTC).replace(tzinfo=None)
    version = sa.table('proposal_version', *map(sa.column, ('id', 'proposal_id', 'number', *PARTS)))
    block = sa.table('proposal_block', *map(sa.column, ('id', 'created_at', 'proposal_id', *LINEAGE)))
    text = sa.table('proposal_block_text', *map(sa.column, (
        'created_at', 'version_id', 'block_id', 'part', 'position', 'kind', 'text', 'text_html',
    )))  # fmt: skip
    last, known = 0, dict[int, list[Known]]()
    for row in connection.execute(sa.select(version).order_by(version.c.proposal_id, version.c.number)).all():
        cut = [(part, one) for part in PARTS for one in blocks_of(getattr(row, part))]
        aligned = align(known.get(row.proposal_id, ()), [one.text for _part, one in cut])
        ids = []
        for place, id_ in enumerate(aligned.ids):
            if id_ is None:
                last += 1
                connection.execute(block.insert().values(
                    id=last, created_at=now, proposal_id=row.proposal_id, divided_from_id=aligned.divided.get(place),
                ))  # fmt: skip
            ids.append(id_ or last)
        for id_, place in aligned.joined.items():
            connection.execute(block.update().where(block.c.id == id_).values(joined_into_id=ids[place]))
        for position, (id_, (part, one)) in enumerate(zip(ids, cut, strict=True), start=1):
            connection.execute(text.insert().values(
                created_at=now, version_id=row.id, block_id=id_, part=part, position=position, kind=one.kind.value,
                text=one.text, text_html=one.html,
            ))  # fmt: skip
        known[row.proposal_id] = [Known(id_, one.text) for id_, (_part, one) in zip(ids, cut, strict=True)]
    if last and connection.dialect.name == 'postgresql':
        connection.execute(sa.text("select setval(pg_get_serial_sequence('proposal_block', 'id'), :last)"), {'last': last})


def downgrade() -> None:
    op.drop_table('proposal_block_text')
    op.drop_table('proposal_block')
