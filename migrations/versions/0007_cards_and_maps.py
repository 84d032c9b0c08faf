"""Cards and maps"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """The cards that chat groups show, and when parts of the map of addresses changed."""
    op.create_table(
        "share_cards",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"],
            ["creators.id"],
            name=op.f("fk_share_cards_creator_id_creators"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_share_cards_item_id_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_share_cards")),
    )
    for column in ("creator_id", "item_id", "name"):
        op.create_index(f"ix_share_cards_{column}", "share_cards", [column])
    op.create_table(
        "sitemap_parts",
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_sitemap_parts")),
    )


def downgrade() -> None:
    """Undoes it."""
    op.drop_table("sitemap_parts")
    op.drop_table("share_cards")
