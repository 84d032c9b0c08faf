"""BYOK-01 to BYOK-15: the keys page, from saving to removing, with and without htmx."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from kreatr.ai.models import KeyStatus, Provider, ProviderKey
from kreatr.ai.queries import keys
from kreatr.kernel.db import db
from tests.byok.provider import StandIn, planted
from tests.inquiries.letters import says
from tests.judge import Client
from tests.world import World, signed_in

PATH = "/dashboard/api-keys"
SAVE, TEST = "#baru-openai form", "#baru-openai button.bare"


def kept() -> list[ProviderKey]:
    """Every key of the database."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(ProviderKey).execution_options(populate_existing=True)))


def save(browser: Client, secret: str = "", provider: str = "openai", **more: Any) -> Any:
    """A key, typed into the page and sent."""
    return browser.submit(browser.get(PATH), f"#baru-{provider} form", api_key=secret, **more)


def test_from_saving_to_removing(sekar: Client, world: World, provider: StandIn) -> None:
    first, second = planted(Provider.OPENAI), planted(Provider.OPENAI)
    assert save(sekar, f"  {first}\n").location == PATH
    page = sekar.get(PATH)
    row = page.page.text("li[id^=kunci-]")
    assert f"····{first[-4:]}" in row and says("Active") in row and first not in page.text
    assert not page.page.all("#baru-openai") and provider.asked == [first]
    key = keys.for_provider(world.sekar.user_id, Provider.OPENAI)
    assert (
        key and keys.door(key).key == first and key.status is KeyStatus.ACTIVE and "titik-besar" in key.models
    )

    form = sekar.get(f"{PATH}/{key.id}/replacement")
    assert sekar.submit(form, api_key=second).location == PATH
    again = keys.for_provider(world.sekar.user_id, Provider.OPENAI)
    assert again and again.id == key.id and keys.door(again).key == second and again.version == 2

    asked = sekar.get(f"{PATH}/{key.id}/removal")
    assert sekar.submit(asked).location == PATH and kept() == []
    assert sekar.submit(asked).status_code == 404


@pytest.mark.one_database
def test_without_a_key_every_provider_has_an_open_field(sekar: Client) -> None:
    page = sekar.get(PATH).page
    fields = page.all("main input[name=api_key]")
    assert len(fields) == 6 and {field.get("type") for field in fields} == {"password"}
    assert {field.get("autocomplete") for field in fields} == {"off"}
    assert not any(field.get("value") for field in fields)
    assert len(page.all("main .btn.go")) == 0, "the kunyit of this page is the place in the menu"
    assert sekar.get("/dashboard/settings/api-keys").location == PATH


@pytest.mark.one_database
@pytest.mark.parametrize("status", [401, 403])
def test_what_the_provider_refuses_is_not_saved(sekar: Client, provider: StandIn, status: int) -> None:
    secret = planted(Provider.OPENAI)
    provider.answers = [(status, 0, {"error": {"message": "no", "code": "invalid_api_key"}})]
    answer = save(sekar, secret)
    assert answer.status_code == 422 and says("Invalid API key") in answer.page.text("#hasil-openai")
    assert kept() == [] and secret not in answer.text
    assert not answer.page.all("[name=untested]"), "a refused key cannot be saved anyway"


@pytest.mark.one_database
@pytest.mark.parametrize("answer", [(429, 0, {}), (500, 0, {}), (503, 0, {}), (200, 0, b"<html>")])
def test_what_says_nothing_about_a_key_leaves_the_choice(
    sekar: Client, provider: StandIn, deliver: Any, world: World, answer: tuple[int, float, Any]
) -> None:
    secret = planted(Provider.OPENAI)
    provider.answers = [answer]
    doubt = save(sekar, secret)
    assert doubt.status_code == 422 and kept() == [] and secret not in doubt.text
    assert says("Invalid API key") not in doubt.page.text("main")
    saved = sekar.submit(doubt, SAVE, button="[name=untested]", api_key=secret)
    assert saved.location == PATH
    [key] = kept()
    assert key.status is KeyStatus.NOT_VALIDATED and key.checked_at is None
    assert says("Not tested") in sekar.get(PATH).page.text("li[id^=kunci-]")
    deliver()
    [key] = kept()
    assert key.status is KeyStatus.ACTIVE and key.checked_at is not None


@pytest.mark.one_database
def test_only_testing_keeps_nothing(sekar: Client, provider: StandIn) -> None:
    secret = planted(Provider.OPENAI)
    page = sekar.get(PATH)
    token = page.page.one(f"{SAVE} [name=csrf_token]").get("value")
    path = page.page.one(TEST).get("formaction")
    sent = {"csrf_token": token, "provider": "OPENAI", "api_key": secret}
    good = sekar.post(path, data=sent)
    assert good.status_code == 200 and says("Nothing was saved by this test.") in good.page.text(
        "#hasil-openai"
    )
    part = sekar.post(path, data=sent, htmx=True)
    assert part.status_code == 200 and not part.page.all("html") and secret not in part.text
    provider.refuses = {secret}
    assert sekar.post(path, data=sent).status_code == 422
    assert kept() == [] and provider.asked == [secret] * 3


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("", False),
        ("k" * 9, False),
        ("k" * 10, True),
        ("k" * 500, True),
        ("k" * 501, False),
        ("dua kata ya", False),
        ("kunci\u00a0" * 3, False),
    ],
)
def test_what_a_key_looks_like(sekar: Client, provider: StandIn, typed: str, fits: bool) -> None:
    answer = save(sekar, typed)
    assert answer.status_code == (303 if fits else 422)
    assert len(kept()) == fits and len(provider.asked) == fits


