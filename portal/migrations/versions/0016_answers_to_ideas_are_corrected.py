"""An answer to an idea that was wrong is corrected by a dated addition

Revision ID: 0016
Revises: 0015
Create Date: 2026-11-29 16:20:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('idea_answer_correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['idea_answer.id'], name=op.f('fk_idea_answer_correction_answer_id_idea_answer')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_idea_answer_correction_author_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_idea_answer_correction')),
    sa.UniqueConstraint('answer_id', 'number', name=op.f('uq_idea_answer_correction_answer_id_number'))
    )


def downgrade() -> None:
    op.drop_table('idea_answer_correction')
