"""What people wrote is rendered anew, as they typed it; words and numbers that the portal put in itself go.

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-29 12:10:00.000000

"""
from alembic import op
import sqlalchemy as sa

from portal.foundation.text import render_markdown, without_marks


# revision identifiers, used by Alembic.
revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _render_anew()
    for table in ('idea_answer', 'idea_correction'):  # a form carried an empty reason along as a word
        op.execute(f"update {table} set override = '' where override = 'None'")
    _take_out_pasted_numbers()


def _render_anew() -> None:
    """Each text that has its HTML beside it."""
    connection = op.get_bind()
    inspector = sa.inspect(connection)
    for name in inspector.get_table_names():
        columns = {column['name'] for column in inspector.get_columns(name)}
        for text in sorted(column for column in columns if f'{column}_html' in columns):
            table = sa.table(name, sa.column('id', sa.Integer()), sa.column(text), sa.column(f'{text}_html'))
            for row_id, typed, html in connection.execute(sa.select(table)).all():
                fresh = render_markdown(typed) if typed else ''
                if fresh != html:
                    connection.execute(table.update().where(table.c.id == row_id).values({f'{text}_html': fresh}))


def _take_out_pasted_numbers() -> None:
    """"1. …" in a question that is shown as number 1; only where a whole draft was pasted so. What is adopted stays."""
    connection = op.get_bind()
    question = sa.table(
        'mandate_question', sa.column('id', sa.Integer()), sa.column('mandate_id', sa.Integer()),
        sa.column('number', sa.Integer()), sa.column('text', sa.Text()),
    )
    mandate = sa.table('mandate', sa.column('id', sa.Integer()), sa.column('adopted_on', sa.Date()))
    asked: dict[int, list[tuple[int, str]]] = {}
    drafts = sa.select(mandate.c.id).where(mandate.c.adopted_on.is_(None))
    rows = (
        sa.select(question)
        .where(question.c.mandate_id.in_(drafts))
        .order_by(question.c.mandate_id, question.c.number)
    )
    for row in connection.execute(rows).all():
        asked.setdefault(row.mandate_id, []).append((row.id, row.text))
    for questions in asked.values():
        bare = without_marks([text for _id, text in questions])
        for (row_id, text), words in zip(questions, bare, strict=True):
            if words != text:
                connection.execute(question.update().where(question.c.id == row_id).values(text=words))


def downgrade() -> None:
    """Texts stay as they were typed."""
