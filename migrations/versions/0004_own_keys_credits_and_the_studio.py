"""Own keys, credits and the studio"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Own keys, credits and the studio."""
    op.create_table(
        "ai_choices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "routing",
            sa.Enum(
                "byok_only",
                "byok_then_credits",
                "credits_only",
                name="routing",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_ai_choices_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_ai_choices")),
    )
    op.create_table(
        "credit_accounts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("measure", sa.BigInteger(), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_credit_accounts_balance")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_credit_accounts_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_credit_accounts")),
    )
    op.create_table(
        "credit_entries",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "GRANT",
                "PURCHASE",
                "RESERVATION",
                "SETTLEMENT",
                "RELEASE",
                "CORRECTION",
                name="entrykind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["users.id"], name=op.f("fk_credit_entries_actor_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_credit_entries_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_entries")),
        sa.UniqueConstraint("call_id", "kind", name=op.f("uq_credit_entries_call_id_kind")),
    )
    op.create_index("ix_credit_entries_user_id_id", "credit_entries", ["user_id", "id"], unique=False)
    op.create_table(
        "model_prices",
        sa.Column(
            "provider",
            sa.Enum(
                "OPENAI",
                "ANTHROPIC",
                "GOOGLE",
                "HUGGINGFACE",
                "REPLICATE",
                "CUSTOM",
                name="provider",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("input_price", sa.BigInteger(), nullable=True),
        sa.Column("output_price", sa.BigInteger(), nullable=True),
        sa.Column("credit_percent", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["users.id"], name=op.f("fk_model_prices_changed_by_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("provider", "model", name=op.f("pk_model_prices")),
    )
    op.create_table(
        "provider_keys",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "provider",
            sa.Enum(
                "OPENAI",
                "ANTHROPIC",
                "GOOGLE",
                "HUGGINGFACE",
                "REPLICATE",
                "CUSTOM",
                name="provider",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("sealed", sa.String(length=1200), nullable=False),
        sa.Column("hint", sa.String(length=4), nullable=False),
        sa.Column("base_url", sa.String(length=300), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "NOT_VALIDATED",
                "ACTIVE",
                "INVALID",
                "EXPIRED",
                name="keystatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("models", sa.JSON(), nullable=False),
        sa.Column("monthly_limit", sa.BigInteger(), nullable=True),
        sa.Column("daily_limit", sa.BigInteger(), nullable=True),
        sa.Column(
            "limit_mode",
            sa.Enum("STOP", "WARN", name="limitmode", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_provider_keys_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_keys")),
        sa.UniqueConstraint("user_id", "provider", name=op.f("uq_provider_keys_user_id_provider")),
    )
    op.create_table(
        "ai_calls",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=True),
        sa.Column("key_hint", sa.String(length=4), nullable=False),
        sa.Column(
            "provider",
            sa.Enum(
                "OPENAI",
                "ANTHROPIC",
                "GOOGLE",
                "HUGGINGFACE",
                "REPLICATE",
                "CUSTOM",
                name="provider",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column(
            "operation",
            sa.Enum("CHAT", "EMBED", name="operation", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("task", sa.String(length=40), nullable=False),
        sa.Column(
            "payer",
            sa.Enum("KEY", "CREDITS", name="payer", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "QUEUED",
                "RUNNING",
                "DONE",
                "STOPPED",
                "FAILED",
                name="callstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("error", sa.String(length=40), nullable=False),
        sa.Column("tokens_in", sa.Integer(), nullable=True),
        sa.Column("tokens_out", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("most_tokens", sa.Integer(), nullable=False),
        sa.Column("estimate", sa.BigInteger(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("input_price", sa.BigInteger(), nullable=True),
        sa.Column("output_price", sa.BigInteger(), nullable=True),
        sa.Column("usd_idr", sa.Integer(), nullable=False),
        sa.Column("credit_percent", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("credits", sa.BigInteger(), nullable=True),
        sa.Column("ask_key", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stop_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_id"],
            ["provider_keys.id"],
            name=op.f("fk_ai_calls_key_id_provider_keys"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_ai_calls_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ai_calls")),
        sa.UniqueConstraint("ask_key", name=op.f("uq_ai_calls_ask_key")),
    )
    op.create_index("ix_ai_calls_key_id_day", "ai_calls", ["key_id", "day"], unique=False)
    op.create_index(
        "ix_ai_calls_under_way",
        "ai_calls",
        ["leased_until"],
        unique=False,
        sqlite_where=sa.text("status IN ('QUEUED', 'RUNNING')"),
        postgresql_where=sa.text("status IN ('QUEUED', 'RUNNING')"),
    )
    op.create_index("ix_ai_calls_user_id_day", "ai_calls", ["user_id", "day"], unique=False)
    op.create_index("ix_ai_calls_user_id_id", "ai_calls", ["user_id", "id"], unique=False)
    op.create_table(
        "ai_texts",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["ai_calls.id"], name=op.f("fk_ai_texts_call_id_ai_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_ai_texts")),
    )
    op.create_table(
        "studio_runs",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=True),
        sa.Column("task", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["ai_calls.id"], name=op.f("fk_studio_runs_call_id_ai_calls"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_studio_runs_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_runs")),
        sa.UniqueConstraint("call_id", name=op.f("uq_studio_runs_call_id")),
    )
    op.create_index("ix_studio_runs_thread_id", "studio_runs", ["thread_id"], unique=False)
    op.create_index("ix_studio_runs_user_id_id", "studio_runs", ["user_id", "id"], unique=False)
    with op.batch_alter_table("user_sessions") as sessions:
        sessions.add_column(
            sa.Column("proved_at", sa.DateTime(timezone=True), nullable=False, server_default="2026-01-01")
        )
    with op.batch_alter_table("user_sessions") as sessions:  # sessions that are there prove themselves anew
        sessions.alter_column("proved_at", server_default=None)
    _seal_ledger()


def _seal_ledger() -> None:
    """Lines of the ledger are never changed; they go only together with their person's account."""
    why = "lines of the ledger are never changed"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER credit_entries_stay BEFORE UPDATE OF user_id, kind, amount, balance, call_id, about, created_at"
            f" ON credit_entries BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION credit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{why}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER credit_entries_stay BEFORE UPDATE OF user_id, kind, amount, balance, call_id, about, created_at"
        " ON credit_entries FOR EACH ROW EXECUTE FUNCTION credit_entries_stay()"
    )


def downgrade() -> None:
    """Undoes it."""
    with op.batch_alter_table("user_sessions") as sessions:
        sessions.drop_column("proved_at")
    op.drop_index("ix_studio_runs_user_id_id", table_name="studio_runs")
    op.drop_index("ix_studio_runs_thread_id", table_name="studio_runs")
    op.drop_table("studio_runs")
    op.drop_table("ai_texts")
    op.drop_index("ix_ai_calls_user_id_id", table_name="ai_calls")
    op.drop_index("ix_ai_calls_user_id_day", table_name="ai_calls")
    op.drop_index(
        "ix_ai_calls_under_way",
        table_name="ai_calls",
        sqlite_where=sa.text("status IN ('QUEUED', 'RUNNING')"),
        postgresql_where=sa.text("status IN ('QUEUED', 'RUNNING')"),
    )
    op.drop_index("ix_ai_calls_key_id_day", table_name="ai_calls")
    op.drop_table("ai_calls")
    op.drop_table("provider_keys")
    op.drop_table("model_prices")
    op.drop_index("ix_credit_entries_user_id_id", table_name="credit_entries")
    op.drop_table("credit_entries")  # its trigger goes with it
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION credit_entries_stay")
    op.drop_table("credit_accounts")
    op.drop_table("ai_choices")
