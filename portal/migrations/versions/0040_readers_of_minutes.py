"""Drafts of minutes are read through by named readers

Revision ID: 0040
Revises: 0039
Create Date: 2026-11-30 18:10:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'minutes_reader',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('read_by', sa.Date(), nullable=False),
        sa.Column('reminded_at', sa.DateTime(), nullable=True),
        sa.Column('answered_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_minutes_reader_sitting_id_sitting')),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_minutes_reader_user_id_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_reader')),
        sa.UniqueConstraint('sitting_id', 'user_id', name=op.f('uq_minutes_reader_sitting_id_user_id')),
    )
    op.create_index(op.f('ix_minutes_reader_user_id'), 'minutes_reader', ['user_id'])
    op.create_table(
        'minutes_reading',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('reader_id', sa.Integer(), nullable=False),
        sa.Column('content_hash', sa.String(length=64), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ['reader_id'], ['minutes_reader.id'], name=op.f('fk_minutes_reading_reader_id_minutes_reader')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_reading')),
    )
    op.create_index(op.f('ix_minutes_reading_reader_id'), 'minutes_reading', ['reader_id'])


def downgrade() -> None:
    op.drop_table('minutes_reading')
    op.drop_table('minutes_reader')
