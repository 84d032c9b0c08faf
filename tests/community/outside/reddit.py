"""Reddit: an app's token, a subreddit, its top posts; with rights at /r/x/about, without at /r/x/about.json."""

from __future__ import annotations

import base64
import time
from typing import Any

from tests.community.outside.server import Asked, Platform, Reply

ID, SECRET, TOKEN = "aplikasi-kreatr", "rahasia-reddit-4711", "token-reddit-semalam-0815"


class Reddit(Platform):
    def reset(self) -> None:
        self.subscribers = 8120
        self.remaining = 598.0
        self.about: dict[str, Any] = {"accounts_active": None, "active_user_count": None}
        self.posts: list[dict[str, Any]] = []

    def post(self, title: str, **more: Any) -> None:
        """Somebody writes something that becomes popular."""
        id_ = f"1abc{len(self.posts)}"
        self.posts.append({
            "id": id_, "name": f"t3_{id_}", "title": title, "selftext": "", "author": "rinjani_ai",
            "permalink": f"/r/kreatr/comments/{id_}/judul/", "url": "https://i.redd.it/x.png", "created_utc": time.time() - 60,
            "score": 120, "num_comments": 34, "over_18": False, "stickied": False, "removed_by_category": None, **more,
        })  # fmt: skip

    def answer(self, asked: Asked) -> Reply | None:
        if asked.path == "/api/v1/access_token":
            return self._token(asked)
        given = asked.headers.get("authorization", "")
        bare = asked.path.removesuffix(".json")
        if given != f"Bearer {TOKEN}" and (given or bare == asked.path):
            return self.denied()
        if bare == "/r/kreatr/about":
            data = {"display_name": "kreatr", "subscribers": self.subscribers, "over18": False, **self.about}
            return Reply({"kind": "t5", "data": data})
        if bare == "/r/kreatr/top":
            children = [{"kind": "t3", "data": one} for one in self.posts]
            return Reply(
                {"kind": "Listing", "data": {"after": None, "dist": len(children), "children": children}}
            )
        return None

    def _token(self, asked: Asked) -> Reply:
        basic = base64.b64encode(f"{ID}:{SECRET}".encode()).decode()
        right = asked.headers.get("authorization") == f"Basic {basic}"
        if not right or asked.body != "grant_type=client_credentials" or asked.method != "POST":
            return self.denied()
        return Reply({"access_token": TOKEN, "token_type": "bearer", "expires_in": 86400, "scope": "*"})

    def limits(self) -> dict[str, str]:
        return {
            "X-Ratelimit-Used": "2", "X-Ratelimit-Remaining": str(self.remaining), "X-Ratelimit-Reset": "431",
        }  # fmt: skip

    def limited(self) -> Reply:
        headers = {"X-Ratelimit-Used": "600", "X-Ratelimit-Remaining": "0.0", "X-Ratelimit-Reset": "431"}
        return Reply({"message": "Too Many Requests", "error": 429}, 429, headers)

    def unknown(self) -> Reply:
        return Reply({"message": "Not Found", "error": 404}, 404)

    def denied(self) -> Reply:
        return Reply({"message": "Unauthorized", "error": 401}, 401)
