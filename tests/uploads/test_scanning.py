"""Scanners: what they find is refused or held, and one that cannot answer holds the picture for a person."""

from __future__ import annotations

import io
import socket
import struct
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel import clamd, confined, images, nudity, storage
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.uploads.actions import finishing, quarantine, scanning
from kreatr.uploads.models import Upload, UploadState
from tests.judge import Client
from tests.uploads.originals import jpeg, picture, send
from tests.world import World, signed_in

ANSWERS = {
    "clean": b"stream: OK\0",
    "virus": b"stream: Eicar-Test-Signature FOUND\0",
    "error": b"INSTREAM size limit exceeded. ERROR\0",
    "garbage": b"\xff\xfe HTTP/1.1 200 OK\r\n\r\n\0",
    "silence": b"",
}


class Clamd:
    """Stands in for the daemon: reads a stream as it does, answers as told, and keeps what it was sent."""

    def __init__(self, folder: Path) -> None:
        self.address, self.mode, self.received = str(folder / "clamd.sock"), "clean", b""
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(self.address)
        self.socket.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            with client, client.makefile("rb") as stream:
                self._talk(client, stream)

    def _talk(self, client: socket.socket, stream: io.BufferedReader) -> None:
        assert stream.read(10) == b"zINSTREAM\0"
        self.received = b""
        while length := struct.unpack(">I", stream.read(4))[0]:
            self.received += stream.read(length)
        if self.mode == "hang":
            stream.read(1)
        else:
            client.sendall(ANSWERS[self.mode])


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Clamd]:
    found = Clamd(tmp_path)
    yield found
    found.socket.close()


@pytest.fixture
def sekar(client: Client, world: World) -> Client:
    return signed_in(client, world.sekar.user)


def _sent(client: Client, deliver: Callable[..., int], data: bytes = jpeg()) -> Upload:
    assert send(client, data).status_code == 201
    deliver()
    assert not list(quarantine.folder().iterdir())
    return db.session.scalars(sa.select(Upload)).one()


@pytest.mark.parametrize(
    ("mode", "state"),
    [
        ("clean", UploadState.READY),
        ("virus", UploadState.REFUSED),
        ("error", UploadState.HELD),
        ("garbage", UploadState.HELD),
        ("silence", UploadState.HELD),
    ],
)
@pytest.mark.one_database
def test_what_the_virus_scanner_says_decides(
    sekar: Client,
    deliver: Callable[..., int],
    change: Callable[..., None],
    daemon: Clamd,
    mode: str,
    state: UploadState,
) -> None:
    change(clamd_socket=daemon.address)
    daemon.mode = mode
    upload = _sent(sekar, deliver)
    assert upload.state is state and daemon.received == jpeg()
    assert upload.fault == ("infected" if mode == "virus" else None)
    assert upload.held_reason == (scanning.FAILED if state is UploadState.HELD else None)
    assert (upload.picture is None) == (mode == "virus")


@pytest.mark.one_database
def test_a_scanner_that_hangs_or_is_away_holds_the_picture(
    sekar: Client,
    deliver: Callable[..., int],
    change: Callable[..., None],
    daemon: Clamd,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    daemon.mode = "hang"
    began = time.monotonic()
    with pytest.raises(clamd.ScanFailed):
        clamd.infected(io.BytesIO(jpeg()), daemon.address, seconds=0.5)
    assert time.monotonic() - began < 2
    daemon.socket.close()
    change(clamd_socket=daemon.address + ".nobody")
    assert _sent(sekar, deliver).held_reason == scanning.FAILED


def test_a_person_releases_or_refuses_what_is_held(
    app: Flask,
    client: Client,
    sekar: Client,
    world: World,
    deliver: Callable[..., int],
    change: Callable[..., None],
    daemon: Clamd,
) -> None:
    daemon.mode = "error"
    change(clamd_socket=daemon.address)
    upload = _sent(sekar, deliver)
    assert upload.held_reason == scanning.FAILED
    assert upload.picture is not None
    address = storage.media(upload.picture.name, 320)
    assert sekar.get(address).status_code == 200
    maya = signed_in(app.test_client(), world.maya)
    assert maya.get(address).status_code == 200
    finishing.release(upload.id)
    db.session.expire_all()
    assert upload.state is UploadState.READY and upload.held_reason is None
    assert maya.get(address).status_code == 404
    with pytest.raises(NotFound):
        finishing.reject(upload.id)


def test_a_held_picture_can_be_refused(
    app: Flask, sekar: Client, deliver: Callable[..., int], change: Callable[..., None], daemon: Clamd
) -> None:
    daemon.mode = "error"
    change(clamd_socket=daemon.address)
    upload = _sent(sekar, deliver)
    finishing.reject(upload.id)
    deliver()
    db.session.expire_all()
    assert (upload.state, upload.fault, upload.picture_id) == (UploadState.REFUSED, "rejected", None)


@pytest.mark.one_database
def test_without_the_model_everything_is_held(
    sekar: Client, deliver: Callable[..., int], change: Callable[..., None]
) -> None:
    if nudity.installed():
        pytest.skip("the model is installed here")
    change(nudity_scan=True)
    assert _sent(sekar, deliver).held_reason == scanning.FAILED


NEEDS_MODEL = pytest.mark.skipif(
    not nudity.installed(), reason="nudenet is not installed (requirements-moderation.txt)"
)


@NEEDS_MODEL
@pytest.mark.one_database
@pytest.mark.parametrize("size", [(640, 480), (320, 8000), (768, 6144), (8000, 400)])
def test_the_model_passes_a_landscape(
    sekar: Client, deliver: Callable[..., int], change: Callable[..., None], size: tuple[int, int]
) -> None:
    change(nudity_scan=True)
    upload = _sent(sekar, deliver, jpeg(*size))
    assert (upload.state, upload.held_reason) == (UploadState.READY, None)


@NEEDS_MODEL
@pytest.mark.one_database
@pytest.mark.parametrize("limit", [{"memory": 96 * 1024**2}, {"seconds": 0}, {"output": 0}])
def test_a_model_that_gets_too_little_holds_the_picture(
    sekar: Client,
    deliver: Callable[..., int],
    change: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    limit: dict[str, int],
) -> None:
    change(nudity_scan=True)
    monkeypatch.setattr(scanning, "LIMITS", scanning.LIMITS._replace(**limit))
    upload = _sent(sekar, deliver)
    assert (upload.state, upload.held_reason) == (UploadState.HELD, scanning.FAILED)


@NEEDS_MODEL
def test_the_model_holds_less_memory_than_is_said() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(images.webp(picture(768, 1152), 60))
        file.flush()
        ended = confined.run("nudity", (), file, scanning.LIMITS)
    assert ended.whole and 0 < ended.peak < 150_000_000
