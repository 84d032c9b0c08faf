"""Settings: the overview, and an account's name, language and zone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts import actions
from kreatr.accounts.errors import UsernameTaken
from kreatr.accounts.models import FormerUsername, User
from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from tests.judge import Client
from tests.world import World, make_user, signed_in

PATH, FORM = "/dashboard/settings/account", "form#akun"


@pytest.fixture
def sekar(client: Client, world: World) -> Client:
    return signed_in(client, world.sekar.user)


def _name(user: User) -> str:
    db.session.rollback()
    db.session.refresh(user)
    return user.username


def _rename(client: Client, name: str) -> int:
    return int(client.submit(client.get(PATH), FORM, username=name).status_code)


class TestOverview:
    def test_every_setting_with_its_state(self, sekar: Client) -> None:
        page = sekar.get("/dashboard/settings").page
        links = [link.get("href") for link in page.all(".settings a")]
        assert links == [
            "/dashboard/settings/marketplace",
            PATH,
            "/dashboard/settings/notifications",
            "/dashboard/settings/push",
            "/preferences?next=/dashboard/settings",
            "/device",
            "/dashboard/api-keys",
            "/dashboard/cases",
            "/dashboard/settings/billing",
            "/dashboard/settings/export",
        ]
        text = page.text(".settings")
        assert (
            "Tersedia, tampil untuk semua orang" in text
            and "@sekarayu · Bahasa Indonesia · WIB · Jakarta" in text
        )
        assert page.one(".tabs [aria-current]").get("href") == "/dashboard/settings"

    @pytest.mark.one_database
    def test_somebody_new(self, client: Client, world: World) -> None:
        page = signed_in(client, world.hendra).get("/dashboard/settings").page
        assert "Belum diisi" in page.text(".settings")

    @pytest.mark.one_database
    def test_other_names_lead_here(self, client: Client, world: World) -> None:
        for old, new in (("", ""), ("/billing", "/billing"), ("/notifications", "/notifications")):
            answer = client.get(f"/settings{old}")
            assert (answer.status_code, answer.location) == (301, f"/dashboard/settings{new}")
        assert "/login" in client.get("/dashboard/settings").location


class TestName:
    def test_old_addresses_lead_to_the_new_name(self, sekar: Client, world: World, app: Flask) -> None:
        visitor = app.test_client()
        assert visitor.get("/portfolio/sekarayu").status_code == 200
        assert _rename(sekar, " Sekar_Baru ") == 303
        assert _name(world.sekar.user) == "sekar_baru"
        for old, new in (
            ("/portfolio/sekarayu", "/portfolio/sekar_baru"),
            ("/portfolio/sekarayu?page=2&x=%20", "/portfolio/sekar_baru?page=2&x=%20"),
            ("/portfolio/sekarayu/sawah-senja", "/portfolio/sekar_baru/sawah-senja"),
            ("/portfolio/sekarayu/contact", "/portfolio/sekar_baru/contact"),
        ):
            answer = visitor.get(old)
            assert (answer.status_code, answer.location) == (301, new)
            assert answer.headers["Cache-Control"] == "no-store", "the name may come back"
        assert "Sekar Ayu" in visitor.get("/portfolio/sekar_baru").page.text("h1")
        cards = visitor.get("/community/marketplace").page.all(".creator h3 a")
        assert "/portfolio/sekar_baru" in [card.get("href") for card in cards]

    def test_what_was_being_sent_to_the_old_name_arrives(self, sekar: Client, app: Flask) -> None:
        visitor = app.test_client()
        form = visitor.get("/portfolio/sekarayu/contact")
        _rename(sekar, "sekarbaru")
        answer = visitor.submit(form, "form#kontak")
        assert (answer.status_code, answer.location) == (308, "/portfolio/sekarbaru/contact")

    def test_nobody_else_gets_a_former_name(self, sekar: Client, world: World, app: Flask) -> None:
        _rename(sekar, "sekarbaru")
        dewi = signed_in(app.test_client(), world.dewi)
        answer = dewi.submit(dewi.get(PATH), FORM, username="sekarayu")
        assert answer.status_code == 409 and "Nama ini sudah dipakai" in answer.page.text("#username-error")
        with pytest.raises(UsernameTaken):
            actions.register("sekarayu", "baru@contoh.test", "kata sandi yang panjang", "id")

    def test_a_person_takes_an_own_former_name_back(self, sekar: Client, world: World, app: Flask) -> None:
        assert _rename(sekar, "sekarbaru") == _rename(sekar, "sekarayu") == 303
        visitor = app.test_client()
        assert visitor.get("/portfolio/sekarayu").status_code == 200
        assert visitor.get("/portfolio/sekarbaru").location == "/portfolio/sekarayu"

    def test_two_changes_in_thirty_days(self, sekar: Client, world: World) -> None:
        assert [_rename(sekar, name) for name in ("satu1", "dua2", "tiga3")] == [303, 303, 429]
        assert _name(world.sekar.user) == "dua2"
        with unit():
            db.session.execute(sa.update(FormerUsername).values(left_at=clock.now() - timedelta(days=31)))
        assert _rename(sekar, "tiga3") == 303

    @pytest.mark.one_database
    @pytest.mark.parametrize(
        "name", ["", "ab", "x" * 31, "admin", "adm1n", "spasi di", "sékar", "a\x00bc", "-abc"]
    )
    def test_names_that_cannot_be_had(self, sekar: Client, world: World, name: str) -> None:
        answer = sekar.submit(sekar.get(PATH), FORM, username=name)
        assert answer.status_code == 422 and answer.page.text("#username-error")
        assert _name(world.sekar.user) == "sekarayu"

    def test_somebody_elses_name(self, sekar: Client) -> None:
        assert _rename(sekar, "dewi") == 409

    def test_one_of_two_at_once_gets_a_name(self, app: Flask, world: World) -> None:
        def take(user_id: object) -> bool:
            with app.app_context():
                try:
                    actions.change_account(user_id, username="rebutan", locale="id", timezone="Asia/Jakarta")  # type: ignore[arg-type]
                except UsernameTaken:
                    return False
            return True

        ids = [make_user().id for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(take, ids)) == 1


class TestLanguageAndZone:
    def test_they_are_kept_on_the_account_and_the_device(self, sekar: Client, world: World) -> None:
        answer = sekar.submit(sekar.get(PATH), FORM, locale="en", timezone="Asia/Makassar")
        assert answer.status_code == 303 and "locale=en" in answer.headers["Set-Cookie"]
        page = sekar.get(answer.location).page
        assert page.text("h1") == "Account" and "Saved." in page.text("#kabar-singkat")
        assert page.one("#timezone option[selected]").get("value") == "Asia/Makassar"
        db.session.rollback()
        user = db.session.get_one(User, world.sekar.user_id)
        assert (user.locale, user.timezone, user.username) == ("en", "Asia/Makassar", "sekarayu")

    @pytest.mark.one_database
    @pytest.mark.parametrize(
        ("name", "value"), [("locale", "fr"), ("timezone", "Mars/Base"), ("timezone", "../x")]
    )
    def test_unknown_ones_are_refused(self, sekar: Client, name: str, value: str) -> None:
        assert sekar.submit(sekar.get(PATH), FORM, **{name: value}).status_code == 422

    @pytest.mark.one_database
    def test_indonesia_stands_first(self, sekar: Client) -> None:
        options = [option.get("value") for option in sekar.get(PATH).page.all("#timezone option")]
        assert (
            options[:3] == ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] and "Europe/Berlin" in options
        )
