"""The door of the admin area: who may enter, and what they see there."""

from __future__ import annotations

import pytest

from tests.judge import Client
from tests.world import World, signed_in


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["ratna", "bagus", "maya"])
def test_the_house_may_enter(world: World, client: Client, name: str) -> None:
    answer = signed_in(client, getattr(world, name)).get("/admin")
    assert answer.status_code == 200 and "room-admin" in answer.page.one("body").get("class")


@pytest.mark.one_database
def test_others_may_not(world: World, client: Client) -> None:
    assert client.get("/admin").headers["Location"] == "/login?next=/admin"
    for user in (world.sekar.user, world.dewi):
        assert signed_in(client, user).get("/admin").status_code == 403
        client.delete_cookie("kreatr")
