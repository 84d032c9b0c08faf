"""Announcements are found without walking through all the news"""

import sqlalchemy as sa
from alembic import op

ANNOUNCEMENTS = "type = 'ANNOUNCEMENT' AND source IS NULL"

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Announcements are found without walking through all the news."""
    op.create_index(
        "ix_activities_announcements",
        "activities",
        ["created_at"],
        sqlite_where=sa.text(ANNOUNCEMENTS),
        postgresql_where=sa.text(ANNOUNCEMENTS),
    )


def downgrade() -> None:
    """Undoes it."""
    op.drop_index("ix_activities_announcements", "activities")
