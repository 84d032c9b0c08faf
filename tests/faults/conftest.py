"""A house of real processes on services of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from kreatr.kernel.db import db
from kreatr.kernel.outbox import Delivery
from tests import apps
from tests.faults.house import House
from tests.inquiries.letters import stored
from tests.services import Smtp, Valkey
from tests.world import make_world


@dataclass
class Scene:
    """A running house, the services it leans on, and `app`, by which a test looks into its database."""

    house: House
    valkey: Valkey
    smtp: Smtp
    app: Flask

    def rows(self) -> int:
        """How many inquiries are stored."""
        with self.app.app_context():
            return len(stored())

    def settled(self) -> bool:
        """Whether nothing is owed to anybody."""
        with self.app.app_context():
            return not db.session.query(Delivery).filter(Delivery.done_at.is_(None)).count()

    def ids(self) -> dict[str, set[str]]:
        """The Message-IDs that arrived, by recipient."""
        found: dict[str, set[str]] = {}
        for mail in self.smtp.messages:
            found.setdefault(mail["To"], set()).add(mail["Message-ID"])
        return found


@contextmanager
def opened(database_url: str, folder: Path) -> Iterator[Scene]:
    """The house with the world in it, and nothing owed, until its tests are over."""
    valkey, smtp = Valkey(), Smtp()
    post = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(smtp.port),
        "SMTP_TLS": "none",
        "LIMITS_FACTOR": "1000",
    }
    environment = apps.environment(folder, database_url, valkey.url, **post)
    app = apps.build(environment)
    with app.app_context():
        make_world()
    house = House(folder, environment).start()
    yield Scene(house, valkey, smtp, app)
    house.stop()
    valkey.kill()
    smtp.stop()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def scene(database: str, databases: apps.Databases, tmp_path: Path) -> Iterator[Scene]:
    """A house of its own for each test."""
    with opened(databases.url(database), tmp_path) as found:
        yield found


@pytest.fixture(scope="session")
def lasting(databases: apps.Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One house for all tests that leave it as it was."""
    with opened(databases.url("sqlite"), tmp_path_factory.mktemp("lasting")) as found:
        yield found


@pytest.fixture(autouse=True)
def house_log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """What the house said, shown with a test that fails."""
    yield
    log = tmp_path / "house.log"
    if log.exists():
        print(log.read_text()[-6000:])
