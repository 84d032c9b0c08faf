"""An administrator, and the outside as tests need it: four platforms on the loopback, and a worker that asks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.community import jobs
from kreatr.community.models import Platform, PlatformStats
from kreatr.kernel.db import db
from tests.community.outside import server
from tests.community.outside.discord import Discord
from tests.community.outside.github import GitHub
from tests.community.outside.huggingface import HuggingFace
from tests.community.outside.reddit import Reddit
from tests.judge import Client
from tests.world import World, signed_in


@dataclass(frozen=True)
class Outside:
    """The four platforms, and the app's way to them."""

    discord: Discord
    reddit: Reddit
    github: GitHub
    huggingface: HuggingFace
    change: Callable[..., None]
    app: Flask

    def all(self) -> dict[Platform, server.Platform]:
        """Each stand-in under its name."""
        return {platform: getattr(self, platform.value.lower()) for platform in Platform}

    def set_up(self, *platforms: Platform, **fields: Any) -> None:
        """Has these platforms (or all) measured at their stand-ins; `fields` of the configuration win."""
        names = {
            Platform.DISCORD: {"discord_invite": "kreatr", "discord_url": self.discord.url},
            Platform.REDDIT: {"reddit_subreddit": "kreatr", "reddit_url": self.reddit.url},
            Platform.GITHUB: {"github_repo": "kreatr/studio", "github_url": self.github.url},
            Platform.HUGGINGFACE: {"huggingface_org": "kreatr", "huggingface_url": self.huggingface.url},
        }
        chosen = {k: v for one in platforms or tuple(Platform) for k, v in names[one].items()}
        config = self.app.config["KREATR"]
        self.change(outside=replace(config.outside, private=True, **{**chosen, **fields}))

    def behave(self, mode: str, only: str = "") -> None:
        """Has all four behave like this from now on."""
        for one in self.all().values():
            one.mode, one.only = mode, only

    def refresh(self) -> None:
        """The worker's part, as the clock asks for it."""
        db.session.rollback()
        jobs.refresh()

    def row(self, platform: Platform) -> PlatformStats:
        """What is stored of a platform now."""
        db.session.rollback()
        db.session.expire_all()
        return db.session.scalars(sa.select(PlatformStats).where(PlatformStats.platform == platform)).one()


@pytest.fixture(scope="session")
def stand_ins() -> Iterator[dict[str, server.Platform]]:
    """The four servers of this worker."""
    built: dict[str, server.Platform] = {
        "discord": Discord(), "reddit": Reddit(), "github": GitHub(), "huggingface": HuggingFace()
    }  # fmt: skip
    yield built
    for one in built.values():
        one.close()


@pytest.fixture
def outside(app: Flask, stand_ins: dict[str, Any], change: Callable[..., None]) -> Iterator[Outside]:
    """The four platforms, healthy and as at the beginning; nothing is configured yet."""
    for one in stand_ins.values():
        one.mode, one.only = "ok", ""
        one.asked.clear()
        one.answered.clear()
        one.released.clear()
        one.reset()
    yield Outside(**stand_ins, change=change, app=app)
    for one in stand_ins.values():
        one.released.set()


@pytest.fixture
def bagus(client: Client, world: World) -> Client:
    """The administrator's browser."""
    return signed_in(client, world.bagus)
