"""How soon an answer comes is promised in the mandate, and each idea keeps what its author was promised.

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-22 01:50:00.000000

"""
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.add_column(sa.Column('idea_answer_days', sa.Integer(), server_default='28', nullable=False))
        batch_op.add_column(sa.Column('recommendation_answer_days', sa.Integer(), server_default='90', nullable=False))

    with op.batch_alter_table('idea', schema=None) as batch_op:
        batch_op.add_column(sa.Column('promised_days', sa.Integer(), nullable=True))

    with op.batch_alter_table('idea_correction', schema=None) as batch_op:
        batch_op.add_column(sa.Column('earlier_place', sa.String(length=120), server_default='', nullable=False))

    # Addresses are kept under the portal's own key from here on; what was kept without it finds nobody any more.
    op.execute('delete from day_letter where recipient_id is null')

    _promise_in_mandates()
    _promise_to_authors()


def _promise_in_mandates() -> None:
    """Until now the days were a setting of the committee: that is what its mandates have meant."""
    for column in ('idea_answer_days', 'recommendation_answer_days'):
        op.execute(
            f"update mandate set {column} ="
            f" (select committee.{column} from committee where committee.id = mandate.committee_id)"
        )


def _promise_to_authors() -> None:
    """From reception to the last day; from when a refusal was overturned, where the days began anew then."""
    idea = sa.table(
        'idea', sa.column('id', sa.Integer()), sa.column('received_at', sa.DateTime()),
        sa.column('answer_due_on', sa.Date()), sa.column('promised_days', sa.Integer()),
    )
    step = sa.table(
        'idea_step', sa.column('idea_id', sa.Integer()), sa.column('state', sa.String()),
        sa.column('created_at', sa.DateTime()),
    )
    connection = op.get_bind()
    began_anew = dict(
        connection.execute(
            sa.select(step.c.idea_id, sa.func.max(step.c.created_at))
            .where(step.c.state == 'overturned')
            .group_by(step.c.idea_id)
        ).tuples().all()
    )
    has_clock = sa.and_(idea.c.received_at.is_not(None), idea.c.answer_due_on.is_not(None))
    for row in connection.execute(sa.select(idea).where(has_clock)).all():
        first = max(_danish_date(row.received_at), _danish_date(began_anew.get(row.id, row.received_at)))
        days = (row.answer_due_on - first).days
        connection.execute(idea.update().where(idea.c.id == row.id).values(promised_days=days))


def _danish_date(moment: datetime) -> date:
    """The calendar on which the days were counted; moments are kept in UTC, without a zone."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo('Europe/Copenhagen')).date()


def downgrade() -> None:
    with op.batch_alter_table('idea_correction', schema=None) as batch_op:
        batch_op.drop_column('earlier_place')

    with op.batch_alter_table('idea', schema=None) as batch_op:
        batch_op.drop_column('promised_days')

    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.drop_column('recommendation_answer_days')
        batch_op.drop_column('idea_answer_days')
