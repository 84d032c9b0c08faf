"""GitHub: who contributes to a repository, or to an organisation's; see `github_news` for what happens there.

Asked one after the other, as GitHub wishes. With a token a 304 costs nothing; without one every request counts, so the pause
between two rounds grows until an hour's rounds fit into 56 of the 60 requests an address has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from kreatr.community.models import Platform
from kreatr.community.sources import github_news, limits, shape
from kreatr.community.sources.levels import level
from kreatr.community.sources.line import Line
from kreatr.community.sources.source import Failure, Left, Measured
from kreatr.kernel.outbound import Answer
from kreatr.kernel.outside import SLUG, Outside

SITE = "https://github.com"
ANONYMOUS_BUDGET = 56
REPOSITORIES, REPOSITORY_PAGES = 10, 3  # of an organisation, the most recently pushed
CONTRIBUTOR_PAGES = 2  # of 100 each; one without a token
TOLD_OF = 3  # repositories of an organisation whose news are told
LAST = re.compile(r'[?&]page=(\d{1,9})[^>]*>\s*;\s*rel="last"')
NEXT = re.compile(r'>\s*;\s*rel="next"')
NAME = re.compile(rf"{SLUG}/(?!\.{{1,2}}$)[\w.-]{{1,100}}", re.ASCII)


class GitHub:
    """Members are contributors: of a repository all, anonymous ones too; of an organisation those with an account, each
    once, robots left out. `at_least` in the details says that there are more than were counted."""

    platform = Platform.GITHUB
    variables = ("GITHUB_REPO", "GITHUB_ORG")
    base = "https://api.github.com"
    redirects = 2  # a renamed repository is elsewhere on the same host

    def configured(self, outside: Outside) -> bool:
        return bool(outside.github_repo or outside.github_org)

    def url(self, outside: Outside) -> str:
        place = outside.github_repo or outside.github_org
        return f"{SITE}/{place}" if place else ""

    def address(self, outside: Outside) -> str:
        return outside.github_url

    def headers(self, outside: Outside, house: str) -> dict[str, str]:
        ours = {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "User-Agent": f"kreatr/1 (+{house})",
        }
        token = {"Authorization": f"Bearer {outside.github_token}"} if outside.github_token else {}
        return ours | token

    def left(self, headers: Mapping[str, str], now: datetime) -> Left | None:
        return limits.counted(headers, now, reset="X-RateLimit-Reset", epoch=True)

    async def measure(self, line: Line) -> Measured:
        outside = line.outside
        if outside.github_repo:
            members, details = await _repository(line, outside.github_repo)
            places = [outside.github_repo]
        else:
            members, details, places = await _organisation(line, outside.github_org)
        told: dict[str, Any] = await line.aside(github_news.news(line, places), {"touched": None, "news": []})
        if not outside.github_token:
            rounds = max(1, ANONYMOUS_BUDGET // line.asked)
            line.every = max(line.every, timedelta(hours=1) / rounds)
        seen = level(self.platform, told["touched"])
        return Measured(members, None, seen, details, shape.news(told["news"]))


async def _repository(line: Line, name: str) -> tuple[int, dict[str, Any]]:
    details = await line.get(f"/repos/{name}", _facts)
    members = await line.get(f"/repos/{name}/contributors", _counted, per_page=1, anon="true")
    return members, details


def _facts(answer: Answer) -> dict[str, Any]:
    found = shape.thing(answer.json())
    names = {"stars": "stargazers_count", "forks": "forks_count"}
    return {ours: shape.number(found.get(theirs)) for ours, theirs in names.items()}


def _counted(answer: Answer) -> int:
    """One contributor a page: the number of the last page is how many there are. An empty repository has no content."""
    if answer.status == 204:
        return 0
    last = LAST.search(answer.headers.get("Link") or "")
    return int(last[1]) if last else len(shape.things(answer.json()))


async def _organisation(line: Line, org: str) -> tuple[int, dict[str, Any], list[str]]:
    details = await line.get(f"/orgs/{org}", _org)
    places, more = await _places(line, org)
    people: set[int] = set()
    for place in places:
        for page in range(1, (CONTRIBUTOR_PAGES if line.outside.github_token else 1) + 1):
            path = f"/repos/{place}/contributors"
            found = await line.get(path, _people, per_page=100, page=page)
            people |= set(found["ids"])
            if not found["next"]:
                break
        else:
            more = True
    return len(people), {**details, "at_least": more}, places[:TOLD_OF]


def _org(answer: Answer) -> dict[str, Any]:
    found = shape.thing(answer.json())
    return {"repositories": shape.number(found.get("public_repos"))}


async def _places(line: Line, org: str) -> tuple[list[str], bool]:
    """The names of the repositories that were pushed to last, and whether there are more. Copies and archives do not count."""
    places: list[str] = []
    query = {"type": "public", "sort": "pushed", "direction": "desc", "per_page": 100}
    for page in range(1, REPOSITORY_PAGES + 1):
        found = await line.get(f"/orgs/{org}/repos", _repositories, **query, page=page)
        places += found["names"]
        if len(places) > REPOSITORIES or not found["next"]:
            return places[:REPOSITORIES], len(places) > REPOSITORIES
    return places[:REPOSITORIES], True


def _repositories(answer: Answer) -> dict[str, Any]:
    found = [one for one in shape.things(answer.json()) if not one.get("fork") and not one.get("archived")]
    return {"names": [_name(one.get("full_name")) for one in found[: REPOSITORIES + 1]], **_next(answer)}


def _people(answer: Answer) -> dict[str, Any]:
    if answer.status == 204:
        return {"ids": [], "next": False}
    found = [one for one in shape.things(answer.json()) if one.get("type") != "Bot"]
    return {"ids": [shape.key(one.get("id")) for one in found], **_next(answer)}


def _next(answer: Answer) -> dict[str, bool]:
    return {"next": bool(NEXT.search(answer.headers.get("Link") or ""))}


def _name(value: Any) -> str:
    """owner/name: it becomes part of addresses."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise Failure(shape.GARBAGE)
    return value
