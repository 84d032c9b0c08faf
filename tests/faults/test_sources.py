"""The house measures outside communities: killed in the middle, and with tokens that must not be in its log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.community.models import Platform, PlatformStats
from kreatr.kernel import jobs
from kreatr.kernel.db import db, unit, uuid7
from tests import apps
from tests.community.outside import server
from tests.community.outside.discord import Discord
from tests.community.outside.github import TOKEN as GITHUB
from tests.community.outside.github import GitHub
from tests.community.outside.huggingface import TOKEN as HUGGINGFACE
from tests.community.outside.huggingface import HuggingFace
from tests.community.outside.reddit import ID, SECRET, Reddit
from tests.community.outside.reddit import TOKEN as REDDIT
from tests.faults.house import House, wait_until
from tests.services import Valkey

BOT = "bot-token-rahasia-777"
SECRETS = (BOT, SECRET, REDDIT, GITHUB, HUGGINGFACE, "whatever")
TICK_SECONDS = 40  # the clock comes every 30


@dataclass
class Watched:
    """A house that measures four stand-ins, and the way to its database."""

    house: House
    app: Flask
    platforms: dict[Platform, Any]
    log: Path

    def rows(self) -> dict[Platform, PlatformStats]:
        with self.app.app_context():
            return {row.platform: row for row in db.session.scalars(sa.select(PlatformStats))}

    def behave(self, mode: str) -> None:
        for one in self.platforms.values():
            one.mode = mode

    def make_due(self) -> None:
        """As if every pause and lease were over; the worker is told at once."""
        with self.app.app_context():
            with unit() as session:
                session.execute(sa.update(PlatformStats).values(due_at=None))
            # A name of its own: under that of a job that is just ending it would not be taken.
            jobs.enqueue("kreatr.community.jobs.refresh", job_id=f"sources-{uuid7()}", seconds=60)

    def failed(self, code: str) -> Callable[[], bool]:
        return lambda: {row.error for row in self.rows().values()} == {code}


def _variables(platforms: dict[Platform, server.Platform]) -> dict[str, str]:
    addresses = {f"{platform.value}_API_URL": one.url for platform, one in platforms.items()}
    return {
        **addresses,
        "ALLOW_PRIVATE_SOURCES": "1",
        "DISCORD_INVITE": "https://discord.gg/kreatr",
        "DISCORD_BOT_TOKEN": BOT,
        "REDDIT_SUBREDDIT": "kreatr",
        "REDDIT_CLIENT_ID": ID,
        "REDDIT_CLIENT_SECRET": SECRET,
        "GITHUB_REPO": "kreatr/studio",
        "GITHUB_TOKEN": GITHUB,
        "HUGGINGFACE_ORG": "kreatr",
        "HUGGINGFACE_TOKEN": HUGGINGFACE,
    }


@pytest.fixture
def watched(database: str, databases: apps.Databases, tmp_path: Path) -> Iterator[Watched]:
    """The house with its four platforms, which hang until a test says otherwise."""
    valkey, discord, github, hub = Valkey(), Discord(), GitHub(), HuggingFace()
    platforms: dict[Platform, server.Platform] = dict(
        zip(Platform, (discord, Reddit(), github, hub), strict=True)
    )
    discord.token, github.token, hub.token = BOT, GITHUB, HUGGINGFACE
    environment = apps.environment(tmp_path, databases.url(database), valkey.url, **_variables(platforms))
    app = apps.build(environment)
    found = Watched(House(tmp_path, environment), app, platforms, tmp_path / "house.log")
    found.behave("hang")
    found.house.start()
    yield found
    for one in platforms.values():
        one.close()
    found.house.stop()
    valkey.kill()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.one_database
def test_a_worker_killed_while_it_asks(watched: Watched) -> None:
    wait_until(lambda: all(one.asked for one in watched.platforms.values()), TICK_SECONDS, "it asks")
    worker = watched.house.part("worker")
    everybody = [worker, *worker.children(recursive=True)]
    watched.house.kill("worker")
    assert not psutil.wait_procs(everybody, timeout=5)[1]
    assert not any(row.fetched_at or row.error for row in watched.rows().values())
    watched.behave("ok")
    with watched.app.app_context(), unit() as session:
        session.execute(sa.update(PlatformStats).values(due_at=None))  # the lease would end by itself
    counts = lambda: [row.member_count for row in watched.rows().values()]  # noqa: E731
    waited = wait_until(lambda: None not in counts(), TICK_SECONDS, "it asks again")
    assert sorted(counts()) == [23, 37, 4241, 8120]
    print(f"measured after {waited:.0f} s")


def test_no_answer_brings_a_token_into_the_log(watched: Watched) -> None:
    wait_until(watched.failed("timeout"), TICK_SECONDS + 20, "all four time out")
    for mode, code in (("limited", "limited"), ("broken", "broken"), ("garbage", "garbage"), ("large", "large"),
                       ("denied", "credentials"), ("unknown", "missing")):  # fmt: skip
        watched.behave(mode)
        watched.make_due()
        wait_until(watched.failed(code), TICK_SECONDS, f"all four say {code}")
    watched.behave("ok")
    watched.make_due()
    wait_until(
        lambda: all(row.fetched_at for row in watched.rows().values()), TICK_SECONDS, "all four answer"
    )
    said = watched.log.read_text()
    assert said.count("source_failed") >= 7 * 4 and said.count("source_measured") >= 4
    assert [secret[:6] for secret in SECRETS if secret in said] == []