@pytest.mark.one_database
def test_htmx_answers_beside_the_form_and_moves_on(sekar: Client, provider: StandIn) -> None:
    page = sekar.get(PATH)
    provider.answers = [(503, 0, {})]
    doubt = sekar.submit(page, SAVE, htmx=True, api_key=planted(Provider.OPENAI))
    assert (
        doubt.status_code == 422
        and not doubt.page.all("html")
        and doubt.page.one("[name=untested]") is not None
    )
    saved = sekar.submit(page, SAVE, htmx=True, api_key=planted(Provider.OPENAI))
    assert saved.headers["HX-Redirect"] == PATH


def test_testing_a_saved_key(sekar: Client, provider: StandIn, deliver: Any) -> None:
    secret = planted(Provider.OPENAI)
    save(sekar, secret)
    page, form = sekar.get(PATH), "li[id^=kunci-] form"
    part = sekar.submit(page, form, htmx=True)
    assert part.status_code == 200 and part.page.one("li[id^=kunci-]") is not None
    for status in (429, 500):
        provider.answers = [(status, 0, {})]
        assert sekar.submit(page, form).status_code == 303
        assert kept()[0].status is KeyStatus.ACTIVE, "this says nothing about a key (C06)"
    provider.refuses = {secret}
    sekar.submit(page, form)
    assert kept()[0].status is KeyStatus.INVALID and kept()[0].refused_at is not None
    row = sekar.get(PATH).page.text("li[id^=kunci-]")
    assert says("Invalid") in row and "menolak kunci ini sejak" in row


@pytest.mark.one_database
def test_five_tries_an_hour(sekar: Client, provider: StandIn) -> None:
    save(sekar, planted(Provider.OPENAI))
    page = sekar.get(PATH)
    for _ in range(4):
        assert sekar.submit(page, "li[id^=kunci-] form").status_code == 303
    for answer in (
        sekar.submit(page, "li[id^=kunci-] form"),
        save(sekar, planted(Provider.GOOGLE), "google"),
    ):
        assert answer.status_code == 429
        assert says("Maximum 5 validation attempts per hour") in answer.page.text("main")
    assert len(provider.asked) == 5 and len(kept()) == 1


@pytest.mark.one_database
def test_limits(sekar: Client) -> None:
    save(sekar, planted(Provider.OPENAI))
    path = f"{PATH}/{kept()[0].id}/limits"
    bad = sekar.submit(sekar.get(path), monthly_limit="banyak", daily_limit="25.000")
    assert bad.status_code == 422 and bad.page.one("#daily_limit").get("value") == "25.000"
    assert (
        sekar.submit(bad, monthly_limit="Rp 500.000", daily_limit="25 000", limit_mode="WARN").location
        == PATH
    )
    [key] = kept()
    assert (key.monthly_limit, key.daily_limit, key.limit_mode) == (500_000, 25_000, "WARN")
    assert "Rp 500.000" in sekar.get(PATH).page.text("li[id^=kunci-]")
    sekar.submit(sekar.get(path), monthly_limit="", daily_limit="")
    assert kept()[0].monthly_limit is None and kept()[0].daily_limit is None
    save_again = sekar.submit(sekar.get(f"{PATH}/{key.id}/replacement"), api_key=planted(Provider.OPENAI))
    assert save_again.location == PATH and kept()[0].limit_mode == "WARN", "limits stay with another key"


@pytest.mark.one_database
def test_who_pays(sekar: Client, world: World) -> None:
    page = sekar.get(PATH)
    assert not page.page.all("#pilihan [checked]"), "nobody has chosen yet"
    assert sekar.submit(page, "#pilihan").status_code == 422
    assert sekar.submit(page, "#pilihan", routing="byok_then_credits").location.startswith(PATH)
    assert keys.routing(world.sekar.user_id) == "byok_then_credits"
    assert sekar.get(PATH).page.one("#pilihan [checked]").get("value") == "byok_then_credits"
    assert sekar.submit(page, "#pilihan", routing="free_for_all").status_code == 422


def test_a_key_the_ring_does_not_open_costs_nothing_but_itself(
    sekar: Client, change: Any, provider: StandIn
) -> None:
    save(sekar, planted(Provider.OPENAI))
    change(encryption_key="7f" * 32)
    page = sekar.get(PATH)
    assert page.status_code == 200 and says("Not readable") in page.page.text("li[id^=kunci-]")
    provider.forget()
    assert sekar.submit(page, "li[id^=kunci-] form").status_code == 303
    assert provider.asked == [] and kept()[0].status is KeyStatus.ACTIVE
    assert sekar.submit(
        sekar.get(f"{PATH}/{kept()[0].id}/replacement"), api_key=planted(Provider.OPENAI)
    ).location
    assert says("Active") in sekar.get(PATH).page.text("li[id^=kunci-]")


@pytest.mark.one_database
def test_other_people_do_not_find_it(sekar: Client, client: Client, world: World) -> None:
    save(sekar, planted(Provider.OPENAI))
    id_ = kept()[0].id
    other = signed_in(client.application.test_client(), world.dewi)  # type: ignore[arg-type]
    assert "····" not in other.get(PATH).page.text("main .whose")
    token = other.get(PATH).page.all("main [name=csrf_token]")[0].get("value")
    for key_id in (id_, uuid.uuid4()):
        for path in ("replacement", "limits", "removal"):
            assert other.get(f"{PATH}/{key_id}/{path}").status_code == 404
            assert other.post(f"{PATH}/{key_id}/{path}", data={"csrf_token": token}).status_code == 404
        assert other.post(f"{PATH}/{key_id}/test", data={"csrf_token": token}).status_code == 404
    assert len(kept()) == 1
