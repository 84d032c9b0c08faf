"""Who may review, and writing, changing and removing a review (REV-01 to REV-06)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.models import User
from kreatr.inquiries import queries
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.reviews import actions as reviews
from kreatr.reviews.models import Review
from tests.inquiries.letters import at_once, controls, says
from tests.judge import Client
from tests.mailbox import Mailbox, links, text
from tests.world import World, change_creator, make_creator, make_inquiry, make_user, signed_in

PATH = "/portfolio/rizkypratama/review"
PUBLIC = "/portfolio/rizkypratama"


def _worked(world: World, who: User | None, **fields: Any) -> Inquiry:
    return make_inquiry(world.rizky, who, **{"replied_at": clock.now(), **fields})


@pytest.fixture
def hendra(client: Client, world: World) -> Client:
    """Hendra's browser; Rizky answered his message."""
    _worked(world, world.hendra)
    return signed_in(client, world.hendra)


def _stored(world: World) -> list[tuple[int, str]]:
    db.session.rollback()
    db.session.expire_all()
    rows = db.session.scalars(sa.select(Review).where(Review.creator_id == world.rizky.id))
    return [(row.rating, row.comment) for row in rows]


def _token(client: Client) -> str:
    return client.token()


class TestRight:
    RIGHTS: tuple[tuple[str, bool, Callable[[World], Any]], ...] = (
        ("answered, sent while signed in", True, lambda w: _worked(w, w.hendra, email="lain@contoh.test")),
        ("answered, from the confirmed address", True, lambda w: _worked(w, None, email=w.hendra.email)),
        (
            "confirmed project",
            True,
            lambda w: _worked(w, w.hendra, replied_at=None, confirmed_at=clock.now()),
        ),
        ("not answered yet", False, lambda w: make_inquiry(w.rizky, w.hendra)),
        ("called done, not confirmed", False, lambda w: make_inquiry(w.rizky, w.hendra, done_at=clock.now())),
        (
            "answered by another creator",
            False,
            lambda w: make_inquiry(w.sekar, w.hendra, replied_at=clock.now()),
        ),
        ("somebody else's", False, lambda w: _worked(w, w.dewi)),
        ("nothing", False, lambda w: None),
    )

    @pytest.mark.parametrize(("name", "may", "arrange"), RIGHTS, ids=[name for name, *_ in RIGHTS])
    def test_comes_from_an_inquiry(
        self, client: Client, world: World, name: str, may: bool, arrange: Callable[[World], Any]
    ) -> None:
        arrange(world)
        signed_in(client, world.hendra)
        answer = client.get(PATH)
        assert answer.status_code == (200 if may else 403)
        data = {"csrf_token": _token(client), "rating": "5", "comment": "Bagus"}
        assert client.post(PATH, data=data).status_code == (303 if may else 403)
        assert len(_stored(world)) == may
        if not may:
            assert says("You cannot review yourself.") not in answer.page.text()

    def test_an_unconfirmed_address_gives_none(self, client: Client, world: World) -> None:
        _worked(world, None, email="baru@contoh.test")
        somebody = make_user("baru", email="baru@contoh.test", confirmed=False)
        assert signed_in(client, somebody).get(PATH).status_code == 403

    def test_nobody_reviews_themselves(self, client: Client, world: World) -> None:
        _worked(world, world.rizky.user)
        signed_in(client, world.rizky.user)
        answer = client.get(PATH)
        assert answer.status_code == 403 and says("You cannot review yourself.") in answer.page.text()
        data = {"csrf_token": _token(client), "rating": "5", "comment": ""}
        assert client.post(PATH, data=data).status_code == 403 and _stored(world) == []

    @pytest.mark.one_database
    def test_hidden_and_missing_creators_are_not_there(self, hendra: Client, world: World) -> None:
        change_creator(world.rizky, is_public=False)
        token = _token(hendra)
        for name in ("rizkypratama", "tidakada"):
            assert hendra.get(f"/portfolio/{name}/review").status_code == 404
            for noun in ("review", "review/removal"):
                data = {"csrf_token": token, "rating": "5"}
                assert hendra.post(f"/portfolio/{name}/{noun}", data=data).status_code == 404

    @pytest.mark.one_database
    def test_visitors_sign_in_and_come_back(self, client: Client, world: World) -> None:
        assert client.get(PATH).location.startswith("/login?next=")
        token = controls(client.get("/login"), "main form[method=post]")["csrf_token"]
        assert client.post(PATH, data={"csrf_token": token, "rating": "5"}).location.startswith("/login")


