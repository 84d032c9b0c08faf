"""The AI providers' stand-ins, one server for each worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ai.outside import Outside


@pytest.fixture(scope="session")
def providers() -> Iterator[Outside]:
    """The server; `outside` has it as at the beginning."""
    server = Outside()
    yield server
    server.close()


@pytest.fixture
def outside(providers: Outside) -> Outside:
    """All six providers, healthy, asked by nobody yet."""
    providers.reset()
    return providers
