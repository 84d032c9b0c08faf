"""No token of a platform is ever in a row, the queue or a page (O5, O10); the house's log is searched in `tests/faults`."""

from __future__ import annotations

import base64
import logging
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from kreatr.community.models import Platform
from kreatr.kernel.db import db
from tests.community.conftest import Outside
from tests.community.outside import github, huggingface, reddit
from tests.judge import Client, html
from tests.services import Valkey
from tests.world import World, signed_in

BOT = "bot-token-rahasia-777"
BASIC = base64.b64encode(f"{reddit.ID}:{reddit.SECRET}".encode()).decode()
SECRETS = (BOT, reddit.SECRET, reddit.TOKEN, BASIC, github.TOKEN, huggingface.TOKEN)
MODES = ("ok", "limited", "broken", "garbage", "large", "denied", "unknown", "ok")


def _everything_stored(valkey: Valkey) -> str:
    db.session.rollback()
    tables = [db.session.execute(sa.select(table)).all() for table in db.metadata.sorted_tables]
    kept = [valkey.client.dump(key) for key in valkey.client.scan_iter()]
    return repr(tables) + repr(kept)


def _leaks(text: str) -> list[str]:
    return [secret[:6] for secret in SECRETS if secret in text]


def test_planted_tokens_are_found_nowhere(
    world: World,
    outside: Outside,
    client: Client,
    valkey: Valkey,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    outside.discord.token, outside.github.token, outside.huggingface.token = (
        BOT, github.TOKEN, huggingface.TOKEN,
    )  # fmt: skip
    outside.discord.say("Halo")
    outside.set_up(
        discord_token=BOT, github_token=github.TOKEN, huggingface_token=huggingface.TOKEN,
        reddit_id=reddit.ID, reddit_secret=reddit.SECRET,
    )  # fmt: skip
    signed_in(client, world.ratna)
    pages = ""
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        for mode in MODES:
            outside.behave(mode)
            outside.refresh()
            clock.shift(timedelta(hours=2))
            for path in ("/community", "/community/feed", "/admin/community/sources", "/"):
                pages += html(client.get(path))
    sent = " ".join(str(one.headers) for stand_in in outside.all().values() for one in stand_in.asked)
    assert set(_leaks(sent)) == {
        secret[:6] for secret in (BOT, reddit.TOKEN, BASIC, github.TOKEN, huggingface.TOKEN)
    }, "the control: they were used"
    assert _leaks(caplog.text) == []
    assert _leaks(_everything_stored(valkey)) == []
    assert _leaks(pages) == []
    assert _leaks(repr(outside.app.config["KREATR"])) == []


@pytest.mark.one_database
def test_a_token_stays_at_its_platform(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Link header that leads elsewhere is not followed; only its word "next" counts."""
    outside.github.token = github.TOKEN
    outside.github.people = {"kreatr/a": [github.person(n) for n in range(150)]}
    healthy = outside.github._page

    def page(asked: object, rows: list[object], _canonical: str) -> object:
        reply = healthy(asked, rows, "")  # type: ignore[arg-type]
        for name, value in reply.headers.items():
            reply.headers[name] = value.replace(outside.github.url, outside.discord.url)
        return reply

    monkeypatch.setattr(outside.github, "_page", page)
    outside.set_up(Platform.GITHUB, github_repo="", github_org="kreatr", github_token=github.TOKEN)
    outside.refresh()
    assert outside.row(Platform.GITHUB).member_count == 150 and not outside.discord.asked
