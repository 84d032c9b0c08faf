"""Looking for a message: by name, address, subject, words of the conversation, with the state's filter."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from kreatr.inquiries import queries
from kreatr.inquiries.actions import conversation
from kreatr.inquiries.models import Inquiry, InquiryStatus
from kreatr.kernel.db import db
from tests import crowd
from tests.conformance.test_queries import counted
from tests.inquiries.letters import names, says
from tests.judge import Client
from tests.world import World, make_inquiry

PATH = "/dashboard/inquiries"


def _found(sekar: Client, q: str, **more: str) -> list[str]:
    return names(sekar.get(PATH, query_string={"q": q, **more}))


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("hendra", ["Hendra"]),
        ("HENDRA", ["Hendra"]),
        ("kopisenja", ["Hendra"]),
        ("batik tulis", ["Hendra"]),
        ("tulis BATIK", ["Hendra"]),
        ("hend peluncuran", ["Hendra"]),
        ("hendra melati", []),
        ("ÉLODIE", ["Élodie O'Brien"]),
        ("elodie", ["Élodie O'Brien"]),
        ("o'brien", ["Élodie O'Brien"]),
        ("日本", ["Élodie O'Brien"]),
        ("100%", ["Élodie O'Brien"]),
        ("%", ["Élodie O'Brien"]),
        ("_", ["Hendra"]),
        ("\\", []),
        ('"', []),
        ("'; DROP TABLE inquiries; --", []),
    ],
)
def test_every_word_must_stand_somewhere(sekar: Client, world: World, q: str, found: list[str]) -> None:
    make_inquiry(
        world.sekar,
        name="Hendra",
        email="ibu_ani@kopisenja.test",
        subject="Peluncuran",
        message="Motif batik, ditulis tangan: batik tulis.",
    )
    make_inquiry(
        world.sekar,
        name="Élodie O'Brien",
        email="elodie@contoh.test",
        message="100% warna dari 日本, melati.",
    )
    assert _found(sekar, q) == found


def test_the_conversation_is_looked_through_too(sekar: Client, world: World, inquiry: Inquiry) -> None:
    make_inquiry(world.sekar, name="Lain")
    conversation.answer(world.sekar.user, inquiry.id, "Kita pakai tinta Cumi", str(uuid.uuid4()))
    conversation.continue_(inquiry.id, "Setuju, SEPIA saja", str(uuid.uuid4()))
    assert _found(sekar, "cumi") == _found(sekar, "sepia tinta") == [inquiry.name]


def test_with_a_state(sekar: Client, world: World) -> None:
    make_inquiry(world.sekar, name="Baru kopi")
    make_inquiry(world.sekar, name="Lama kopi", status=InquiryStatus.ARCHIVED)
    make_inquiry(world.sekar, name="Teh", subject="Daun", message="Teh saja", status=InquiryStatus.ARCHIVED)
    assert _found(sekar, "kopi") == ["Baru kopi"]
    assert _found(sekar, "kopi", state="archived") == ["Lama kopi"]
    page = sekar.get(f"{PATH}?state=archived&q=kopi").page
    assert [link.get("href") for link in page.all(".segments a")][:2] == [
        f"{PATH}?q=kopi",
        f"{PATH}?state=unread&q=kopi",
    ]
    assert page.one(".inbox a").get("href", "").endswith("?state=archived&q=kopi")
    assert page.one("form[role=search] input[name=state]").get("value") == "archived"
    assert "1 pesan berisi “kopi”" in page.text("#kotak-isi")


def test_only_ones_own(sekar: Client, world: World) -> None:
    make_inquiry(world.rizky, name="Untuk Rizky")
    make_inquiry(world.sekar, name="Tertahan Rizky", held_reason="gambling")
    assert _found(sekar, "rizky") == []


@pytest.mark.one_database
def test_without_javascript_by_the_form(sekar: Client, inquiry: Inquiry) -> None:
    answer = sekar.submit(sekar.get(PATH), "form[role=search]", q="hendra")
    assert names(answer) == [inquiry.name]
    assert answer.page.one("#q").get("value") == "hendra"
    nothing = sekar.submit(answer, "form[role=search]", q="tidak ada")
    assert says("Nothing matches.") in nothing.page.text("#kotak-isi")
    assert sekar.get(f"{PATH}/{inquiry.id}?q=hendra").page.one(".inbox a[aria-current]") is not None


@pytest.mark.one_database
def test_a_hundred_letters_count(sekar: Client, world: World) -> None:
    make_inquiry(world.sekar, name="Panjang", message="a" * 100 + " dan lain-lain")
    assert _found(sekar, "a" * 100) == ["Panjang"]
    assert _found(sekar, "a" * 100 + "b") == ["Panjang"], "the rest is not looked at"
    assert len(sekar.get(PATH, query_string={"q": "b" * 101}).page.one("#q").get("value", "")) == 100


@pytest.mark.one_database
def test_a_limit_a_minute(sekar: Client, world: World, change: Any) -> None:
    change(limits_factor=0.01)
    assert sekar.get(f"{PATH}?q=a").status_code == 200
    refused = sekar.get(f"{PATH}?q=a")
    assert refused.status_code == 429 and refused.headers["Retry-After"]
    assert sekar.get(PATH).status_code == 200, "looking at the list is not searching"


@pytest.mark.one_database
def test_what_is_searched_for_becomes_no_markup(sekar: Client, inquiry: Inquiry) -> None:
    evil = '"><script>alert(1)</script>&state=x{{7*7}}'
    page = sekar.get(PATH, query_string={"q": evil})
    assert page.page.one("#q").get("value") == evil and "<script>alert" not in page.page.html


def test_a_thousand_messages_cost_no_more_queries(sekar: Client, world: World) -> None:
    crowd.make_inquiries(world.sekar, 1000)
    for path in (PATH, f"{PATH}?q=ilustrasi", f"{PATH}?q=pengirim+9&state=unread"):
        with counted() as seen:
            assert len(names(sekar.get(path))) == 20
        assert len(seen) <= 12, "\n".join(seen)


@pytest.mark.one_database
@pytest.mark.parametrize("state", ["", "unread", "archived"])
def test_the_list_is_read_from_an_index(sekar: Client, world: World, state: str) -> None:
    crowd.make_inquiries(world.sekar, 200)
    with counted() as seen:
        queries.inbox(world.sekar.user, state)
        queries.counts(world.sekar.user)
    for statement in seen:
        plan = db.session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", tuple("x" for _ in range(statement.count("?")))
        )
        steps = " | ".join(row[3] for row in plan)
        assert "SCAN inquiries" not in steps, steps
    db.session.execute(sa.text("SELECT 1"))


class TestArrived:
    """What came while the list is open (one line, nothing moves)."""

    def test_a_line_tells_how_many(self, sekar: Client, world: World) -> None:
        old = make_inquiry(world.sekar)
        url = sekar.get(PATH).page.one("main [data-poll]").get("data-poll")
        assert url == f"{PATH}/unread?after={old.id}"
        quiet = sekar.get(url)
        assert quiet.page.one("#kotak-baru") is not None and not quiet.page.all("a")
        for _ in range(2):
            make_inquiry(world.sekar)
        news = sekar.get(url)
        assert news.page.text("#kotak-baru") == "2 pesan baru"
        assert len(news.get_data()) <= 400

    def test_unchanged_is_304_without_a_body(self, sekar: Client, inquiry: Inquiry) -> None:
        first = sekar.get(f"{PATH}/unread")
        tag = first.headers["ETag"]
        assert tag.startswith('"') and first.headers["Cache-Control"] == "private, no-store"
        again = sekar.get(f"{PATH}/unread", headers={"If-None-Match": tag})
        assert again.status_code == 304 and again.get_data() == b""

    def test_others_are_not_counted(self, sekar: Client, world: World) -> None:
        theirs = make_inquiry(world.rizky)
        make_inquiry(world.rizky)
        assert not sekar.get(f"{PATH}/unread?after={theirs.id}").page.all("a")
        assert not sekar.get(f"{PATH}/unread?after=x").page.all("a")

    @pytest.mark.one_database
    def test_visitors_get_nothing(self, client: Client, inquiry: Inquiry) -> None:
        assert client.get(f"{PATH}/unread").status_code == 303
