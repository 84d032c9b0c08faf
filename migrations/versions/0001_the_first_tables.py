"""The first tables"""

import sqlalchemy as sa
from alembic import op

from kreatr.marketplace.models import search_index

WORD = sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql")
FILTERED = ("kinds", "categories", "availability", "rating", "hourly_rate")


revision = "0001"
down_revision = None


def upgrade() -> None:
    """The first tables."""
    op.create_table(
        "community_events",
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("host", sa.String(length=80), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_events")),
    )
    op.create_index("ix_community_events_ends_at", "community_events", ["ends_at"], unique=False)
    op.create_table(
        "outbox_events",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_events")),
    )
    op.create_index(op.f("ix_outbox_events_created_at"), "outbox_events", ["created_at"], unique=False)
    op.create_table(
        "pictures",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("color", sa.String(length=7), nullable=False),
        sa.Column("placeholder", sa.String(length=400), nullable=False),
        sa.Column("sizes", sa.JSON(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
        sa.UniqueConstraint("name", name=op.f("uq_pictures_name")),
    )
    op.create_table(
        "platform_stats",
        sa.Column(
            "platform",
            sa.Enum(
                "DISCORD",
                "REDDIT",
                "GITHUB",
                "HUGGINGFACE",
                name="platform",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("member_count", sa.Integer(), nullable=True),
        sa.Column("active_members", sa.Integer(), nullable=True),
        sa.Column(
            "activity_level",
            sa.Enum(
                "LOW",
                "MEDIUM",
                "HIGH",
                name="activitylevel",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_stats")),
        sa.UniqueConstraint("platform", name=op.f("uq_platform_stats_platform")),
    )
    op.create_table(
        "search_spellings",
        sa.Column("spelling", WORD, nullable=False),
        sa.Column("word", WORD, nullable=False),
        sa.PrimaryKeyConstraint("spelling", "word", name=op.f("pk_search_spellings")),
    )
    op.create_table(
        "search_words",
        sa.Column("word", WORD, nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
    )
    op.create_table(
        "skills",
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills")),
        sa.UniqueConstraint("slug", name=op.f("uq_skills_slug")),
    )
    op.create_table(
        "tags",
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("slug", name=op.f("uq_tags_slug")),
    )
    op.create_table(
        "users",
        sa.Column("username", sa.String(length=30), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "USER",
                "MODERATOR",
                "ADMIN",
                "OWNER",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("username", name=op.f("uq_users_username")),
    )
    op.create_table(
        "account_tokens",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "CONFIRM", "RESET", name="tokenpurpose", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_account_tokens_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_tokens")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_account_tokens_token_digest")),
    )
    op.create_index(op.f("ix_account_tokens_user_id"), "account_tokens", ["user_id"], unique=False)
    op.create_table(
        "creators",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=30), nullable=False),
        sa.Column("display_name", sa.String(length=50), nullable=False),
        sa.Column("bio", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column(
            "availability",
            sa.Enum(
                "AVAILABLE",
                "BUSY",
                "UNAVAILABLE",
                name="availability",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("hourly_rate", sa.Integer(), nullable=True),
        sa.Column("project_rate", sa.Integer(), nullable=True),
        sa.Column("twitter_url", sa.String(length=300), nullable=True),
        sa.Column("instagram_url", sa.String(length=300), nullable=True),
        sa.Column("linkedin_url", sa.String(length=300), nullable=True),
        sa.Column("website_url", sa.String(length=300), nullable=True),
        sa.Column("whatsapp", sa.String(length=20), nullable=True),
        sa.Column("contact_email", sa.String(length=254), nullable=True),
        sa.Column("show_email", sa.Boolean(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("is_featured", sa.Boolean(), nullable=False),
        sa.Column("avatar_id", sa.Uuid(), nullable=True),
        sa.Column("banner_id", sa.Uuid(), nullable=True),
        sa.Column("rating", sa.Double(), nullable=True),
        sa.Column("review_count", sa.Integer(), nullable=False),
        sa.Column("projects_completed", sa.Integer(), nullable=False),
        sa.Column("reply_median_seconds", sa.Integer(), nullable=True),
        sa.Column("reply_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["avatar_id"], ["pictures.id"], name=op.f("fk_creators_avatar_id_pictures"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["banner_id"], ["pictures.id"], name=op.f("fk_creators_banner_id_pictures"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_creators_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creators")),
        sa.UniqueConstraint("user_id", name=op.f("uq_creators_user_id")),
        sa.UniqueConstraint("username", name=op.f("uq_creators_username")),
    )
    op.create_index(op.f("ix_creators_avatar_id"), "creators", ["avatar_id"], unique=False)
    op.create_index(op.f("ix_creators_banner_id"), "creators", ["banner_id"], unique=False)
    op.create_index(op.f("ix_creators_availability"), "creators", ["availability"], unique=False)
    op.create_index(op.f("ix_creators_is_featured"), "creators", ["is_featured"], unique=False)
    op.create_table(
        "outbox_deliveries",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("listener", sa.String(length=120), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["outbox_events.id"],
            name=op.f("fk_outbox_deliveries_event_id_outbox_events"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_deliveries")),
        sa.UniqueConstraint("event_id", "listener", name=op.f("uq_outbox_deliveries_event_id_listener")),
    )
    op.create_index(
        "ix_outbox_deliveries_due",
        "outbox_deliveries",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "user_sessions",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remembered", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_sessions_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_sessions")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_user_sessions_token_digest")),
    )
    op.create_index(op.f("ix_user_sessions_user_id"), "user_sessions", ["user_id"], unique=False)
    op.create_table(
        "activities",
        sa.Column(
            "type",
            sa.Enum(
                "PROJECT_FEATURED",
                "CREATOR_JOINED",
                "MILESTONE",
                "ANNOUNCEMENT",
                name="activitytype",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["creators.id"], name=op.f("fk_activities_actor_id_creators"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
    )
    op.create_index(op.f("ix_activities_actor_id"), "activities", ["actor_id"], unique=False)
    op.create_index("ix_activities_created_at", "activities", ["created_at"], unique=False)
    op.create_table(
        "creator_kinds",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "AI_CONTENT_CREATOR",
                "PROMPTER",
                "CREATIVE_DIRECTOR",
                "TECHNICAL_ENGINEER",
                name="creatorkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"],
            ["creators.id"],
            name=op.f("fk_creator_kinds_creator_id_creators"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("creator_id", "kind", name=op.f("pk_creator_kinds")),
    )
    op.create_table(
        "creator_skills",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("skill_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"],
            ["creators.id"],
            name=op.f("fk_creator_skills_creator_id_creators"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["skill_id"], ["skills.id"], name=op.f("fk_creator_skills_skill_id_skills"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("creator_id", "skill_id", name=op.f("pk_creator_skills")),
    )
    op.create_index(op.f("ix_creator_skills_skill_id"), "creator_skills", ["skill_id"], unique=False)
    op.create_table(
        "inquiries",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("budget", sa.String(length=100), nullable=True),
        sa.Column("timeline", sa.String(length=100), nullable=True),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "UNREAD",
                "READ",
                "REPLIED",
                "ARCHIVED",
                name="inquirystatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("held_reason", sa.String(length=40), nullable=True),
        sa.Column("submission_key", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_inquiries_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["users.id"], name=op.f("fk_inquiries_sender_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiries")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_inquiries_submission_key")),
    )
    op.create_index(
        "ix_inquiries_creator_id_created_at", "inquiries", ["creator_id", "created_at"], unique=False
    )
    op.create_index("ix_inquiries_email_created_at", "inquiries", ["email", "created_at"], unique=False)
    op.create_index(
        "ix_inquiries_inbox",
        "inquiries",
        ["creator_id", "status", "created_at"],
        unique=False,
        sqlite_where=sa.text("held_reason IS NULL"),
        postgresql_where=sa.text("held_reason IS NULL"),
    )
    op.create_index(
        "ix_inquiries_origin_created_at",
        "inquiries",
        ["origin", "created_at"],
        unique=False,
        sqlite_where=sa.text("origin IS NOT NULL"),
        postgresql_where=sa.text("origin IS NOT NULL"),
    )
    op.create_index(op.f("ix_inquiries_sender_id"), "inquiries", ["sender_id"], unique=False)
    op.create_table(
        "items",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "AI_CONTENT",
                "PROMPTS",
                "CREATIVE_DIRECTION",
                "VIDEO_EDITING",
                "SOCIAL_MEDIA",
                "TECHNICAL",
                "OTHER",
                name="itemcategory",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("project_url", sa.String(length=300), nullable=True),
        sa.Column("prompt", sa.Text(), nullable=True),
        sa.Column("tools", sa.String(length=200), nullable=True),
        sa.Column(
            "visibility",
            sa.Enum(
                "PUBLIC", "PRIVATE", name="visibility", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("featured", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "PENDING",
                "APPROVED",
                "REJECTED",
                "FLAGGED",
                name="moderationstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("likes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_items_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint("creator_id", "slug", name=op.f("uq_items_creator_id_slug")),
    )
    op.create_index("ix_items_category", "items", ["category"], unique=False)
    op.create_index("ix_items_creator_id", "items", ["creator_id"], unique=False)
    op.create_index(
        "ix_items_shown",
        "items",
        ["creator_id", "featured", "created_at"],
        unique=False,
        sqlite_where=sa.text("visibility = 'PUBLIC' AND status = 'APPROVED'"),
        postgresql_where=sa.text("visibility = 'PUBLIC' AND status = 'APPROVED'"),
    )
    op.create_index("ix_items_status", "items", ["status"], unique=False)
    op.create_index("ix_items_visibility_featured", "items", ["visibility", "featured"], unique=False)
    op.create_table(
        "listings",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("kinds", sa.Integer(), nullable=False),
        sa.Column("categories", sa.Integer(), nullable=False),
        sa.Column("availability", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Double(), nullable=False),
        sa.Column("hourly_rate", sa.Integer(), nullable=True),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("projects", sa.Integer(), nullable=False),
        sa.Column("featured", sa.Boolean(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_listings_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
        sa.UniqueConstraint("creator_id", name=op.f("uq_listings_creator_id")),
    )
    op.create_index("ix_listings_featured", "listings", ["featured", "score"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_name", sa.String(length=100), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_reviews_rating")),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_reviews_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["users.id"], name=op.f("fk_reviews_reviewer_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("creator_id", "reviewer_id", name=op.f("uq_reviews_creator_id_reviewer_id")),
    )
    op.create_index("ix_reviews_creator_id_created_at", "reviews", ["creator_id", "created_at"], unique=False)
    op.create_index(op.f("ix_reviews_reviewer_id"), "reviews", ["reviewer_id"], unique=False)
    op.create_table(
        "inquiry_messages",
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column(
            "author",
            sa.Enum("CREATOR", "CLIENT", name="author", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"],
            ["inquiries.id"],
            name=op.f("fk_inquiry_messages_inquiry_id_inquiries"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_messages")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_inquiry_messages_submission_key")),
    )
    op.create_index(
        "ix_inquiry_messages_inquiry_id_created_at",
        "inquiry_messages",
        ["inquiry_id", "created_at"],
        unique=False,
    )
    op.create_table(
        "item_images",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("picture_id", sa.Uuid(), nullable=False),
        sa.Column("alt", sa.String(length=300), nullable=False),
        sa.Column("alt_en", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_item_images_item_id_items"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["pictures.id"],
            name=op.f("fk_item_images_picture_id_pictures"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_images")),
    )
    op.create_index(op.f("ix_item_images_item_id"), "item_images", ["item_id"], unique=False)
    op.create_index(op.f("ix_item_images_picture_id"), "item_images", ["picture_id"], unique=False)
    op.create_table(
        "item_tags",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("tag_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_item_tags_item_id_items"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tags.id"], name=op.f("fk_item_tags_tag_id_tags"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "tag_id", name=op.f("pk_item_tags")),
    )
    op.create_index(op.f("ix_item_tags_tag_id"), "item_tags", ["tag_id"], unique=False)
    op.create_table(
        "listing_skills",
        sa.Column("skill_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listings.id"],
            name=op.f("fk_listing_skills_listing_id_listings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["skill_id"], ["skills.id"], name=op.f("fk_listing_skills_skill_id_skills"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("skill_id", "listing_id", name=op.f("pk_listing_skills")),
    )
    op.create_index(op.f("ix_listing_skills_listing_id"), "listing_skills", ["listing_id"], unique=False)
    for name, column in (("popular", "projects"), ("newest", "joined_at"), ("rated", "score")):
        op.create_index(
            f"ix_listings_{name}", "listings", [sa.text(f"{column} DESC"), sa.text("id DESC"), *FILTERED]
        )
    op.create_index("ix_listings_few", "listings", ["id", *FILTERED])
    search_index.create(op.get_bind())


def downgrade() -> None:
    """Undoes it."""
    search_index.drop(op.get_bind())
    op.drop_index(op.f("ix_listing_skills_listing_id"), table_name="listing_skills")
    op.drop_table("listing_skills")
    op.drop_index(op.f("ix_item_tags_tag_id"), table_name="item_tags")
    op.drop_table("item_tags")
    op.drop_index(op.f("ix_item_images_picture_id"), table_name="item_images")
    op.drop_index(op.f("ix_item_images_item_id"), table_name="item_images")
    op.drop_table("item_images")
    op.drop_index("ix_inquiry_messages_inquiry_id_created_at", table_name="inquiry_messages")
    op.drop_table("inquiry_messages")
    op.drop_index(op.f("ix_reviews_reviewer_id"), table_name="reviews")
    op.drop_index("ix_reviews_creator_id_created_at", table_name="reviews")
    op.drop_table("reviews")
    op.drop_index("ix_listings_few", table_name="listings")
    op.drop_index("ix_listings_featured", table_name="listings")
    op.drop_table("listings")
    op.drop_index("ix_items_visibility_featured", table_name="items")
    op.drop_index("ix_items_status", table_name="items")
    op.drop_index(
        "ix_items_shown",
        table_name="items",
        sqlite_where=sa.text("visibility = 'PUBLIC' AND status = 'APPROVED'"),
        postgresql_where=sa.text("visibility = 'PUBLIC' AND status = 'APPROVED'"),
    )
    op.drop_index("ix_items_creator_id", table_name="items")
    op.drop_index("ix_items_category", table_name="items")
    op.drop_table("items")
    op.drop_index(op.f("ix_inquiries_sender_id"), table_name="inquiries")
    op.drop_index(
        "ix_inquiries_origin_created_at",
        table_name="inquiries",
        sqlite_where=sa.text("origin IS NOT NULL"),
        postgresql_where=sa.text("origin IS NOT NULL"),
    )
    op.drop_index(
        "ix_inquiries_inbox",
        table_name="inquiries",
        sqlite_where=sa.text("held_reason IS NULL"),
        postgresql_where=sa.text("held_reason IS NULL"),
    )
    op.drop_index("ix_inquiries_email_created_at", table_name="inquiries")
    op.drop_index("ix_inquiries_creator_id_created_at", table_name="inquiries")
    op.drop_table("inquiries")
    op.drop_index(op.f("ix_creator_skills_skill_id"), table_name="creator_skills")
    op.drop_table("creator_skills")
    op.drop_table("creator_kinds")
    op.drop_index("ix_activities_created_at", table_name="activities")
    op.drop_index(op.f("ix_activities_actor_id"), table_name="activities")
    op.drop_table("activities")
    op.drop_index(op.f("ix_user_sessions_user_id"), table_name="user_sessions")
    op.drop_table("user_sessions")
    op.drop_index(
        "ix_outbox_deliveries_due",
        table_name="outbox_deliveries",
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.drop_table("outbox_deliveries")
    op.drop_index(op.f("ix_creators_is_featured"), table_name="creators")
    op.drop_index(op.f("ix_creators_availability"), table_name="creators")
    op.drop_index(op.f("ix_creators_banner_id"), table_name="creators")
    op.drop_index(op.f("ix_creators_avatar_id"), table_name="creators")
    op.drop_table("creators")
    op.drop_index(op.f("ix_account_tokens_user_id"), table_name="account_tokens")
    op.drop_table("account_tokens")
    op.drop_table("users")
    op.drop_table("tags")
    op.drop_table("skills")
    op.drop_table("search_words")
    op.drop_table("search_spellings")
    op.drop_table("platform_stats")
    op.drop_table("pictures")
    op.drop_index(op.f("ix_outbox_events_created_at"), table_name="outbox_events")
    op.drop_table("outbox_events")
    op.drop_index("ix_community_events_ends_at", table_name="community_events")
    op.drop_table("community_events")
