"""What cannot wait goes by itself, and each letter is written down before it is sent.

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-29 12:10:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.add_column(sa.Column('alone', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('letter_sent', schema=None) as batch_op:
        batch_op.alter_column('recipient_id', existing_type=sa.INTEGER(), nullable=True)
        batch_op.add_column(sa.Column('message_key', sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column('sent_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('failed_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('attempts', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('last_error', sa.String(length=200), server_default='', nullable=False))
        batch_op.create_unique_constraint(batch_op.f('uq_letter_sent_message_key'), ['message_key'])

    # Until now a letter was written down when it was out.
    op.execute('update letter_sent set sent_at = created_at')


def downgrade() -> None:
    # The version before knows only letters that are out, to people with an account.
    op.execute('delete from letter_sent where recipient_id is null or sent_at is null')

    with op.batch_alter_table('letter_sent', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_letter_sent_message_key'), type_='unique')
        batch_op.drop_column('last_error')
        batch_op.drop_column('attempts')
        batch_op.drop_column('failed_at')
        batch_op.drop_column('sent_at')
        batch_op.drop_column('message_key')
        batch_op.alter_column('recipient_id', existing_type=sa.INTEGER(), nullable=False)

    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.drop_column('alone')
