"""GitHub's REST API: a repository or an organisation with paging, contributors, releases, issues."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from tests.community.outside.server import Asked, Platform, Reply

TOKEN = "ghp_rahasiaGitHub0123456789"


class GitHub(Platform):
    def reset(self) -> None:
        self.token = ""
        self.remaining = 4990
        self.people: dict[str, list[dict[str, Any]]] = {"kreatr/studio": [person(n) for n in range(1, 38)]}
        self.forks: set[str] = set()
        self.releases: list[dict[str, Any]] = []
        self.issues: list[dict[str, Any]] = []

    def release(self, version: str, **more: Any) -> None:
        """A version comes out."""
        id_ = 160_000_000 + len(self.releases)
        self.releases.append({
            "id": id_, "tag_name": f"v{version}", "name": version, "body": "Catatan **rilis**", "draft": False, "prerelease": False,
            "html_url": f"https://github.com/kreatr/studio/releases/tag/v{version}", "author": {"login": "dewi", "id": 7},
            "published_at": _now(), **more,
        })  # fmt: skip

    def issue(self, title: str, comments: int, **more: Any) -> None:
        """Something is discussed."""
        id_ = 3_400_000_000 + len(self.issues)
        self.issues.append({
            "id": id_, "number": len(self.issues) + 1, "title": title, "body": "", "comments": comments,
            "reactions": {"total_count": 0}, "user": {"login": "putra", "id": 8}, "updated_at": _now(), "created_at": _now(),
            "html_url": f"https://github.com/kreatr/studio/issues/{len(self.issues) + 1}", **more,
        })  # fmt: skip

    def answer(self, asked: Asked) -> Reply | None:
        if "authorization" in asked.headers and asked.headers["authorization"] != f"Bearer {self.token}":
            return self.denied()
        if asked.path == "/orgs/kreatr":
            return Reply({"login": "kreatr", "id": 1, "public_repos": len(self.people), "followers": 12})
        if asked.path == "/orgs/kreatr/repos":
            rows = [self._repository(name) for name in self.people]
            return self._page(asked, rows, "/organizations/1/repos")
        if asked.path.startswith("/repos/") and (name := "/".join(asked.path.split("/")[2:4])) in self.people:
            return self._below(asked, name, "/".join(asked.path.split("/")[4:]))
        return None

    def _below(self, asked: Asked, name: str, rest: str) -> Reply | None:
        if rest == "":
            return Reply(self._repository(name))
        if rest == "contributors":
            people = self.people[name]
            anonymous = asked.query.get("anon") == ["true"]
            shown = [one for one in people if anonymous or one["type"] != "Anonymous"]
            return self._page(asked, shown, "/repositories/99/contributors") if people else Reply(b"", 204)
        if rest == "releases":
            return self._page(asked, self.releases, "/repositories/99/releases")
        if rest == "issues":
            return self._page(asked, self.issues, "/repositories/99/issues")
        return None

    def _repository(self, name: str) -> dict[str, Any]:
        return {
            "id": 99, "full_name": name, "fork": name in self.forks, "archived": False, "stargazers_count": 210,
            "forks_count": 14, "open_issues_count": 3, "pushed_at": "2026-11-20T10:00:00Z",
        }  # fmt: skip

    def _page(self, asked: Asked, rows: list[dict[str, Any]], canonical: str) -> Reply:
        size, page = int(asked.query.get("per_page", ["30"])[0]), int(asked.query.get("page", ["1"])[0])
        last = max(1, -(-len(rows) // size))
        links = []
        for rel, number, there in (
            ("next", page + 1, page < last),
            ("last", last, page < last),
            ("prev", page - 1, page > 1),
        ):
            if there:
                links.append(f'<{self.url}{canonical}?per_page={size}&page={number}>; rel="{rel}"')
        headers = {"Link": ", ".join(links)} if links else {}
        return Reply(rows[(page - 1) * size : page * size], 200, headers)

    def limits(self) -> dict[str, str]:
        limit = "5000" if self.token else "60"
        return {
            "X-RateLimit-Limit": limit, "X-RateLimit-Remaining": str(self.remaining), "X-RateLimit-Used": "10",
            "X-RateLimit-Reset": str(int(time.time()) + 2400), "X-RateLimit-Resource": "core",
        }  # fmt: skip

    def limited(self) -> Reply:
        headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 1800)}
        return Reply({"message": "API rate limit exceeded for 203.0.113.7."}, 403, headers)


def person(number: int, type_: str = "User") -> dict[str, Any]:
    """A contributor; anonymous ones have an address instead of an account."""
    if type_ == "Anonymous":
        return {
            "type": type_,
            "email": f"orang{number}@contoh.test",
            "name": f"Orang {number}",
            "contributions": 1,
        }
    return {"login": f"orang{number}", "id": number, "type": type_, "contributions": 5}


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
