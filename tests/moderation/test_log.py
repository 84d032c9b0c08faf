"""The log: only added to, read by the house with names, and by everybody without."""

from __future__ import annotations

import re

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel.db import db, unit
from kreatr.moderation.actions import acting, deciding, undoing
from kreatr.moderation.actions.deciding import Decision
from kreatr.moderation.models import Act, Reason, SubjectKind, Verb
from tests.conformance.source import ROOT
from tests.judge import Client
from tests.moderation.deciding import case_of, waiting_work
from tests.world import World, signed_in

HISTORY, PUBLIC = "/admin/marketplace/moderation/history", "/community/moderation-log"


def rejected(world: World, title: str = "Menunggu") -> Act:
    """A work that was given back."""
    case = case_of(waiting_work(world, title).id)
    return deciding.decide(world.maya, case.id, Decision(Verb.REJECT, Reason.COPYRIGHT, "Logo pihak lain."))


def test_nobody_changes_or_takes_away_a_line(world: World, database: str) -> None:
    act = rejected(world)
    spoil = ["UPDATE acts SET words = 'lain'", "DELETE FROM acts"]
    for statement in spoil + (["TRUNCATE acts"] if database == "postgresql" else []):
        with pytest.raises(sa.exc.DBAPIError), db.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    act.words = "lain"
    with pytest.raises(sa.exc.DBAPIError):
        db.session.flush()
    db.session.rollback()
    assert db.session.scalar(sa.select(Act.words)) == "Logo pihak lain."


@pytest.mark.one_database("postgresql")
def test_the_role_of_the_app_can_only_add_lines(world: World) -> None:
    """As docs/operating.md sets it up: a role without superuser rights that does not own the tables."""
    rejected(world)
    url = db.engine.url
    with psycopg.connect(url.render_as_string(False).replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS kreatr_app")
        owner.execute("CREATE ROLE kreatr_app LOGIN")
        for grant in GRANTS:
            owner.execute(grant)
        owner.execute("SET ROLE kreatr_app")
        assert owner.execute("SELECT count(*) FROM acts").fetchone() == (1,)
        owner.execute("INSERT INTO report_mutes SELECT id, created_at FROM users LIMIT 1")
        owner.execute("DELETE FROM report_mutes")
        for refused in (
            "UPDATE acts SET words = ''",
            "DELETE FROM acts",
            "TRUNCATE acts",
            "ALTER TABLE acts DISABLE TRIGGER ALL",
            "DROP TRIGGER acts_stay_row ON acts",
            "DROP TABLE acts",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                owner.execute(refused)
        owner.execute("RESET ROLE")
        owner.execute("DROP OWNED BY kreatr_app")
        owner.execute("DROP ROLE kreatr_app")


GRANTS = re.findall(
    r"^((?:GRANT|REVOKE|ALTER) .*);$",
    (ROOT / "docs/operating.md").read_text().partition("## A role of its own")[2],
    re.M,
)


class TestHistory:
    def test_it_is_filtered_by_person_moderator_subject_and_deed(self, client: Client, world: World) -> None:
        first, second = rejected(world, "Kain Kawung"), rejected(world, "Kain Parang")
        undoing.undo(world.maya, first.id)
        signed_in(client, world.maya)

        def shown(query: str) -> list[str]:
            return [
                " ".join(line.itertext())
                for line in client.get(f"{HISTORY}{query}").page.all(".verdicts .lead")
            ]

        assert len(shown("")) == 3 and "Kain Kawung" in shown("")[0]
        assert len(shown("?person=sekarayu")) == 3 and shown("?person=dewi") == []
        assert len(shown("?moderator=%40maya")) == 3 and shown("?moderator=bagus") == []
        assert len(shown(f"?subject={second.subject_id}")) == 1
        assert len(shown("?verb=UNDO")) == 1
        assert len(shown("?verb=NONSENSE&before=x&subject=y")) == 3
        assert "Logo pihak lain." in client.get(HISTORY).page.text("main")

    def test_only_those_who_moderate_read_it_and_accounts_are_administrators_alone(
        self, client: Client, world: World
    ) -> None:
        with unit():
            acting.record(
                Verb.SUSPEND,
                actor=world.bagus,
                subject=(SubjectKind.USER, world.dewi.id),
                person_id=world.dewi.id,
                title="dewi",
                reason=Reason.SPAM,
            )
        assert client.get(HISTORY).location.startswith("/login")
        assert signed_in(client, world.dewi).get(HISTORY).status_code == 403
        client.delete_cookie("kreatr")
        assert "dewi" not in signed_in(client, world.maya).get(HISTORY).page.text("main")
        client.delete_cookie("kreatr")
        assert "dewi" in signed_in(client, world.bagus).get(HISTORY).page.text("main")


class TestPublic:
    def test_it_shows_what_and_why_and_nobody(self, client: Client, world: World, app: Flask) -> None:
        assert client.get(PUBLIC).status_code == 200
        act = rejected(world)
        deciding.decide(world.bagus, case_of(waiting_work(world, "Disetujui").id).id, Decision(Verb.APPROVE))
        page = client.get(PUBLIC)
        text = page.page.text("main")
        assert len(page.page.all(".verdicts li")) == 1, "approvals are counted, not told"
        assert "Hak cipta" in text and "Dikembalikan" in text
        for secret in ("Menunggu", "sekar", "maya", "Logo", str(act.id), str(act.person_id)):
            assert secret.lower() not in page.text.lower()

    def test_it_is_kept_until_the_next_act_and_paged(self, client: Client, world: World) -> None:
        with unit():
            for _ in range(27):
                self._record(world)
        assert len(client.get(PUBLIC).page.all(".verdicts li")) == 25
        assert len(client.get(f"{PUBLIC}?page=2").page.all(".verdicts li")) == 2
        assert client.get(f"{PUBLIC}?page=x").status_code == 200
        with unit():
            self._record(world)
        assert len(client.get(f"{PUBLIC}?page=2").page.all(".verdicts li")) == 3

    def _record(self, world: World) -> None:
        about = {"subject": (SubjectKind.ITEM, world.items[0].id), "person_id": world.sekar.user_id}
        acting.record(Verb.REJECT, actor=world.maya, title="Kain", reason=Reason.SPAM, **about)
