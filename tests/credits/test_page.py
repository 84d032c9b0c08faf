"""`/dashboard/credits` and its file (CRD-01, CRD-03, CRD-04, CRD-12, CRD-13)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from kreatr.credits.actions import correct, grant, release, reserve, settle
from kreatr.credits.words import work
from kreatr.kernel.db import uuid7
from tests.credits.books import give
from tests.judge import Client, html
from tests.world import World, signed_in

PATH = "/dashboard/credits"


@pytest.fixture
def books(app: Flask, world: World) -> None:
    """Sekar's ledger: given, used, given back, cost more than there was, corrected, one still under way."""
    person, calls = world.sekar.user_id, [uuid7() for _ in range(3)]
    grant(person, 10_000, "=Hadiah lomba")
    reserve(person, calls[0], 812, work("caption", "GPT-5 mini"))
    settle(calls[0], 640)
    reserve(person, calls[1], 500, work("uji", "Claude Haiku"))
    release(calls[1])
    correct(person, 9_000, "Salah ketik", world.bagus.id)
    reserve(person, calls[2], 200, work("uji", "Claude Haiku"))
    settle(calls[2], 400)
    give(world.hendra.id, 77)


def test_the_page_says_how_things_stand(
    books: None, world: World, client: Client, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions["kreatr_tasks"], "caption", "Keterangan")
    signed_in(client, world.sekar.user)
    give(world.sekar.user_id, 9_000)
    reserve(world.sekar.user_id, uuid7(), 1_000, work("caption", "<b>Llama</b>"))
    page = client.get(PATH).page
    assert page.text(".figure") == "8.000 kredit"
    assert page.text(".worth b") == "Rp 12.000" and page.text(".worth small, .worth .small") == "$0,80"
    assert "1.000" in page.text(".balance .rows") and "Rp 1,50" in page.text(".balance .rows")
    ledger = page.text("#buku .ledger")
    for said in (
        "Keterangan dengan <b>Llama</b>",
        "1.000 disisihkan, masih berjalan",
        "812 disisihkan, 640 terpakai",
        "500 disisihkan, semuanya kembali",
        "200 disisihkan, 400 terpakai, 40 di antaranya tak terbayar",
        "=Hadiah lomba",
        "+10.000",
        "−9.000",
        "Dikoreksi oleh kreatr",
    ):
        assert said in ledger, said
    assert "bagus" not in ledger, "who it was is the administrators' matter"
    assert page.text(
        "#bulan .rows"
    ) == "Keterangan6401 panggilanuji3601 panggilan" and "Membeli kredit belum dibuka" in page.text("#beli")
    assert not page.all("#beli form, #beli button"), "nothing can be bought yet"


def test_kinds_places_and_nonsense(books: None, world: World, client: Client) -> None:
    signed_in(client, world.sekar.user)
    assert "disisihkan" not in client.get(f"{PATH}?state=added").page.text("#buku .ledger")
    assert "Salah ketik" in client.get(f"{PATH}?state=corrected").page.text("#buku .ledger")
    for _more in range(45):
        give(world.sekar.user_id, 1)
    seen, url, pages = [], f"{PATH}?state=added", 0
    while url:
        page = client.get(url).page
        seen += page.all("#buku .ledger dt")
        more = page.all("#buku .acts a")
        url, pages = (more[0].get("href", "") if more else ""), pages + 1
    assert (len(seen), pages) == (46, 3)
    for query in ("?state=x'--", "?before=kosong", "?before=" + "0" * 32):
        assert client.get(PATH + query).status_code == 200


def test_somebody_new_and_a_visitor(world: World, client: Client, app: Flask) -> None:
    assert client.get(PATH).status_code == 303 and "/login" in client.get(PATH).location
    signed_in(client, world.dewi)
    page = client.get(PATH).page
    assert page.text(".figure") == "0 kredit" and "Belum ada pergerakan." in page.text("#buku")
    assert client.get("/dashboard/settings/billing").location == PATH
    assert "0 kredit" in client.get("/dashboard/settings").page.text(".settings")
    assert "Kredit" in page.text(".account .menu") and page.one(".tabs a[aria-current]").get("href") == PATH


def test_money_follows_what_the_operator_set(
    world: World, client: Client, app: Flask, change: Callable[..., None]
) -> None:
    ai = replace(
        app.config["KREATR"].ai, usd_idr=16_000, usd_idr_day=date(2026, 11, 1), credit_micro_idr=2_000_000
    )
    change(ai=ai)
    give(world.dewi.id, 80_000)
    client.set_cookie("locale", "en")
    page = signed_in(client, world.dewi).get(PATH).page
    assert page.text(".worth") == "IDR 160,000 $10.00"
    assert "IDR 16,000 for $1, 1 Nov 2026" in page.text(".balance")


def test_the_file_holds_every_line_and_nothing_that_computes(
    books: None, world: World, client: Client
) -> None:
    signed_in(client, world.sekar.user)
    answer = client.get(f"{PATH}/ledger.csv")
    assert answer.mimetype == "text/csv" and answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "no-store" in answer.headers["Cache-Control"]
    text = html(answer)
    heads, *rows = list(csv.reader(io.StringIO(text)))
    assert heads[3:5] == ["Kredit", "Saldo sesudahnya"] and len(rows) == 8
    assert rows[-1][2] == "'=Hadiah lomba" and rows[-1][3:5] == ["10000", "10000"]
    assert sum(int(row[3]) for row in rows) == int(rows[0][4]) == 0
    assert rows[0][2] == "40 tak terbayar" and "77" not in [row[3] for row in rows]


def test_programs_read_the_same(books: None, world: World, client: Client) -> None:
    assert client.get("/api/credits/balance").status_code == 401
    signed_in(client, world.hendra)
    balance = client.get("/api/credits/balance")
    assert balance.json == {
        "balance": 77,
        "reserved": 0,
        "worth_micro_idr": 115_500_000,
        "worth_micro_usd": 7_700,
    }
    assert "no-store" in balance.headers["Cache-Control"]
    client.delete_cookie("kreatr")
    signed_in(client, world.sekar.user)
    first = client.get("/api/credits/transactions?limit=5").json
    rest = client.get(f"/api/credits/transactions?limit=5&before={first['next']}").json
    lines = first["transactions"] + rest["transactions"]
    assert (len(first["transactions"]), len(rest["transactions"]), rest["next"]) == (5, 3, None)
    assert {line["kind"] for line in lines} >= {"GRANT", "RELEASE", "CORRECTION"}
    assert sum(line["amount"] for line in lines) == 0 and "77" not in [line["amount"] for line in lines]
    assert "actor" not in str(first) and client.get("/api/credits/transactions?limit=9999").status_code == 200
    usage = client.get("/api/credits/usage").json
    assert [(one["task"], one["calls"], one["credits"]) for one in usage["by_task"]] == [
        ("caption", 1, 640),
        ("uji", 1, 360),
    ]
    assert len(usage["by_day"]) == 30 and usage["by_day"][-1]["credits"] == 1_000
