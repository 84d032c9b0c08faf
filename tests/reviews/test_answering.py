"""What a creator does with reviews: answer them, pin three of them."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.models import User
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import Conflict
from kreatr.marketplace.actions import score
from kreatr.notices.models import Notice, NoticeChoice
from kreatr.reviews import actions, queries
from kreatr.reviews.models import Review
from tests.inquiries.letters import at_once, controls, says
from tests.judge import Client
from tests.mailbox import Mailbox, links, text
from tests.world import World, make_review, signed_in

PATH = "/dashboard/reviews"
PUBLIC = "/portfolio/rizkypratama"


@pytest.fixture
def rizky(client: Client, world: World) -> Client:
    """Rizky's browser."""
    return signed_in(client, world.rizky.user)


@pytest.fixture
def review(world: World) -> Review:
    return make_review(world.rizky, world.dewi, rating=4, comment="Rapi.")


def _fresh(review: Review) -> Review:
    db.session.rollback()
    db.session.refresh(review)
    return review


def _form(review: Review, noun: str) -> str:
    return f"form[action^='{PATH}/{review.id}/{noun}']"


class TestAnswering:
    @pytest.mark.parametrize("htmx", [False, True])
    def test_both_stand_together(
        self, rizky: Client, review: Review, deliver: Any, mailbox: Mailbox, htmx: bool
    ) -> None:
        page = rizky.get(PATH)
        assert "“Rapi.”" in page.page.text(f"#ulasan-{review.id}")
        answer = rizky.submit(page, _form(review, "answer"), answer="Sama-sama,\nDewi.", htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        if htmx:
            roots = {root.get("id"): root.get("hx-swap-oob") for root in answer.page.roots}
            assert roots == {f"ulasan-{review.id}": None, "ulasan-atas": "true"}
        else:
            assert answer.location == f"{PATH}#ulasan-{review.id}"
        shown = rizky.get(PUBLIC).page.text("#ulasan .reviews li")
        assert "“Rapi.”" in shown and "Sama-sama, Dewi." in shown
        deliver()
        [mail] = mailbox
        assert mail["To"] == "dewi@contoh.test" and "> Sama-sama," in text(mail)
        assert links(mail) == [f"{PUBLIC}#ulasan"]

    def test_other_words_later_without_another_letter(
        self, rizky: Client, review: Review, deliver: Any, mailbox: Mailbox
    ) -> None:
        rizky.submit(rizky.get(PATH), _form(review, "answer"), answer="Terima kasih")
        form = rizky.get(PATH)
        assert controls(form, _form(review, "answer"))["answer"] == ["Terima kasih"]
        rizky.submit(form, _form(review, "answer"), answer="Terima kasih banyak")
        assert _fresh(review).answer == "Terima kasih banyak" and review.answered_at is not None
        deliver()
        assert len(mailbox) == 1

    @pytest.mark.one_database
    @pytest.mark.parametrize("htmx", [False, True])
    @pytest.mark.parametrize(("length", "fits"), [(1, False), (2, True), (1000, True), (1001, False)])
    def test_lengths_at_their_edges(
        self, rizky: Client, review: Review, length: int, fits: bool, htmx: bool
    ) -> None:
        answer = rizky.submit(rizky.get(PATH), _form(review, "answer"), answer="a" * length, htmx=htmx)
        assert answer.status_code == ((200 if htmx else 303) if fits else 422)
        if not fits:
            assert controls(answer, _form(review, "answer"))["answer"] == ["a" * length]
            assert _fresh(review).answer == ""


@pytest.mark.parametrize("by_mail", [True, False])
def test_lines_in_the_house_and_letters_for_those_who_want_them(
    world: World, deliver: Any, mailbox: Mailbox, by_mail: bool
) -> None:
    with unit() as session:
        for person, kind in ((world.rizky.user_id, "review_received"), (world.dewi.id, "review_answered")):
            session.add(NoticeChoice(user_id=person, kind=kind, by_mail=by_mail))
    review = actions.write(world.rizky.id, world.dewi, 5, "Bagus")
    actions.answer(world.rizky.user, review.id, "Terima kasih")
    deliver()
    assert len(mailbox) == (2 if by_mail else 0)
    told = {notice.kind: notice for notice in db.session.scalars(sa.select(Notice))}
    assert told["review_received"].user_id == world.rizky.user_id
    assert told["review_received"].values == {"name": "dewi", "rating": 5}
    assert told["review_answered"].user_id == world.dewi.id


class TestPinning:
    @pytest.mark.parametrize("htmx", [False, True])
    def test_it_stands_first_and_goes_back(self, rizky: Client, review: Review, htmx: bool) -> None:
        assert not rizky.get(PUBLIC).page.all("#testimoni")
        answer = rizky.submit(rizky.get(PATH), _form(review, "pin"), htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        page = rizky.get(PUBLIC).page
        assert "“Rapi.”" in page.text("#testimoni .voice") and "“Rapi.”" in page.text("#ulasan .reviews")
        back = answer if htmx else rizky.get(answer.location)
        assert rizky.submit(back, _form(review, "unpin"), htmx=htmx).status_code == (200 if htmx else 303)
        assert not rizky.get(PUBLIC).page.all("#testimoni")

    @pytest.mark.parametrize("htmx", [False, True])
    def test_three_and_no_fourth(self, rizky: Client, world: World, htmx: bool) -> None:
        rows = [make_review(world.rizky, comment=f"Nomor {n}.") for n in range(4)]
        for row in rows[:3]:
            assert rizky.submit(rizky.get(PATH), _form(row, "pin")).status_code == 303
        refused = rizky.submit(rizky.get(PATH), _form(rows[3], "pin"), htmx=htmx)
        assert refused.status_code == 409
        told = refused.page.text(f"#ulasan-{rows[3].id} .err")
        assert told == says("Three testimonials are pinned already. Unpin one of them first.")
        assert not _fresh(rows[3]).pinned and len(queries.of(world.rizky.id).pinned) == 3

    def test_eight_pins_at_once_are_three(self, app: Flask, world: World) -> None:
        rows = [make_review(world.rizky, comment=f"Nomor {n}.").id for n in range(8)]

        rizky = world.rizky.user_id

        def pin(id_: uuid.UUID) -> bool:
            try:
                actions.pin(db.session.get_one(User, rizky), id_)
            except Conflict:
                return False
            return True

        assert sum(at_once(app, [lambda id_=id_: pin(id_) for id_ in rows])) == 3
        assert len(queries.of(world.rizky.id).pinned) == 3

    def test_a_testimonial_needs_words(self, rizky: Client, world: World, review: Review) -> None:
        silent = make_review(world.rizky, comment="")
        page = rizky.get(PATH)
        assert not page.page.all(_form(silent, "pin"))
        token = controls(page, _form(review, "pin"))["csrf_token"]
        answer = rizky.post(f"{PATH}/{silent.id}/pin", data={"csrf_token": token})
        assert answer.status_code == 409 and not _fresh(silent).pinned
        actions.pin(world.rizky.user, review.id)
        actions.write(world.rizky.id, world.dewi, 4, "")
        assert not _fresh(review).pinned, "its words were taken back"


class TestList:
    def test_ten_a_page_and_acts_stay_there(self, rizky: Client, world: World) -> None:
        for n in range(12):
            make_review(world.rizky, comment=f"Nomor {n}.")
        assert len(rizky.get(PATH).page.all(".reviews li")) == 10
        second = rizky.get(f"{PATH}?page=2")
        assert len(second.page.all(".reviews li")) == 2
        first = second.page.all(".reviews li")[0].get("id", "")
        answer = rizky.submit(second, f"#{first} form[action*='/pin']")
        assert answer.location == f"{PATH}?page=2#{first}"
        assert len(rizky.get(f"{PATH}?page=99").page.all(".reviews li")) == 2

    @pytest.mark.one_database
    def test_empty_and_without_a_profile(self, rizky: Client, world: World) -> None:
        assert "Masih titik-titik." in rizky.get(PATH).page.text("main")

    @pytest.mark.one_database
    def test_without_a_profile(self, client: Client, world: World) -> None:
        assert signed_in(client, world.hendra).get(PATH).status_code == 200

    @pytest.mark.one_database
    def test_english_and_the_menu(self, rizky: Client, review: Review) -> None:
        rizky.set_cookie("locale", "en")
        page = rizky.get(PATH).page
        assert page.text("h1") == "Reviews" and "Pin as testimonial" in page.text("main")
        assert [link for link in rizky.get("/dashboard").page.all("a") if link.get("href") == PATH]

    @pytest.mark.one_database
    def test_words_never_become_markup(self, rizky: Client, world: World) -> None:
        evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}'
        make_review(world.rizky, comment=evil, answer=evil, reviewer_name=evil[:100], pinned=True)
        for path in (PATH, PUBLIC):
            page = rizky.get(path).page
            assert evil in page.text("main") and not page.all("img[src=x]")
            assert "<script>alert" not in page.html


class TestOthers:
    NOUNS = ("answer", "pin", "unpin")

    @pytest.mark.parametrize("noun", NOUNS)
    @pytest.mark.parametrize("who", ["sekar", "dewi", "ratna"])
    def test_reviews_of_others_are_not_there(
        self, client: Client, world: World, review: Review, who: str, noun: str
    ) -> None:
        person = world.sekar.user if who == "sekar" else getattr(world, who)
        signed_in(client, person)
        token = client.token()
        for id_ in (review.id, uuid.uuid4()):
            data = {"csrf_token": token, "answer": "Halo juga"}
            assert client.post(f"{PATH}/{id_}/{noun}", data=data).status_code == 404
        assert (_fresh(review).answer, review.pinned) == ("", False)

    @pytest.mark.one_database
    @pytest.mark.parametrize("noun", NOUNS)
    def test_visitors_and_gets(self, client: Client, rizky: Client, review: Review, noun: str) -> None:
        assert rizky.get(f"{PATH}/{review.id}/{noun}").status_code == 405
        assert rizky.post(f"{PATH}/{review.id}/{noun}", data={"answer": "Halo"}).status_code == 403
        visitor = client.application.test_client()
        assert visitor.get(PATH).status_code == 303


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("rating", "reviews", "wanted"),
    [(None, 0, 4.0), (5.0, 1, 25 / 6), (5.0, 5, 4.5), (1.0, 5, 2.5), (4.9, 100, 510 / 105)],
)
def test_few_reviews_weigh_little(rating: float | None, reviews: int, wanted: float) -> None:
    assert score(rating, reviews) == pytest.approx(wanted)
    assert score(4.8, 50) > score(5.0, 1), "one happy client does not beat fifty"
