"""How a committee stood when it adopted a recommendation is kept with it, and a position belongs to one text.

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-29 12:10:00.000000

"""
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

SEATS = ('politician', 'citizen', 'association', 'company', 'expert', 'professional', 'employee')
CHOICES = ('for', 'against', 'neither')
VOTING = ('chair', 'vice_chair', 'member')


def upgrade() -> None:
    op.create_table('adoption',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('votes_for', sa.Integer(), nullable=True),
    sa.Column('votes_against', sa.Integer(), nullable=True),
    sa.Column('votes_neither', sa.Integer(), nullable=True),
    sa.Column('silent', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_adoption_recommendation_id_recommendation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_adoption')),
    sa.UniqueConstraint('recommendation_id', name=op.f('uq_adoption_recommendation_id'))
    )
    op.create_table('adopted_seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('adoption_id', sa.Integer(), nullable=False),
    sa.Column('membership_id', sa.Integer(), nullable=False),
    sa.Column('seat_type', sa.Enum(*SEATS, name='seattype', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('party_letter', sa.String(length=3), nullable=False),
    sa.Column('party_name', sa.String(length=120), nullable=False),
    sa.Column('choice', sa.Enum(*CHOICES, name='choice', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('text_version', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['adoption_id'], ['adoption.id'], name=op.f('fk_adopted_seat_adoption_id_adoption')),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_adopted_seat_membership_id_membership')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_adopted_seat')),
    sa.UniqueConstraint('adoption_id', 'membership_id', name=op.f('uq_adopted_seat_adoption_id_membership_id'))
    )
    with op.batch_alter_table('adopted_seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_adopted_seat_membership_id'), ['membership_id'], unique=False)

    for table in ('recommendation', 'position'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('text_version', sa.Integer(), server_default='1', nullable=False))
    _bind_positions_to_their_text()
    with op.batch_alter_table('recommendation', schema=None) as batch_op:
        batch_op.drop_column('edited_at')
    _freeze_what_was_adopted()


def _bind_positions_to_their_text() -> None:
    """Only the last change of a text is known: what was taken before it stands on another text than the present."""
    op.execute("update recommendation set text_version = 2 where edited_at is not null")
    op.execute(
        "update position set text_version = 2 where exists (select 1 from recommendation where recommendation.id ="
        " position.recommendation_id and recommendation.edited_at is not null"
        " and position.taken_at >= recommendation.edited_at)"
    )


def _freeze_what_was_adopted() -> None:
    """From the trail: the sums as they were told on the day, and each seat where the sums show that it was so."""
    connection = op.get_bind()
    tables = _tables()
    recommendation, event, adoption = tables['recommendation'], tables['event'], tables['adoption']
    told = {
        row.subject_id: row
        for row in connection.execute(
            sa.select(event).where(event.c.type == 'recommendation.adopted').order_by(event.c.id)
        )
    }
    adopted = sa.select(recommendation).where(recommendation.c.state != 'draft').order_by(recommendation.c.id)
    for row in connection.execute(adopted).all():
        moment = told.get(row.id)
        sums = _sums(moment.details if moment is not None else {})
        table = list(_seats_at(connection, tables, row, moment.created_at)) if moment is not None else []
        is_certain = sums is not None and sums == _sums_of(table)
        values = dict(zip(('votes_for', 'votes_against', 'votes_neither'), sums or (None,) * 3, strict=True))
        values['silent'] = sum(seat['choice'] is None for seat in table) if is_certain else None
        made = moment.created_at if moment is not None else row.created_at
        connection.execute(adoption.insert().values(recommendation_id=row.id, created_at=made, **values))
        if is_certain:
            own = connection.scalar(sa.select(adoption.c.id).where(adoption.c.recommendation_id == row.id))
            for seat in table:
                connection.execute(tables['adopted_seat'].insert().values(adoption_id=own, created_at=made, **seat))


def _sums(details: dict[str, Any]) -> tuple[int, int, int] | None:
    counted = details.get('positions')
    if not isinstance(counted, dict) or not all(isinstance(counted.get(choice), int) for choice in CHOICES):
        return None
    return counted['for'], counted['against'], counted['neither']


def _sums_of(table: list[dict[str, Any]]) -> tuple[int, int, int]:
    said = Counter(seat['choice'] for seat in table)
    return said['for'], said['against'], said['neither']


def _seats_at(connection: Any, tables: Any, recommendation: Any, moment: datetime) -> Iterator[dict[str, Any]]:
    """Who sat there at that moment, as the portal saw it then: an end that was entered later had not been yet."""
    membership, seat, event, position = (tables[name] for name in ('membership', 'seat', 'event', 'position'))
    day = moment.replace(tzinfo=UTC).astimezone(ZoneInfo('Europe/Copenhagen')).date()
    ended_later = set(connection.scalars(
        sa.select(event.c.subject_id).where(event.c.type == 'member.ended', event.c.created_at > moment)
    ))
    known = connection.execute(
        sa.select(membership, seat.c.type.label('seat_type'))
        .join(seat, seat.c.id == membership.c.seat_id)
        .where(membership.c.committee_id == recommendation.committee_id, membership.c.created_at <= moment)
        .order_by(membership.c.id)
    ).all()
    holding = [row for row in known if _holds(row, day, row.id in ended_later)]
    replaced = {row.substitute_for_id for row in holding if row.substitute_for_id is not None}
    stands = {
        row.membership_id: row
        for row in connection.execute(sa.select(position).where(position.c.recommendation_id == recommendation.id))
    }
    for row in holding:
        if row.substitute_for_id is None and (row.function not in VOTING or row.id in replaced):
            continue
        stood = stands.get(row.id)
        letter, name = _party_at(connection, tables, row, moment)
        yield {
            'membership_id': row.id,
            'seat_type': row.seat_type,
            'party_letter': letter,
            'party_name': name,
            'choice': stood.choice if stood is not None else None,
            'text_version': stood.text_version if stood is not None else None,
        }


def _holds(row: Any, day: date, has_ended_later: bool) -> bool:
    return row.starts_on <= day and (row.ends_on is None or row.ends_on >= day or has_ended_later)


def _party_at(connection: Any, tables: Any, membership: Any, moment: datetime) -> tuple[str, str]:
    """Letter and name as they were: the present ones where nothing was changed since, else what the trail told last."""
    if membership.seat_type != 'politician' or membership.party_id is None:
        return '', ''
    party, event = tables['party'], tables['event']
    now = connection.execute(sa.select(party).where(party.c.id == membership.party_id)).one()
    of_party = sa.select(event).where(
        event.c.subject_kind == 'party', event.c.subject_id == now.id, event.c.type.in_(('party.created', 'party.changed'))
    )
    if connection.execute(of_party.where(event.c.created_at > moment).limit(1)).first() is None:
        return now.letter, now.name
    last = connection.execute(
        of_party.where(event.c.created_at <= moment).order_by(event.c.id.desc()).limit(1)
    ).first()
    label = str((last.details or {}).get('name', '')) if last is not None else ''
    name, _, letter = label.removesuffix(')').rpartition(' (')
    return (letter, name) if name and letter else (now.letter, '')


def _tables() -> dict[str, Any]:
    """The tables as they are now; only the columns that are read or written."""
    whole, moment, day, word = sa.Integer(), sa.DateTime(), sa.Date(), sa.String()
    columns: dict[str, dict[str, Any]] = {
        'recommendation': {'committee_id': whole, 'state': word},
        'event': {'type': word, 'subject_kind': word, 'subject_id': whole, 'details': sa.JSON()},
        'membership': {'committee_id': whole, 'seat_id': whole, 'party_id': whole, 'function': word, 'starts_on': day,
                       'ends_on': day, 'substitute_for_id': whole},
        'seat': {'type': word},
        'party': {'letter': word, 'name': word},
        'position': {'recommendation_id': whole, 'membership_id': whole, 'choice': word, 'text_version': whole},
        'adoption': {'recommendation_id': whole, 'votes_for': whole, 'votes_against': whole, 'votes_neither': whole,
                     'silent': whole},
        'adopted_seat': {'adoption_id': whole, 'membership_id': whole, 'seat_type': word, 'party_letter': word,
                         'party_name': word, 'choice': word, 'text_version': whole},
    }
    return {
        name: sa.table(name, sa.column('id', whole), sa.column('created_at', moment),
                       *(sa.column(column, kind) for column, kind in of_table.items()))
        for name, of_table in columns.items()
    }


def downgrade() -> None:
    with op.batch_alter_table('recommendation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('edited_at', sa.DateTime(), nullable=True))
        batch_op.drop_column('text_version')

    with op.batch_alter_table('position', schema=None) as batch_op:
        batch_op.drop_column('text_version')

    with op.batch_alter_table('adopted_seat', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_adopted_seat_membership_id'))

    op.drop_table('adopted_seat')
    op.drop_table('adoption')
