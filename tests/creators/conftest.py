"""Two browsers: of somebody without a profile, and of a creator."""

from __future__ import annotations

import pytest

from tests.judge import Client
from tests.world import World, signed_in


@pytest.fixture
def dewi(client: Client, world: World) -> Client:
    """The browser of somebody without a profile."""
    return signed_in(client, world.dewi)


@pytest.fixture
def sekar(client: Client, world: World) -> Client:
    return signed_in(client, world.sekar.user)
