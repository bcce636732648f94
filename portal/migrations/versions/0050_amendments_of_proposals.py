"""Amendments to proposals: what a text should say instead, who is for and against, and what became of it

Revision ID: 0050
Revises: 0049
Create Date: 2026-11-30 22:33:00
"""
from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('amendment_call',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('is_open_to_all', sa.Boolean(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_amendment_call_proposal_id_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment_call')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_amendment_call_proposal_id'))
    )
    op.create_table('amendment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('based_on_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(length=600), nullable=False),
    sa.Column('state', sa.Enum('open', 'overtaken', 'accepted', 'reworded', 'refused', 'withdrawn', name='amendmentstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('submission_key', sa.String(length=64), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=600), nullable=False),
    sa.Column('made_id', sa.Integer(), nullable=True),
    sa.Column('hidden_at', sa.DateTime(), nullable=True),
    sa.Column('hidden_reason', sa.String(length=600), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_amendment_author_id_user')),
    sa.ForeignKeyConstraint(['based_on_id'], ['proposal_version.id'], name=op.f('fk_amendment_based_on_id_proposal_version')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_amendment_decided_by_id_user')),
    sa.ForeignKeyConstraint(['made_id'], ['proposal_version.id'], name=op.f('fk_amendment_made_id_proposal_version')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_amendment_proposal_id_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_amendment_proposal_id_number')),
    sa.UniqueConstraint('submission_key', name=op.f('uq_amendment_submission_key'))
    )
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amendment_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_amendment_state', ['proposal_id', 'state', 'number'], unique=False)

    op.create_table('amendment_collision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('one_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['one_id'], ['amendment.id'], name=op.f('fk_amendment_collision_one_id_amendment')),
    sa.ForeignKeyConstraint(['other_id'], ['amendment.id'], name=op.f('fk_amendment_collision_other_id_amendment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment_collision')),
    sa.UniqueConstraint('one_id', 'other_id', name=op.f('uq_amendment_collision_one_id_other_id'))
    )
    with op.batch_alter_table('amendment_collision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amendment_collision_other_id'), ['other_id'], unique=False)

    op.create_table('amendment_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('amendment_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('is_question', sa.Boolean(), nullable=False),
    sa.Column('text', sa.String(length=1000), nullable=False),
    sa.ForeignKeyConstraint(['amendment_id'], ['amendment.id'], name=op.f('fk_amendment_message_amendment_id_amendment')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_amendment_message_author_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment_message'))
    )
    with op.batch_alter_table('amendment_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amendment_message_amendment_id'), ['amendment_id'], unique=False)

    op.create_table('amendment_place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('amendment_id', sa.Integer(), nullable=False),
    sa.Column('block_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['amendment_id'], ['amendment.id'], name=op.f('fk_amendment_place_amendment_id_amendment')),
    sa.ForeignKeyConstraint(['block_id'], ['proposal_block.id'], name=op.f('fk_amendment_place_block_id_proposal_block')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment_place')),
    sa.UniqueConstraint('amendment_id', 'block_id', name=op.f('uq_amendment_place_amendment_id_block_id'))
    )
    with op.batch_alter_table('amendment_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amendment_place_block_id'), ['block_id'], unique=False)

    op.create_table('amendment_stance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('amendment_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('is_for', sa.Boolean(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['amendment_id'], ['amendment.id'], name=op.f('fk_amendment_stance_amendment_id_amendment')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_amendment_stance_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment_stance')),
    sa.UniqueConstraint('amendment_id', 'user_id', name=op.f('uq_amendment_stance_amendment_id_user_id'))
    )
    with op.batch_alter_table('amendment_stance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amendment_stance_user_id'), ['user_id'], unique=False)

    op.create_table('amendment_wording',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('amendment_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('based_on_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(length=600), nullable=False),
    sa.Column('is_welcome', sa.Boolean(), nullable=True),
    sa.Column('answer', sa.String(length=600), nullable=False),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['amendment_id'], ['amendment.id'], name=op.f('fk_amendment_wording_amendment_id_amendment')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_amendment_wording_author_id_user')),
    sa.ForeignKeyConstraint(['based_on_id'], ['proposal_version.id'], name=op.f('fk_amendment_wording_based_on_id_proposal_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment_wording')),
    sa.UniqueConstraint('amendment_id', 'number', name=op.f('uq_amendment_wording_amendment_id_number'))
    )
    op.create_table('amendment_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('amendment_id', sa.Integer(), nullable=False),
    sa.Column('wording_id', sa.Integer(), nullable=True),
    sa.Column('part', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('text_html', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['amendment_id'], ['amendment.id'], name=op.f('fk_amendment_text_amendment_id_amendment')),
    sa.ForeignKeyConstraint(['wording_id'], ['amendment_wording.id'], name=op.f('fk_amendment_text_wording_id_amendment_wording')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment_text')),
    sa.UniqueConstraint('amendment_id', 'wording_id', 'part', name=op.f('uq_amendment_text_amendment_id_wording_id_part'))
    )
    with op.batch_alter_table('amendment_text', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amendment_text_wording_id'), ['wording_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('amendment_text', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amendment_text_wording_id'))

    op.drop_table('amendment_text')
    op.drop_table('amendment_wording')
    with op.batch_alter_table('amendment_stance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amendment_stance_user_id'))

    op.drop_table('amendment_stance')
    with op.batch_alter_table('amendment_place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amendment_place_block_id'))

    op.drop_table('amendment_place')
    with op.batch_alter_table('amendment_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amendment_message_amendment_id'))

    op.drop_table('amendment_message')
    with op.batch_alter_table('amendment_collision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amendment_collision_other_id'))

    op.drop_table('amendment_collision')
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.drop_index('ix_amendment_state')
        batch_op.drop_index(batch_op.f('ix_amendment_author_id'))

    op.drop_table('amendment')
    op.drop_table('amendment_call')
