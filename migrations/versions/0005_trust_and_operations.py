"""Trust and operations"""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Trust and operations."""
    op.create_index(
        "ix_outbox_deliveries_failed",
        "outbox_deliveries",
        ["failed_at"],
        sqlite_where=sa.text("failed_at IS NOT NULL"),
        postgresql_where=sa.text("failed_at IS NOT NULL"),
    )
    op.create_table(
        "acts",
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column(
            "verb",
            sa.Enum(
                "APPROVE",
                "REJECT",
                "FLAG",
                "REMOVE",
                "KEEP",
                "NOTE",
                "HIDE",
                "DELIVER",
                "DISCARD",
                "UPHOLD",
                "REVERSE",
                "UNDO",
                "SUSPEND",
                "LIFT",
                "PROPOSE_BAN",
                "BAN",
                "DECLINE_BAN",
                "UNBAN",
                "MUTE",
                "UNMUTE",
                "CHANGE_ROLE",
                "END_SESSIONS",
                name="verb",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "subject_kind",
            sa.Enum(
                "ITEM",
                "CREATOR",
                "REVIEW",
                "INQUIRY",
                "UPLOAD",
                "USER",
                name="subjectkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "COPYRIGHT",
                "STOLEN",
                "UNDISCLOSED",
                "QUALITY",
                "INSULT",
                "SEXUAL",
                "VIOLENCE",
                "SPAM",
                "FRAUD",
                "PRIVACY",
                "ILLEGAL",
                "OTHER",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("strike", sa.Boolean(), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
        sa.UniqueConstraint("undoes", name=op.f("uq_acts_undoes")),
    )
    op.create_index("ix_acts_actor_id_id", "acts", ["actor_id", "id"], unique=False)
    op.create_index("ix_acts_case_id", "acts", ["case_id"], unique=False)
    op.create_index("ix_acts_person_id_id", "acts", ["person_id", "id"], unique=False)
    op.create_index("ix_acts_subject_id_id", "acts", ["subject_id", "id"], unique=False)
    op.create_table(
        "endpoint_hours",
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("status", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "endpoint", "status", "bucket", name=op.f("pk_endpoint_hours")),
    )
    op.create_table(
        "limit_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "name", name=op.f("pk_limit_days")),
    )
    op.create_table(
        "measure_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_batches")),
    )
    op.create_table(
        "slow_statements",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("total_ms", sa.BigInteger(), nullable=False),
        sa.Column("most_ms", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", "digest", name=op.f("pk_slow_statements")),
    )
    op.create_table(
        "cases",
        sa.Column(
            "kind",
            sa.Enum(
                "WORK",
                "PICTURE",
                "REPORT",
                "MESSAGE",
                "APPEAL",
                "BAN",
                name="casekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "subject_kind",
            sa.Enum(
                "ITEM",
                "CREATOR",
                "REVIEW",
                "INQUIRY",
                "UPLOAD",
                "USER",
                name="subjectkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("revision", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by_id", sa.Uuid(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "APPROVED",
                "REJECTED",
                "FLAGGED",
                "REMOVED",
                "KEPT",
                "DELIVERED",
                "DISCARDED",
                "UPHELD",
                "REVERSED",
                "BANNED",
                "DECLINED",
                "GONE",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["users.id"], name=op.f("fk_cases_claimed_by_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["users.id"], name=op.f("fk_cases_closed_by_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["users.id"], name=op.f("fk_cases_person_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_claimed_by_id"), "cases", ["claimed_by_id"], unique=False)
    op.create_index(op.f("ix_cases_closed_by_id"), "cases", ["closed_by_id"], unique=False)
    op.create_index("ix_cases_kind_closed_at", "cases", ["kind", "closed_at"], unique=False)
    op.create_index("ix_cases_person_id_opened_at", "cases", ["person_id", "opened_at"], unique=False)
    op.create_index(
        "ix_cases_queue",
        "cases",
        ["kind", "opened_at", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_cases_subject_id", "cases", ["subject_id"], unique=False)
    op.create_index(
        "uq_cases_appealed",
        "cases",
        ["act_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'APPEAL'"),
        postgresql_where=sa.text("kind = 'APPEAL'"),
    )
    op.create_index(
        "uq_cases_open",
        "cases",
        ["kind", "subject_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "picture_prints",
        sa.Column("picture_id", sa.Uuid(), nullable=False),
        sa.Column("band", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["pictures.id"],
            name=op.f("fk_picture_prints_picture_id_pictures"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("picture_id", "band", name=op.f("pk_picture_prints")),
    )
    op.create_index("ix_picture_prints_band_value", "picture_prints", ["band", "value"], unique=False)
    op.create_table(
        "report_mutes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_report_mutes_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_report_mutes")),
    )
    op.create_table(
        "case_messages",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column(
            "voice",
            sa.Enum(
                "AUTHOR",
                "REPORTER",
                "MODERATOR",
                name="voice",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_case_messages_author_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_case_messages_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_messages")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_case_messages_submission_key")),
    )
    op.create_index(op.f("ix_case_messages_author_id"), "case_messages", ["author_id"], unique=False)
    op.create_index("ix_case_messages_case_id_id", "case_messages", ["case_id", "id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reporter_id", sa.Uuid(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "COPYRIGHT",
                "STOLEN",
                "INSULT",
                "SEXUAL",
                "VIOLENCE",
                "SPAM",
                "FRAUD",
                "PRIVACY",
                "OTHER",
                name="reportreason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PENDING",
                "REVIEWED",
                "RESOLVED",
                name="reportstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_reports_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["users.id"], name=op.f("fk_reports_reporter_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("case_id", "reporter_id", name=op.f("uq_reports_case_id_reporter_id")),
    )
    op.create_index(
        "ix_reports_reporter_id_created_at", "reports", ["reporter_id", "created_at"], unique=False
    )
    op.add_column("creators", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inquiries", sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("items", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("reviews", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    # Inline, as SQLite would otherwise make the table anew and take along all that hangs on accounts.
    op.execute(
        "ALTER TABLE users ADD COLUMN standing VARCHAR(24) NOT NULL DEFAULT 'GOOD'"
        " CONSTRAINT ck_users_standing CHECK (standing IN ('GOOD', 'SUSPENDED', 'BANNED'))"
    )
    op.add_column("users", sa.Column("suspended_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_users_suspended_until"), "users", ["suspended_until"], unique=False)
    _seal_log()
    _open_cases()


def _seal_log() -> None:
    """Lines of the log are never changed and never go, whoever asks."""
    why = "lines of the log are never changed"
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER acts_stay_{verb.lower()} BEFORE {verb} ON acts BEGIN SELECT RAISE(ABORT, '{why}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION acts_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{why}'; END $$"
    )
    for events, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER acts_stay_{each.lower()} BEFORE {events} ON acts FOR EACH {each} EXECUTE FUNCTION acts_stay()"
        )
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON acts FROM CURRENT_USER")


def _open_cases() -> None:
    """What waited before there was a queue."""
    waiting = (
        (
            "WORK",
            "ITEM",
            "SELECT i.id, c.user_id, i.title, i.submitted_at, i.version, 0 FROM items i"
            " JOIN creators c ON c.id = i.creator_id WHERE i.status = 'PENDING'",
        ),
        (
            "WORK",
            "ITEM",
            "SELECT i.id, c.user_id, i.title, d.submitted_at, d.version, 1 FROM drafts d JOIN items i ON i.id = d.item_id"
            " JOIN creators c ON c.id = d.creator_id WHERE d.state = 'SUBMITTED'",
        ),
        (
            "MESSAGE",
            "INQUIRY",
            "SELECT q.id, q.sender_id, q.subject, q.created_at, NULL, 0 FROM inquiries q WHERE q.held_reason IS NOT NULL",
        ),
        (
            "PICTURE",
            "UPLOAD",
            "SELECT u.id, u.owner_id, p.username, u.created_at, NULL, 0 FROM uploads u"
            " JOIN users p ON p.id = u.owner_id WHERE u.state = 'HELD'",
        ),
    )
    shape = {
        "id": sa.Uuid(),
        "person": sa.Uuid(),
        "title": sa.String(),
        "at": sa.DateTime(),
        "version": sa.Integer(),
        "revision": sa.Boolean(),
    }
    for kind, subject, query in waiting:
        rows = op.get_bind().execute(sa.text(query).columns(*(sa.column(n, t) for n, t in shape.items())))
        cases = [
            {
                "id": uuid.uuid4(),
                "kind": kind,
                "subject_kind": subject,
                "subject_id": row[0],
                "person_id": row[1],
                "title": row[2][:200],
                "words": row[2].lower(),
                "revision": bool(row[5]),
                "version": row[4],
                "signs": {},
                "weight": 0,
                "hidden": False,
                "opened_at": row[3] or datetime.now(UTC).replace(tzinfo=None),
            }
            for row in rows
        ]
        if cases:
            op.bulk_insert(_cases(), cases)


def _cases() -> sa.TableClause:
    return sa.table(
        "cases",
        *(sa.column(name, sa.Uuid()) for name in ("id", "subject_id", "person_id")),
        *(sa.column(name, sa.String()) for name in ("kind", "subject_kind", "title", "words")),
        *(sa.column(name, sa.Boolean()) for name in ("revision", "hidden")),
        *(sa.column(name, sa.Integer()) for name in ("version", "weight")),
        sa.column("signs", sa.JSON()),
        sa.column("opened_at", sa.DateTime()),
    )


def downgrade() -> None:
    """Undoes it."""
    op.drop_index(op.f("ix_users_suspended_until"), table_name="users")
    op.drop_column("users", "suspended_until")
    op.drop_column("users", "standing")
    op.drop_column("reviews", "hidden_at")
    op.drop_column("items", "removed_at")
    op.drop_column("inquiries", "discarded_at")
    op.drop_column("creators", "hidden_at")
    op.drop_index("ix_reports_reporter_id_created_at", table_name="reports")
    op.drop_table("reports")
    op.drop_index("ix_case_messages_case_id_id", table_name="case_messages")
    op.drop_index(op.f("ix_case_messages_author_id"), table_name="case_messages")
    op.drop_table("case_messages")
    op.drop_table("report_mutes")
    op.drop_index("ix_picture_prints_band_value", table_name="picture_prints")
    op.drop_table("picture_prints")
    op.drop_index(
        "uq_cases_open",
        table_name="cases",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index(
        "uq_cases_appealed",
        table_name="cases",
        sqlite_where=sa.text("kind = 'APPEAL'"),
        postgresql_where=sa.text("kind = 'APPEAL'"),
    )
    op.drop_index("ix_cases_subject_id", table_name="cases")
    op.drop_index(
        "ix_cases_queue",
        table_name="cases",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index("ix_cases_person_id_opened_at", table_name="cases")
    op.drop_index("ix_cases_kind_closed_at", table_name="cases")
    op.drop_index(op.f("ix_cases_closed_by_id"), table_name="cases")
    op.drop_index(op.f("ix_cases_claimed_by_id"), table_name="cases")
    op.drop_table("cases")
    op.drop_table("slow_statements")
    op.drop_table("measure_batches")
    op.drop_table("limit_days")
    op.drop_table("endpoint_hours")
    op.drop_index("ix_acts_subject_id_id", table_name="acts")
    op.drop_index("ix_acts_person_id_id", table_name="acts")
    op.drop_index("ix_acts_case_id", table_name="acts")
    op.drop_index("ix_acts_actor_id_id", table_name="acts")
    op.drop_table("acts")  # its triggers go with it
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION acts_stay")
    op.drop_index(
        "ix_outbox_deliveries_failed",
        table_name="outbox_deliveries",
        sqlite_where=sa.text("failed_at IS NOT NULL"),
        postgresql_where=sa.text("failed_at IS NOT NULL"),
    )
