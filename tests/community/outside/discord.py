"""Discord's API v10: invites with counts, a server's channels, their messages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.community.outside.server import Asked, Platform, Reply

GUILD, CHANNEL = "197038439483310086", "733488538393510049"


class Discord(Platform):
    def reset(self) -> None:
        self.members, self.online = 4241, 312
        self.token = ""
        self.messages: list[dict[str, Any]] = []

    def say(self, content: str, **more: Any) -> None:
        """Somebody writes into the announcement channel."""
        id_ = str(1_200_000_000_000_000_000 + len(self.messages))
        self.messages.insert(0, {
            "id": id_, "type": 0, "content": content, "channel_id": CHANNEL,
            "author": {"id": "53908232506183680", "username": "mira", "global_name": "Mira"},
            "timestamp": datetime.now(UTC).isoformat(), "edited_timestamp": None, "attachments": [], **more,
        })  # fmt: skip

    def answer(self, asked: Asked) -> Reply | None:
        if asked.path == "/invites/kreatr":
            return Reply(self._invite("with_counts" in asked.query))
        if not self.token or asked.headers.get("authorization") != f"Bot {self.token}":
            return self.denied()
        if asked.path == f"/guilds/{GUILD}/channels":
            kinds = ((CHANNEL, "pengumuman", 5), ("1", "obrolan", 0), ("2", "suara", 2))
            return Reply(
                [{"id": id_, "name": name, "type": kind, "guild_id": GUILD} for id_, name, kind in kinds]
            )
        if asked.path == f"/channels/{CHANNEL}/messages":
            return Reply(self.messages[: int(asked.query["limit"][0])])
        return None

    def _invite(self, counts: bool) -> dict[str, Any]:
        found: dict[str, Any] = {
            "type": 0, "code": "kreatr", "expires_at": None,
            "guild": {"id": GUILD, "name": "kreatr", "features": ["COMMUNITY"], "nsfw_level": 0},
            "channel": {"id": "1", "name": "obrolan", "type": 0},
        }  # fmt: skip
        if counts:
            found |= {"approximate_member_count": self.members, "approximate_presence_count": self.online}
        return found

    def limits(self) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "4", "X-RateLimit-Reset": "1470173023.123",
            "X-RateLimit-Reset-After": "1.0", "X-RateLimit-Bucket": "abcd1234",
        }  # fmt: skip

    def limited(self) -> Reply:
        body = {"message": "You are being rate limited.", "retry_after": 1337.57, "global": True}
        headers = {
            "Retry-After": "1337", "X-RateLimit-Global": "true", "X-RateLimit-Scope": "global",
            "X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "1337.57",
        }  # fmt: skip
        return Reply(body, 429, headers)

    def unknown(self) -> Reply:
        return Reply({"message": "Unknown Invite", "code": 10006}, 404)

    def denied(self) -> Reply:
        return Reply({"message": "401: Unauthorized", "code": 0}, 401)
