"""`/dashboard/usage`: whose it is, what it shows, filters, what a spreadsheet may not take for a formula."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from kreatr.ai.models import CallStatus, Payer, Provider
from kreatr.ai.queries import usage
from kreatr.kernel import spreadsheet
from tests.ai.calls import call_values, make_call, make_calls, noon
from tests.judge import Client
from tests.world import World, signed_in

PATH, FILE = "/dashboard/usage", "/dashboard/usage.csv"


@pytest.mark.one_database
def test_only_ones_own_calls(world: World, client: Client) -> None:
    make_call(world.sekar.user, model="rahasia-sekar")
    for path in (PATH, FILE):
        assert client.get(path).headers["Location"].startswith("/login")
    signed_in(client, world.dewi)
    assert "rahasia-sekar" not in client.get(PATH).get_data(as_text=True)
    assert client.get(FILE).get_data(as_text=True).count("\n") == 1
    client.delete_cookie("kreatr")
    signed_in(client, world.sekar.user)
    assert "rahasia-sekar" in client.get(PATH).page.text(".log")
    assert "rahasia-sekar" in client.get(FILE).get_data(as_text=True)


@pytest.mark.one_database
def test_every_call_has_its_receipt(world: World, client: Client) -> None:
    call = make_call(world.sekar.user)
    signed_in(client, world.sekar.user)
    path = client.get(PATH).page.one(".log a").get("href")
    assert path == f"{PATH}/{call.id}" and "Rp 60,00" in client.get(path).page.text(".receipt")
    client.delete_cookie("kreatr")
    assert client.get(path).headers["Location"].startswith("/login")
    assert signed_in(client, world.dewi).get(path).status_code == 404


@pytest.mark.one_database
def test_what_failed_and_what_runs_is_told(world: World, client: Client) -> None:
    user = world.sekar.user
    make_call(user, status=CallStatus.FAILED, error="KEY_REFUSED", cost=0, tokens_in=0, tokens_out=0)
    make_call(user, provider=Provider.CUSTOM, model="llama3", input_price=None)
    make_call(user, status=CallStatus.QUEUED, cost=None, tokens_in=None, tokens_out=None)
    page = signed_in(client, user).get(PATH).page
    text = page.text("main")
    assert "OpenAI menolak kunci ini" in text and "Kamu tidak membayar apa-apa." in text
    assert "1 panggilan gagal." in text and "1 panggilan tanpa harga" in text
    assert page.text(".figures").startswith("Panggilan2") and "tidak diketahui" in text
    assert "Belum masuk hitungan" in text


@pytest.mark.one_database
def test_the_filter(world: World, client: Client) -> None:
    user, today = world.sekar.user, usage.today()
    make_call(user, model="lama", at=noon(today - timedelta(days=40)))
    make_call(user, model="kemarin", at=noon(today - timedelta(days=1)))
    make_call(user, model="hari-ini", provider=Provider.GOOGLE)
    signed_in(client, user)

    def models(query: str) -> str:
        return client.get(PATH + query).page.text(".log")

    usual = models("")
    assert "kemarin" in usual and "hari-ini" in usual and "lama" not in usual
    assert "kemarin" not in models("?provider=GOOGLE")
    assert "lama" in models(f"?start={today - timedelta(days=40)}")
    assert "hari-ini" not in models(f"?start={today - timedelta(days=1)}&end={today - timedelta(days=1)}")


@pytest.mark.one_database
@pytest.mark.parametrize(
    "query",
    [
        *("start=besok", "start=2026-02-30", "end=0001-01-01", "provider=NOBODY"),
        *("start=2026-05-02&end=2026-05-01", "start=2024-01-01&end=2026-01-01"),
    ],
)
def test_a_filter_that_cannot_be(world: World, client: Client, query: str) -> None:
    signed_in(client, world.dewi)
    for path in (PATH, FILE):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 422 and answer.page.all("[aria-invalid]")


@pytest.mark.one_database
def test_the_log_goes_on_where_it_ended(world: World, client: Client) -> None:
    user = world.sekar.user
    make_calls(
        [
            call_values(user, model=f"model-{n:03}", at=noon(usage.today()) - timedelta(days=1, seconds=n))
            for n in range(60)
        ]
    )
    page = signed_in(client, user).get(PATH).page
    more = page.one("#terpakai p.acts a").get("href")
    assert more and len(page.all(".log li")) == 50 and "model-049" in page.text(".log")
    make_call(user, model="baru")  # what comes meanwhile moves nothing
    rest = client.open(more, htmx=True)
    text = rest.get_data(as_text=True)
    assert "model-050" in text and "model-049" not in text and text.count("<li>") == 10
    assert "model-050" in client.get(more).page.text("main .log")


@pytest.mark.one_database
def test_cells_are_no_formulas(world: World, client: Client) -> None:
    user = world.sekar.user
    evil = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "\rx")
    make_calls([call_values(user, provider=Provider.CUSTOM, model=text, payer=Payer.KEY) for text in evil])
    body = signed_in(client, user).get(FILE).get_data(as_text=True)
    assert body.count("CUSTOM,'") + body.count("CUSTOM,\"'") == len(evil)
    assert spreadsheet.cell(-5) == "-5" and spreadsheet.cell("biasa") == "biasa"


@pytest.mark.one_database
def test_the_dashboard_shows_it_to_whom_it_concerns(app: Flask, world: World, client: Client) -> None:
    signed_in(client, world.sekar.user)
    assert not client.get("/dashboard").page.all("#terpakai")
    make_call(world.sekar.user, tokens_in=1000, tokens_out=0, usd_idr=16_000)
    text = client.get("/dashboard").page.text("main")
    assert "Pemakaian AI" in text and "Rp 40,00" in text and "$0,0025" in text
    keys = client.get("/dashboard/api-keys").page
    file = keys.one("section header a").get("href") or ""
    assert f"start={usage.today().replace(day=1)}" in file and "gpt-4o" in client.get(file).get_data(
        as_text=True
    )
    assert "paling sedikit: 0" in (keys.one("[role=img]").get("aria-label") or "") and "GPT-4o" in keys.text(
        "table.usage"
    )
