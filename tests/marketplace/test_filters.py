"""Each filter and each order of the marketplace, on people made for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.creators.models import Availability, CreatorKind
from kreatr.kernel import clock
from kreatr.marketplace.actions import score
from kreatr.portfolio.models import ItemCategory, ModerationStatus, Visibility
from tests.marketplace.asking import found
from tests.world import make_creator, make_item, make_review, make_user

NAMED: list[tuple[dict[str, Any], set[str]]] = [
    ({"kinds": (CreatorKind.AI_CONTENT_CREATOR,)}, {"ayu"}),
    ({"kinds": (CreatorKind.CREATIVE_DIRECTOR,)}, {"citra", "dodi"}),
    ({"kinds": (CreatorKind.PROMPTER, CreatorKind.TECHNICAL_ENGINEER)}, {"beni", "citra"}),
    ({"categories": (ItemCategory.PROMPTS,)}, {"citra"}),
    ({"categories": (ItemCategory.AI_CONTENT, ItemCategory.TECHNICAL)}, {"ayu", "beni"}),
    ({"categories": (ItemCategory.VIDEO_EDITING,)}, set()),
    ({"categories": (ItemCategory.SOCIAL_MEDIA,)}, set()),
    ({"kinds": (CreatorKind.CREATIVE_DIRECTOR,), "categories": (ItemCategory.PROMPTS,)}, {"citra"}),
    ({"availability": (Availability.AVAILABLE,)}, {"ayu", "citra"}),
    ({"availability": (Availability.BUSY, Availability.UNAVAILABLE)}, {"beni", "dodi"}),
    ({"skills": ("midjourney",)}, {"ayu", "citra"}),
    ({"skills": ("midjourney", "python")}, {"ayu", "beni", "citra"}),
    ({"skills": ("python", "tenun")}, {"beni", "citra"}),
    ({"skills": ("tenun",)}, set()),
    ({"rating": 4}, {"ayu", "beni"}),
    ({"rating": 3}, {"ayu", "beni", "citra"}),
    ({"rating": 2}, {"ayu", "beni", "citra"}),
    ({"min_price": 200_000}, {"beni", "dodi"}),
    ({"min_price": 200_001}, {"dodi"}),
    ({"max_price": 200_000}, {"ayu", "beni"}),
    ({"max_price": 199_999}, {"ayu"}),
    ({"min_price": 200_000, "max_price": 200_000}, {"beni"}),
    ({"min_price": 300_000, "max_price": 100_000}, set()),
    ({"min_price": 0}, {"ayu", "beni", "dodi"}),
    ({"availability": (Availability.AVAILABLE,), "skills": ("python",), "rating": 3}, {"citra"}),
    ({"q": "python", "availability": (Availability.BUSY,)}, {"beni"}),
    ({}, {"ayu", "beni", "citra", "dodi"}),
]


@pytest.fixture
def market(app: Flask) -> Flask:
    """Ayu (art), Beni (engineer, busy), Citra (prompts and direction, no rate), Dodi (no work, not available)."""
    now = clock.now()
    ayu = make_creator(
        "ayu",
        skills=("Midjourney", "Ilustrasi"),
        hourly_rate=100_000,
        projects_completed=5,
        created_at=now - timedelta(days=3),
    )
    beni = make_creator(
        "beni",
        kinds=(CreatorKind.TECHNICAL_ENGINEER,),
        skills=("Python",),
        hourly_rate=200_000,
        availability=Availability.BUSY,
        projects_completed=9,
        created_at=now - timedelta(days=1),
    )
    citra = make_creator(
        "citra",
        kinds=(CreatorKind.PROMPTER, CreatorKind.CREATIVE_DIRECTOR),
        skills=("Midjourney", "Python"),
        hourly_rate=None,
        project_rate=3_000_000,
        projects_completed=0,
        created_at=now - timedelta(days=2),
    )
    make_creator(
        "dodi",
        kinds=(CreatorKind.CREATIVE_DIRECTOR,),
        hourly_rate=300_000,
        projects_completed=5,
        availability=Availability.UNAVAILABLE,
        created_at=now,
    )
    make_item(ayu, "Lukisan Ayu", category=ItemCategory.AI_CONTENT)
    make_item(beni, "Mesin Beni", category=ItemCategory.TECHNICAL)
    make_item(citra, "Kumpulan Prompt", category=ItemCategory.PROMPTS)
    make_item(ayu, "Rahasia", category=ItemCategory.VIDEO_EDITING, visibility=Visibility.PRIVATE)
    make_item(ayu, "Menunggu", category=ItemCategory.SOCIAL_MEDIA, status=ModerationStatus.PENDING)
    make_review(ayu, rating=5)
    for stars in (5, 4, 4, 5, 4, 5, 4, 5):
        make_review(beni, make_user(), rating=stars)
    make_review(citra, rating=3)
    return app


def test_a_filter_finds_exactly_whom_it_names(market: Flask) -> None:
    assert [(search, who) for search, who in NAMED if set(found(market, **search)) != who] == []


def test_orders(market: Flask) -> None:
    assert found(market, sort="popular") == ["beni", "dodi", "ayu", "citra"]  # equals: the later listed first
    assert found(market, sort="newest") == ["dodi", "beni", "citra", "ayu"]
    assert found(market, sort="rating") == ["beni", "ayu", "dodi", "citra"]


@pytest.mark.one_database
def test_many_good_reviews_weigh_more_than_one_perfect(app: Flask) -> None:
    assert score(None, 0) == 4.0
    assert score(4.5, 8) > score(5.0, 1) > score(None, 0) > score(3.0, 1)
    assert score(5.0, 1) == pytest.approx(25 / 6)
    assert score(5.0, 10_000) == pytest.approx(5.0, abs=0.001)
