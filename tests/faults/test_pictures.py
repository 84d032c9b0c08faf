"""The worker killed while it makes a picture, and the web while one arrives: nothing lost, nothing half made."""

from __future__ import annotations

import io
import socket
import uuid
from pathlib import Path

import httpx
import psutil
import pytest
import sqlalchemy as sa
from PIL import Image

from kreatr.kernel import storage
from kreatr.kernel.db import db
from kreatr.uploads.models import Upload, UploadState
from tests.faults.conftest import Scene
from tests.faults.house import sign_in, wait_until
from tests.uploads.originals import PATH, encoded

AGAIN_SECONDS = 120


def _large() -> bytes:
    return encoded(Image.linear_gradient("L").resize((8000, 5000)).convert("RGB"), "PNG")


def _send(browser: httpx.Client, token: str, data: bytes) -> httpx.Response:
    fields = {"csrf_token": token, "purpose": "WORK"}
    return browser.post(
        PATH, data=fields, files={"file": ("karya.png", data)}, headers={"Accept": "application/json"}
    )


def _makers(scene: Scene) -> list[psutil.Process]:
    """The small processes in which pictures are made."""
    found = []
    for process in scene.house.part("worker").children(recursive=True):
        try:
            if any("kreatr.kernel" in word for word in process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return found


def _files(scene: Scene, folder: str) -> list[Path]:
    return [path for path in (Path(scene.app.config["KREATR"].data) / folder).rglob("*") if path.is_file()]


@pytest.mark.one_database
def test_a_worker_killed_while_it_makes_a_picture(scene: Scene) -> None:
    with scene.house.browser() as browser:
        answer = _send(browser, sign_in(browser), _large())
        assert answer.status_code == 201
        upload_id = uuid.UUID(answer.json()["id"])
        wait_until(lambda: _makers(scene), 30, "the worker begins")
        worker = scene.house.part("worker")
        everybody = [worker, *worker.children(recursive=True)]
        scene.house.kill("worker")
        assert not psutil.wait_procs(everybody, timeout=5)[1], "what it started dies with it"
        assert browser.get(f"{PATH}/{upload_id}").text.count("aria-busy")
        assert [path.name for path in _files(scene, "quarantine")] == [str(upload_id)], "the original is kept"
        waited = wait_until(scene.settled, AGAIN_SECONDS, "the picture is made after all")
    with scene.app.app_context():
        upload = db.session.scalars(sa.select(Upload)).one()
        assert upload.state is UploadState.READY and upload.picture is not None
        shelf, brief = storage.current(), upload.picture.brief()
        for width in brief["widths"]:
            data = shelf.get(f"{brief['name']}-{width}.webp")
            assert data is not None and Image.open(io.BytesIO(data)).width == width
    assert not _files(scene, "quarantine")
    assert not [path for path in _files(scene, "media") if path.suffix not in (".webp", ".jpg")]
    print(f"made after {waited:.0f} s")


@pytest.mark.one_database
def test_the_web_killed_while_a_picture_arrives(scene: Scene) -> None:
    with scene.house.browser() as browser:
        token = sign_in(browser)

        head = f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000\r\n"
        with socket.create_connection(("127.0.0.1", scene.house.port)) as client:
            client.sendall(
                f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode() + b"x" * 500_000
            )
            scene.house.kill("web")
        wait_until(scene.house.answers, 20, "the web is back")
        assert not _files(scene, "quarantine")
        assert _send(browser, token, encoded(Image.new("RGB", (400, 400), "red"), "PNG")).status_code == 201
        wait_until(scene.settled, AGAIN_SECONDS, "it is made")
    with scene.app.app_context():
        assert db.session.scalars(sa.select(Upload)).one().state is UploadState.READY
