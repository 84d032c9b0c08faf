"""What a million creators need"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KINDS = ("AI_CONTENT_CREATOR", "PROMPTER", "CREATIVE_DIRECTOR", "TECHNICAL_ENGINEER")
CATEGORIES = (
    *("AI_CONTENT", "PROMPTS", "CREATIVE_DIRECTION", "VIDEO_EDITING"),
    *("SOCIAL_MEDIA", "TECHNICAL", "OTHER"),
)
AVAILABILITY = ("AVAILABLE", "BUSY", "UNAVAILABLE")
MASKS = (
    ("kinds", "kind", KINDS),
    ("categories", "category", CATEGORIES),
    ("availability", "availability", AVAILABILITY),
)
SHOWN = "visibility = 'PUBLIC' AND status = 'APPROVED' AND featured"
PARTIAL = (
    ("ix_items_front", "items", ["created_at"], SHOWN),
    ("ix_items_prompts", "items", ["created_at"], f"{SHOWN} AND prompt IS NOT NULL"),
    ("ix_items_samples", "items", ["category", "id"], SHOWN),
    ("ix_items_waiting", "items", ["submitted_at", "id"], "status = 'PENDING'"),
    ("ix_drafts_waiting", "drafts", ["submitted_at", "item_id"], "state = 'SUBMITTED'"),
    ("ix_reviews_best", "reviews", ["created_at"], "rating = 5 AND hidden_at IS NULL"),
    ("ix_users_apart", "users", ["standing", "id"], "standing <> 'GOOD'"),
    ("ix_users_house", "users", ["id"], "role <> 'USER'"),
)


def upgrade() -> None:
    """Counts that are kept instead of made, and indexes for lists that walked through everything."""
    op.create_table(
        "listing_counts",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_listing_counts")),
    )
    op.create_table(
        "skill_counts",
        sa.Column("skill_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["skill_id"], ["skills.id"], name=op.f("fk_skill_counts_skill_id_skills"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("skill_id", name=op.f("pk_skill_counts")),
    )
    op.create_index(op.f("ix_skill_counts_number"), "skill_counts", ["number"])
    for name, table, columns, where in PARTIAL:
        condition = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
    op.drop_index("ix_items_status", table_name="items")  # nearly all are approved: it led into the crowd
    # Whether somebody has a skill is answered by the index alone.
    op.create_index("ix_listing_skills_of", "listing_skills", ["listing_id", "skill_id"])
    op.drop_index("ix_listing_skills_listing_id", table_name="listing_skills")
    _count()


def _count() -> None:
    op.execute("INSERT INTO listing_counts (name, number) SELECT 'all', count(*) FROM listings")
    for column, word, values in MASKS:
        for place, value in enumerate(values):
            op.execute(
                "INSERT INTO listing_counts (name, number) "
                f"SELECT '{word} {value}', count(*) FROM listings WHERE ({column} & {1 << place}) <> 0"
            )
    op.execute(
        "INSERT INTO skill_counts (skill_id, number) "
        "SELECT skill_id, count(*) FROM listing_skills GROUP BY skill_id"
    )


def downgrade() -> None:
    """The lists walk again."""
    op.create_index("ix_listing_skills_listing_id", "listing_skills", ["listing_id"])
    op.drop_index("ix_listing_skills_of", table_name="listing_skills")
    op.create_index("ix_items_status", "items", ["status"])
    for name, table, *_rest in reversed(PARTIAL):
        op.drop_index(name, table_name=table)
    op.drop_table("skill_counts")
    op.drop_table("listing_counts")
