"""Passages know since which version each sentence stands there, versions how they are compared, readers what they read

The versions that exist are gone through in their order, as a revision does it.

Revision ID: 0051
Revises: 0050
Create Date: 2026-12-01 03:10:00
"""

from alembic import op
import sqlalchemy as sa

from portal.proposals.origins import Passage, origins

# revision identifiers, used by Alembic.
revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('proposal_block_text', sa.Column('said', sa.JSON(), server_default='[]', nullable=False))
    op.add_column('proposal_version', sa.Column('comparison', sa.Integer(), server_default='1', nullable=False))
    op.create_table(
        'proposal_reading',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('proposal_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('read_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_reading_proposal_id_proposal')),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_proposal_reading_user_id_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_reading')),
        sa.UniqueConstraint('proposal_id', 'user_id', name=op.f('uq_proposal_reading_proposal_id_user_id')),
    )
    op.create_index(op.f('ix_proposal_reading_user_id'), 'proposal_reading', ['user_id'])
    op.add_column('proposal_sponsor', sa.Column('text_version', sa.Integer(), server_default='1', nullable=False))
    _reckon()
    _bind()


def _reckon() -> None:
    """The sentences of the versions that there are."""
    connection = op.get_bind()
    version = sa.table('proposal_version', *map(sa.column, ('id', 'proposal_id', 'number')))
    text = sa.table(
        'proposal_block_text', *map(sa.column, ('id', 'version_id', 'block_id', 'position', 'text_html')),
        sa.column('said', sa.JSON()),
    )  # fmt: skip
    before = dict[int, list[Passage]]()
    for row in connection.execute(sa.select(version).order_by(version.c.proposal_id, version.c.number)).all():
        mine = sa.select(text.c.id, text.c.block_id, text.c.text_html).where(text.c.version_id == row.id)
        blocks = connection.execute(mine.order_by(text.c.position)).all()
        now = [Passage(one.block_id, one.text_html) for one in blocks]
        said = origins(row.number, before.get(row.proposal_id, ()), now)
        for one, sentences in zip(blocks, said, strict=True):
            connection.execute(text.update().where(text.c.id == one.id).values(said=sentences))
        before[row.proposal_id] = [Passage(one.id, one.html, its) for one, its in zip(now, said, strict=True)]


def _bind() -> None:
    """Whoever stands under a proposal stands under the version that was the newest when they put their name there."""
    op.get_bind().execute(sa.text(
        'update proposal_sponsor set text_version = coalesce((select max(version.number) from proposal_version version '
        'where version.proposal_id = proposal_sponsor.proposal_id '
        'and version.created_at <= proposal_sponsor.created_at), 1)'
    ))  # fmt: skip


def downgrade() -> None:
    op.drop_column('proposal_sponsor', 'text_version')
    op.drop_table('proposal_reading')
    op.drop_column('proposal_version', 'comparison')
    op.drop_column('proposal_block_text', 'said')
