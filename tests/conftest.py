"""What tests are given. `app` runs on both databases; mark a test `one_database` when SQL makes no difference to it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests import apps, network
from tests.judge import Client
from tests.mailbox import Mailbox
from tests.services import Postgres, Smtp, Valkey
from tests.work import deliver_all
from tests.world import World
from tests.world_copy import WorldCopy

DATABASES = ("sqlite", "postgresql")
LONG = ("browser/test_pages.py",)  # walks over every page
HEAVY = ("browser", "faults", "house")  # folders whose tests start browsers and houses of processes
network.guard()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=DATABASES, help="run on this database only")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "one_database(kind): runs on SQLite only, or on the one named")
    config.addinivalue_line("markers", "breaks: an unexpected error (500, 503) is what this test is about")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = _spread(list(dict.fromkeys(item.path for item in items)))
    items.sort(key=lambda item: order.index(item.path))


def _spread(files: list[Path]) -> list[Path]:
    """The longest files first, as all others would wait for one that began last; the heavy ones evenly among the others, as a
    machine that runs several of them at once keeps them waiting for each other."""
    heavy = [path for path in files if path.parent.name in HEAVY]
    light = [path for path in files if path.parent.name not in HEAVY]
    at = {path: (n + 0.5) / len(group) for group in (heavy, light) for n, path in enumerate(group)}
    return sorted(files, key=lambda path: ("/".join(path.parts[-2:]) not in LONG, at[path]))


def pytest_collection_finish() -> None:
    # Trees and rows come by the thousand and go by themselves; looking for cycles so often costs a tenth of the time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" not in metafunc.fixturenames:
        return
    chosen = metafunc.config.getoption("--database")
    mark = metafunc.definition.get_closest_marker("one_database")
    wanted = (mark.args or DATABASES[:1]) if mark else DATABASES
    metafunc.parametrize("database", [kind for kind in wanted if chosen in (None, kind)])


@pytest.fixture(autouse=True)
def inside() -> Iterator[None]:
    """Fails a test that tried to reach another machine, even if the code under test swallowed the refusal."""
    network.attempts.clear()
    yield
    assert not network.attempts, (
        f"reached out: {network.attempts}; serve what is needed on the loopback instead"
    )


@pytest.fixture(scope="session")
def valkey() -> Iterator[Valkey]:
    """This worker's Valkey; emptied before each test that uses `app`."""
    server = Valkey()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], Postgres]]:
    """This worker's PostgreSQL, started when first called for."""
    started: list[Postgres] = []

    def get() -> Postgres:
        if not started:
            started.append(Postgres())
        return started[0]

    yield get
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, postgres: Callable[[], Postgres]) -> apps.Databases:
    """Fresh migrated databases on demand: `databases.url("sqlite")`."""
    return apps.Databases(tmp_path_factory.mktemp("databases"), postgres)


@pytest.fixture(scope="session")
def houses(
    tmp_path_factory: pytest.TempPathFactory, databases: apps.Databases, valkey: Valkey
) -> Callable[[str], Flask]:
    """The app per kind of database, built once per worker."""
    built: dict[str, Flask] = {}

    def get(kind: str) -> Flask:
        if kind not in built:
            data = tmp_path_factory.mktemp(f"data-{kind}")
            built[kind] = apps.build(apps.environment(data, databases.url(kind), valkey.url))
        return built[kind]

    return get


@pytest.fixture
def app(
    database: str, houses: Callable[[str], Flask], valkey: Valkey, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    """The app on an empty database, its context pushed. Settings changed by a test are put back.

    An unexpected error during a request fails the test, unless it is marked `breaks`.
    """
    house = houses(database)
    settings = dict(house.config)
    apps.reset(house, valkey)
    with house.app_context():
        yield house
    house.config.clear()
    house.config.update(settings)
    if not request.node.get_closest_marker("breaks"):
        for error in house.extensions["unexpected"]:
            raise AssertionError(f"unexpected error during a request: {error!r}") from error


@pytest.fixture
def client(app: Flask) -> Client:
    """A visitor's browser that judges every page it gets."""
    found = app.test_client()
    assert isinstance(found, Client)
    return found


@pytest.fixture
def change(app: Flask) -> Callable[..., None]:
    """Changes what the environment asked for, for this test: `change(limits_factor=5)`."""

    def set_(**fields: Any) -> None:
        app.config["KREATR"] = replace(app.config["KREATR"], **fields)
        app.config["LIMITS_FACTOR"] = app.config["KREATR"].limits_factor

    return set_


@pytest.fixture(scope="session")
def smtp_server() -> Iterator[Smtp]:
    server = Smtp()
    yield server
    server.stop()


@pytest.fixture
def smtp(smtp_server: Smtp, change: Callable[..., None]) -> Smtp:
    """A real SMTP server to which the app sends its mail from now on, instead of into files."""
    smtp_server.clear()
    change(smtp_host="127.0.0.1", smtp_port=smtp_server.port, smtp_tls="none")
    return smtp_server


@pytest.fixture
def mailbox(app: Flask, request: pytest.FixtureRequest) -> Mailbox:
    """The mails that were sent, oldest first; from the SMTP server in tests that use `smtp`."""
    server = request.getfixturevalue("smtp") if "smtp" in request.fixturenames else None
    return Mailbox(app.config["KREATR"].data / "mail", server)


@pytest.fixture
def deliver(app: Flask) -> Callable[..., int]:
    """The worker's part: hands over everything that is due, in process; see `tests.work.deliver_all`."""

    def run(*, may_fail: bool = False) -> int:
        return deliver_all(app, may_fail=may_fail)

    return run


@pytest.fixture
def data(app: Flask) -> Path:
    """The app's data folder."""
    return Path(app.config["KREATR"].data)


@pytest.fixture(scope="session")
def world_copies() -> dict[str, WorldCopy]:
    """The kept world of each kind of database."""
    return {kind: WorldCopy() for kind in DATABASES}


@pytest.fixture
def world(app: Flask, database: str, world_copies: dict[str, WorldCopy]) -> World:
    """The named people of `tests.world`."""
    return world_copies[database].world()
