"""`/admin/models`: who may set a price, two windows at once, what a credit buys, and that no key is told (CRD-09)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from kreatr.ai.models import ModelPrice, Provider
from kreatr.ai.queries import catalogue
from kreatr.kernel.db import db
from tests.judge import Client
from tests.world import World, signed_in

PATH = "/admin/models"
ONE = f"{PATH}/price?provider=OPENAI&model=gpt-4o"
FORM = "form#harga"


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    return signed_in(client, world.bagus)


def _saved() -> ModelPrice | None:
    return db.session.get(ModelPrice, (Provider.OPENAI, "gpt-4o"), populate_existing=True)


@pytest.mark.one_database
def test_administrators_only(world: World, client: Client) -> None:
    for path in (PATH, ONE):
        assert client.get(path).headers["Location"].startswith("/login")
    for user, status in ((world.dewi, 403), (world.maya, 403), (world.bagus, 200)):
        signed_in(client, user)
        assert [client.get(path).status_code for path in (PATH, ONE)] == [status, status]
        client.delete_cookie("kreatr")


def test_an_own_price_holds_from_the_next_call_on(admin: Client, world: World) -> None:
    assert catalogue.model(Provider.OPENAI, "gpt-4o").output_price == 10_000_000
    answer = admin.submit(admin.get(ONE), FORM, input_price="3", output_price="12,5", credit_percent="150")
    assert answer.status_code == 303 and "provider=OPENAI" in answer.location
    saved = _saved()
    assert saved and (saved.input_price, saved.output_price, saved.credit_percent) == (
        3_000_000,
        12_500_000,
        150,
    )
    assert saved.changed_by == world.bagus.id and saved.version == 1 and saved.offered
    model = catalogue.model(Provider.OPENAI, "gpt-4o")
    assert (model.input_price, model.output_price, model.offered) == (3_000_000, 12_500_000, True)
    text = admin.get(f"{PATH}?q=gpt-4o").page.text("#daftar")
    assert (
        "$3,00 / $12,50" in text
        and "daftar: $2,50 / $10,00" in text
        and "pada 150 %" in text
        and "180 kredit masuk, 750 keluar" in text
    )
    admin.submit(admin.get(ONE), FORM, input_price="", output_price="", offered="")
    again = catalogue.model(Provider.OPENAI, "gpt-4o")
    assert again.input_price == 2_500_000 and not again.offered


@pytest.mark.one_database
def test_two_windows_notice_each_other(admin: Client) -> None:
    first, second = admin.get(ONE), admin.get(ONE)
    assert admin.submit(first, FORM, input_price="3").status_code == 303
    answer = admin.submit(second, FORM, input_price="4")
    assert answer.status_code == 409 and "3" in answer.page.text(".hint bdi")
    assert answer.page.one("#input_price").get("value") == "4"
    saved = _saved()
    assert saved and saved.input_price == 3_000_000
    assert admin.submit(answer, FORM).status_code == 303  # knowingly
    saved = _saved()
    assert saved and saved.input_price == 4_000_000 and saved.version == 2
    assert admin.submit(second, FORM, input_price="4").status_code == 303  # the same is no conflict


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "value"),
    [("input_price", "-1"), ("input_price", "1.2345678"), ("output_price", "gratis"), ("output_price", "10001"),
     ("credit_percent", "0"), ("credit_percent", "1.5"), ("credit_percent", "")],
)  # fmt: skip
def test_what_cannot_be(admin: Client, field: str, value: str) -> None:
    answer = admin.submit(admin.get(ONE), FORM, **{field: value})
    assert answer.status_code == 422 and answer.page.all(f"#{field}-error") and _saved() is None


@pytest.mark.one_database
def test_models_that_the_list_does_not_know(admin: Client) -> None:
    for query in (
        "provider=NOBODY&model=x",
        "provider=OPENAI",
        "provider=OPENAI&model=" + "x" * 121,
        "model=x",
    ):
        assert admin.get(f"{PATH}/price?{query}").status_code == 404
    path = f"{PATH}/price?provider=REPLICATE&model=meta/llama-4"
    assert admin.submit(admin.get(path), FORM, input_price="0.1", output_price="0.2").status_code == 303
    page = admin.get(f"{PATH}?provider=REPLICATE").page
    assert "meta/llama-4" in page.text("#daftar") and "4 kredit masuk, 8 keluar" in page.text("#daftar")
    part = admin.open(f"{PATH}?provider=OPENAI&q=gpt-4o+mini", htmx=True).get_data(as_text=True)
    assert 'id="daftar"' in part and "<html" not in part and "gpt-4o-mini" in part and "GPT-5" not in part


@pytest.mark.one_database
def test_it_says_how_credits_sell_and_what_is_set_up(
    app: Flask, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = admin.get(PATH).page.text("main")
    assert (
        "4,0 kali biayanya, margin 75 %" in text and "kredit belum bisa dipakai" in text and "ditolak" in text
    )
    config, planted = app.config["KREATR"], "sk-" + "tanam" * 6
    ai = replace(config.ai, keys={"ANTHROPIC": planted}, private=True, credit_micro_usd=80)
    monkeypatch.setitem(app.config, "KREATR", replace(config, ai=ai))
    answer: Any = admin.get(PATH)
    text = answer.page.text("main")
    assert "Kunci milik rumahAnthropic" in text and "ALLOW_PRIVATE_AI_URLS menyala" in text
    assert "tiga sampai lima kali" in text and planted[-4:] not in answer.get_data(as_text=True)
