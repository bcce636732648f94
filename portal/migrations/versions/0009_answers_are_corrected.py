"""An answer that was entered wrongly is corrected by a dated addition, and a decision tells how many the body had.

Revision ID: 0009
Revises: 0008
Create Date: 2026-11-29 12:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

VERDICTS = ('unchanged', 'changed', 'sent_on', 'sent_back', 'not_adopted')


def upgrade() -> None:
    op.create_table('response_correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('earlier_verdict', sa.Enum(*VERDICTS, name='verdict', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('earlier_met_on', sa.Date(), nullable=False),
    sa.Column('earlier_item', sa.String(length=20), nullable=False),
    sa.Column('earlier_case_number', sa.String(length=60), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_response_correction_author_id_user')),
    sa.ForeignKeyConstraint(['response_id'], ['council_response.id'], name=op.f('fk_response_correction_response_id_council_response')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response_correction')),
    sa.UniqueConstraint('response_id', 'number', name=op.f('uq_response_correction_response_id_number'))
    )
    with op.batch_alter_table('decision_record', schema=None) as batch_op:
        batch_op.add_column(sa.Column('members', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('decision_record', schema=None) as batch_op:
        batch_op.drop_column('members')

    op.drop_table('response_correction')
