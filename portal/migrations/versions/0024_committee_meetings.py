"""The committee's own meetings, which are closed, and their agendas

Revision ID: 0024
Revises: 0023
Create Date: 2026-11-30 10:40:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

KINDS = ('inform', 'discuss', 'decide', 'theme')


def upgrade() -> None:
    _forms("form IN ('closed', 'open')")
    op.create_table(
        'sitting',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('link', sa.String(length=500), nullable=False),
        sa.Column('agenda_sent_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['id'], ['meeting.id'], name=op.f('fk_sitting_id_meeting')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sitting')),
    )
    op.create_table(
        'agenda_item',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('kind', sa.Enum(*KINDS, name='itemkind', native_enum=False, create_constraint=True, length=40),
                  nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('responsible', sa.String(length=120), nullable=False),
        sa.Column('background', sa.Text(), nullable=False),
        sa.Column('background_html', sa.Text(), nullable=False),
        sa.Column('is_open', sa.Boolean(), nullable=False),
        sa.Column('submission_key', sa.String(length=64), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint('minutes between 0 and 480', name=op.f('ck_agenda_item_minutes')),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_agenda_item_sitting_id_sitting')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item')),
    )
    op.create_index('ix_agenda_item_sitting', 'agenda_item', ['sitting_id', 'position'])
    op.create_index(op.f('ix_agenda_item_submission_key'), 'agenda_item', ['submission_key'], unique=True)


def downgrade() -> None:
    op.drop_table('agenda_item')
    op.execute("delete from meeting_move where meeting_id in (select id from sitting)")
    op.drop_table('sitting')
    op.execute("delete from meeting where form = 'closed'")
    _forms("form IN ('open')")


def _forms(check: str) -> None:
    """Which forms of meetings there are."""
    with op.batch_alter_table('meeting') as batch_op:
        batch_op.drop_constraint(op.f('ck_meeting_meetingform'), type_='check')
        batch_op.create_check_constraint(op.f('ck_meeting_meetingform'), check)
