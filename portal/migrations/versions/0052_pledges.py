"""What people bring to a proposal

Revision ID: 0052
Revises: 0051
Create Date: 2026-12-01 04:01:15
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'pledge',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('proposal_id', sa.Integer(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=False),
        sa.Column('on_behalf_of', sa.String(length=120), nullable=False),
        sa.Column('kind', sa.Enum('time', 'place', 'money', 'knowledge', name='pledgekind', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('text', sa.String(length=400), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_reason', sa.String(length=600), nullable=True),
        sa.Column('submission_key', sa.String(length=64), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_pledge_author_id_user')),
        sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_pledge_proposal_id_proposal')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pledge')),
        sa.UniqueConstraint('submission_key', name=op.f('uq_pledge_submission_key'))
    )
    with op.batch_alter_table('pledge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pledge_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_pledge_proposal', ['proposal_id', 'withdrawn_at', 'id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('pledge', schema=None) as batch_op:
        batch_op.drop_index('ix_pledge_proposal')
        batch_op.drop_index(batch_op.f('ix_pledge_author_id'))

    op.drop_table('pledge')
