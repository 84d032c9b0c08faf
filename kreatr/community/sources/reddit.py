"""Reddit: a subreddit's subscribers and the top posts of the day, with an app's rights or without."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kreatr.community.models import ActivityType, Platform
from kreatr.community.sources import limits, shape
from kreatr.community.sources.levels import level
from kreatr.community.sources.line import Line
from kreatr.community.sources.source import Failure, Left, Measured
from kreatr.kernel.outbound import Answer, OutboundError
from kreatr.kernel.outside import Outside

SITE = "https://www.reddit.com"
WITH_RIGHTS = "https://oauth.reddit.com"
POSTS, TOLD = 25, 3
PERMALINK = re.compile(r"/r/\w{2,21}/comments/[a-z0-9]+/[^\s?#]*")
TOKEN = re.compile(r"[\x21-\x7e]{1,4000}")


class Reddit:
    """Members are subscribers. Who is online was told until 2025 and is kept where it still is."""

    platform = Platform.REDDIT
    variables = ("REDDIT_SUBREDDIT",)
    base = SITE
    redirects = 0

    def configured(self, outside: Outside) -> bool:
        return bool(outside.reddit_subreddit)

    def url(self, outside: Outside) -> str:
        return f"{SITE}/r/{outside.reddit_subreddit}/" if outside.reddit_subreddit else ""

    def address(self, outside: Outside) -> str:
        return outside.reddit_url

    def headers(self, outside: Outside, house: str) -> dict[str, str]:
        return {"User-Agent": f"web:kreatr:1 (+{house})"}

    def left(self, headers: Mapping[str, str], now: datetime) -> Left | None:
        return limits.counted(headers, now, reset="X-Ratelimit-Reset", used="X-Ratelimit-Used")

    async def measure(self, line: Line) -> Measured:
        suffix = ".json"
        if line.outside.reddit_id:
            await _sign_in(line)
            suffix = ""
        path = f"/r/{line.outside.reddit_subreddit}"
        about = await line.get(f"{path}/about{suffix}", _about, raw_json=1)
        top = line.get(f"{path}/top{suffix}", _top, t="day", limit=POSTS, raw_json=1)
        posts: dict[str, Any] = await line.aside(top, {"comments": None, "told": []})
        return Measured(
            about["subscribers"],
            about["online"],
            level(self.platform, posts["comments"]),
            news=shape.news(posts["told"]),
        )


async def _sign_in(line: Line) -> None:
    """A token for this round, never stored: one request more in four minutes is cheaper than a secret at rest."""
    pair = f"{line.outside.reddit_id}:{line.outside.reddit_secret}".encode()
    basic = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    answer = await line.post("/api/v1/access_token", {"grant_type": "client_credentials"}, basic)
    try:
        token = shape.thing(answer.json()).get("access_token")
    except OutboundError as error:
        raise Failure(error.code) from None
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        raise Failure(shape.GARBAGE)
    line.headers["Authorization"] = f"Bearer {token}"
    if not line.outside.reddit_url:
        line.base = WITH_RIGHTS


def _about(answer: Answer) -> dict[str, Any]:
    found = shape.thing(answer.json())
    if found.get("kind") != "t5":
        raise Failure(shape.GARBAGE)
    data = shape.thing(found.get("data"))
    online = shape.number_or_none(data.get("active_user_count"))
    if online is None:
        online = shape.number_or_none(data.get("accounts_active"))
    return {"subscribers": shape.number(data.get("subscribers")), "online": online}


def _top(answer: Answer) -> dict[str, Any]:
    listing = shape.thing(shape.thing(answer.json()).get("data"))
    posts = [shape.thing(one.get("data")) for one in shape.things(listing.get("children"))[:POSTS]]
    shown = [one for one in posts if _may_be_told(one)]
    return {
        "comments": sum(shape.number_or_none(one.get("num_comments")) or 0 for one in posts),
        "told": [_post(one) for one in shown[:TOLD]],
    }


def _may_be_told(post: dict[str, Any]) -> bool:
    kept_away = ("over_18", "stickied", "removed_by_category", "hidden", "spoiler", "promoted")
    return not any(post.get(name) for name in kept_away) and bool(
        PERMALINK.fullmatch(str(post.get("permalink")))
    )


def _post(post: dict[str, Any]) -> dict[str, str]:
    id_ = str(post.get("id"))
    if not re.fullmatch(r"[a-z0-9]{1,16}", id_):
        raise Failure(shape.GARBAGE)
    return shape.told(
        ActivityType.POST,
        f"reddit-post-{id_}",
        title=post.get("title"),
        words=post.get("selftext"),
        link=f"{SITE}{post['permalink']}",
        author=post.get("author"),
        at=post.get("created_utc"),
    )
