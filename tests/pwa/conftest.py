"""What tests of devices that ring are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from kreatr.kernel import vapid
from tests.judge import Client
from tests.pwa.push_service import PhoneBrowser, PushService
from tests.world import World, signed_in

PATH = "/dashboard/settings/push"
ASK = "#perangkat-ini form"
Phone = Callable[..., PhoneBrowser]


@pytest.fixture
def service() -> Iterator[PushService]:
    """A push service on the loopback."""
    with PushService() as running:
        yield running


@pytest.fixture
def sekar(client: Client, world: World) -> Client:
    """Sekar's browser, signed in."""
    return signed_in(client, world.sekar.user)


@pytest.fixture
def phone(app: Flask, service: PushService, change: Callable[..., None]) -> Phone:
    """Has a browser ring: `phone(client, "pixel", kind=["inquiry"])` presses the button on its page."""
    change(push_private=True)

    def ring(client: Client, name: str = "pixel", **fields: object) -> PhoneBrowser:
        browser = service.subscribe(name, vapid.own())
        page = client.get(PATH)
        assert page.page.one("#perangkat-ini").get("data-push") == browser.server_key
        answer = client.submit(page, ASK, **{**browser.fields, **fields})
        assert answer.status_code == 303, answer.status_code
        return browser

    return ring
