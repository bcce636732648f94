"""How committee meetings went, and the minutes of them: presence, objections, signatures, additions

Revision ID: 0025
Revises: 0024
Create Date: 2026-11-30 11:00:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

RESULTS = (
    'adopted', 'adopted_with_changes', 'not_adopted', 'sent_on', 'sent_back', 'recommended', 'noted', 'discussed',
    'postponed', 'dropped', 'on_agenda', 'other',
)
SENT = (
    ('minutes_sent_at', sa.DateTime()), ('objections_until', sa.Date()), ('minutes_approved_at', sa.DateTime()),
    ('decisions_published_at', sa.DateTime()), ('minutes_published_at', sa.DateTime()),
)


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _row(table: str, *columns: sa.schema.SchemaItem, keys: dict[str, str]) -> None:
    """A table with a number, a day, these columns, and keys that name rows of others."""
    op.create_table(
        table,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint([key], [f'{other}.id'], name=op.f(f'fk_{table}_{key}_{other}'))
            for key, other in keys.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    )


def upgrade() -> None:
    with op.batch_alter_table('sitting') as batch_op:
        for name, kind in SENT:
            batch_op.add_column(sa.Column(name, kind, nullable=True))
        batch_op.add_column(sa.Column('content_hash', sa.String(length=64), nullable=False, server_default=''))
    with op.batch_alter_table('sitting') as batch_op:
        batch_op.alter_column('content_hash', server_default=None)
    key = {'item_id': 'agenda_item'}
    _row(
        'item_minutes',
        sa.Column('item_id', sa.Integer(), nullable=False),
        sa.Column('account', sa.Text(), nullable=False),
        sa.Column('account_html', sa.Text(), nullable=False),
        sa.Column('decision', sa.Text(), nullable=False),
        sa.Column('decision_html', sa.Text(), nullable=False),
        sa.Column('result', _one_of('result', *RESULTS), nullable=True),
        sa.Column('salt', sa.String(length=64), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.UniqueConstraint('item_id', name=op.f('uq_item_minutes_item_id')),
        keys=key,
    )
    op.execute(
        'insert into item_minutes (created_at, item_id, account, account_html, decision, decision_html, salt, version) '
        "select created_at, id, '', '', '', '', '', 1 from agenda_item"
    )
    _row(
        'sitting_turn',
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('kind', _one_of('turnkind', 'item', 'break', 'end'), nullable=False),
        sa.Column('item_id', sa.Integer(), nullable=True),
        sa.Column('begins_at', sa.DateTime(), nullable=False),
        keys={'sitting_id': 'sitting'} | key,
    )
    _row(
        'item_presence',
        sa.Column('item_id', sa.Integer(), nullable=False),
        sa.Column('membership_id', sa.Integer(), nullable=False),
        sa.Column('state', _one_of('attending', 'present', 'absent', 'disqualified'), nullable=False),
        sa.UniqueConstraint('item_id', 'membership_id', name=op.f('uq_item_presence_item_id_membership_id')),
        keys=key | {'membership_id': 'membership'},
    )
    _row(
        'minutes_objection',
        sa.Column('item_id', sa.Integer(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('answered_at', sa.DateTime(), nullable=True),
        sa.Column('answer', sa.Text(), nullable=False),
        sa.Column('answered_by_id', sa.Integer(), nullable=True),
        sa.Column('is_accepted', sa.Boolean(), nullable=True),
        sa.Column('stood_before', sa.Text(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        keys=key | {'author_id': 'user', 'answered_by_id': 'user'},
    )
    _row(
        'minutes_signature',
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
        keys={'sitting_id': 'sitting', 'user_id': 'user'},
    )
    _row(
        'minutes_addition',
        sa.Column('item_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=False),
        keys=key | {'author_id': 'user'},
    )
    for table, column in INDEXED:
        op.create_index(op.f(f'ix_{table}_{column}'), table, [column])


INDEXED = (
    ('sitting_turn', 'sitting_id'),
    ('item_presence', 'membership_id'),
    ('minutes_objection', 'item_id'),
    ('minutes_objection', 'author_id'),
    ('minutes_signature', 'sitting_id'),
    ('minutes_signature', 'user_id'),
    ('minutes_addition', 'item_id'),
    ('minutes_addition', 'author_id'),
)


def downgrade() -> None:
    for table in (
        'minutes_addition', 'minutes_signature', 'minutes_objection', 'item_presence', 'sitting_turn', 'item_minutes',
    ):
        op.drop_table(table)
    with op.batch_alter_table('sitting') as batch_op:
        for name in ('content_hash', *(name for name, _kind in reversed(SENT))):
            batch_op.drop_column(name)
