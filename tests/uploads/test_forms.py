"""What a form without JavaScript asks of this room: files taken in, ids of one's own, an order by buttons."""

from __future__ import annotations

import io
import uuid

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage

from kreatr.kernel import limits
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import BadRequest, NotFound
from kreatr.uploads import queries
from kreatr.uploads.actions.receiving import receive_many
from kreatr.uploads.models import Purpose, Upload, UploadState
from tests.pictures import make_picture
from tests.uploads.originals import jpeg
from tests.world import World

ORDER = ["a", "b", "c"]


def _part(data: bytes, name: str = "foto.jpg") -> FileStorage:
    return FileStorage(io.BytesIO(data), name)


def _row(owner_id: uuid.UUID, state: UploadState = UploadState.WAITING) -> Upload:
    with unit() as session:
        upload = Upload(owner_id=owner_id, purpose=Purpose.WORK, state=state, bytes=9, digest="0" * 64)
        session.add(upload)
        session.flush()
    return upload


def test_several_files_come_in_order_and_empty_inputs_do_not_count(world: World) -> None:
    parts = [_part(b"", ""), _part(jpeg(640, 401)), _part(jpeg(640, 402))]
    received = receive_many(world.hendra, Purpose.WORK, parts, room=2)
    assert [one.bytes for one in received.uploads] == [len(jpeg(640, 401)), len(jpeg(640, 402))]
    assert received.faults == []


def test_each_refused_file_is_named_by_its_place_and_stops_no_other(world: World) -> None:
    parts = [_part(b"tulisan"), _part(jpeg(640, 403)), _part(jpeg(319, 640))]
    received = receive_many(world.hendra, Purpose.WORK, parts)
    assert len(received.uploads) == 1
    first, second = received.faults
    assert first.startswith("Gambar 1: ") and "bukan gambar" in first
    assert second.startswith("Gambar 3: ") and "320 piksel" in second


def test_the_only_file_needs_no_number(world: World) -> None:
    (fault,) = receive_many(world.hendra, Purpose.AVATAR, [_part(b"tulisan")]).faults
    assert fault.startswith("Ini bukan gambar")


@pytest.mark.parametrize("room", [1, 0, -3])
def test_what_there_is_no_room_for_is_left_out_and_said(world: World, room: int) -> None:
    parts = [_part(jpeg(640, 404 + n)) for n in range(3)]
    received = receive_many(world.hendra, Purpose.WORK, parts, room=room)
    taken = max(0, room)
    assert len(received.uploads) == taken == db.session.scalar(sa.select(sa.func.count(Upload.id)))
    assert received.faults == [f"{3 - taken} gambar tidak ikut: tempatnya sudah penuh."]


def test_the_limit_of_an_hour_is_a_sentence_and_keeps_what_came_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "uploads", "1 per hour")
    received = receive_many(world.hendra, Purpose.WORK, [_part(jpeg(640, 407)), _part(jpeg(640, 408))])
    assert len(received.uploads) == 1 and len(received.faults) == 1


def test_own_uploads_come_as_asked_without_repetitions_and_refused_ones(world: World) -> None:
    first, second = _row(world.hendra.id), _row(world.hendra.id)
    refused = _row(world.hendra.id, UploadState.REFUSED)
    asked = [str(one.id) for one in (second, refused, first, second)]
    assert [one.id for one in queries.own(world.hendra, asked)] == [second.id, first.id]
    assert queries.own(world.hendra, []) == []


def test_what_is_not_ones_own_is_not_there(world: World) -> None:
    picture, foreign = make_picture(), _row(world.dewi.id)
    for id_ in (foreign.id, picture.id, uuid.uuid4()):
        with pytest.raises(NotFound):
            queries.own(world.hendra, [str(id_)])
    with pytest.raises(BadRequest):
        queries.own(world.hendra, ["../etc"])
    assert queries.own(world.hendra, [str(picture.id)], also=[picture]) == [picture]


@pytest.mark.parametrize(
    ("command", "order"),
    [
        ("cover:c", "cab"),
        ("cover:a", "abc"),
        ("earlier:b", "bac"),
        ("earlier:a", "abc"),
        ("later:b", "acb"),
        ("later:c", "abc"),
        ("remove:b", "ac"),
        ("remove:x", "abc"),
        ("add", "abc"),
        ("explode:a", "abc"),
        ("", "abc"),
    ],
)
@pytest.mark.one_database
def test_buttons_arrange(command: str, order: str) -> None:
    assert "".join(queries.arrange(ORDER, command)) == order
    assert "".join(queries.arrange([*ORDER, "a"], command)) == order, "repetitions go"
