"""Notes of a meeting are reported as ideas are: a moderator's reason stands in their place, and nobody may have written them

Revision ID: 0047
Revises: 0046
Create Date: 2026-11-30 19:30:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None

OF_NOTES = "subject_kind = 'workshop_note'"


def _allow(roles: str) -> None:
    with op.batch_alter_table('moderation_case') as batch_op:
        batch_op.drop_constraint(op.f('ck_moderation_case_authorrole'), type_='check')
        batch_op.create_check_constraint(op.f('ck_moderation_case_authorrole'), f'author_role IN ({roles})')


def upgrade() -> None:
    with op.batch_alter_table('workshop_note') as batch_op:
        batch_op.add_column(sa.Column('hidden_reason', sa.String(length=600), nullable=True))
    with op.batch_alter_table('moderation_case') as batch_op:
        batch_op.alter_column('author_id', existing_type=sa.Integer(), nullable=True)
    _allow("'citizen', 'politician', 'nobody'")


def downgrade() -> None:
    op.execute(f'delete from moderation_report where {OF_NOTES}')
    op.execute(f'delete from moderation_case where {OF_NOTES}')
    _allow("'citizen', 'politician'")
    with op.batch_alter_table('moderation_case') as batch_op:
        batch_op.alter_column('author_id', existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table('workshop_note') as batch_op:
        batch_op.drop_column('hidden_reason')
