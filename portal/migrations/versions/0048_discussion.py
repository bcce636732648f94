"""What is said of ideas and proposals: contributions, two deep, with earlier wordings, acknowledgements and summaries

Revision ID: 0048
Revises: 0047
Create Date: 2026-11-30 22:10:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None


RELATIONS = (
    'derived_from', 'taken_up_at', 'gathered_in', 'carried_into', 'merged_into', 'split_from', 'answers', 'records',
    'became', 'follows', 'implements', 'learned_from',
)


def _allow(relations: tuple[str, ...]) -> None:
    said = ', '.join(f"'{one}'" for one in relations)
    with op.batch_alter_table('trace_edge') as batch_op:
        batch_op.drop_constraint(op.f('ck_trace_edge_tracerelation'), type_='check')
        batch_op.create_check_constraint(op.f('ck_trace_edge_tracerelation'), f'relation IN ({said})')


def upgrade() -> None:
    _allow((*RELATIONS[:6], 'said_of', *RELATIONS[6:]))
    op.create_table(
        'contribution',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('subject_kind', sa.String(length=40), nullable=False),
        sa.Column('subject_id', sa.Integer(), nullable=False),
        sa.Column('committee_id', sa.Integer(), nullable=True),
        sa.Column('passage', sa.Integer(), nullable=True),
        sa.Column('passage_edition', sa.Integer(), nullable=True),
        sa.Column('passage_mark', sa.String(length=64), nullable=True),
        sa.Column('parent_id', sa.Integer(), nullable=True),
        sa.Column(
            'kind',
            sa.Enum('for', 'against', 'question', 'comment', name='contributionkind', native_enum=False,
                    create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('body_html', sa.Text(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=False),
        sa.Column('is_nameless', sa.Boolean(), nullable=False),
        sa.Column('acknowledged', sa.Integer(), nullable=False),
        sa.Column('edited_at', sa.DateTime(), nullable=True),
        sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
        sa.Column('carried_on_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_at', sa.DateTime(), nullable=True),
        sa.Column('hidden_reason', sa.String(length=600), nullable=True),
        sa.Column('submission_key', sa.String(length=64), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_contribution_author_id_user')),
        sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_contribution_committee_id_committee')),
        sa.ForeignKeyConstraint(['parent_id'], ['contribution.id'], name=op.f('fk_contribution_parent_id_contribution')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_contribution')),
        sa.UniqueConstraint('submission_key', name=op.f('uq_contribution_submission_key')),
    )
    op.create_index('ix_contribution_subject', 'contribution', ['subject_kind', 'subject_id', 'parent_id', 'id'])
    op.create_index('ix_contribution_parent', 'contribution', ['parent_id', 'id'])
    op.create_index(op.f('ix_contribution_author_id'), 'contribution', ['author_id'])
    op.create_index(op.f('ix_contribution_committee_id'), 'contribution', ['committee_id'])
    op.create_table(
        'contribution_wording',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('contribution_id', sa.Integer(), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('body_html', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['contribution_id'], ['contribution.id'], name=op.f('fk_contribution_wording_contribution_id_contribution')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_contribution_wording')),
    )
    op.create_index(op.f('ix_contribution_wording_contribution_id'), 'contribution_wording', ['contribution_id'])
    op.create_table(
        'contribution_acknowledgement',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('contribution_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['contribution_id'],
            ['contribution.id'],
            name=op.f('fk_contribution_acknowledgement_contribution_id_contribution'),
        ),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_contribution_acknowledgement_user_id_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_contribution_acknowledgement')),
        sa.UniqueConstraint(
            'contribution_id', 'user_id', name=op.f('uq_contribution_acknowledgement_contribution_id_user_id')
        ),
    )
    op.create_index(op.f('ix_contribution_acknowledgement_user_id'), 'contribution_acknowledgement', ['user_id'])
    op.create_table(
        'discussion_summary',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('subject_kind', sa.String(length=40), nullable=False),
        sa.Column('subject_id', sa.Integer(), nullable=False),
        sa.Column('committee_id', sa.Integer(), nullable=True),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('body_html', sa.Text(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=False),
        sa.Column('submission_key', sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_discussion_summary_author_id_user')),
        sa.ForeignKeyConstraint(
            ['committee_id'], ['committee.id'], name=op.f('fk_discussion_summary_committee_id_committee')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion_summary')),
        sa.UniqueConstraint('submission_key', name=op.f('uq_discussion_summary_submission_key')),
    )
    op.create_index('ix_discussion_summary_subject', 'discussion_summary', ['subject_kind', 'subject_id', 'id'])
    op.create_index(op.f('ix_discussion_summary_author_id'), 'discussion_summary', ['author_id'])
    op.create_index(op.f('ix_discussion_summary_committee_id'), 'discussion_summary', ['committee_id'])


def downgrade() -> None:
    op.drop_table('discussion_summary')
    op.drop_table('contribution_acknowledgement')
    op.drop_table('contribution_wording')
    op.drop_table('contribution')
    op.execute("delete from trace_edge where relation = 'said_of' or 'contribution' in (earlier_kind, later_kind)")
    _allow(RELATIONS)
