"""An idea may stand in several themes, which are answered as a whole; ideas are merged and divided.

Revision ID: 0049
Revises: 0048
Create Date: 2026-11-30 22:10:00
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None

FOLDED = sa.Enum('merged', 'divided', name='folded', native_enum=False, create_constraint=False, length=40)


def upgrade() -> None:
    op.create_table(
        'idea_in_theme',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('idea_id', sa.Integer(), nullable=False),
        sa.Column('theme_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_idea_in_theme_idea_id_idea')),
        sa.ForeignKeyConstraint(['theme_id'], ['idea_theme.id'], name=op.f('fk_idea_in_theme_theme_id_idea_theme')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_idea_in_theme')),
        sa.UniqueConstraint('idea_id', 'theme_id', name=op.f('uq_idea_in_theme_idea_id_theme_id')),
    )
    op.create_index('ix_idea_in_theme', 'idea_in_theme', ['theme_id', 'idea_id'])
    op.execute(
        'insert into idea_in_theme (created_at, idea_id, theme_id)'
        ' select theme.created_at, idea.id, theme.id from idea join idea_theme theme on theme.id = idea.theme_id'
    )
    with op.batch_alter_table('idea') as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_idea_theme_id_idea_theme'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_idea_theme_id'))
        batch_op.drop_column('theme_id')
        batch_op.add_column(sa.Column('folded', FOLDED, nullable=True))
        batch_op.create_check_constraint(op.f('ck_idea_folded'), "folded IN ('merged', 'divided')")
    with op.batch_alter_table('idea_answer') as batch_op:
        batch_op.add_column(sa.Column('theme_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_idea_answer_theme_id'), ['theme_id'])
        batch_op.create_foreign_key(
            batch_op.f('fk_idea_answer_theme_id_idea_theme'), 'idea_theme', ['theme_id'], ['id']
        )
    op.create_table(
        'idea_lineage',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('kind', sa.Enum('merged', 'divided', name='folded', native_enum=False, create_constraint=True,
                                  length=40), nullable=False),
        sa.Column('from_id', sa.Integer(), nullable=False),
        sa.Column('to_id', sa.Integer(), nullable=False),
        sa.Column('reason', sa.String(length=600), nullable=False),
        sa.Column('actor_id', sa.Integer(), nullable=False),
        sa.Column('undone_at', sa.DateTime(), nullable=True),
        sa.Column('undone_by_id', sa.Integer(), nullable=True),
        sa.Column('undone_reason', sa.String(length=600), server_default='', nullable=False),
        sa.ForeignKeyConstraint(['from_id'], ['idea.id'], name=op.f('fk_idea_lineage_from_id_idea')),
        sa.ForeignKeyConstraint(['to_id'], ['idea.id'], name=op.f('fk_idea_lineage_to_id_idea')),
        sa.ForeignKeyConstraint(['actor_id'], ['user.id'], name=op.f('fk_idea_lineage_actor_id_user')),
        sa.ForeignKeyConstraint(['undone_by_id'], ['user.id'], name=op.f('fk_idea_lineage_undone_by_id_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_idea_lineage')),
    )
    op.create_index(op.f('ix_idea_lineage_from_id'), 'idea_lineage', ['from_id'])
    op.create_index(op.f('ix_idea_lineage_to_id'), 'idea_lineage', ['to_id'])
    op.create_table(
        'idea_support_question',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('lineage_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('follows', sa.Boolean(), nullable=True),
        sa.Column('was_there', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('answered_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['lineage_id'], ['idea_lineage.id'],
                                name=op.f('fk_idea_support_question_lineage_id_idea_lineage')),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_idea_support_question_user_id_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_idea_support_question')),
        sa.UniqueConstraint('lineage_id', 'user_id', name=op.f('uq_idea_support_question_lineage_id_user_id')),
    )
    op.create_index(op.f('ix_idea_support_question_user_id'), 'idea_support_question', ['user_id'])


def downgrade() -> None:
    op.drop_table('idea_support_question')
    op.drop_table('idea_lineage')
    with op.batch_alter_table('idea_answer') as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_idea_answer_theme_id_idea_theme'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_idea_answer_theme_id'))
        batch_op.drop_column('theme_id')
    with op.batch_alter_table('idea') as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_idea_folded'), type_='check')
        batch_op.drop_column('folded')
        batch_op.add_column(sa.Column('theme_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_idea_theme_id'), ['theme_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_idea_theme_id_idea_theme'), 'idea_theme', ['theme_id'], ['id'])
    op.execute(
        'update idea set theme_id ='
        ' (select min(theme_id) from idea_in_theme where idea_in_theme.idea_id = idea.id)'
    )
    op.drop_table('idea_in_theme')