class TestWriting:
    def test_it_stands_on_the_page_at_once(
        self, hendra: Client, world: World, client: Client, deliver: Any, mailbox: Mailbox
    ) -> None:
        assert "Belum ada ulasan" in client.get(PUBLIC).page.text("#ulasan")
        form = hendra.get(PATH)
        assert form.headers["Cache-Control"] == "private, no-store"
        answer = hendra.submit(form, "main form.fields", rating="4", comment="Rapi & cepat.")
        assert answer.location == f"{PUBLIC}#ulasan"
        page = client.get(PUBLIC).page
        assert "“Rapi & cepat.”" in page.text("#ulasan .reviews") and "Nilai 4,0 (1)" in page.text(".person")
        card = client.get("/community/marketplace?q=rizky").page.text("[data-testid=creator-card]")
        assert "4,0" in card and "(1)" in card
        assert deliver() == 2, "the letter, and the card for other sites"
        [mail] = mailbox
        assert mail["To"] == world.rizky.user.email and "4 bintang" in text(mail)
        assert links(mail) == ["/dashboard/reviews"]

    def test_the_second_time_changes_the_first(
        self, hendra: Client, world: World, deliver: Any, mailbox: Mailbox
    ) -> None:
        hendra.submit(hendra.get(PATH), "main form.fields", rating="5", comment="Bagus")
        form = hendra.get(PATH)
        assert controls(form, "main form.fields")["rating"] == ["5"]
        assert controls(form, "main form.fields")["comment"] == ["Bagus"]
        hendra.submit(form, "main form.fields", rating="2", comment="Ternyata lambat")
        assert _stored(world) == [(2, "Ternyata lambat")]
        page = hendra.get(PUBLIC).page
        assert says("edited") in page.text("#ulasan .reviews li") and "2,0 (1)" in page.text(".person")
        assert deliver() == 4 and "mengubah" in str(mailbox[-1]["Subject"])
        hendra.submit(hendra.get(PATH), "main form.fields")
        assert deliver() == 0, "sending the same again is no news"

    @pytest.mark.parametrize("stars", ["0", "6", "-1", "4.5", "lima", "", "٣", "1" * 400])
    def test_only_one_to_five_stars(self, hendra: Client, world: World, stars: str) -> None:
        data = {"csrf_token": _token(hendra), "rating": stars, "comment": "Kata-kata"}
        answer = hendra.post(PATH, data=data)
        assert answer.status_code == 422 and _stored(world) == []
        assert says("Choose one to five stars.") in answer.page.text("main")
        assert controls(answer, "main form.fields")["comment"] == ["Kata-kata"]

    @pytest.mark.parametrize("stars", ["1", "5"])
    def test_one_and_five_are_fine_without_words(self, hendra: Client, world: World, stars: str) -> None:
        assert hendra.submit(hendra.get(PATH), "main form.fields", rating=stars).status_code == 303
        assert _stored(world) == [(int(stars), "")]
        assert "“”" not in hendra.get(PUBLIC).page.text("#ulasan")

    @pytest.mark.one_database
    @pytest.mark.parametrize(("length", "fits"), [(1000, True), (1001, False)])
    def test_words_at_their_edge(self, hendra: Client, world: World, length: int, fits: bool) -> None:
        answer = hendra.submit(hendra.get(PATH), "main form.fields", rating="5", comment="é" * length)
        assert answer.status_code == (303 if fits else 422)
        assert len(_stored(world)) == fits

    @pytest.mark.one_database
    def test_words_never_become_markup(self, hendra: Client, client: Client) -> None:
        evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}'
        hendra.submit(hendra.get(PATH), "main form.fields", rating="1", comment=evil)
        page = client.get(PUBLIC).page
        assert (
            evil in page.text("#ulasan") and not page.all("img[src=x]") and "<script>alert" not in page.html
        )

    @pytest.mark.one_database
    def test_a_limit_an_hour(self, hendra: Client, change: Any) -> None:
        change(limits_factor=0.1)
        form = hendra.get(PATH)
        assert hendra.submit(form, "main form.fields", rating="1").status_code == 303
        assert hendra.submit(form, "main form.fields", rating="2").status_code == 429

    def test_removing_ones_own(self, hendra: Client, world: World, client: Client) -> None:
        reviews.write(world.rizky.id, world.dewi, 2, "Biasa")
        hendra.submit(hendra.get(PATH), "main form.fields", rating="5", comment="Bagus")
        gone = hendra.submit(hendra.get(PATH), "main form[action$='/removal']")
        assert gone.location == f"{PUBLIC}#ulasan"
        assert _stored(world) == [(2, "Biasa")]
        assert "2,0 (1)" in client.get(PUBLIC).page.text(".person")
        data = {"csrf_token": _token(hendra)}
        assert hendra.post(f"{PATH}/removal", data=data).status_code == 404
        reviews.remove(world.rizky.id, world.dewi)
        assert "Belum ada ulasan" in client.get(PUBLIC).page.text("#ulasan")
        db.session.refresh(world.rizky)
        assert world.rizky.rating is None and world.rizky.review_count == 0

    def test_the_right_may_be_lost_the_review_stays_ones_own(self, hendra: Client, world: World) -> None:
        reviews.write(world.rizky.id, world.hendra, 5, "Bagus")
        db.session.execute(sa.delete(Inquiry))
        db.session.commit()
        assert hendra.submit(hendra.get(PATH), "main form.fields", rating="3").status_code == 303
        assert _stored(world)[0][0] == 3


