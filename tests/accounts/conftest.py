"""What the tests of accounts share."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from argon2 import PasswordHasher

from kreatr.accounts.models import User
from tests import world


@pytest.fixture
def dewi(app: Any) -> User:
    """Somebody with an account and a confirmed address."""
    return world.make_user("dewi")


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the expensive work: what argon2 was asked to hash and to verify."""
    counts: Counter[str] = Counter()
    for name in ("hash", "verify"):
        monkeypatch.setattr(PasswordHasher, name, _counting(name, getattr(PasswordHasher, name), counts))
    return counts


def _counting(name: str, original: Any, counts: Counter[str]) -> Any:
    def counted(*args: Any, **kwargs: Any) -> Any:
        counts[name] += 1
        return original(*args, **kwargs)

    return counted
