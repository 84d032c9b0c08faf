"""CUSTOM: an address people enter is asked by the rules of the outbound door; a server on one's own machine may ask for no key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from kreatr.ai.actions import checking
from kreatr.ai.adapters.protocol import ProviderError
from kreatr.ai.models import KeyStatus, Provider
from kreatr.ai.queries import keys
from tests.byok.provider import StandIn, planted
from tests.byok.test_page import PATH, kept, save
from tests.inquiries.letters import says
from tests.judge import Client
from tests.world import World, signed_in

pytestmark = pytest.mark.one_database
CLOSED = [
    "http://ai.contoh.test/v1",
    "https://127.0.0.1/v1",
    "https://10.0.0.5/v1",
    "https://192.168.1.10:8443/v1",
    "https://169.254.169.254/latest",
    "https://[::1]/v1",
    "https://[::ffff:127.0.0.1]/v1",
    "https://[fe80::1]/v1",
    "https://2130706433/v1",
    "https://0x7f000001/v1",
    "https://0177.0.0.1/v1",
    "https://127.1/v1",
    "https://localhost/v1",
    "https://nama:sandi@ai.contoh.test/v1",
    "https://ai.contoh.test/v1?key=a",
    "https://ai.contoh.test/v1#a",
    "https://ai.contoh.test\\@127.0.0.1/v1",
    "ftp://ai.contoh.test/v1",
    "javascript:alert(1)",
    "https://",
    "",
]


@pytest.fixture
def strict(sekar: Client, app: Flask, change: Callable[..., None]) -> Client:
    """Sekar where private addresses are closed, as they are unless somebody opens them."""
    change(ai=replace(app.config["KREATR"].ai, private=False))
    return sekar


def test_a_server_that_asks_for_no_key(sekar: Client, provider: StandIn, world: World) -> None:
    assert save(sekar, "", "custom", base_url=f"{provider.url}/").location == PATH
    key = keys.for_provider(world.sekar.user_id, Provider.CUSTOM)
    assert key and (key.hint, key.base_url, key.status) == ("", provider.url, KeyStatus.ACTIVE)
    assert keys.door(key).key == "" and provider.asked == [""], "nothing is invented where there is no key"
    assert says("asks for no key") in sekar.get(PATH).page.text("li[id^=kunci-]")


def test_with_a_key_and_another_address(sekar: Client, provider: StandIn, world: World) -> None:
    secret = planted(Provider.CUSTOM)
    save(sekar, secret, "custom", base_url=provider.url)
    form = sekar.get(f"{PATH}/{kept()[0].id}/replacement")
    assert form.page.one("[name=base_url]").get("value") == provider.url
    assert sekar.submit(form, base_url=provider.url.replace("/v1", "/v2")).location == PATH
    key = keys.for_provider(world.sekar.user_id, Provider.CUSTOM)
    assert key and (keys.door(key).key, key.hint) == ("", ""), (
        "an empty field means that the server asks for none"
    )
    assert provider.asked == [secret, ""]


@pytest.mark.parametrize("address", CLOSED)
def test_what_may_not_be_asked_is_said_at_once(strict: Client, provider: StandIn, address: str) -> None:
    answer = save(strict, planted(Provider.CUSTOM), "custom", base_url=address)
    assert answer.status_code == 422 and answer.page.text("#hasil-custom").strip()
    assert answer.page.one("#base_url-custom").get("value") == address
    assert kept() == [] and provider.asked == []


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "100.100.100.200", "fd00:ec2::254", "10.0.0.1", "::ffff:7f00:1"]
)
def test_a_name_that_leads_there_is_found_out(
    strict: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """The name looks public; what it means is only known once it is looked up, and that one answer is what would be asked."""

    async def resolve(_host: str, _port: int) -> list[str]:
        return ["93.184.215.14", address]

    monkeypatch.setattr(
        "kreatr.kernel.outbound._looked_up", lambda target, _policy: resolve(target.host, target.port)
    )
    answer = save(strict, planted(Provider.CUSTOM), "custom", base_url="https://ai.contoh.test/v1")
    assert answer.status_code == 422 and kept() == []
    assert not answer.page.all("[name=untested]"), "it cannot be saved anyway"


@pytest.mark.parametrize("address", ["http://169.254.169.254/v1", "http://100.100.100.200/v1"])
def test_metadata_stays_closed_where_private_addresses_are_open(sekar: Client, address: str) -> None:
    assert save(sekar, "", "custom", base_url=address).status_code == 422 and kept() == []


def test_an_address_that_was_kept_is_not_asked_after_the_door_was_closed(
    strict: Client, provider: StandIn
) -> None:
    with pytest.raises(ProviderError) as refused:
        checking.check(Provider.CUSTOM, "", provider.url)
    assert refused.value.code == "ADDRESS" and provider.asked == []


def test_administrators_are_told(
    client: Client, world: World, provider: StandIn, app: Flask, change: Any
) -> None:
    from_admin = signed_in(client, world.bagus)
    assert "ALLOW_PRIVATE_AI_URLS" in from_admin.get("/admin/ai-keys").page.text("main .note.bad")
    change(ai=replace(app.config["KREATR"].ai, private=False))
    assert not from_admin.get("/admin/ai-keys").page.all("main .note")
