"""The profile form, down the ladder: works · stranger · bad input · no JavaScript; and what visitors see at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.models import User
from kreatr.creators import actions
from kreatr.creators.actions import Profile
from kreatr.creators.models import Availability, Creator, CreatorKind, Skill
from kreatr.kernel.db import db
from kreatr.marketplace.models import Listing
from tests.creators.saving import FORM, NEW, PATH, error, save, stored
from tests.judge import Client
from tests.page import controls
from tests.world import World, make_review

EVERYTHING = NEW | {
    "hourly_rate": "150.000",
    "project_rate": "Rp 2.500.000",
    "instagram_url": "https://instagram.com/dewi",
    "website_url": "https://dewi.example",
    "linkedin_url": "https://linkedin.com/in/dewi",
    "twitter_url": "https://x.com/dewi",
    "whatsapp": "0812-3456-7890",
    "place": "Bantul",
    "contact_email": "Halo@Dewi.Example",
}


class TestFirstTime:
    def test_the_form_starts_with_what_most_want(self, dewi: Client) -> None:
        page = dewi.get(PATH).page
        assert page.one("[name=availability][checked]").get("value") == "UNAVAILABLE"
        assert page.all("[name=is_public][checked]") and not page.all("[name=show_email][checked]")

    def test_saving_creates_a_profile_that_is_there_at_once(self, dewi: Client, app: Flask) -> None:
        visitor = app.test_client()
        assert visitor.get("/portfolio/dewi").status_code == 404
        answer = save(dewi, **EVERYTHING)
        assert (answer.status_code, answer.location) == (303, PATH)
        dewi_row = stored("dewi")
        assert dewi_row.availability is Availability.AVAILABLE
        assert (dewi_row.hourly_rate, dewi_row.project_rate) == (150_000, 2_500_000)
        assert dewi_row.whatsapp == "6281234567890" and dewi_row.contact_email == "halo@dewi.example"
        assert dewi_row.kinds == [CreatorKind.PROMPTER] and dewi_row.is_public
        page = visitor.get("/portfolio/dewi")
        assert page.status_code == 200 and "Dewi Lestari" in page.page.text("h1")
        links = {link.get("href"): link.get("rel") for link in page.page.all(".sites a")}
        assert links == dict.fromkeys(
            (
                "https://dewi.example",
                "https://instagram.com/dewi",
                "https://linkedin.com/in/dewi",
                "https://x.com/dewi",
                "https://wa.me/6281234567890",
            ),
            "nofollow ugc noopener",
        )
        assert "Dewi Lestari" in visitor.get("/community/marketplace").page.text("main")

    def test_the_news_is_told(self, dewi: Client) -> None:
        assert "Profilmu sudah jadi." in dewi.get(save(dewi, **NEW).location).page.text("#kabar-singkat")
        assert "Profil tersimpan." in dewi.get(save(dewi, place="Bantul").location).page.text(
            "#kabar-singkat"
        )

    def test_what_is_saved_comes_back(self, dewi: Client) -> None:
        save(dewi, **EVERYTHING)
        page = dewi.get(PATH)
        shown = page.page
        assert shown.one("#hourly_rate").get("value") == "150.000"
        assert shown.one("#skills").get("value") == "ComfyUI, Prompt"
        assert shown.one("#whatsapp").get("value") == "+6281234567890"
        before = stored("dewi").updated_at
        assert dewi.submit(page, FORM).status_code == 303
        assert stored("dewi").updated_at == before, "saving the same again is no change"


class TestLater:
    def test_visitors_see_a_change_with_their_next_request(self, sekar: Client, app: Flask) -> None:
        visitor = app.test_client()
        for _ in range(2):
            assert "Sekar Ayu" in visitor.get("/portfolio/sekarayu").page.text("h1")
            visitor.get("/community/marketplace")
        save(sekar, display_name="Sekar A. Lestari", availability="BUSY")
        assert "Sekar A. Lestari" in visitor.get("/portfolio/sekarayu").page.text("h1")
        assert "Sekar A. Lestari" in visitor.get("/community/marketplace").page.text("main")

    def test_a_profile_is_hidden_and_shown_again(self, sekar: Client, app: Flask) -> None:
        visitor = app.test_client()
        save(sekar, is_public=[""])
        assert visitor.get("/portfolio/sekarayu").status_code == 404
        assert "Sekar Ayu" not in visitor.get("/community/marketplace").page.text("main")
        save(sekar, is_public=["", "y"])
        assert visitor.get("/portfolio/sekarayu").status_code == 200

    def test_the_address_is_shown_only_when_switched_on(
        self, sekar: Client, world: World, app: Flask
    ) -> None:
        visitor = app.test_client()
        pages = ("/portfolio/sekarayu", "/portfolio/sekarayu/contact", "/community/marketplace", "/community")
        save(sekar, contact_email="rahasia@sekar.example")
        for path in pages:
            text = visitor.get(path).page.html
            assert "rahasia@" not in text and world.sekar.user.email not in text
        save(sekar, show_email=["", "y"])
        assert 'href="mailto:rahasia@sekar.example"' in visitor.get("/portfolio/sekarayu").page.html
        save(sekar, contact_email="")
        assert f'href="mailto:{world.sekar.user.email}"' in visitor.get("/portfolio/sekarayu").page.html

    def test_foreign_fields_change_nothing(self, sekar: Client, world: World) -> None:
        data = controls(sekar.get(PATH).page.one(FORM))
        foreign: dict[str, Any] = {
            "rating": "1",
            "review_count": "999",
            "projects_completed": "999",
            "is_featured": "y",
            "role": "OWNER",
            "user_id": str(world.dewi.id),
            "username": "lain",
            "id": str(world.dewi.id),
        }
        assert sekar.post(PATH, data=data | foreign | {"place": "Solo"}).status_code == 303
        row = stored("sekarayu")
        assert (row.place, row.rating, row.review_count, row.projects_completed) == ("Solo", 4.9, 10, 42)
        assert row.user_id == world.sekar.user.id and not row.is_featured and row.user.role == "USER"

    def test_what_is_not_sent_stays(self, sekar: Client) -> None:
        token = sekar.get(PATH).page.one(f"{FORM} [name=csrf_token]").get("value")
        data = {"csrf_token": token, **{name: NEW[name] for name in ("display_name", "bio", "categories")}}
        assert sekar.post(PATH, data=data).status_code == 303
        assert stored("sekarayu").availability is Availability.AVAILABLE and stored("sekarayu").is_public


class TestOthers:
    @pytest.mark.one_database
    def test_visitors_are_asked_to_sign_in(self, client: Client, world: World) -> None:
        assert "/login" in client.get(PATH).location and "/login" in client.post(PATH, data=NEW).location

    def test_everybody_writes_their_own(self, dewi: Client, world: World) -> None:
        save(dewi, **NEW)
        assert stored("sekarayu").display_name == "Sekar Ayu"

    @pytest.mark.one_database
    def test_without_a_token_nothing_changes_and_nothing_is_lost(self, sekar: Client) -> None:
        answer = sekar.post(PATH, data=NEW | {"place": "Wonosobo"})
        assert answer.status_code == 403 and stored("sekarayu").place == "Yogyakarta"
        assert answer.page.one("#place").get("value") == "Wonosobo"


class TestRefusals:
    def test_what_was_typed_stays_and_nothing_is_saved(self, sekar: Client) -> None:
        answer = save(sekar, bio="Pendek.", place="Wonosobo", hourly_rate="gratis", show_email=["", "y"])
        assert answer.status_code == 422
        page = answer.page
        assert "paling sedikit 50 huruf, baru 7" in error(answer, "bio") and error(answer, "hourly_rate")
        assert page.one("#bio").get("aria-invalid") == "true"
        assert (
            page.one("#place").get("value") == "Wonosobo"
            and page.one("#hourly_rate").get("value") == "gratis"
        )
        assert page.all("[name=show_email][checked]")
        assert [link.get("href") for link in page.all("[role=alert] a")] == ["#bio", "#hourly_rate"]
        assert stored("sekarayu").place == "Yogyakarta"
        mended = sekar.submit(answer, FORM, bio=NEW["bio"], hourly_rate="")
        row = stored("sekarayu")
        assert mended.status_code == 303 and row.is_public and row.show_email and row.place == "Wonosobo"


@pytest.mark.one_database
def test_nothing_typed_becomes_markup(sekar: Client, app: Flask) -> None:
    evil = '"><script>alert(1)</script>{{7*7}}'
    skill = "<b>x</b>{{7*7}}"
    answer = save(sekar, display_name=evil, bio=evil * 2, place=evil, skills=skill)
    assert answer.status_code == 303
    for page in (sekar.get(PATH), app.test_client().get("/portfolio/sekarayu"), sekar.get("/dashboard")):
        assert "<script>alert" not in page.page.html and "49" not in page.page.text("h1")
    assert sekar.get(PATH).page.one("#skills").get("value") == skill


class TestTwoWindows:
    def test_the_later_one_is_told_and_loses_nothing(self, sekar: Client) -> None:
        one, two = sekar.get(PATH), sekar.get(PATH)
        assert sekar.submit(one, FORM, bio="Satu. " * 20).status_code == 303
        answer = sekar.submit(two, FORM, display_name="Sekar Dua")
        assert answer.status_code == 409
        assert stored("sekarayu").display_name == "Sekar Ayu", "nothing is overwritten unasked"
        assert answer.page.one("#display_name").get("value") == "Sekar Dua"
        text = answer.page.text("main")
        assert "Satu. Satu." in text and "Sementara itu tersimpan:" in text
        assert sekar.submit(answer, FORM).status_code == 303
        assert stored("sekarayu").display_name == "Sekar Dua"

    def test_sending_twice_is_no_quarrel(self, sekar: Client) -> None:
        page = sekar.get(PATH)
        for _ in range(2):
            assert sekar.submit(page, FORM, place="Solo").status_code == 303

    def test_a_new_review_meanwhile_is_none_either(self, sekar: Client, world: World) -> None:
        page = sekar.get(PATH)
        make_review(world.sekar)
        assert sekar.submit(page, FORM, place="Solo").status_code == 303

    def test_creating_in_two_windows_makes_one(self, dewi: Client) -> None:
        one, two = dewi.get(PATH), dewi.get(PATH)
        assert dewi.submit(one, FORM, **NEW).status_code == 303
        assert dewi.submit(two, FORM, **NEW | {"display_name": "Dewi Dua"}).status_code == 409
        count = sa.select(sa.func.count(Creator.id)).join(Creator.user).where(Creator.username == "dewi")
        assert db.session.scalar(count) == 1
        assert db.session.scalar(sa.select(sa.func.count(Listing.id))) == 3

    def test_at_the_same_moment_one_profile_and_one_skill_row(self, app: Flask, world: World) -> None:
        people = [world.dewi.id, world.dewi.id, world.hendra.id, world.hendra.id]

        def keep(user_id: Any) -> bool:
            with app.app_context():
                words = {"kinds": (CreatorKind.PROMPTER,), "skills": ("Baru Sekali", "Satu Lagi")}
                new = Profile(Availability.BUSY, display_name="Siapa", bio=NEW["bio"], **words)
                return (
                    actions.save_profile(db.session.get_one(User, user_id), new, "new").display_name
                    == "Siapa"
                )

        with ThreadPoolExecutor(4) as pool:
            assert all(pool.map(keep, people))
        assert (
            db.session.scalar(sa.select(sa.func.count(Creator.id)).where(Creator.display_name == "Siapa"))
            == 2
        )
        assert db.session.scalar(sa.select(sa.func.count(Skill.id)).where(Skill.slug == "baru-sekali")) == 1
