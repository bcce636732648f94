"""Each paper of a committee meeting is published by itself, and extracts of minutes are made

Revision ID: 0042
Revises: 0041
Create Date: 2026-11-30 19:00:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None

PARTS = ('title', 'decision', 'account')
PAPERS = ('cases', 'decisions', 'minutes', 'extract')


def upgrade() -> None:
    part = sa.Enum(*PARTS, name='publicpart', native_enum=False, create_constraint=True, length=40)
    with op.batch_alter_table('item_minutes') as batch_op:
        batch_op.add_column(sa.Column('public_part', part, nullable=False, server_default='account'))
    with op.batch_alter_table('item_minutes') as batch_op:
        batch_op.alter_column('public_part', existing_type=part, existing_nullable=False, server_default=None)
    with op.batch_alter_table('sitting') as batch_op:
        batch_op.add_column(sa.Column('cases_published_at', sa.DateTime(), nullable=True))
    op.create_table(
        'minutes_extract',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=160), nullable=False),
        sa.Column('item_ids', sa.JSON(), nullable=False),
        sa.Column('published_at', sa.DateTime(), nullable=True),
        sa.Column('submission_key', sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_minutes_extract_sitting_id_sitting')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_extract')),
        sa.UniqueConstraint('submission_key', name=op.f('uq_minutes_extract_submission_key')),
    )
    op.create_index(op.f('ix_minutes_extract_sitting_id'), 'minutes_extract', ['sitting_id'])
    op.create_table(
        'sitting_publication',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('paper', sa.Enum(*PAPERS, name='paper', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('extract_id', sa.Integer(), nullable=True),
        sa.Column('public_at', sa.DateTime(), nullable=False),
        sa.Column('opened_at', sa.DateTime(), nullable=True),
        sa.Column('stopped_at', sa.DateTime(), nullable=True),
        sa.Column('may_stand', sa.Text(), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['extract_id'], ['minutes_extract.id'], name=op.f('fk_sitting_publication_extract_id_minutes_extract')
        ),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_sitting_publication_sitting_id_sitting')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sitting_publication')),
    )
    op.create_index(op.f('ix_sitting_publication_sitting_id'), 'sitting_publication', ['sitting_id'])
    op.create_index(op.f('ix_sitting_publication_public_at'), 'sitting_publication', ['public_at'])
    op.execute('UPDATE sitting SET cases_published_at = agenda_sent_at')
    for paper in ('cases', 'decisions', 'minutes'):  # what is public already can be taken back too
        op.execute(
            'INSERT INTO sitting_publication (created_at, sitting_id, paper, public_at, opened_at, may_stand, reason) '
            f"SELECT {paper}_published_at, id, '{paper}', {paper}_published_at, {paper}_published_at, '', '' "
            f'FROM sitting WHERE {paper}_published_at IS NOT NULL'
        )


def downgrade() -> None:
    op.drop_table('sitting_publication')
    op.drop_table('minutes_extract')
    # minutes said what was decided too, and were not public without it
    op.execute('UPDATE sitting SET decisions_published_at = minutes_published_at WHERE decisions_published_at IS NULL')
    with op.batch_alter_table('sitting') as batch_op:
        batch_op.drop_column('cases_published_at')
    with op.batch_alter_table('item_minutes') as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_item_minutes_publicpart'), type_='check')
        batch_op.drop_column('public_part')
