"""What the tests of keys share: a provider that can be told what to answer, and Sekar with her browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.byok.provider import StandIn, open_to
from tests.judge import Client
from tests.world import World, signed_in


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    server = StandIn()
    yield server
    server.stop()


@pytest.fixture
def provider(app: Flask, change: Callable[..., None], stand_in: StandIn) -> StandIn:
    """Every provider is this one; limits are out of the way."""
    stand_in.forget()
    open_to(app, change, stand_in.url)
    return stand_in


@pytest.fixture
def sekar(client: Client, world: World, provider: StandIn) -> Client:
    """Sekar's browser, just signed in."""
    return signed_in(client, world.sekar.user)
