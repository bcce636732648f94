"""Notes are sorted under headings, and each heading is a paragraph of the outcome; earlier outcomes stay one text

Revision ID: 0032
Revises: 0031
Create Date: 2026-11-30 14:25:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'outcome_paragraph',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=120), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('text_html', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['workshop_id'], ['workshop.id'], name=op.f('fk_outcome_paragraph_workshop_id_workshop')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome_paragraph')),
    )
    op.create_index(op.f('ix_outcome_paragraph_workshop_id'), 'outcome_paragraph', ['workshop_id'])
    with op.batch_alter_table('workshop_note') as batch_op:
        batch_op.add_column(sa.Column('paragraph_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f('fk_workshop_note_paragraph_id_outcome_paragraph'), 'outcome_paragraph', ['paragraph_id'], ['id']
        )
    op.create_index(op.f('ix_workshop_note_paragraph_id'), 'workshop_note', ['paragraph_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_workshop_note_paragraph_id'), 'workshop_note')
    with op.batch_alter_table('workshop_note') as batch_op:
        batch_op.drop_constraint(op.f('fk_workshop_note_paragraph_id_outcome_paragraph'), type_='foreignkey')
        batch_op.drop_column('paragraph_id')
    op.drop_table('outcome_paragraph')