class TestTogether:
    def test_eight_people_at_once(self, app: Flask, world: World) -> None:
        people, rizky = [make_user().id for _ in range(8)], world.rizky.id

        def write(n: int) -> None:
            reviews.write(rizky, db.session.get_one(User, people[n]), n % 5 + 1, f"Nomor {n}")

        at_once(app, [lambda n=n: write(n) for n in range(8)])
        db.session.rollback()
        db.session.refresh(world.rizky)
        assert world.rizky.review_count == 8
        assert world.rizky.rating == pytest.approx(sum(n % 5 + 1 for n in range(8)) / 8)

    def test_one_person_eight_times_is_one_review(self, app: Flask, world: World) -> None:
        hendra, rizky = world.hendra.id, world.rizky.id

        def write(n: int) -> uuid.UUID:
            return reviews.write(rizky, db.session.get_one(User, hendra), n % 5 + 1, f"{n}").id

        ids = at_once(app, [lambda n=n: write(n) for n in range(8)])
        assert len(set(ids)) == 1 and len(_stored(world)) == 1


class TestFromThePrivatePage:
    def test_a_client_with_an_account(self, hendra: Client, world: World) -> None:
        db.session.rollback()
        inquiry = db.session.scalars(sa.select(Inquiry)).one()
        page = hendra.get(queries.status_path(inquiry))
        form = hendra.get(page.page.one("#menilai a").get("href"))
        answer = hendra.submit(form, "main form.fields", rating="5", comment="Terima kasih")
        assert answer.location == queries.status_path(inquiry)
        after = hendra.get(answer.location)
        assert says("Change your review") in after.page.text("#menilai")
        assert _stored(world) == [(5, "Terima kasih")]

    def test_a_client_without_one_is_told_how(self, client: Client, world: World) -> None:
        inquiry = _worked(world, None)
        path = queries.status_path(inquiry)
        told = client.get(path).page
        assert "Masuk atau daftar" in told.text("#menilai")
        assert [link.get("href") for link in told.all("#menilai a")] == [f"/login?next={PATH}", "/register"]
        assert client.get(f"{path}/review").location == f"{path}#menilai"
        token = controls(client.get(path), "#balas")["csrf_token"]
        sent = client.post(f"{path}/review", data={"csrf_token": token, "rating": "5"})
        assert sent.location.startswith("/login") and _stored(world) == []

    def test_before_an_answer_nothing_is_said(self, client: Client, world: World) -> None:
        assert not client.get(queries.status_path(make_inquiry(world.rizky))).page.all("#menilai")

    @pytest.mark.one_database
    def test_somebody_else_with_the_link_may_not(self, client: Client, world: World) -> None:
        path = queries.status_path(_worked(world, world.hendra))
        signed_in(client, world.dewi)
        assert not client.get(path).page.all("#menilai a")
        assert client.get(f"{path}/review").status_code == 403
        data = {"csrf_token": _token(client), "rating": "1"}
        assert client.post(f"{path}/review", data=data).status_code == 403
        assert client.get("/inquiries/x/review").status_code == 404

    @pytest.mark.one_database
    def test_the_name_is_the_profiles(self, client: Client, world: World) -> None:
        make_creator(user=world.hendra, display_name="Hendra Wijaya <b>")
        _worked(world, world.hendra)
        signed_in(client, world.hendra)
        client.submit(client.get(PATH), "main form.fields", rating="5", comment="Bagus")
        assert "Hendra Wijaya <b>" in client.get(PUBLIC).page.text("#ulasan")
