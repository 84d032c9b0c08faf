"""What programs notice about a case, in the worker, for the person who decides."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import select, update

from kreatr.creators.models import Creator
from kreatr.kernel import clock, images
from kreatr.kernel.db import db, unit, uuid7
from kreatr.kernel.pictures import Picture, made_of
from kreatr.moderation import jobs
from kreatr.moderation.models import Case
from kreatr.moderation.words import signs
from kreatr.portfolio.models import Item, ModerationStatus
from kreatr.uploads.events import UploadFinished
from kreatr.uploads.models import Upload
from tests.judge import Client
from tests.moderation.waiting import PATH, make_revision, open_case
from tests.uploads.originals import send
from tests.world import World, make_creator, make_item, make_user, signed_in

LONG = "Poster seri kopi nusantara, enam rasa, dicetak risograf dua warna di atas kertas daur ulang dari Yogyakarta."


def _noticed(item: Item, deliver: Callable[[], int]) -> dict[str, Any]:
    deliver()
    return open_case(item.id).signs


def _waiting(creator: Creator, title: str, **fields: Any) -> Item:
    return make_item(creator, title, status=ModerationStatus.PENDING, **fields)


def _drawing(turn: int = 0) -> Image.Image:
    image = Image.new("RGB", (800, 600), "#f4e9d8")
    pen = ImageDraw.Draw(image)
    for n in range(9):
        left, top = (n * 137 + turn * 90) % 640, (n * 211 + turn * 50) % 440
        pen.rectangle((left, top, left + 150, top + 120), fill=f"#{(n * 2654435761 + turn) % 0xFFFFFF:06x}")
    return image


def _stored(image: Image.Image) -> Picture:
    with unit() as session:
        picture = made_of(images.finish(image, image.size, image.width))
        session.add(picture)
    return picture


def test_an_honest_work_has_no_sign(app: Any, world: World, deliver: Callable[[], int]) -> None:
    assert _noticed(_waiting(world.rizky, "Penari Pagi", description=LONG), deliver) == {}


def test_words_links_and_a_new_account_are_noticed(
    app: Any, world: World, deliver: Callable[[], int]
) -> None:
    with unit() as session:
        world.rizky.user.created_at = clock.now() - timedelta(hours=3)
        session.add(world.rizky.user)
    text = "Dasar goblok semua. https://a.test https://b.test https://c.test"
    noticed = _noticed(_waiting(world.rizky, "Marah", description=text), deliver)
    assert noticed == {"profanity": ["goblok"], "links": 3, "new_account": 3}
    said = {signs.label(code): signs.detail(detail, code) for code, detail in noticed.items()}
    assert "goblok" in said.values() and all(said.values())


def test_the_same_words_and_many_at_once_are_noticed(
    app: Any, world: World, deliver: Callable[[], int]
) -> None:
    make_item(world.sekar, "Yang pertama", description=LONG)
    tari = make_creator("tari")
    works = [_waiting(tari, f"Seri {n}", description=LONG.replace("enam", str(n))) for n in range(4)]
    assert _noticed(works[-1], deliver) == {"repetition": 4, "speed": 4}


def test_a_copied_picture_is_named_with_its_work_and_case(
    app: Any, world: World, client: Client, deliver: Callable[[], int]
) -> None:
    first = _waiting(world.sekar, "Asli", pictures=(_stored(_drawing()),))
    mine = _waiting(world.sekar, "Varian", pictures=(_stored(_drawing().resize((500, 375))),))
    other = _waiting(world.rizky, "Lain", pictures=(_stored(_drawing(3)),))
    copy = _waiting(world.rizky, "Salinan", pictures=(_stored(_drawing().resize((412, 309))),))
    assert "copy" not in _noticed(other, deliver)
    found = _noticed(copy, deliver)["copy"]
    assert {one["title"] for one in found} == {"Asli", "Varian"}
    assert found[0]["by"] == "sekarayu" and found[0]["case"] in {
        str(open_case(one.id).id) for one in (first, mine)
    }
    signed_in(client, world.maya)
    page = client.get(f"{PATH}/{open_case(copy.id).id}").page
    assert f"{PATH}/{found[0]['case']}" in {link.get("href") for link in page.all("a")}


def test_a_picture_that_comes_late_is_compared_too(
    app: Any, world: World, client: Client, deliver: Callable[[], int]
) -> None:
    make_item(world.sekar, "Asli", pictures=(_stored(_drawing()),))
    signed_in(client, world.rizky.user)
    file = io.BytesIO()
    _drawing().save(file, "JPEG", quality=70)
    assert send(client, file.getvalue()).status_code == 201
    upload = db.session.scalars(select(Upload)).one()
    content = {"images": [{"id": str(upload.id), "alt": "", "alt_en": ""}]}
    shown = make_item(world.rizky, "Terbit")
    case = make_revision(shown, world.rizky.user, **content)
    deliver()
    with unit() as session:
        session.execute(update(Case).where(Case.id == case.id).values(signs={}))
    jobs.notice_picture(UploadFinished(upload.id), uuid7())
    noticed = db.session.get_one(Case, case.id, populate_existing=True).signs
    assert [one["title"] for one in noticed["copy"]] == ["Asli"]


def test_signs_follow_what_was_changed_and_leave_what_was_decided(
    app: Any, world: World, deliver: Callable[[], int]
) -> None:
    item = _waiting(world.rizky, "Marah", description="Dasar goblok semua orang di sini.")
    case = open_case(item.id)
    with unit() as session:
        session.execute(update(Case).where(Case.id == case.id).values(closed_at=clock.now()))
    deliver()
    assert db.session.get(Case, case.id, populate_existing=True).signs == {}


@pytest.mark.one_database
def test_new_people_may_do_less(client: Client, world: World) -> None:
    fresh = make_user("baru", created_at=clock.now() - timedelta(hours=2))
    signed_in(client, fresh)
    form = {"csrf_token": client.token(), "kind": "CREATOR", "id": str(world.sekar.id), "reason": "SPAM"}
    answers = [
        client.post("/reports", data=form | {"words": f"Ini iklan semua, nomor {n}."}) for n in range(6)
    ]
    assert [one.status_code for one in answers] == [303] * 5 + [429]
