"""The place of the AI keys."""

from __future__ import annotations

import pytest

from tests.judge import Client
from tests.world import World, signed_in

pytestmark = pytest.mark.one_database


def test_the_menu_leads_to_the_keys(client: Client, world: World) -> None:
    signed_in(client, world.sekar.user)
    page = client.get("/dashboard/api-keys").page
    assert page.one('nav.tabs a[href="/dashboard/api-keys"]').get("aria-current") == "page"
    assert not page.all("main input"), "nobody is asked for a key before it can be kept"


def test_the_other_name_leads_there_too(client: Client, world: World) -> None:
    signed_in(client, world.sekar.user)
    assert client.get("/dashboard/settings/api-keys").headers["Location"] == "/dashboard/api-keys"


def test_visitors_sign_in_first(client: Client) -> None:
    assert "/login" in client.get("/dashboard/api-keys").headers["Location"]
