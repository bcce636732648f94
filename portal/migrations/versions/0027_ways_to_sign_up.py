"""People wait for a place, sign up without an account or through those who hold the meeting, and say what they need

Revision ID: 0027
Revises: 0026
Create Date: 2026-11-30 11:10:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

KINDS = ('citizen', 'politician', 'association', 'company', 'expert', 'professional', 'employee')
TEXTS = {'needs': 300, 'name': 120, 'email': 254, 'phone': 30}


def upgrade() -> None:
    op.create_table('guest_sign_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('kind', sa.Enum(*KINDS, name='participantkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('needs', sa.String(length=300), nullable=False),
    sa.Column('submission_key', sa.String(length=64), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_guest_sign_up_workshop_id_workshop')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guest_sign_up')),
    sa.UniqueConstraint('submission_key', name=op.f('uq_guest_sign_up_submission_key'))
    )
    with op.batch_alter_table('guest_sign_up') as batch_op:
        batch_op.create_index(batch_op.f('ix_guest_sign_up_workshop_id'), ['workshop_id'], unique=False)
    with op.batch_alter_table('workshop_sign_up') as batch_op:
        batch_op.add_column(sa.Column('is_waiting', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('moved_up_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('submission_key', sa.String(length=64), nullable=True))
        for name, length in TEXTS.items():
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=''))
    with op.batch_alter_table('workshop_sign_up') as batch_op:
        batch_op.alter_column('is_waiting', existing_type=sa.Boolean(), server_default=None)
        for name, length in TEXTS.items():
            batch_op.alter_column(name, existing_type=sa.String(length=length), server_default=None)
        batch_op.create_unique_constraint(op.f('uq_workshop_sign_up_submission_key'), ['submission_key'])


def downgrade() -> None:
    op.execute('delete from workshop_sign_up where is_waiting')
    with op.batch_alter_table('workshop_sign_up') as batch_op:
        batch_op.drop_constraint(op.f('uq_workshop_sign_up_submission_key'), type_='unique')
        for name in ('is_waiting', 'moved_up_at', 'submission_key', *TEXTS):
            batch_op.drop_column(name)
    op.drop_table('guest_sign_up')
