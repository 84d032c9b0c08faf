"""Discord (API v10): an invite's counts; with a bot, what was said in announcement channels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kreatr.community.models import ActivityType, Platform
from kreatr.community.sources import limits, shape
from kreatr.community.sources.levels import level
from kreatr.community.sources.line import Line
from kreatr.community.sources.source import Failure, Left, Measured
from kreatr.kernel.outbound import Answer
from kreatr.kernel.outside import INVITE, Outside

ANNOUNCEMENTS = 5  # the type of a channel
CHANNELS, MESSAGES = 3, 5
SAID = 0  # the type of an ordinary message; others tell that somebody pinned, joined, followed


class Discord:
    """Members are those of the server behind the invite; active are those online."""

    platform = Platform.DISCORD
    variables = ("DISCORD_INVITE",)
    base = "https://discord.com/api/v10"
    redirects = 0

    def configured(self, outside: Outside) -> bool:
        return bool(outside.discord_invite)

    def url(self, outside: Outside) -> str:
        return f"{INVITE}{outside.discord_invite}" if outside.discord_invite else ""

    def address(self, outside: Outside) -> str:
        return outside.discord_url

    def headers(self, outside: Outside, house: str) -> dict[str, str]:
        return {"User-Agent": f"DiscordBot ({house}, 1)"}

    def left(self, headers: Mapping[str, str], now: datetime) -> Left | None:
        return limits.counted(headers, now, reset="X-RateLimit-Reset-After")

    async def measure(self, line: Line) -> Measured:
        path = f"/invites/{line.outside.discord_invite}"
        invite = await line.get(path, _invite, with_counts="true")
        told: list[dict[str, str]] = []
        if line.outside.discord_token:
            line.headers["Authorization"] = f"Bot {line.outside.discord_token}"
            told = await line.aside(_announcements(line, invite["guild"]), told)
        online = invite["online"]
        return Measured(invite["members"], online, level(self.platform, online), news=shape.news(told))


def _invite(answer: Answer) -> dict[str, Any]:
    found = shape.thing(answer.json())
    return {
        "members": shape.number(found.get("approximate_member_count")),
        "online": shape.number_or_none(found.get("approximate_presence_count")),
        "guild": _id(shape.thing(found.get("guild")).get("id")),
    }


async def _announcements(line: Line, guild: str) -> list[dict[str, str]]:
    told: list[dict[str, str]] = []
    for channel in await line.get(f"/guilds/{guild}/channels", _channels):

        def read(answer: Answer, channel: str = channel) -> list[dict[str, str]]:
            return _messages(answer, guild, channel)

        told += await line.get(f"/channels/{channel}/messages", read, limit=MESSAGES)
    return told


def _channels(answer: Answer) -> list[str]:
    found = [one for one in shape.things(answer.json()) if one.get("type") == ANNOUNCEMENTS]
    return [_id(one.get("id")) for one in found[:CHANNELS]]


def _messages(answer: Answer, guild: str, channel: str) -> list[dict[str, str]]:
    said = [one for one in shape.things(answer.json()) if one.get("type") == SAID and one.get("content")]
    return [_message(one, guild, channel) for one in said[:MESSAGES]]


def _message(one: dict[str, Any], guild: str, channel: str) -> dict[str, str]:
    id_, author = _id(one.get("id")), shape.thing(one.get("author"))
    first, _, rest = shape.text(one["content"], 1300).strip().partition("\n")
    return shape.told(
        ActivityType.ANNOUNCEMENT,
        f"discord-message-{id_}",
        title=first,
        words=rest.strip(),
        link=f"https://discord.com/channels/{guild}/{channel}/{id_}",
        author=author.get("global_name") or author.get("username"),
        at=one.get("timestamp"),
    )


def _id(value: Any) -> str:
    """A snowflake: it becomes part of addresses, so it is digits and nothing else."""
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > 20:
        raise Failure(shape.GARBAGE)
    return value
