"""Whoever asks for an account has no password until the link comes back; who was invited is known by the day

Revision ID: 0013
Revises: 0012
Create Date: 2026-11-29 13:20:00
"""

from alembic import op

# revision identifiers, used by Alembic.
revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

# Until now an account without a password, and never confirmed, was always one that somebody had been invited to.
INVITED = """
    update "user" set invited_at = created_at
    where password_hash is null and confirmed_at is null and erased_at is null and invited_at is null
"""


def upgrade() -> None:
    op.execute(INVITED)


def downgrade() -> None:
    # The version before takes accounts that were asked for, and have no password yet, for invited ones: its letter
    # lets them choose one, so nobody is left outside.
    pass
