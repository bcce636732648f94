"""A workshop is a meeting: when and where it is held, and how it was moved or cancelled, stands where every meeting has it

Ids and addresses stay: a workshop has the number of the meeting that it is.

Revision ID: 0019
Revises: 0018
Create Date: 2026-11-30 07:30:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

SHARED = (
    'committee_id', 'title', 'starts_at', 'ends_at', 'place', 'cancelled_at', 'cancel_reason', 'version', 'created_at',
)
MOVE = ('created_at', 'starts_at', 'ends_at', 'place', 'reason')


def upgrade() -> None:
    op.create_table(
        'meeting',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('form', sa.Enum('open', name='meetingform', native_enum=False, create_constraint=True, length=40),
                  nullable=False),
        sa.Column('committee_id', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=120), nullable=False),
        sa.Column('starts_at', sa.DateTime(), nullable=False),
        sa.Column('ends_at', sa.DateTime(), nullable=False),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.Column('cancelled_at', sa.DateTime(), nullable=True),
        sa.Column('cancel_reason', sa.String(length=600), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_meeting_ends_after_start')),
        sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_meeting_committee_id_committee')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    )
    columns = ', '.join(SHARED)
    op.execute(f"insert into meeting (id, form, {columns}) select id, 'open', {columns} from workshop")
    op.create_index('ix_meeting_committee', 'meeting', ['committee_id', 'starts_at'])
    op.create_index('ix_meeting_starts_at', 'meeting', ['starts_at'])
    _count_on('meeting')
    _move_over('workshop', 'meeting')
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.drop_index('ix_workshop_starts_at')
        batch_op.drop_index('ix_workshop_committee')
        batch_op.drop_constraint(op.f('ck_workshop_ends_after_start'), type_='check')
        batch_op.drop_constraint(op.f('fk_workshop_committee_id_committee'), type_='foreignkey')
        for name in SHARED:
            batch_op.drop_column(name)
        batch_op.create_foreign_key(op.f('fk_workshop_id_meeting'), 'meeting', ['id'], ['id'])
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('alter table workshop alter column id drop default')
        op.execute('drop sequence if exists workshop_id_seq')


def _count_on(table: str) -> None:
    """The next row gets the next number, which PostgreSQL keeps beside the table."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(f"select setval('{table}_id_seq', (select coalesce(max(id), 0) + 1 from {table}), false)")


def _move_over(before: str, after: str) -> None:
    """The moves of these meetings, in a table of the other name."""
    op.create_table(
        f'{after}_move',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column(f'{after}_id', sa.Integer(), nullable=False),
        sa.Column('starts_at', sa.DateTime(), nullable=False),
        sa.Column('ends_at', sa.DateTime(), nullable=True),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.Column('reason', sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint([f'{after}_id'], [f'{after}.id'], name=op.f(f'fk_{after}_move_{after}_id_{after}')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{after}_move')),
    )
    columns = ', '.join(MOVE)
    op.execute(f'insert into {after}_move (id, {after}_id, {columns}) select id, {before}_id, {columns} from {before}_move')
    op.drop_index(op.f(f'ix_{before}_move_{before}_id'), table_name=f'{before}_move')
    op.drop_table(f'{before}_move')
    op.create_index(op.f(f'ix_{after}_move_{after}_id'), f'{after}_move', [f'{after}_id'])
    _count_on(f'{after}_move')


def downgrade() -> None:
    with op.batch_alter_table('workshop') as batch_op:
        batch_op.add_column(sa.Column('created_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('committee_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('title', sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column('starts_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('ends_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('place', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('cancelled_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('cancel_reason', sa.String(length=600), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=True))
        batch_op.drop_constraint(op.f('fk_workshop_id_meeting'), type_='foreignkey')
    for name in SHARED:
        op.execute(f'update workshop set {name} = (select {name} from meeting where meeting.id = workshop.id)')
    with op.batch_alter_table('workshop') as batch_op:
        for name, kind in (
            ('created_at', sa.DateTime()), ('committee_id', sa.Integer()), ('title', sa.String(length=120)),
            ('starts_at', sa.DateTime()), ('ends_at', sa.DateTime()), ('place', sa.String(length=200)),
            ('cancel_reason', sa.String(length=600)), ('version', sa.Integer()),
        ):
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        batch_op.create_check_constraint(op.f('ck_workshop_ends_after_start'), 'ends_at > starts_at')
        batch_op.create_foreign_key(op.f('fk_workshop_committee_id_committee'), 'committee', ['committee_id'], ['id'])
    op.create_index('ix_workshop_committee', 'workshop', ['committee_id', 'starts_at'])
    op.create_index('ix_workshop_starts_at', 'workshop', ['starts_at'])
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('create sequence workshop_id_seq owned by workshop.id')
        op.execute("alter table workshop alter column id set default nextval('workshop_id_seq')")
        _count_on('workshop')
    _move_over('meeting', 'workshop')
    op.drop_index('ix_meeting_starts_at', table_name='meeting')
    op.drop_index('ix_meeting_committee', table_name='meeting')
    op.drop_table('meeting')
