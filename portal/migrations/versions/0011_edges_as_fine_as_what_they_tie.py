"""The red thread says how one thing came of another, to the version of a text, and ties answers and themes.

What was written before is said more finely where it is known from the rows themselves. What cannot be true is taken
away: a text that stands on a workshop held after it, a promise that carries out the sending on of a case. Nothing
else is added or guessed.

Revision ID: 0011
Revises: 0010
Create Date: 2026-11-29 12:05:00.000000

"""
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

OLD = ('derived_from', 'merged_into', 'split_from', 'answers', 'implements')
NEW = (
    'derived_from', 'taken_up_at', 'gathered_in', 'carried_into', 'merged_into', 'split_from', 'answers', 'records',
    'became', 'follows', 'implements', 'learned_from',
)
RENAMED = (
    ('idea', 'workshop', 'taken_up_at'),
    ('initiative', 'committee', 'became'),
    ('council_response', 'decision_record', 'records'),
    ('decision_record', 'decision_record', 'follows'),
)
EDGE = sa.table(
    'trace_edge',
    sa.column('id', sa.Integer()), sa.column('created_at', sa.DateTime()), sa.column('relation', sa.String()),
    sa.column('earlier_kind', sa.String()), sa.column('earlier_id', sa.Integer()),
    sa.column('later_kind', sa.String()), sa.column('later_id', sa.Integer()),
)
VERSION = sa.table(
    'proposal_version',
    sa.column('id', sa.Integer()), sa.column('proposal_id', sa.Integer()), sa.column('created_at', sa.DateTime()),
)


