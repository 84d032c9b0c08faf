"""What a portfolio shows"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """The first page of a portfolio in one row; it is filled when somebody looks."""
    op.create_table(
        "displays",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["creator_id"],
            ["creators.id"],
            name=op.f("fk_displays_creator_id_creators"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("creator_id", name=op.f("pk_displays")),
    )


def downgrade() -> None:
    """Its rows can be gathered again."""
    op.drop_table("displays")
