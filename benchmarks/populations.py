"""Databases full of made-up creators, kept between runs: one for each number and engine, where `KREATR_BENCH` says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, cast

import pgserver
import psycopg
import sqlalchemy as sa

from benchmarks.processes import CACHE, ROOT, settings
from benchmarks.report import say
from kreatr.demo.populate import EDITION

ENGINES = ("SQLite", "PostgreSQL")
SMALL, LARGE, HUGE = 1_000, 100_000, 1_000_000
SIZES = {"SQLite": (SMALL, 10_000, LARGE), "PostgreSQL": (SMALL, 10_000, LARGE, HUGE)}

# What a server with room for a million creators is given; the others that share this machine keep theirs.
SETTINGS = ("max_wal_size = '4GB'", "checkpoint_timeout = '15min'", "autovacuum_naptime = '10min'")


class Populations:
    """Makes what is missing or was made by an older edition; `url("SQLite", 1000)` is a filled database."""

    def __init__(self) -> None:
        CACHE.mkdir(parents=True, exist_ok=True)
        self.cluster: Any = None
        self.ready: set[str] = set()

    def url(self, engine: str, number: int) -> str:
        """The address of the database with `number` creators; filling it takes a minute for each 50,000, once."""
        name = f"creators_{number}"
        url = self._sqlite(name) if engine == "SQLite" else self._postgresql(name)
        note = CACHE / f"{engine}-{number}.made"
        if not note.exists() or note.read_text() != str(EDITION):
            note.unlink(missing_ok=True)
            self._fill(engine, name, url, number)
            note.write_text(str(EDITION))
        elif url not in self.ready:
            _flask(url, "db", "upgrade")
        self.ready.add(url)
        return url

    def copy(self, engine: str, number: int, folder: Path) -> str:
        """The address of a copy that may be written to; one per engine, gone with `folder` or the next copy."""
        self.url(engine, number)
        if engine == "SQLite":
            shutil.copy(CACHE / f"creators_{number}.db", folder / "copy.db")
            return f"sqlite:///{folder / 'copy.db'}"
        self._run("DROP DATABASE IF EXISTS copy WITH (FORCE)")
        self._run(f"CREATE DATABASE copy TEMPLATE creators_{number}")
        return self._postgresql("copy")

    def postmaster(self) -> int:
        """The process above all of PostgreSQL's."""
        self._postgresql("postgres")
        return int((CACHE / "postgresql" / "postmaster.pid").read_text().split()[0])

    def close(self) -> None:
        """Ends PostgreSQL; the databases stay."""
        if self.cluster is not None:
            self.cluster.cleanup()

    def _sqlite(self, name: str) -> str:
        return f"sqlite:///{CACHE / f'{name}.db'}"

    def _postgresql(self, name: str) -> str:
        if self.cluster is None:
            self.cluster = pgserver.get_server(CACHE / "postgresql", cleanup_mode="stop")
            with psycopg.connect(self.cluster.get_uri(), autocommit=True) as connection:
                for setting in SETTINGS:
                    connection.execute(cast(Any, f"ALTER SYSTEM SET {setting}"))
                connection.execute("SELECT pg_reload_conf()")
        return str(self.cluster.get_uri(database=name))

    def _run(self, sql: str, database: str = "postgres") -> None:
        with psycopg.connect(self._postgresql(database), autocommit=True) as connection:
            connection.execute(cast(Any, sql))

    def _fill(self, engine: str, name: str, url: str, number: int) -> None:
        say(f"Filling {engine} with {number:,} creators (kept for the next run) …")
        if engine == "SQLite":
            for path in CACHE.glob(f"{name}.db*"):
                path.unlink()
        else:
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            self._run(f"CREATE DATABASE {name}")
        started = time.monotonic()
        _flask(url, "db", "upgrade")
        _flask(url, "populate", str(number))
        if engine == "SQLite":
            _tidy_sqlite(url)
        else:
            self._run("VACUUM ANALYZE", name)
        say(f"  took {time.monotonic() - started:.0f} s")


def _flask(url: str, *arguments: str) -> None:
    environ = settings(CACHE / "data", url, "", 8000)
    command = [sys.executable, "-m", "flask", "--app", "app", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=None if arguments[0] == "populate" else subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr[-2000:]}")


def _tidy_sqlite(url: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for command in ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.exec_driver_sql(command)
    engine.dispose()
