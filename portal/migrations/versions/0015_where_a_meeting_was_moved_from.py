"""A meeting keeps when and where it should have been held before it was moved, and why.

What the trail knows of earlier moves is carried over: it kept when the meeting should have begun, not when it should
have ended.

Revision ID: 0015
Revises: 0014
Create Date: 2026-11-29 15:00:00

"""
import json
from datetime import UTC, datetime
from typing import Any

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    moves = op.create_table(
        'workshop_move',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('starts_at', sa.DateTime(), nullable=False),
        sa.Column('ends_at', sa.DateTime(), nullable=True),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.Column('reason', sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'],
                                name=op.f('fk_workshop_move_workshop_id_workshop')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop_move')),
    )
    with op.batch_alter_table('workshop_move', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workshop_move_workshop_id'), ['workshop_id'], unique=False)
    _carry_over(moves)


def _carry_over(moves: sa.Table) -> None:
    connection = op.get_bind()
    told = connection.execute(sa.text(
        "select event.created_at, event.subject_id, event.details from event join workshop on workshop.id = subject_id"
        " where type = 'workshop.moved' and subject_kind = 'workshop' order by event.id"
    ).columns(created_at=sa.DateTime())).all()
    rows = [row for happened_at, number, details in told if (row := _row(happened_at, number, details))]
    if rows:
        connection.execute(moves.insert(), rows)


def _row(happened_at: datetime, number: int, details: Any) -> dict[str, object] | None:
    """PostgreSQL reads the JSON itself, SQLite does not. Moves of which the old time was not kept are left out."""
    facts = json.loads(details) if isinstance(details, str) else details
    was = (facts or {}).get('was')
    if not was:
        return None
    starts_at = datetime.fromisoformat(was['starts_at']).astimezone(UTC).replace(tzinfo=None)
    return {'created_at': happened_at, 'workshop_id': number, 'starts_at': starts_at, 'place': was['place'],
            'reason': facts.get('reason', '')}


def downgrade() -> None:
    with op.batch_alter_table('workshop_move', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workshop_move_workshop_id'))
    op.drop_table('workshop_move')
