"""Which notices somebody wants, and where."""

from __future__ import annotations

import sqlalchemy as sa

from kreatr.kernel.db import db
from kreatr.notices import actions, queries
from kreatr.notices.models import Notice
from tests.judge import Client
from tests.world import World

PATH, FORM = "/dashboard/settings/notifications", "form#pemberitahuan"


def test_until_somebody_chooses_it_is_as_the_kind_says(hendra: Client, world: World) -> None:
    page = hendra.get(PATH).page
    ticked = {box.get("name") for box in page.all("input[type=checkbox][checked]")}
    assert ticked == {"app-test-saved", "mail-test-saved", "app-test-quiet", "app-test-inside"}
    assert not page.all("[name=mail-test-inside]"), "there is no letter of this kind"
    wants = [queries.wants_mail(world.hendra.id, f"test-{kind}") for kind in ("saved", "quiet", "inside")]
    assert wants == [True, False, False]


def test_the_choice_is_kept_and_followed(hendra: Client, world: World) -> None:
    page = hendra.get(PATH)
    answer = hendra.submit(page, FORM, **{"app-test-saved": None, "mail-test-quiet": "on"})
    assert "Tersimpan." in hendra.get(answer.location).page.text("#kabar-singkat")
    shown = hendra.get(PATH).page
    ticked = {box.get("name") for box in shown.all("input[type=checkbox][checked]")}
    assert ticked == {"mail-test-saved", "app-test-quiet", "mail-test-quiet", "app-test-inside"}
    assert queries.wants_mail(world.hendra.id, "test-quiet")
    actions.tell(world.hendra.id, "test-saved", "/dashboard", "k", name="x")
    assert db.session.scalar(sa.select(sa.func.count(Notice.id))) == 0
    assert "dimatikan" in hendra.get("/dashboard/settings").page.text(".settings")


def test_foreign_kinds_change_nothing(hendra: Client, world: World) -> None:
    data = {
        "csrf_token": hendra.get(PATH).page.one(f"{FORM} [name=csrf_token]").get("value"),
        "shown-made-up": "1",
        "app-made-up": "on",
        "user_id": str(world.dewi.id),
    }
    assert hendra.post(PATH, data=data).status_code == 303
    assert [wish.in_app for wish in queries.wishes(world.hendra)] == [True] * 3
    assert [wish.by_mail for wish in queries.wishes(world.dewi)] == [True, False, None]
