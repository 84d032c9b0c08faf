"""Reporting something public: the link, the form, once per person, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.moderation.models import Report, ReportReason, SubjectKind
from kreatr.reviews.models import Review
from tests.judge import Client
from tests.world import World, make_user, signed_in

WORDS = "Gambar ini diambil dari situs saya tanpa izin."
FORM = "main form[action='/reports']"


def _reports() -> list[Report]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Report).order_by(Report.id)))


def test_every_public_thing_can_be_reported(world: World, client: Client) -> None:
    work = client.get("/portfolio/sekarayu/sawah-senja").page.one("a.report").get("href")
    profile = client.get("/portfolio/sekarayu").page
    links = [one.get("href") for one in profile.all("a.report")]
    assert work == f"/reports/new?kind=ITEM&id={world.items[0].id}"
    assert f"/reports/new?kind=CREATOR&id={world.sekar.id}" in links
    assert sum("kind=REVIEW" in str(one) for one in links) == 10, "each review has its own"
    asked = client.get(work)
    assert asked.status_code == 303 and asked.location.startswith("/login?next=")
    signed_in(client, world.dewi)
    for link in (work, *links[:1], *links[-1:]):
        assert client.get(str(link)).page.one(FORM) is not None
    signed_in(client, world.sekar.user)
    assert not client.get("/portfolio/sekarayu/sawah-senja").page.all("a.report")
    own = [one.get("href") for one in client.get("/portfolio/sekarayu").page.all("a.report")]
    assert all("kind=REVIEW" in str(one) for one in own), "creators may report what is said about them"


@pytest.mark.one_database
def test_a_report_is_kept_once_and_can_be_changed(world: World, client: Client) -> None:
    signed_in(client, world.dewi)
    link = f"/reports/new?kind=ITEM&id={world.items[0].id}"
    form = client.get(link)
    empty = client.submit(form, FORM, words="pendek")
    assert empty.status_code == 422 and "pendek" in empty.text and len(empty.page.all("form .err")) == 2
    assert not _reports()
    sent = client.submit(form, FORM, reason="STOLEN", words=WORDS)
    (kept,) = _reports()
    assert sent.status_code == 303 and sent.location == f"/dashboard/cases/{kept.case_id}"
    again = client.get(link)
    assert again.page.one(f"{FORM} input[value=STOLEN]").get("checked") is not None and WORDS in again.text
    answer = client.submit(again, FORM, reason="COPYRIGHT", words=WORDS + " Ini alamatnya.", htmx=True)
    assert answer.status_code == 200 and answer.page.one("#laporan[data-sent]") is not None
    (kept,) = _reports()
    assert (kept.reason, kept.words) == (ReportReason.COPYRIGHT, WORDS + " Ini alamatnya.")
    room = client.get(f"/dashboard/cases/{kept.case_id}")
    assert WORDS in room.text


@pytest.mark.one_database
def test_what_cannot_be_reported(world: World, client: Client) -> None:
    review = db.session.scalars(sa.select(Review)).first()
    assert review is not None
    signed_in(client, world.sekar.user)
    assert client.get(f"/reports/new?kind=ITEM&id={world.items[0].id}").status_code == 403
    for query in (
        "",
        "?kind=ITEM&id=x",
        f"?kind=USER&id={world.dewi.id}",
        f"?kind=CREATOR&id={world.gani.id}",
    ):
        assert client.get(f"/reports/new{query}").status_code == 404
    data = {"csrf_token": client.token(), "kind": "REVIEW", "id": str(review.id), "reason": "NOPE"}
    assert client.post("/reports", data=data | {"words": WORDS}).status_code == 422
    stale = client.post("/reports", data=data | {"words": WORDS, "csrf_token": "x"})
    assert stale.status_code == 403 and WORDS in stale.text, "a form that was open too long loses nothing"


@pytest.mark.one_database
def test_reports_have_a_limit(world: World, client: Client, change: Callable[..., None]) -> None:
    change(limits_factor=0.05)
    signed_in(client, world.dewi)
    for item, status in zip(world.items, (303, 429), strict=False):
        form = client.get(f"/reports/new?kind=ITEM&id={item.id}")
        answer = client.submit(form, FORM, reason="SPAM", words=WORDS)
        assert answer.status_code == status
    assert WORDS in answer.text and answer.headers["Retry-After"]


def test_the_third_report_hides_a_work_within_the_same_request(world: World, client: Client) -> None:
    path = "/portfolio/sekarayu/sawah-senja"
    for kind, id_, page in (
        (SubjectKind.ITEM, world.items[0].id, path),
        (SubjectKind.CREATOR, world.sekar.id, "/portfolio/sekarayu"),
    ):
        assert client.get(page).status_code == 200
        for number in range(3):
            person = make_user(created_at=clock.now() - timedelta(days=30))
            signed_in(client, person)
            form = client.get(f"/reports/new?kind={kind}&id={id_}")
            sent = client.submit(form, FORM, reason="STOLEN", words=WORDS)
            assert client.get(sent.location).status_code == 200
            client.delete_cookie("kreatr")
            assert client.get(page).status_code == (404 if number == 2 else 200)
    for place in ("/community/marketplace?q=sekar", "/", "/community"):
        assert "/portfolio/sekarayu" not in client.get(place).text
    signed_in(client, world.sekar.user)
    assert client.get("/portfolio/sekarayu").status_code == 200, "its owner still sees it"
    rooms = client.get("/dashboard/cases").page.all("a.topic")
    assert len(rooms) == 2 and client.get(rooms[0].get("href", "")).status_code == 200
