"""The creator's workshop: uploads, drafts, notices, likes, views"""

import sqlalchemy as sa
from alembic import op

LICENCES = ("ALL_RIGHTS", "CC_BY", "CC_BY_SA", "CC_BY_NC", "CC_BY_NC_SA", "CC_BY_ND", "CC_BY_NC_ND", "CC0")

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """The creator's workshop."""
    op.execute("UPDATE pictures SET placeholder = ''")  # they were data URIs; now they are three colours
    with op.batch_alter_table("pictures") as pictures:
        pictures.alter_column("placeholder", type_=sa.String(length=40), existing_nullable=False)
    op.create_table(
        "view_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view_batches")),
    )
    op.create_table(
        "former_usernames",
        sa.Column("username", sa.String(length=30), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_former_usernames_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("username", name=op.f("pk_former_usernames")),
    )
    op.create_index(op.f("ix_former_usernames_user_id"), "former_usernames", ["user_id"], unique=False)
    op.create_table(
        "notice_choices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("in_app", sa.Boolean(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_notice_choices_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "kind", name=op.f("pk_notice_choices")),
    )
    op.create_table(
        "notices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_notices_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
    )
    op.create_index(
        "ix_notices_unread",
        "notices",
        ["user_id"],
        unique=False,
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_index("ix_notices_user_id_id", "notices", ["user_id", "id"], unique=False)
    op.create_table(
        "uploads",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "WORK",
                "AVATAR",
                "BANNER",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "WAITING",
                "READY",
                "HELD",
                "REFUSED",
                name="uploadstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("fault", sa.String(length=40), nullable=True),
        sa.Column("held_reason", sa.String(length=80), nullable=True),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("picture_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_uploads_owner_id_users"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["pictures.id"], name=op.f("fk_uploads_picture_id_pictures"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index("ix_uploads_owner_id_created_at", "uploads", ["owner_id", "created_at"], unique=False)
    op.create_index(op.f("ix_uploads_picture_id"), "uploads", ["picture_id"], unique=False)
    op.create_index("ix_uploads_state_created_at", "uploads", ["state", "created_at"], unique=False)
    op.create_table(
        "creator_views",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"],
            ["creators.id"],
            name=op.f("fk_creator_views_creator_id_creators"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("creator_id", "day", name=op.f("pk_creator_views")),
    )
    op.create_table(
        "reply_templates",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"],
            ["creators.id"],
            name=op.f("fk_reply_templates_creator_id_creators"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_templates")),
    )
    op.create_index(op.f("ix_reply_templates_creator_id"), "reply_templates", ["creator_id"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "OPEN",
                "SUBMITTED",
                "RETURNED",
                name="draftstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_drafts_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_drafts_item_id_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("item_id", name=op.f("uq_drafts_item_id")),
    )
    op.create_index("ix_drafts_creator_id_updated_at", "drafts", ["creator_id", "updated_at"], unique=False)
    op.create_table(
        "item_likes",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_item_likes_item_id_items"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_item_likes_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "user_id", name=op.f("pk_item_likes")),
    )
    op.create_index(op.f("ix_item_likes_user_id"), "item_likes", ["user_id"], unique=False)
    op.add_column("inquiries", sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inquiries", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("item_images") as images:
        images.add_column(sa.Column("upload_id", sa.Uuid(), nullable=True))
        images.alter_column("picture_id", existing_type=sa.Uuid(), nullable=True)
        images.create_index(op.f("ix_item_images_upload_id"), ["upload_id"])
        images.create_foreign_key(
            op.f("fk_item_images_upload_id_uploads"), "uploads", ["upload_id"], ["id"], ondelete="SET NULL"
        )
    op.add_column("items", sa.Column("human_part", sa.String(length=500), nullable=True))
    # In plain SQL: SQLite takes a column with its check, but no check afterwards without copying the table.
    op.execute(
        "ALTER TABLE items ADD COLUMN licence VARCHAR(24) NOT NULL DEFAULT 'ALL_RIGHTS' "
        f"CONSTRAINT ck_items_licence CHECK (licence IN ({', '.join(map(repr, LICENCES))}))"
    )
    op.add_column("items", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("items", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("items", sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("items", sa.Column("moderated_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE items SET submitted_at = created_at")
    op.add_column("reviews", sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("reviews", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Undoes it."""
    op.drop_column("reviews", "answered_at")
    op.drop_column("reviews", "updated_at")
    op.drop_column("items", "moderated_at")
    op.drop_column("items", "submitted_at")
    op.drop_column("items", "version")
    op.drop_column("items", "reason")
    op.drop_column("items", "licence")
    op.drop_column("items", "human_part")
    op.execute("DELETE FROM item_images WHERE picture_id IS NULL")
    with op.batch_alter_table("item_images") as images:
        images.drop_constraint(op.f("fk_item_images_upload_id_uploads"), type_="foreignkey")
        images.drop_index(op.f("ix_item_images_upload_id"))
        images.alter_column("picture_id", existing_type=sa.Uuid(), nullable=False)
        images.drop_column("upload_id")
    op.drop_column("inquiries", "confirmed_at")
    op.drop_column("inquiries", "done_at")
    op.drop_index(op.f("ix_item_likes_user_id"), table_name="item_likes")
    op.drop_table("item_likes")
    op.drop_index("ix_drafts_creator_id_updated_at", table_name="drafts")
    op.drop_table("drafts")
    op.drop_index(op.f("ix_reply_templates_creator_id"), table_name="reply_templates")
    op.drop_table("reply_templates")
    op.drop_table("creator_views")
    op.drop_index("ix_uploads_state_created_at", table_name="uploads")
    op.drop_index(op.f("ix_uploads_picture_id"), table_name="uploads")
    op.drop_index("ix_uploads_owner_id_created_at", table_name="uploads")
    op.drop_table("uploads")
    op.drop_index("ix_notices_user_id_id", table_name="notices")
    op.drop_index(
        "ix_notices_unread",
        table_name="notices",
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.drop_table("notices")
    op.drop_table("notice_choices")
    op.drop_index(op.f("ix_former_usernames_user_id"), table_name="former_usernames")
    op.drop_table("former_usernames")
    op.drop_table("view_batches")
    with op.batch_alter_table("pictures") as pictures:
        pictures.alter_column("placeholder", type_=sa.String(length=400), existing_nullable=False)
