"""Hugging Face: an organisation's models, and the newest of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from kreatr.community.models import ActivityType, Platform
from kreatr.community.sources import limits, shape
from kreatr.community.sources.levels import WINDOW_DAYS, level
from kreatr.community.sources.line import Line
from kreatr.community.sources.source import Left, Measured
from kreatr.kernel import clock
from kreatr.kernel.outbound import Answer
from kreatr.kernel.outside import Outside

SITE = "https://huggingface.co"
NEWEST, TOLD = 20, 5
MODEL = re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}", re.ASCII)
FURTHER = {
    "followers": "numFollowers",
    "people": "numUsers",
    "datasets": "numDatasets",
    "spaces": "numSpaces",
}


class HuggingFace:
    """Members are models: that is what the card counts."""

    platform = Platform.HUGGINGFACE
    variables = ("HUGGINGFACE_ORG",)
    base = SITE
    redirects = 0

    def configured(self, outside: Outside) -> bool:
        return bool(outside.huggingface_org)

    def url(self, outside: Outside) -> str:
        return f"{SITE}/{outside.huggingface_org}" if outside.huggingface_org else ""

    def address(self, outside: Outside) -> str:
        return outside.huggingface_url

    def headers(self, outside: Outside, house: str) -> dict[str, str]:
        token = outside.huggingface_token
        return {"User-Agent": f"kreatr/1 (+{house})"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )

    def left(self, headers: Mapping[str, str], now: datetime) -> Left | None:
        return limits.structured(headers, now)

    async def measure(self, line: Line) -> Measured:
        org = line.outside.huggingface_org
        overview = await line.get(f"/api/organizations/{org}/overview", _overview)
        newest = line.get("/api/models", _newest, author=org, sort="createdAt", direction=-1, limit=NEWEST)
        models: list[dict[str, str]] | None = await line.aside(newest, None)
        return Measured(
            overview["models"],
            None,
            level(self.platform, _lately(models)),
            {name: overview[name] for name in FURTHER},
            shape.news((models or [])[:TOLD]),
        )


def _overview(answer: Answer) -> dict[str, Any]:
    found = shape.thing(answer.json())
    further = {name: shape.number_or_none(found.get(field)) for name, field in FURTHER.items()}
    return {"models": shape.number(found.get("numModels")), **further}


def _newest(answer: Answer) -> list[dict[str, str]]:
    found = [one for one in shape.things(answer.json())[:NEWEST] if not one.get("private")]
    return [_model(one) for one in found if MODEL.fullmatch(str(one.get("id")))]


def _model(one: dict[str, Any]) -> dict[str, str]:
    id_ = one["id"]
    author, _, name = id_.partition("/")
    return shape.told(
        ActivityType.MODEL,
        f"huggingface-model-{id_}",
        title=name,
        words=one.get("pipeline_tag"),
        link=f"{SITE}/{id_}",
        author=author,
        at=one.get("createdAt"),
    )


def _lately(models: list[dict[str, str]] | None) -> int | None:
    if models is None:
        return None
    since = clock.now() - timedelta(days=WINDOW_DAYS)
    return sum(shape.moment(one["at"]) >= since for one in models)
