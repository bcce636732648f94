"""Each text of a decision record gets a salt and a hash of its own, and every record a new seal over those.

An unsalted hash would let whoever guesses a text try the guess, also after the text was taken out. The old seals are
tried once more, each record says when it got the new one and whether the old one held, and the old ones are destroyed.

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-29 12:30:00.000000

"""
from datetime import UTC, date, datetime
from hashlib import sha256
import json
import secrets
from typing import Any

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

Row = dict[str, Any]
Tables = dict[str, sa.Table]

# What was sealed until now, and what is sealed from here on, as the portal had it on this day
OLD_FACTS = ('municipality_id', 'year', 'number', 'committee_id', 'response_id', 'body_name', 'item', 'case_number',
             'title', 'summary', 'presentation', 'legal_basis', 'text', 'minority_statement', 'absent', 'disqualified',
             'source', 'source_key')
FACTS = ('municipality_id', 'year', 'number', 'committee_id', 'response_id', 'body_name', 'item', 'case_number',
         'source_key')
TEXTS = ('title', 'summary', 'presentation', 'legal_basis', 'text', 'minority_statement', 'absent', 'disqualified',
         'source')
LOST = 'lost'  # stands for the seal of before, where somebody went back to the version of then
# Each kind of part: its table, the order, what was sealed, what is, and which of it are texts
PARTS = (
    ('points', 'decision_point', 'position', ('position', 'label', 'text', 'result'), ('position', 'label'),
     ('text', 'result')),
    ('case_steps', 'case_step', 'position', ('position', 'body_name', 'item', 'text', 'reservations', 'met_on'),
     ('position', 'body_name', 'item', 'met_on'), ('text', 'reservations')),
    ('votes', 'vote_count', 'letter', ('letter', 'party_name', 'votes_for', 'votes_against', 'votes_neither'),
     ('letter', 'party_name', 'votes_for', 'votes_against', 'votes_neither'), ()),
    ('attachments', 'decision_attachment', 'position', ('position', 'name'), ('position',), ('name',)),
)
RESULTS = ('adopted', 'adopted_with_changes', 'not_adopted', 'sent_on', 'sent_back', 'recommended', 'noted',
           'discussed', 'postponed', 'dropped', 'on_agenda', 'other')


