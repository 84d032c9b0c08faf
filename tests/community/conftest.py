"""People of the community's tests."""

from __future__ import annotations

import pytest

from tests.judge import Client
from tests.world import World, signed_in


@pytest.fixture
def bagus(client: Client, world: World) -> Client:
    """The administrator's browser."""
    return signed_in(client, world.bagus)
