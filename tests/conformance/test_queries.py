"""List pages cost the same number of queries for ten rows and for a thousand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.community.actions import highlighting
from kreatr.kernel import cache
from kreatr.kernel.db import db
from tests import crowd
from tests.ai.calls import call_values, make_calls
from tests.judge import Client
from tests.services import Valkey
from tests.studio.many import make_runs
from tests.world import World, signed_in

MOST = 12
PUBLIC = (
    "/",
    "/community",
    "/community/events",
    "/community/events/archive",
    "/community/events.ics",
    "/community/feed",
    "/community/moderation-log",
    "/community/feed.atom",
    "/community/feed/news?after=" + "0" * 32,
    "/community/marketplace",
    "/community/marketplace?page=2",
    "/community/marketplace?sort=newest",
    "/community/marketplace?sort=rating&category=PROMPTER&availability=AVAILABLE",
    "/community/marketplace?skill=branding&skill=midjourney",
    "/community/marketplace?q=ilustrasi",
    "/community/marketplace?q=ilustrsai+brandnig",
    "/community/marketplace?q=ilustrasi&skill=branding&rating=2&min_price=1000&max_price=9000000",
    "/portfolio/sekarayu",
    "/portfolio/sekarayu/sawah-senja",
    "/portfolio/sekarayu/contact",
    "/portfolio/sekarayu/feed.atom",
    "/portfolio/sekarayu/qr.svg",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-creators-0.xml",
)
PRIVATE = (
    "/dashboard",
    "/dashboard/inquiries",
    "/dashboard/inquiries?state=unread",
    "/dashboard/inquiries?q=ilustrasi",
    "/dashboard/reviews",
    "/dashboard/notices",
    "/dashboard/settings",
    "/dashboard/settings/marketplace",
    "/dashboard/settings/export",
    "/dashboard/settings/push",
    "/dashboard/portfolio",
    "/dashboard/portfolio?state=review",
    "/dashboard/portfolio/new",
    "/dashboard/usage",
    "/dashboard/credits",
    "/dashboard/credits?state=work",
    "/dashboard/studio",
    "/dashboard/studio/caption",
    "/dashboard/studio/story",
    "/dashboard/studio/history",
    "/dashboard/studio/history?task=caption&q=kopi",
    "/api/credits/transactions",
    "/api/credits/usage",
    "/dashboard/api-keys",
    "/dashboard/cases",
)
ADMIN = (
    "/admin",
    "/admin/ai-keys",
    "/admin/analytics",
    "/admin/community/events",
    "/admin/community/events?state=past",
    "/admin/community/events/new",
    "/admin/community/announcements",
    "/admin/community/announcements?page=2",
    "/admin/community/announcements/new",
    "/admin/community/creators",
    "/admin/community/highlights",
    "/admin/marketplace/moderation/history",
    "/admin/marketplace/moderation",
    "/admin/marketplace/moderation?tab=messages",
    "/admin/marketplace/moderation?q=kopi",
    "/admin/models",
    "/admin/models?provider=HUGGINGFACE",
    "/admin/models/price?provider=OPENAI&model=gpt-4o",
    "/admin/credits",
    "/admin/people",
    "/admin/people?show=house&q=a",
    "/admin/operations",
    "/admin/operations/answers",
    "/admin/operations/answers?days=30&sort=often",
    "/admin/operations/limits",
    "/admin/operations/database",
)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that run inside, transaction control left out."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.upper().startswith(("BEGIN", "PRAGMA", "SELECT 1", "SELECT pg_catalog")):
            seen.append(statement)

    engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("rows", [10, 400])
def test_list_pages_stay_within_their_queries(
    app: Flask, world: World, client: Client, valkey: Valkey, rows: int
) -> None:
    crowd.populate(rows)
    crowd.make_items(world.sekar, rows)
    crowd.make_inquiries(world.sekar, rows)
    make_calls([call_values(world.sekar.user) for _call in range(rows)])
    crowd.make_events(rows)
    make_runs(world.sekar.user, rows)
    crowd.make_activities(rows, world.sekar, world.items[0])
    crowd.make_credits(rows, world.sekar.user_id)
    for item in world.items:
        highlighting.choose(world.bagus, "sekarayu", item.slug)
    expensive = _expensive(client, valkey, PUBLIC)
    signed_in(client, world.sekar.user)
    expensive += _expensive(client, valkey, PRIVATE)
    client.delete_cookie("kreatr")
    signed_in(client, world.bagus)
    expensive += _expensive(client, valkey, (*ADMIN, f"/admin/people/{world.sekar.user_id}"))
    assert not expensive, (
        f"at most {MOST} queries a page; load together (selectinload) or ask once:\n" + "\n".join(expensive)
    )


def _expensive(client: Client, valkey: Valkey, paths: tuple[str, ...]) -> list[str]:
    found = []
    for path in paths:
        valkey.client.flushall()
        cache.values.clear()
        with counted() as seen:
            answer = client.get(path)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"
        if len(seen) > MOST:
            found.append(f"{path}: {len(seen)} queries\n    " + "\n    ".join(one[:160] for one in seen))
    return found
