"""What happens on GitHub: releases, and issues that are much discussed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from kreatr.community.models import ActivityType
from kreatr.community.sources import shape
from kreatr.community.sources.levels import WINDOW_DAYS
from kreatr.community.sources.line import Line
from kreatr.kernel import clock
from kreatr.kernel.outbound import Answer

POPULAR_FROM = 10  # comments and reactions together
RELEASES, ISSUES = 5, 30


async def news(line: Line, places: list[str]) -> dict[str, Any]:
    """What is told of these repositories, and how many issues and pull requests were touched lately. Raises Failure."""
    touched, told = 0, []
    # The day, so that the address and with it the validator stay the same for a day.
    since = (clock.now() - timedelta(days=WINDOW_DAYS)).strftime("%Y-%m-%dT00:00:00Z")
    for place in places:

        def releases(answer: Answer, place: str = place) -> list[dict[str, str]]:
            drafts_out = [one for one in shape.things(answer.json()) if not one.get("draft")]
            return [_release(one, place) for one in drafts_out]

        told += await line.get(f"/repos/{place}/releases", releases, per_page=RELEASES)
        query = {"state": "all", "sort": "comments", "since": since, "per_page": ISSUES}
        issues = await line.get(f"/repos/{place}/issues", _issues, **query)
        touched, told = touched + issues["touched"], told + issues["told"]
    return {"touched": touched, "news": told}


def _release(one: dict[str, Any], place: str) -> dict[str, str]:
    return shape.told(
        ActivityType.RELEASE,
        f"github-release-{shape.key(one.get('id'))}",
        title=f"{place.partition('/')[2]} {one.get('name') or one.get('tag_name')}",
        words=one.get("body"),
        link=one.get("html_url"),
        author=shape.thing(one.get("author") or {}).get("login"),
        at=one.get("published_at"),
    )


def _issues(answer: Answer) -> dict[str, Any]:
    found = shape.things(answer.json())
    popular = [one for one in found if "pull_request" not in one and _weight(one) >= POPULAR_FROM]
    return {"touched": len(found), "told": [_issue(one) for one in popular[:RELEASES]]}


def _weight(one: dict[str, Any]) -> int:
    reactions = shape.thing(one.get("reactions") or {}).get("total_count")
    return (shape.number_or_none(one.get("comments")) or 0) + (shape.number_or_none(reactions) or 0)


def _issue(one: dict[str, Any]) -> dict[str, str]:
    """It is news since it was last spoken of: an old issue may become much discussed today."""
    return shape.told(
        ActivityType.ISSUE,
        f"github-issue-{shape.key(one.get('id'))}",
        title=one.get("title"),
        words=one.get("body"),
        link=one.get("html_url"),
        author=shape.thing(one.get("user") or {}).get("login"),
        at=one.get("updated_at"),
    )