def upgrade() -> None:
    with op.batch_alter_table('idea_answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('carried_into', sa.String(length=60), nullable=True))
    _allow(NEW)
    for earlier, later, relation in RENAMED:
        _rename(earlier, later, 'derived_from', relation)
    op.execute(
        "update trace_edge set relation = 'carried_into' where relation = 'became' and earlier_id in (select"
        " initiative_id from initiative_answer where verdict = 'taken_into')"
    )
    _tie_to_versions('later')
    _tie_to_versions('earlier')
    _take_away_workshops_to_come()
    _tie_promises_to_what_closed_the_case()
    _tie_answers_and_themes()


def _allow(relations: tuple[str, ...]) -> None:
    said = ', '.join(f"'{relation}'" for relation in relations)
    with op.batch_alter_table('trace_edge', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_trace_edge_tracerelation'), type_='check')
        batch_op.create_check_constraint(op.f('ck_trace_edge_tracerelation'), f'relation IN ({said})')


def _rename(earlier: str, later: str, before: str, after: str) -> None:
    ends = EDGE.c.earlier_kind == earlier, EDGE.c.later_kind == later, EDGE.c.relation == before
    op.execute(EDGE.update().where(*ends).values(relation=after))


def _tie_to_versions(end: str) -> None:
    """An edge was written together with a text: the version that stood then is the one it ties."""
    connection, kind, id_ = op.get_bind(), EDGE.c[f'{end}_kind'], EDGE.c[f'{end}_id']
    for edge in connection.execute(sa.select(EDGE).where(kind == 'proposal')).all():
        version = connection.scalar(
            sa.select(VERSION.c.id)
            .where(VERSION.c.proposal_id == getattr(edge, f'{end}_id'), VERSION.c.created_at <= edge.created_at)
            .order_by(VERSION.c.created_at.desc(), VERSION.c.id.desc())
            .limit(1)
        )
        if version is not None:
            values = {kind.name: 'proposal_version', id_.name: version}
            connection.execute(EDGE.update().where(EDGE.c.id == edge.id).values(**values))


def _take_away_workshops_to_come() -> None:
    connection = op.get_bind()
    workshop = sa.table('workshop', sa.column('id', sa.Integer()), sa.column('starts_at', sa.DateTime()))
    text = sa.table('recommendation', sa.column('id', sa.Integer()), sa.column('adopted_on', sa.Date()))
    of_workshop = sa.select(EDGE.c.id, workshop.c.starts_at).where(
        EDGE.c.earlier_kind == 'workshop', EDGE.c.earlier_id == workshop.c.id, EDGE.c.relation == 'derived_from'
    )
    in_versions = of_workshop.where(
        EDGE.c.later_kind == 'proposal_version', EDGE.c.later_id == VERSION.c.id,
        VERSION.c.created_at < workshop.c.starts_at,
    )
    wrong = {row.id for row in connection.execute(in_versions)}
    in_texts = of_workshop.add_columns(text.c.adopted_on).where(
        EDGE.c.later_kind == 'recommendation', EDGE.c.later_id == text.c.id, text.c.adopted_on.is_not(None)
    )
    wrong |= {row.id for row in connection.execute(in_texts) if _danish_date(row.starts_at) > row.adopted_on}
    for id_ in sorted(wrong):
        connection.execute(EDGE.delete().where(EDGE.c.id == id_))


def _danish_date(moment: datetime) -> date:
    """The calendar that people read; moments are kept in UTC, without a zone."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo('Europe/Copenhagen')).date()


def _tie_promises_to_what_closed_the_case() -> None:
    """A promise is made when a recommendation is answered: it carries out the last answer, none that sent it on."""
    connection = op.get_bind()
    connection.execute(sa.text(
        "delete from trace_edge where relation = 'implements' and earlier_kind = 'decision_record' and earlier_id in"
        " (select decision_record.id from decision_record join council_response"
        " on council_response.id = decision_record.response_id where council_response.verdict = 'sent_on')"
    ))
    rows = connection.execute(sa.text(
        "select commitment.id, commitment.created_at, council_response.id as response_id from commitment"
        " join council_response on council_response.recommendation_id = commitment.recommendation_id"
        " where council_response.verdict <> 'sent_on' order by council_response.met_on, council_response.id"
    ).columns(id=sa.Integer, created_at=sa.DateTime, response_id=sa.Integer)).all()
    closing = {row.id: row for row in rows}
    for row in closing.values():
        _add('implements', ('council_response', row.response_id), ('commitment', row.id), row.created_at)


def _tie_answers_and_themes() -> None:
    connection = op.get_bind()
    answers = sa.text("select id, idea_id, created_at from idea_answer order by id")
    for row in connection.execute(answers.columns(created_at=sa.DateTime)).all():
        _add('answers', ('idea', row.idea_id), ('idea_answer', row.id), row.created_at)
    themes = sa.text(
        "select idea.id, idea.theme_id, coalesce((select max(event.created_at) from event where event.type ="
        " 'idea.sorted' and event.subject_kind = 'idea' and event.subject_id = idea.id), idea.created_at) as moment"
        " from idea where idea.theme_id is not null order by idea.id"
    )
    for row in connection.execute(themes.columns(moment=sa.DateTime)).all():
        _add('gathered_in', ('idea', row.id), ('idea_theme', row.theme_id), row.moment)


def _add(relation: str, earlier: tuple[str, int], later: tuple[str, int], moment: datetime) -> None:
    op.get_bind().execute(EDGE.insert().values(
        relation=relation, earlier_kind=earlier[0], earlier_id=earlier[1], later_kind=later[0], later_id=later[1],
        created_at=moment,
    ))


def downgrade() -> None:
    connection = op.get_bind()
    _rename('initiative', 'committee', 'carried_into', 'derived_from')
    connection.execute(EDGE.delete().where(
        EDGE.c.relation.in_(('gathered_in', 'carried_into', 'learned_from'))
        | (EDGE.c.later_kind == 'idea_answer')
        | ((EDGE.c.relation == 'implements') & (EDGE.c.earlier_kind == 'council_response'))
    ))
    for end in ('later', 'earlier'):
        _tie_to_proposals(end)
    for earlier, later, relation in RENAMED:
        _rename(earlier, later, relation, 'derived_from')
    _allow(OLD)
    with op.batch_alter_table('idea_answer', schema=None) as batch_op:
        batch_op.drop_column('carried_into')


def _tie_to_proposals(end: str) -> None:
    connection, kind, id_ = op.get_bind(), EDGE.c[f'{end}_kind'], EDGE.c[f'{end}_id']
    other = 'earlier' if end == 'later' else 'later'
    rows = connection.execute(
        sa.select(EDGE, VERSION.c.proposal_id).where(kind == 'proposal_version', id_ == VERSION.c.id).order_by(EDGE.c.id)
    ).all()
    said = set()
    for row in rows:
        one = row.proposal_id, getattr(row, f'{other}_kind'), getattr(row, f'{other}_id')
        change = EDGE.delete() if one in said else EDGE.update().values(
            **{kind.name: 'proposal', id_.name: row.proposal_id}
        )
        connection.execute(change.where(EDGE.c.id == row.id))
        said.add(one)
