"""Kinds of notices that only these tests know."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import lazy_gettext as _l

from kreatr.kernel.manifest import NoticeKind
from tests.judge import Client
from tests.world import World, signed_in

KINDS = (
    NoticeKind("test-saved", _l("Saved."), _l("Contact %(name)s"), "bell"),
    NoticeKind("test-quiet", _l("Archived."), _l("Archived."), "archive", mail=False),
    NoticeKind("test-inside", _l("Reviews"), _l("Reviews"), "star", mail=None),
)


@pytest.fixture(autouse=True)
def kinds(app: Flask) -> Iterator[None]:
    """The house knows these three kinds and no other."""
    before = app.extensions["kreatr_notices"]
    app.extensions["kreatr_notices"] = {kind.key: kind for kind in KINDS}
    yield
    app.extensions["kreatr_notices"] = before


@pytest.fixture
def hendra(client: Client, world: World) -> Client:
    """Hendra's browser."""
    return signed_in(client, world.hendra)
