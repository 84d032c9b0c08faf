"""BYOK-08, O4: all keys are sealed anew while people use them; killed in the middle it goes on; nothing is ever lost."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.models import User
from kreatr.ai.actions import keys as keeping
from kreatr.ai.actions import rotating
from kreatr.ai.actions.keys import Typed
from kreatr.ai.models import Provider, ProviderKey
from kreatr.ai.queries import keys
from kreatr.kernel.db import db, unit, uuid7
from kreatr.kernel.secrets import Ring
from tests import apps

ROOT = Path(__file__).parent.parent.parent
OLD, NEW, LOST = "0a" * 32, "0b" * 32, "0c" * 32


def fill(number: int, key: str = OLD) -> None:
    """So many keys of different people, sealed with a key of the ring; each secret is its row's id."""
    ring, people, rows = Ring(key), [], []
    for n in range(-(-number // len(Provider))):
        user_id, name = uuid7(), f"orang-{n}-{key[:2]}"
        people.append({"id": user_id, "username": name, "email": f"{name}@contoh.test", "password_hash": "-"})
        rows += [_row(ring, user_id, provider) for provider in Provider]
    with unit() as session:
        session.execute(sa.insert(User), people)
        session.execute(sa.insert(ProviderKey), rows[:number])


def _row(ring: Ring, user_id: uuid.UUID, provider: Provider) -> dict[str, Any]:
    id_ = uuid7()
    sealed = ring.seal(f"secret of {id_}", f"provider-key:{user_id}:{provider.value}:{id_}")
    return {
        "id": id_,
        "user_id": user_id,
        "provider": provider,
        "sealed": sealed,
        "hint": "····",
        "models": [],
    }


@contextmanager
def in_use(app: Flask, readers: int = 2) -> Iterator[list[int]]:
    """People whose calls open keys all the time: how many were opened. One that does not open fails the test."""
    stop, opened, failures = threading.Event(), [0] * readers, []

    def read(place: int) -> None:
        with app.app_context():
            ids = db.session.scalars(sa.select(ProviderKey.id).where(ProviderKey.hint == "····")).all()
            for key_id in itertools.cycle(random.sample(ids, len(ids))):
                if stop.is_set():
                    return
                db.session.rollback()
                time.sleep(0.002)
                key = db.session.get_one(ProviderKey, key_id, populate_existing=True)
                try:
                    opened[place] += keys.door(key).key == f"secret of {key.id}"
                except Exception as error:
                    failures.append(error)

    threads = [threading.Thread(target=read, args=(place,)) for place in range(readers)]
    for thread in threads:
        thread.start()
    yield opened
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures and sum(opened) > 0


def everything_opens(key: str = NEW) -> int:
    """How many keys there are, all of which open with one key of the ring alone."""
    db.session.rollback()
    ring, found = Ring(key), db.session.scalars(sa.select(ProviderKey)).all()
    for row in found:
        assert row.hint != "····" or ring.open(row.sealed, row.owner) == f"secret of {row.id}"
    return len(found)


def _app(tmp_path: Path, url: str) -> tuple[Flask, dict[str, str]]:
    variables = apps.environment(tmp_path, url, "", ENCRYPTION_KEY=NEW, ENCRYPTION_KEYS_OLD=f"{OLD}")
    return apps.build(variables), variables


def _command(variables: dict[str, str]) -> subprocess.Popen[str]:
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "keys", "rotate"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env={**kept, **variables}, stdout=pipe, stderr=pipe, text=True)


def test_ten_thousand_keys_in_use_and_killed_in_the_middle(tmp_path: Path, databases: apps.Databases) -> None:
    app, variables = _app(tmp_path, databases.url("sqlite"))
    with app.app_context():
        fill(10_000)
        with in_use(app, readers=1):
            first = _command(variables)
            while rotating.waiting() > 9_000:
                db.session.rollback()
                assert first.poll() is None, first.communicate()
                time.sleep(0.005)
            first.send_signal(signal.SIGKILL)
            first.communicate()
            db.session.rollback()
            left = rotating.waiting()
            db.session.rollback()
            assert 0 < left < 10_000, "it was to be killed in the middle"
            again = app.test_cli_runner().invoke(args=["keys", "rotate"])
        assert again.exit_code == 0 and f"{left} sealed" in again.output
        assert everything_opens() == 10_000


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_whoever_saves_a_key_meanwhile_wins(tmp_path: Path, databases: apps.Databases, kind: str) -> None:
    app, _variables = _app(tmp_path, databases.url(kind))
    with app.app_context():
        fill(300)
        owners = db.session.scalars(sa.select(User.id).order_by(User.id)).all()
        saved: dict[uuid.UUID, str] = {}

        def save() -> None:
            with app.app_context():
                for number, owner in enumerate(reversed(owners)):
                    secret = f"planted-of-{number:04}"
                    user = db.session.get_one(User, owner)
                    keeping.save(user, Provider.OPENAI, Typed(secret, models=[]))
                    saved[owner] = secret

        writer = threading.Thread(target=save)
        with in_use(app, readers=1):
            writer.start()
            done = sum(batch.sealed for batch in rotating.rotate(batch=7))
            writer.join()
            for _again in rotating.rotate():
                pass
        assert done > 200 and everything_opens() == 300
        for owner, secret in saved.items():
            key = keys.for_provider(owner, Provider.OPENAI)
            assert key and Ring(NEW).open(key.sealed, key.owner) == secret


def test_what_no_key_opens_is_named_and_left(app: Flask, change: Callable[..., None]) -> None:
    change(encryption_key=NEW, encryption_keys_old=(OLD,))
    fill(12)
    fill(6, LOST)
    before = dict(db.session.execute(sa.select(ProviderKey.id, ProviderKey.sealed)).all())
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["keys", "rotate"])
    assert result.exit_code == 1 and "12 sealed" in result.output
    ring, lost = Ring(NEW), []
    for key in db.session.scalars(sa.select(ProviderKey)):
        if ring.outdated(key.sealed):
            lost.append(key.id)
            assert key.sealed == before[key.id] and str(key.id) in result.output
    assert len(lost) == 6 and "secret" not in result.output
    db.session.rollback()
    assert app.test_cli_runner().invoke(args=["keys", "rotate"]).exit_code == 1, "and again, the same"


def test_a_row_that_changed_under_the_hands_is_left(app: Flask, change: Callable[..., None]) -> None:
    """The moment between reading and writing, which only PostgreSQL has, made to last."""
    change(encryption_key=NEW, encryption_keys_old=(OLD,))
    fill(2)
    rows = db.session.execute(sa.select(ProviderKey.id, ProviderKey.sealed)).all()
    db.session.rollback()
    (first, was), (second, _other) = rows
    with unit():
        swapped = rotating._swap(
            [
                {"of": first, "was": was, "now": "kr1.new"},
                {"of": second, "was": "read before", "now": "kr1.lost"},
            ]
        )
    found = dict(db.session.execute(sa.select(ProviderKey.id, ProviderKey.sealed)).all())
    assert swapped == 1 and found == {first: "kr1.new", second: _other}
