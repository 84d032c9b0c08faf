"""Sekar's browser."""

from __future__ import annotations

import pytest

from tests.judge import Client
from tests.world import World, signed_in


@pytest.fixture
def sekar(client: Client, world: World) -> Client:
    """Sekar is signed in."""
    return signed_in(client, world.sekar.user)
