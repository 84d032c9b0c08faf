"""Sekar's browser; she has a key of her own."""

from __future__ import annotations

import pytest

from tests.ai.questions import make_key
from tests.judge import Client
from tests.world import World, signed_in


@pytest.fixture
def sekar(client: Client, world: World) -> Client:
    """Sekar is signed in and has a key for OpenAI."""
    make_key(world.sekar.user)
    return signed_in(client, world.sekar.user)
