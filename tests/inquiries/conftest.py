"""A creator with one inquiry, and her browser."""

from __future__ import annotations

import pytest

from kreatr.inquiries.models import Inquiry
from tests.judge import Client
from tests.world import World, make_inquiry, signed_in


@pytest.fixture
def sekar(client: Client, world: World) -> Client:
    """Sekar's browser."""
    return signed_in(client, world.sekar.user)


@pytest.fixture
def inquiry(world: World) -> Inquiry:
    return make_inquiry(world.sekar)
