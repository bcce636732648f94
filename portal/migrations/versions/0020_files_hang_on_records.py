"""Files hang on records

Revision ID: 0020
Revises: 0019
Create Date: 2026-11-30 07:30:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('stored_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('kind', sa.Enum('pdf', 'docx', 'odt', 'png', 'jpeg', name='filekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('alternative', sa.String(length=300), nullable=False),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('comments', sa.Integer(), nullable=False),
    sa.Column('changes', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('holds_cpr', sa.Boolean(), nullable=False),
    sa.Column('uploader_id', sa.Integer(), nullable=False),
    sa.Column('removed_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('size > 0', name=op.f('ck_stored_file_size')),
    sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_stored_file_committee_id_committee')),
    sa.ForeignKeyConstraint(['uploader_id'], ['user.id'], name=op.f('fk_stored_file_uploader_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file'))
    )
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stored_file_committee_id'), ['committee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_stored_file_content_hash'), ['content_hash'], unique=False)
        batch_op.create_index('ix_stored_file_unread', ['id'], unique=False, sqlite_where=sa.text('text is null and removed_at is null'), postgresql_where=sa.text('text is null and removed_at is null'))
        batch_op.create_index(batch_op.f('ix_stored_file_uploader_id'), ['uploader_id'], unique=False)
        batch_op.create_index('uq_stored_file_content', ['subject_kind', 'subject_id', 'content_hash'], unique=True, sqlite_where=sa.text('removed_at is null'), postgresql_where=sa.text('removed_at is null'))


def downgrade() -> None:
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.drop_index('uq_stored_file_content', sqlite_where=sa.text('removed_at is null'), postgresql_where=sa.text('removed_at is null'))
        batch_op.drop_index(batch_op.f('ix_stored_file_uploader_id'))
        batch_op.drop_index('ix_stored_file_unread', sqlite_where=sa.text('text is null and removed_at is null'), postgresql_where=sa.text('text is null and removed_at is null'))
        batch_op.drop_index(batch_op.f('ix_stored_file_content_hash'))
        batch_op.drop_index(batch_op.f('ix_stored_file_committee_id'))

    op.drop_table('stored_file')
