"""Avatar and banner: chosen, waited for, taken over, refused, removed; with files of the form and with ids of uploads."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel.db import db, unit
from kreatr.kernel.pictures import Picture
from kreatr.notices.models import Notice
from kreatr.uploads.actions import finishing
from kreatr.uploads.models import Purpose, Upload, UploadState
from tests.creators.saving import FORM, NEW, PATH, save, stored
from tests.judge import Client
from tests.page import controls
from tests.pictures import make_picture
from tests.uploads.originals import jpeg
from tests.world import World, change_creator, make_item


def _post(
    client: Client, source: Any = None, *, file: bytes | None = None, name: str = "avatar", **fields: Any
) -> Any:
    """The form as a browser without JavaScript sends it, with a chosen file or an empty file field."""
    page = source or client.get(PATH)
    data: dict[str, Any] = {**controls(page.page.one(FORM)), **fields}
    both = {one: [*data.get(one, [])] for one in ("avatar", "banner")}
    for one, values in both.items():
        chosen = (io.BytesIO(file), "foto.jpg") if file is not None and one == name else (io.BytesIO(), "")
        data[one] = [*values, chosen]
    return client.post(PATH, data=data, content_type="multipart/form-data")


def _upload(
    user_id: Any, purpose: Purpose = Purpose.AVATAR, state: UploadState = UploadState.READY
) -> Upload:
    with unit() as session:
        made = make_picture("#336699", width=320, height=320) if state is not UploadState.WAITING else None
        upload = Upload(
            owner_id=user_id, purpose=purpose, state=state, bytes=9, digest="0" * 64, picture=made
        )
        session.add(upload)
    return upload


def _face(client: Client) -> str:
    found = client.get("/portfolio/sekarayu").page.all(".face img")
    return str(found[0].get("src")) if found else ""


class TestFiles:
    def test_a_new_picture_takes_over_when_it_is_made(
        self, sekar: Client, app: Flask, deliver: Callable[..., int]
    ) -> None:
        visitor = app.test_client()
        before = _face(visitor)
        assert before and visitor.get(before).status_code == 200
        assert _post(sekar, file=jpeg(400, 400), place="Solo").status_code == 303
        assert stored("sekarayu").place == "Solo"
        assert _face(visitor) == before, "a half-made picture is never shown"
        assert sekar.get(PATH).page.all("#avatar .shot[aria-busy]"), "its owner sees that it is being made"
        deliver()
        after = _face(visitor)
        assert after != before and visitor.get(after).status_code == 200
        assert visitor.get(before).status_code == 404, "the former one is no longer served"
        assert stored("sekarayu").avatar_upload_id is None

    def test_somebody_new_brings_both(self, dewi: Client, app: Flask, deliver: Callable[..., int]) -> None:
        _post(dewi, file=jpeg(1000, 400), name="banner", **NEW)
        deliver()
        row = stored("dewi")
        assert row.banner is not None and row.avatar is None
        assert app.test_client().get("/portfolio/dewi").page.all(".banner img")

    def test_what_is_no_picture_is_said_and_nothing_typed_is_lost(self, sekar: Client) -> None:
        answer = _post(sekar, file=b"<svg onload=alert(1)>", place="Wonosobo")
        assert answer.status_code == 422 and answer.page.text("#avatar-error")
        assert (
            answer.page.one("#place").get("value") == "Wonosobo" and stored("sekarayu").place == "Yogyakarta"
        )
        assert answer.page.all("#avatar .shot img"), "the picture of before stands there"

    def test_a_picture_comes_through_an_error_elsewhere(
        self, sekar: Client, deliver: Callable[..., int]
    ) -> None:
        answer = _post(sekar, file=jpeg(410, 410), display_name="x")
        assert answer.status_code == 422
        before = stored("sekarayu").avatar_id
        deliver()
        assert stored("sekarayu").avatar_id == before, "not saved, not taken"
        assert _post(sekar, answer, display_name="Sekar Ayu").status_code == 303
        assert stored("sekarayu").avatar_id != before

    def test_files_are_sent_first_and_saved_later(self, sekar: Client) -> None:
        answer = _post(sekar, file=jpeg(420, 420), picture="add", display_name="x", bio="Belum selesai")
        assert answer.status_code == 200 and answer.page.all("#avatar .tile")
        assert answer.page.one("#display_name").get("value") == "x"
        assert stored("sekarayu").avatar_upload_id is None

    def test_a_button_removes_and_saving_keeps_that(self, sekar: Client, world: World, app: Flask) -> None:
        page = sekar.get(PATH)
        id_ = page.page.one("#avatar [name=avatar][type=hidden]").get("value")
        drawn = _post(sekar, page, picture=f"remove:{id_}")
        assert drawn.status_code == 200 and not drawn.page.all("#avatar .tile")
        assert stored("sekarayu").avatar_id is not None, "not before it is saved"
        assert _post(sekar, drawn).status_code == 303
        assert stored("sekarayu").avatar_id is None and _face(app.test_client()) == ""


class TestUploads:
    def test_an_own_ready_upload_is_there_at_once(self, sekar: Client, world: World, app: Flask) -> None:
        upload = _upload(world.sekar.user_id)
        assert _post(sekar, avatar=[str(upload.id)]).status_code == 303
        assert stored("sekarayu").avatar_id == upload.picture_id
        assert app.test_client().get(_face(app.test_client())).status_code == 200

    def test_what_is_not_asked_stays(self, sekar: Client) -> None:
        before = stored("sekarayu").avatar_id
        assert save(sekar, place="Solo", avatar=None).status_code == 303
        assert stored("sekarayu").avatar_id == before

    @pytest.mark.parametrize("whose", ["stranger", "wrong purpose", "unknown", "no id"])
    def test_only_own_uploads_of_that_purpose(self, sekar: Client, world: World, whose: str) -> None:
        ids = {
            "stranger": str(_upload(world.dewi.id).id),
            "wrong purpose": str(_upload(world.sekar.user_id, Purpose.WORK).id),
            "unknown": "5329b2f9-77f8-47d4-ac86-04f1aa4fbf68",
            "no id": "../../etc/passwd",
        }
        before = stored("sekarayu").avatar_id
        answer = _post(sekar, avatar=[ids[whose]], place="Solo")
        assert answer.status_code == (400 if whose == "no id" else 404)
        assert (stored("sekarayu").avatar_id, stored("sekarayu").place) == (before, "Yogyakarta")

    def test_a_held_picture_waits_until_somebody_looked(
        self, sekar: Client, world: World, app: Flask
    ) -> None:
        upload = _upload(world.sekar.user_id, state=UploadState.HELD)
        before = _face(app.test_client())
        _post(sekar, avatar=[str(upload.id)])
        assert _face(app.test_client()) == before and stored("sekarayu").avatar_upload_id == upload.id
        held = str(upload.picture.name) if upload.picture else ""
        assert app.test_client().get(f"/media/{held}-160.webp").status_code == 404
        finishing.release(upload.id)
        assert held in _face(app.test_client())

    def test_a_refused_one_leaves_the_former_and_a_line(
        self, sekar: Client, world: World, deliver: Callable[..., int]
    ) -> None:
        before = stored("sekarayu").avatar_id
        upload = _upload(world.sekar.user_id, state=UploadState.WAITING)
        _post(sekar, avatar=[str(upload.id)])
        finishing.refuse(upload.id, "broken")
        deliver()
        row = stored("sekarayu")
        assert (row.avatar_id, row.avatar_upload_id) == (before, None)
        assert [line.kind for line in db.session.scalars(sa.select(Notice))] == ["profile-picture"]
        assert "tidak bisa dipakai" in sekar.get("/dashboard/notices").page.text(".told")

    def test_one_that_was_refused_before_saving_is_said(self, sekar: Client, world: World) -> None:
        upload = _upload(world.sekar.user_id, state=UploadState.WAITING)
        finishing.refuse(upload.id, "broken")
        answer = _post(sekar, avatar=[str(upload.id)], place="Solo")
        assert answer.status_code == 422 and "tidak bisa dipakai" in answer.page.text("#avatar-error")

    def test_an_older_window_does_not_undo_a_new_picture(self, sekar: Client, world: World) -> None:
        older = sekar.get(PATH)
        upload = _upload(world.sekar.user_id)
        _post(sekar, avatar=[str(upload.id)])
        assert _post(sekar, older, place="Solo").status_code == 303
        row = stored("sekarayu")
        assert (row.place, row.avatar_id) == ("Solo", upload.picture_id)

    def test_a_work_keeps_what_a_profile_lets_go(self, sekar: Client, world: World, app: Flask) -> None:
        picture = make_picture("#884422")
        make_item(world.sekar, pictures=(picture,))
        change_creator(world.sekar, banner=picture)
        page = sekar.get(PATH)
        drawn = _post(sekar, page, picture=f"remove:{picture.id}")
        assert _post(sekar, drawn).status_code == 303
        assert stored("sekarayu").banner_id is None
        db.session.rollback()
        assert db.session.scalar(sa.select(Picture.shown).where(Picture.id == picture.id))