def upgrade() -> None:
    op.create_table('sealed_text',
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('salt', sa.String(length=64), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('taken_out_at', sa.DateTime(), nullable=True),
    sa.Column('taken_out_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['record_id'], ['decision_record.id'], name=op.f('fk_sealed_text_record_id_decision_record')),
    sa.ForeignKeyConstraint(['taken_out_by_id'], ['user.id'], name=op.f('fk_sealed_text_taken_out_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sealed_text')),
    sa.UniqueConstraint('record_id', 'name', name=op.f('uq_sealed_text_record_id_name'))
    )
    with op.batch_alter_table('decision_record', schema=None) as batch_op:
        batch_op.add_column(sa.Column('resealed_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('old_seal_held', sa.Boolean(), nullable=True))
    with op.batch_alter_table('decision_correction', schema=None) as batch_op:
        batch_op.add_column(sa.Column('result', sa.Enum(*RESULTS, name='result', native_enum=False, create_constraint=True, length=40), nullable=True))
    _seal_anew(datetime.now(UTC))


def _seal_anew(now: datetime) -> None:
    connection = op.get_bind()
    tables = {name: sa.Table(name, sa.MetaData(), autoload_with=connection) for name in (
        'decision_record', 'decision_correction', 'sealed_text', *(part[1] for part in PARTS),
    )}
    records = tables['decision_record']
    sealed = sa.select(records).where(records.c.published_at.is_not(None)).order_by(records.c.id)
    for record in connection.execute(sealed).mappings().all():
        _seal_one(connection, tables, dict(record), now)


def _seal_one(connection: sa.Connection, tables: Tables, record: Row, now: datetime) -> None:
    parts = {part[0]: _rows(connection, tables[part[1]], record['id'], part[2]) for part in PARTS}
    corrections = _rows(connection, tables['decision_correction'], record['id'], 'number')
    common = {
        'decided_on': record['decided_on'].isoformat(),
        'published_at': _moment(record['published_at']),
        'result': _value(record['result']),
    }
    old = {name: record[name] for name in OLD_FACTS} | common
    old |= {part[0]: [_plain(row, part[3]) for row in parts[part[0]]] for part in PARTS}
    held = None
    if record['content_hash'] != LOST:
        held = _hash(old) == record['content_hash'] and _old_chain_holds(record['content_hash'], corrections)

    digests = {}
    for name in TEXTS:
        digests[name] = _seal_text(connection, tables, record['id'], name, record[name], now)
    for part, _, _, _, _, texts in PARTS:
        for row in parts[part]:
            for column in texts:
                name = f"{part}.{row['position']}.{column}"
                digests[name] = _seal_text(connection, tables, record['id'], name, row[column], now)
    new = {name: record[name] for name in FACTS} | common
    new |= {part[0]: [_plain(row, part[4]) for row in parts[part[0]]] for part in PARTS if part[0] != 'attachments'}
    new['texts'] = {name: digest for name, digest in digests.items() if digest}
    seal = _hash(new)
    records = tables['decision_record']
    connection.execute(
        records.update().where(records.c.id == record['id'])
        .values(content_hash=seal, resealed_at=_stored(now), old_seal_held=held)
    )
    _chain_anew(connection, tables, record['id'], seal, corrections, now)


def _old_chain_holds(before: str, corrections: list[Row]) -> bool:
    for place, row in enumerate(corrections, 1):
        content = {'before': before, 'number': row['number'], 'text': row['text'], 'created_at': _moment(row['created_at'])}
        if row['number'] != place or _hash(content) != row['content_hash']:
            return False
        before = row['content_hash']
    return True


def _chain_anew(
    connection: sa.Connection, tables: Tables, record_id: int, before: str, corrections: list[Row], now: datetime
) -> None:
    table = tables['decision_correction']
    for row in corrections:
        digest = _seal_text(connection, tables, record_id, f"corrections.{row['number']}.text", row['text'], now)
        before = _hash({
            'before': before, 'number': row['number'], 'result': None, 'text': digest,
            'created_at': _moment(row['created_at']),
        })
        connection.execute(table.update().where(table.c.id == row['id']).values(content_hash=before))


def _seal_text(
    connection: sa.Connection, tables: Tables, record_id: int, name: str, text: str, now: datetime
) -> str:
    if not text:
        return ''
    salt = secrets.token_hex(32)
    digest = sha256(bytes.fromhex(salt) + text.encode()).hexdigest()
    connection.execute(tables['sealed_text'].insert().values(
        record_id=record_id, name=name, salt=salt, digest=digest, reason='', created_at=_stored(now),
    ))
    return digest


def _rows(connection: sa.Connection, table: sa.Table, record_id: int, order: str) -> list[Row]:
    chosen = sa.select(table).where(table.c.record_id == record_id)
    return sorted((dict(row) for row in connection.execute(chosen).mappings()), key=lambda row: row[order])


def _plain(row: Row, names: tuple[str, ...]) -> Row:
    return {name: row[name].isoformat() if isinstance(row[name], date) else row[name] for name in names}


def _value(result: Any) -> Any:
    return getattr(result, 'value', result)


def _moment(moment: datetime) -> str:
    """As the portal writes moments down: in UTC, whichever zone the database gives."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return aware.astimezone(UTC).isoformat()


def _stored(moment: datetime) -> datetime:
    """Every moment is kept in UTC and without a zone."""
    return moment.replace(tzinfo=None)


def _hash(content: Row) -> str:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
    return sha256(written.encode()).hexdigest()


def downgrade() -> None:
    """The tables of before. Seals of before cannot come back: texts may be gone, and the old hashes are.

    It is written down that they are lost; else an upgrade would take the seals of today for broken ones of before.
    """
    op.execute(sa.text("update decision_record set content_hash = :lost where content_hash <> ''").bindparams(lost=LOST))
    with op.batch_alter_table('decision_correction', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_decision_correction_result'), type_='check')
        batch_op.drop_column('result')
    with op.batch_alter_table('decision_record', schema=None) as batch_op:
        batch_op.drop_column('old_seal_held')
        batch_op.drop_column('resealed_at')
    op.drop_table('sealed_text')
