"""Places at a meeting are shared out among kinds and parties

Revision ID: 0029
Revises: 0028
Create Date: 2026-11-30 11:30:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

KINDS = ('citizen', 'politician', 'association', 'company', 'expert', 'professional', 'employee')


def upgrade() -> None:
    op.create_table('workshop_limit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum(*KINDS, name='participantkind', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('party_id', sa.Integer(), nullable=True),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.CheckConstraint('(kind is null) <> (party_id is null)', name=op.f('ck_workshop_limit_of_one')),
    sa.ForeignKeyConstraint(['party_id'], ['party.id'], name=op.f('fk_workshop_limit_party_id_party')),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_workshop_limit_workshop_id_workshop')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop_limit'))
    )
    with op.batch_alter_table('workshop_limit') as batch_op:
        batch_op.create_index(batch_op.f('ix_workshop_limit_workshop_id'), ['workshop_id'], unique=False)
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.add_column(sa.Column('limited_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.drop_column('limited_at')
    op.drop_table('workshop_limit')
