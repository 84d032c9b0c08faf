"""Sending one picture: what is taken, what is not, and who sees it."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image

from kreatr.kernel import clock, limits, storage
from kreatr.kernel.db import db, unit
from kreatr.kernel.pictures import Picture
from kreatr.uploads import queries
from kreatr.uploads.actions import quarantine
from kreatr.uploads.models import Purpose, Upload, UploadState
from tests.judge import Client
from tests.uploads.originals import PATH, encoded, jpeg, picture, send, token
from tests.world import World, signed_in

JSON = {"Accept": "application/json"}


def _uploads() -> list[Upload]:
    return list(db.session.scalars(sa.select(Upload).order_by(Upload.id)))


def _quarantine() -> list[Path]:
    return list(quarantine.folder().iterdir())


@pytest.fixture
def sekar(client: Client, world: World) -> Client:
    return signed_in(client, world.sekar.user)


def test_a_picture_arrives_is_made_and_shown_to_its_owner(sekar: Client, deliver: Callable[..., int]) -> None:
    answer = send(sekar, jpeg())
    assert answer.status_code == 201
    (upload,) = _uploads()
    assert answer.page.one("input[name=images]").get("value") == str(upload.id)
    assert answer.page.one(".shot").get("hx-get") == f"{PATH}/{upload.id}"
    assert sekar.get(f"{PATH}/{upload.id}", htmx=True).status_code == 304
    deliver()
    (upload,) = _uploads()
    assert upload.state is UploadState.READY and upload.picture is not None
    assert upload.picture.brief()["widths"] == [160, 320, 640]
    assert len(upload.picture.placeholder) == 21
    shot = sekar.get(f"{PATH}/{upload.id}", htmx=True)
    assert shot.status_code == 200 and shot.page.one(".shot").get("hx-get") is None
    address = str(shot.page.one("img").get("src"))
    seen = sekar.get(address)
    assert seen.status_code == 200 and seen.headers["Cache-Control"].startswith("private")
    assert Image.open(io.BytesIO(seen.data)).format == "WEBP"
    assert not _quarantine()


def test_nobody_else_sees_an_upload(
    sekar: Client, client: Client, world: World, deliver: Callable[..., int]
) -> None:
    send(sekar, jpeg())
    deliver()
    (upload,) = _uploads()
    assert upload.picture is not None
    address = storage.media(upload.picture.name, 320)
    csrf = token(sekar)
    sekar.post("/logout", data={"csrf_token": csrf})
    assert client.get(address).status_code == 404
    assert client.get(f"{PATH}/{upload.id}").status_code == 303
    stranger = signed_in(client, world.dewi)
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"{PATH}/{upload.id}").status_code == 404
    gone = stranger.post(f"{PATH}/{upload.id}/removal", data={"csrf_token": token(stranger)})
    assert gone.status_code == 404 and len(_uploads()) == 1


def test_a_shown_picture_is_public_and_a_hidden_one_gone(
    client: Client, sekar: Client, deliver: Callable[..., int]
) -> None:
    send(sekar, jpeg())
    deliver()
    made = _uploads()[0].picture
    assert made is not None
    with unit():
        db.session.get_one(Picture, made.id).shown = True
    address = storage.media(made.name, 320)
    assert "public" in sekar.get(address).headers["Cache-Control"]
    with unit():
        db.session.get_one(Picture, made.id).shown = False
    sekar.post("/logout", data={"csrf_token": token(sekar)})
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EMPTY"),
        (b"hello, I am a picture", "NOT_A_PICTURE"),
        (encoded(picture(640, 480), "GIF"), "NOT_A_PICTURE"),
        (jpeg(319, 640), "TOO_SMALL"),
        (jpeg(8001, 320), "TOO_MANY_PIXELS"),
        (jpeg()[:40], "BROKEN"),
        (jpeg() + b"\0" * (5 * 1024**2), "TOO_MANY_BYTES"),
    ],
)
@pytest.mark.one_database
def test_what_cannot_be_a_picture_is_refused_at_once(sekar: Client, data: bytes, code: str) -> None:
    answer = send(sekar, data, headers=JSON)
    assert answer.status_code in (413, 422)
    assert answer.get_json()["error"]["code"] == code
    beside = send(sekar, data)
    assert beside.status_code == answer.status_code
    assert beside.page.text(".err") == answer.get_json()["error"]["message"]
    assert not _uploads() and not _quarantine()


@pytest.mark.parametrize(("purpose", "most"), [("WORK", 5), ("BANNER", 5), ("AVATAR", 2)])
@pytest.mark.one_database
def test_the_largest_file_is_taken_and_one_byte_more_is_not(sekar: Client, purpose: str, most: int) -> None:
    exact = jpeg() + b"\0" * (most * 1024**2 - len(jpeg()))
    assert send(sekar, exact, purpose=purpose).status_code == 201
    answer = send(sekar, exact + b"\0", purpose=purpose)
    assert answer.status_code == 413 and f"{most} MB" in answer.text


@pytest.mark.one_database
def test_the_edges_of_the_size_are_taken(sekar: Client) -> None:
    assert send(sekar, jpeg(320, 320)).status_code == 201
    assert send(sekar, jpeg(8000, 320)).status_code == 201
    assert send(sekar, encoded(picture(8000, 5000, "L"), "PNG")).status_code == 201
    assert send(sekar, encoded(picture(8000, 5001, "L"), "PNG")).status_code == 422


def test_the_same_file_within_a_minute_is_the_same_upload(sekar: Client) -> None:
    first, again = send(sekar, jpeg()), send(sekar, jpeg())
    assert first.status_code == again.status_code == 201 and len(_uploads()) == 1
    send(sekar, jpeg(), purpose="BANNER", field="banner")
    assert len(_uploads()) == 2
    with unit() as session:
        session.execute(sa.update(Upload).values(created_at=clock.now() - timedelta(minutes=2)))
    send(sekar, jpeg())
    assert len(_uploads()) == 3 == len(_quarantine())


def test_a_full_account_is_told_before_and_then_refused(
    sekar: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PICTURES_PER_PERSON", 2)
    send(sekar, jpeg())
    assert not queries.usage(world.sekar.user).near
    send(sekar, jpeg(700, 500))
    assert queries.usage(world.sekar.user).near
    answer = send(sekar, jpeg(800, 500), headers=JSON)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "FULL")
    monkeypatch.setattr(limits, "PICTURES_PER_PERSON", 1000)
    monkeypatch.setattr(limits, "PICTURE_BYTES_PER_PERSON", 20)
    assert send(sekar, jpeg(800, 500)).status_code == 409


def test_many_uploads_an_hour_are_too_many(sekar: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "uploads", "1 per hour")
    assert send(sekar, jpeg()).status_code == 201
    answer = send(sekar, jpeg(700, 500))
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0


def test_its_owner_takes_a_picture_back(sekar: Client) -> None:
    send(sekar, jpeg())
    (upload,) = _uploads()
    assert sekar.post(f"{PATH}/{upload.id}/removal", data={"csrf_token": token(sekar)}).status_code == 204
    assert not _uploads() and not _quarantine()
    assert sekar.get(f"{PATH}/{uuid.uuid4()}").status_code == 404


@pytest.mark.one_database
def test_without_a_token_or_a_file_nothing_is_taken(sekar: Client) -> None:
    assert send(sekar, jpeg(), csrf_token="wrong").status_code == 403
    csrf = token(sekar)
    assert sekar.post(PATH, data={"csrf_token": csrf}).status_code == 400
    assert send(sekar, jpeg(), purpose="WEAPON").status_code == 400
    assert not _uploads()


@pytest.mark.one_database
def test_a_body_that_is_too_large_is_answered_beside_the_picture(sekar: Client) -> None:
    answer = send(sekar, jpeg() + b"\0" * (7 * 1024**2))
    assert answer.status_code == 413 and answer.page.one("p.err")


def test_a_damaged_picture_says_so_when_the_worker_finds_out(
    sekar: Client, deliver: Callable[..., int]
) -> None:
    send(sekar, jpeg()[:-4000])
    deliver()
    (upload,) = _uploads()
    assert (upload.state, upload.fault) == (UploadState.REFUSED, "broken")
    shot = sekar.get(f"{PATH}/{upload.id}", htmx=True)
    assert shot.page.one(".shot .err") is not None and not _quarantine()


def test_an_avatar_becomes_a_square(sekar: Client, deliver: Callable[..., int]) -> None:
    send(sekar, jpeg(900, 600), purpose="AVATAR", field="avatar")
    deliver()
    (upload,) = _uploads()
    assert upload.purpose is Purpose.AVATAR and upload.picture is not None
    assert (upload.picture.width, upload.picture.height) == (600, 600)


def test_equal_pictures_of_two_people_are_stored_once(
    client: Client, sekar: Client, world: World, deliver: Callable[..., int]
) -> None:
    send(sekar, jpeg())
    sekar.post("/logout", data={"csrf_token": token(sekar)})
    send(signed_in(client, world.hendra), jpeg())
    deliver()
    first, second = _uploads()
    assert first.picture_id == second.picture_id is not None
