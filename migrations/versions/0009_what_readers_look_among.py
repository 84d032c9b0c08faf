"""What readers look among"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

IN_SIGHT = "hidden_at IS NULL"
INDEXES = (
    ("ix_reviews_newest", ["creator_id", "created_at", "id"], IN_SIGHT),
    ("ix_reviews_stars", ["creator_id", "rating"], IN_SIGHT),
    ("ix_reviews_pinned", ["creator_id", "created_at", "id"], f"pinned AND {IN_SIGHT}"),
)


def upgrade() -> None:
    """A page of reviews reads its ten and the pinned ones, whoever else wrote."""
    for name, columns, where in INDEXES:
        condition = sa.text(where)
        op.create_index(name, "reviews", columns, sqlite_where=condition, postgresql_where=condition)
    op.drop_index("ix_reviews_creator_id_created_at", table_name="reviews")
    op.execute("ANALYZE reviews")  # so that they are chosen from the first question on


def downgrade() -> None:
    """It ranks all of them again."""
    op.create_index("ix_reviews_creator_id_created_at", "reviews", ["creator_id", "created_at"])
    for name, *_rest in reversed(INDEXES):
        op.drop_index(name, table_name="reviews")
