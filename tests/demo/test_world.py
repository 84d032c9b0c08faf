"""The demo world as a whole: complete, listed, readable, made once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.models import Role, User
from kreatr.community.models import Activity, CommunityEvent, PlatformStats
from kreatr.creators.models import Creator
from kreatr.demo import gallery, library, world
from kreatr.demo.cast import PASSWORD
from kreatr.demo.moments import SPOTLIGHT, Moments
from kreatr.demo.pictures import make_all
from kreatr.inquiries.models import Inquiry, InquiryStatus
from kreatr.kernel import clock, storage
from kreatr.kernel.db import db
from kreatr.kernel.errors import Conflict
from kreatr.kernel.images import Made
from kreatr.kernel.pictures import Picture, named
from kreatr.marketplace.models import Listing
from kreatr.moderation.models import Act, Case, CaseKind, Report
from kreatr.portfolio.models import Item
from kreatr.reviews.models import Review
from tests.judge import Client
from tests.world import make_creator

COUNTED = {
    "creators": Creator, "items": Item, "reviews": Review, "inquiries": Inquiry,
    "events": CommunityEvent, "activities": Activity, "pictures": Picture, "users": User,
    "decisions": Act, "reports": Report,
}  # fmt: skip


@pytest.fixture(scope="module")
def painted() -> list[Made]:
    """All pictures, made once."""
    return list(make_all(gallery.orders()))


def test_pictures_are_distinct_and_light(painted: list[Made]) -> None:
    assert len({named(made) for made in painted}) == len(painted) > 370
    for width, most in ((160, 8_000), (320, 18_000)):
        sizes = [len(made.files[width]) for made in painted if width in made.files]
        assert sum(size > most for size in sizes) <= len(sizes) * 0.05
    assert all(len(made.placeholder) <= 40 for made in painted)


def test_everything_is_there_listed_and_shown(app: Flask, client: Client, painted: list[Made]) -> None:
    said: list[str] = []
    counts = world.build(said.append, paint=lambda _orders: painted)
    assert said
    for name, model in COUNTED.items():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == counts[name], name
    assert (counts["creators"], counts["items"]) == (60, 300)
    assert db.session.scalar(sa.select(sa.func.count(Listing.id))) == 60
    assert set(db.session.scalars(sa.select(PlatformStats.member_count))) == {None}
    waiting = db.session.scalars(sa.select(Case.kind).where(Case.closed_at.is_(None))).all()
    assert {kind: waiting.count(kind) for kind in set(waiting)} == {
        CaseKind.WORK: 6, CaseKind.REPORT: 3, CaseKind.MESSAGE: 1, CaseKind.APPEAL: 1,
    }  # fmt: skip
    _check_files()
    _check_people()
    _check_sekar()
    _check_pages(client)


def _check_files() -> None:
    for picture in db.session.scalars(sa.select(Picture)):
        for width, size in picture.sizes.items():
            assert storage.current().path(f"{picture.name}-{width}.webp").stat().st_size == size


def _check_people() -> None:
    roles = {user.email: user.role for user in db.session.scalars(sa.select(User))}
    for name, role in (("owner", Role.OWNER), ("admin", Role.ADMIN), ("moderator", Role.MODERATOR)):
        assert roles[f"{name}@demo.test"] is role
    assert roles["creator@demo.test"] is roles["client@demo.test"] is Role.USER
    for creator in db.session.scalars(sa.select(Creator)):
        stars = db.session.scalars(sa.select(Review.rating).where(Review.creator_id == creator.id)).all()
        assert creator.review_count == len(stars)
        assert creator.rating == pytest.approx(sum(stars) / len(stars), abs=0.01)
        assert creator.created_at < clock.now()


def _check_sekar() -> None:
    sekar = db.session.scalars(sa.select(Creator).where(Creator.username == "sekarayu")).one()
    assert sekar.user.email == "creator@demo.test"
    rows = db.session.scalars(sa.select(Inquiry).where(Inquiry.creator_id == sekar.id)).all()
    assert {row.status for row in rows} == set(InquiryStatus)
    assert sekar.reply_count == sum(row.replied_at is not None for row in rows) >= 3
    assert sekar.reply_median_seconds


def _check_pages(client: Client) -> None:
    for path in (
        "/",
        "/community",
        "/community/marketplace",
        "/community/marketplace?q=batik",
        "/portfolio/marcusoye",
    ):
        assert client.get(path).status_code == 200
    market = client.get("/community/marketplace")
    assert "Sekar Ayu Lestari" in market.page.text("#hasil")
    assert client.get("/portfolio/sekarayu/pasar-terapung").status_code == 200
    assert client.get("/portfolio/tegarsaputra/antre").status_code == 404
    signed_in = client.submit(client.get("/login"), email="creator@demo.test", password=PASSWORD)
    assert signed_in.status_code == 303


@pytest.mark.one_database
def test_a_database_with_creators_is_left_alone(app: Flask) -> None:
    make_creator("seseorang")
    with pytest.raises(Conflict, match="creators already"):
        world.build(lambda _line: None, paint=lambda _orders: pytest.fail("nothing may be painted"))


def test_moments_depend_on_now_only() -> None:
    now = datetime(2026, 5, 4, 3, 2, tzinfo=UTC)
    later = now + timedelta(days=400)
    for person in library.people():
        name = person["username"]
        one, two = Moments(now).works(name, 5), Moments(later).works(name, 5)
        assert [moment + timedelta(days=400) for moment in one] == two
        assert one == sorted(one, reverse=True)
        assert Moments(now).joined(name) < one[-1] < now or name in SPOTLIGHT
        reviews = Moments(now).reviews(name, 6)
        assert Moments(now).joined(name) < min(reviews) <= max(reviews) < now
