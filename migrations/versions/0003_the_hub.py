"""The hub is alive: sources, feed, highlights, events, counted steps"""

import sqlalchemy as sa
from alembic import op

PLATFORMS = ("DISCORD", "REDDIT", "GITHUB", "HUGGINGFACE")
STEPS = ("LANDING", "HUB", "MARKETPLACE", "PROFILE", "CONTACT", "INQUIRY")
NEWS = ("PROJECT_FEATURED", "CREATOR_JOINED", "MILESTONE", "ANNOUNCEMENT")
ANNOUNCEMENTS = "type = 'ANNOUNCEMENT' AND source IS NULL"
OUTSIDE_NEWS = ("RELEASE", "ISSUE", "POST", "MODEL")

revision = "0003"
down_revision = "0002"


def choice(name: str, values: tuple[str, ...], constraint: bool = True) -> sa.Enum:
    """A text column that takes only these values."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=constraint, length=24)


def upgrade() -> None:
    """The hub is alive."""
    op.create_table(
        "platform_hours",
        sa.Column("platform", choice("platform", PLATFORMS), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "hour", name=op.f("pk_platform_hours")),
    )
    op.create_table(
        "step_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_batches")),
    )
    op.create_index(op.f("ix_step_batches_created_at"), "step_batches", ["created_at"])
    op.create_table(
        "step_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", choice("step", STEPS), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "step", name=op.f("pk_step_days")),
    )
    op.create_table(
        "highlights",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chosen_by"], ["users.id"], name=op.f("fk_highlights_chosen_by_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_highlights_item_id_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_highlights")),
    )
    op.create_index("ix_items_published_at", "items", ["published_at"])
    _feed()
    op.create_index(
        "ix_activities_announcements",
        "activities",
        ["created_at"],
        sqlite_where=sa.text(ANNOUNCEMENTS),
        postgresql_where=sa.text(ANNOUNCEMENTS),
    )
    with op.batch_alter_table("community_events") as events:
        events.add_column(sa.Column("title_en", sa.String(length=120), nullable=False, server_default=""))
        events.add_column(sa.Column("text_en", sa.String(length=1000), nullable=False, server_default=""))
        events.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        for name in ("created_at", "updated_at"):
            events.add_column(
                sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default="2026-01-01")
            )
        events.create_index("ix_community_events_starts_at_id", ["starts_at", "id"])
    with op.batch_alter_table("platform_stats") as stats:
        stats.add_column(sa.Column("state", sa.JSON(), nullable=False, server_default="{}"))
        stats.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        stats.add_column(sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
        stats.add_column(sa.Column("error", sa.String(length=40), nullable=True))
        stats.add_column(sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True))
    _drop_defaults()


def _feed() -> None:
    with op.batch_alter_table("activities") as feed:
        feed.drop_constraint(op.f("ck_activities_activitytype"), type_="check")
        feed.alter_column(
            "type",
            existing_type=choice("activitytype", NEWS, constraint=False),
            type_=choice("activitytype", (*NEWS, *OUTSIDE_NEWS), constraint=False),
            existing_nullable=False,
        )
        feed.create_check_constraint(
            op.f("ck_activities_activitytype"), sa.column("type").in_((*NEWS, *OUTSIDE_NEWS))
        )
        feed.alter_column("link", type_=sa.String(length=500), existing_nullable=False)
        feed.add_column(sa.Column("title_en", sa.String(length=200), nullable=False, server_default=""))
        feed.add_column(sa.Column("text_en", sa.String(length=500), nullable=False, server_default=""))
        feed.add_column(sa.Column("item_id", sa.Uuid(), nullable=True))
        feed.add_column(sa.Column("source", choice("platform", PLATFORMS), nullable=True))
        feed.add_column(sa.Column("author", sa.String(length=80), nullable=False, server_default=""))
        feed.add_column(sa.Column("key", sa.String(length=120), nullable=True))
        feed.add_column(sa.Column("pinned_until", sa.DateTime(timezone=True), nullable=True))
        feed.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        feed.create_unique_constraint(op.f("uq_activities_key"), ["key"])
        feed.create_foreign_key(
            op.f("fk_activities_item_id_items"), "items", ["item_id"], ["id"], ondelete="CASCADE"
        )
        feed.drop_index("ix_activities_created_at")
        feed.create_index("ix_activities_created_at_id", ["created_at", "id"])
        feed.create_index(op.f("ix_activities_item_id"), ["item_id"])


def _drop_defaults() -> None:
    """The defaults were for the rows that are there; new rows bring their values."""
    for table, names in {
        "activities": ("title_en", "text_en", "author", "version"),
        "community_events": ("title_en", "text_en", "version", "created_at", "updated_at"),
        "platform_stats": ("state", "failures"),
    }.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.alter_column(name, server_default=None)


def downgrade() -> None:
    """Undoes it; lines of the feed that came from outside go."""
    op.execute("DELETE FROM activities WHERE source IS NOT NULL")
    with op.batch_alter_table("platform_stats") as stats:
        for name in ("failed_at", "error", "failures", "due_at", "state"):
            stats.drop_column(name)
    with op.batch_alter_table("community_events") as events:
        events.drop_index("ix_community_events_starts_at_id")
        for name in ("updated_at", "created_at", "version", "text_en", "title_en"):
            events.drop_column(name)
    op.drop_index("ix_activities_announcements", "activities")
    with op.batch_alter_table("activities") as feed:
        feed.drop_index(op.f("ix_activities_item_id"))
        feed.drop_index("ix_activities_created_at_id")
        feed.create_index("ix_activities_created_at", ["created_at"])
        feed.drop_constraint(op.f("fk_activities_item_id_items"), type_="foreignkey")
        feed.drop_constraint(op.f("uq_activities_key"), type_="unique")
        feed.drop_constraint(op.f("ck_activities_platform"), type_="check")
        feed.drop_constraint(op.f("ck_activities_activitytype"), type_="check")
        for name in ("version", "pinned_until", "key", "author", "source", "item_id", "text_en", "title_en"):
            feed.drop_column(name)
        feed.alter_column("link", type_=sa.String(length=300), existing_nullable=False)
        feed.create_check_constraint(op.f("ck_activities_activitytype"), sa.column("type").in_(NEWS))
    op.drop_index("ix_items_published_at", "items")
    for table in ("highlights", "step_days", "step_batches", "platform_hours"):
        op.drop_table(table)
