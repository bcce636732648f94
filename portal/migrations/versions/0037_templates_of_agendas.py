"""A municipality keeps agendas to use again

Revision ID: 0037
Revises: 0036
Create Date: 2026-11-30 15:40:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'agenda_template',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('municipality_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('items', sa.JSON(), nullable=False),
        sa.Column('submission_key', sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ['municipality_id'], ['municipality.id'], name=op.f('fk_agenda_template_municipality_id_municipality')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_template')),
        sa.UniqueConstraint('municipality_id', 'name', name=op.f('uq_agenda_template_municipality_id_name')),
        sa.UniqueConstraint('submission_key', name=op.f('uq_agenda_template_submission_key')),
    )


def downgrade() -> None:
    op.drop_table('agenda_template')
