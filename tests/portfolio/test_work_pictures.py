"""The pictures of a work: only one's own, at most ten, shown when they are made (C29, PORT-13)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from kreatr.kernel import events, storage
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import Conflict
from kreatr.notices.models import Notice
from kreatr.portfolio.actions import deciding
from kreatr.portfolio.models import ModerationStatus
from kreatr.uploads.events import UploadFinished
from kreatr.uploads.models import Purpose, Upload, UploadState
from tests.judge import Client
from tests.page import controls
from tests.pictures import make_picture
from tests.portfolio.writing import PATH, WORK, drafts, errors, fill, items, shot, stored
from tests.world import World

TILE = "input[type=hidden][name=images]"


def make_upload(owner: Any, state: UploadState = UploadState.READY, color: str | None = None) -> Upload:
    """An upload in a state, with its picture when it is ready."""
    picture = make_picture(color) if state is UploadState.READY else None
    with unit() as session:
        upload = Upload(
            owner_id=owner.id,
            purpose=Purpose.WORK,
            state=state,
            bytes=1000,
            digest=uuid.uuid4().hex * 2,
            picture=picture,
        )
        session.add(upload)
        session.flush()
    return upload


def finish(upload: Upload, state: UploadState) -> None:
    """The worker is done with an upload."""
    picture = make_picture() if state is UploadState.READY else None
    with unit() as session:
        upload = session.get_one(Upload, upload.id)
        upload.state, upload.picture = state, picture
        upload.fault = "broken" if state is UploadState.REFUSED else None
        session.flush()
        events.record(UploadFinished(upload.id))


def send(client: Client, ids: list[Any], *, save: str = "submit", **fields: Any) -> Any:
    """Sends a new work with these picture ids, as the form with its tiles would."""
    page = client.get(f"{PATH}/new")
    data = {**controls(page.page.one("form#karya")), **{k: [v] for k, v in WORK.items()}}
    data |= {"images": [str(id_) for id_ in ids], "save": [save], **fields}
    return client.post(f"{PATH}/new", data=data, content_type="multipart/form-data")


def test_own_pictures_hang_in_order_with_their_words(sekar: Client, world: World) -> None:
    ids = [make_upload(world.sekar.user).id for _one in range(3)]
    alts = {f"alt-{ids[0]}": "Layangan merah"}
    assert send(sekar, ids, **alts).status_code == 303
    hung = stored().images
    assert [image.upload_id for image in hung] == ids and all(image.picture_id for image in hung)
    assert [image.alt for image in hung] == ["Layangan merah", "", ""]
    page = sekar.get(f"{PATH}/edit/{stored().id}")
    assert [one.get("value") for one in page.page.all(TILE)] == [str(id_) for id_ in ids]


def test_others_pictures_are_refused(sekar: Client, world: World) -> None:
    foreign = make_upload(world.rizky.user)
    hanging = world.items[0].images[0].picture_id
    for id_ in (foreign.id, foreign.picture_id, hanging):
        assert send(sekar, [id_]).status_code == 404
    assert send(sekar, ["../x"]).status_code == 400
    assert items() == 4


def test_pictures_that_are_gone_stop_nobody(sekar: Client, world: World) -> None:
    own = make_upload(world.sekar.user)
    refused = make_upload(world.sekar.user, UploadState.REFUSED)
    assert send(sekar, [uuid.uuid4(), own.id, refused.id]).status_code == 303
    assert [image.upload_id for image in stored().images] == [own.id]


def test_ten_are_taken_and_eleven_are_not(sekar: Client, world: World) -> None:
    ids = [make_upload(world.sekar.user).id for _one in range(11)]
    answer = send(sekar, ids)
    assert answer.status_code == 422 and "Paling banyak 10 gambar" in errors(answer)
    assert len(answer.page.all(TILE)) == 11 and items() == 4
    assert send(sekar, ids[:10]).status_code == 303 and len(stored().images) == 10


def test_without_javascript_files_come_with_the_form(
    sekar: Client, world: World, deliver: Callable[[], int]
) -> None:
    files = [(shot(color), "foto.jpg") for color in ("#112233", "#445566")]
    assert send(sekar, [], images=files).status_code == 303
    assert len(stored().images) == 2 and not stored().pictures, "they are not made yet"
    assert "disiapkan" in sekar.get(PATH).page.text(f"#karya-{stored().id}")
    deliver()
    assert len(stored().pictures) == 2


def test_what_is_no_picture_is_said_and_nothing_is_lost(sekar: Client, world: World) -> None:
    answer = send(sekar, [], images=[(shot(size=(20, 20)), "kecil.jpg"), (shot(), "bagus.jpg")])
    assert answer.status_code == 422 and errors(answer) and items() == 4
    assert answer.page.one("#title").get("value") == WORK["title"]
    assert len(answer.page.all(TILE)) == 1


def test_the_buttons_of_a_picture_only_arrange(sekar: Client, world: World) -> None:
    ids = [make_upload(world.sekar.user).id for _one in range(2)]
    answer = send(sekar, ids, picture=f"cover:{ids[1]}")
    assert answer.status_code == 200 and items() == 4 and not drafts()
    assert [one.get("value") for one in answer.page.all(TILE)] == [str(ids[1]), str(ids[0])]
    assert fill(sekar, answer).status_code == 303
    assert [image.upload_id for image in stored().images] == [ids[1], ids[0]]


def test_a_picture_appears_when_it_is_made(sekar: Client, world: World, app: Flask) -> None:
    upload, visitor = make_upload(world.sekar.user, UploadState.WAITING), app.test_client()
    send(sekar, [upload.id, make_upload(world.sekar.user).id])
    with pytest.raises(Conflict):
        deciding.approve(stored().id)
    assert stored().status is ModerationStatus.PENDING, "nobody has seen all of it yet"
    finish(upload, UploadState.READY)
    deciding.approve(stored().id)
    public = "/portfolio/sekarayu/musim-layangan"
    assert len(visitor.get(public).page.all(".strip a")) == 2
    name = stored().pictures[0][1].name
    assert visitor.get(storage.media(name, 160)).status_code == 200


def test_a_refused_picture_leaves_and_the_owner_is_told(
    sekar: Client, world: World, deliver: Callable[[], int]
) -> None:
    upload = make_upload(world.sekar.user, UploadState.WAITING)
    send(sekar, [upload.id])
    finish(upload, UploadState.REFUSED)
    assert not stored().images
    deliver()
    (line,) = db.session.query(Notice).filter_by(kind="item-picture").all()
    assert line.url == f"{PATH}/edit/{stored().id}"


def test_a_held_picture_waits(sekar: Client, world: World) -> None:
    upload = make_upload(world.sekar.user, UploadState.WAITING)
    send(sekar, [upload.id])
    finish(upload, UploadState.HELD)
    assert len(stored().images) == 1 and not stored().pictures


def test_a_picture_that_leaves_is_not_served_any_more(sekar: Client, world: World, app: Flask) -> None:
    visitor = app.test_client()
    send(sekar, [make_upload(world.sekar.user, color="#0a0b0c").id, make_upload(world.sekar.user).id])
    deciding.approve(stored().id)
    old = storage.media(stored().pictures[0][1].name, 160)
    assert visitor.get(old).status_code == 200
    page = sekar.get(f"{PATH}/edit/{stored().id}")
    keep = page.page.all(TILE)[1].get("value")
    fill(sekar, page, images=[keep])
    assert visitor.get(old).status_code == 200, "the shown edition still has it"
    deciding.approve(stored().id)
    assert len(stored().pictures) == 1 and visitor.get(old).status_code == 404


def test_drafts_show_their_pictures(sekar: Client, world: World) -> None:
    upload = make_upload(world.sekar.user)
    send(sekar, [upload.id], save="draft")
    assert sekar.get(PATH).page.all(f"#karya-{drafts()[0].id} .thumb img")
