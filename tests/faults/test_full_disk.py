"""A disk without room: who sends a picture is told so, nothing half stays behind, and all the rest goes on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from kreatr.kernel.db import db
from kreatr.uploads.models import Upload, UploadState
from tests.faults.conftest import Scene
from tests.faults.house import sign_in, wait_until
from tests.uploads.originals import PATH, heavy

DISK, PICTURE = 3 * 1024**2, 4 * 1024**2  # bytes


@pytest.fixture
def quarantine(scene: Scene) -> Iterator[Path]:
    """The quarantine, on a small disk of its own."""
    with _small_disk(_data(scene) / "quarantine") as folder:
        yield folder


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() != 0 or _mount(folder, f"size={DISK}"):
        pytest.skip("a small disk can be mounted by root only")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _data(scene: Scene) -> Path:
    return Path(scene.app.config["KREATR"].data)


def _mount(folder: Path, options: str) -> int:
    command = ["mount", "-t", "tmpfs", "-o", options, "kreatr-test", str(folder)]
    return subprocess.run(command, capture_output=True).returncode


def _send(browser: httpx.Client, token: str, data: bytes) -> httpx.Response:
    return browser.post(
        PATH, data={"csrf_token": token, "purpose": "WORK"}, files={"file": ("karya.jpg", data)}
    )


def _uploads(scene: Scene) -> list[Upload]:
    with scene.app.app_context():
        return list(db.session.scalars(sa.select(Upload)))


@pytest.mark.one_database
def test_a_picture_that_finds_no_room(scene: Scene, quarantine: Path) -> None:
    with scene.house.browser() as browser:
        token, picture = sign_in(browser), heavy(PICTURE)
        for _ in range(3):
            answer = _send(browser, token, picture)
            assert answer.status_code == 507 and "sedang penuh" in answer.text
            assert not list(quarantine.iterdir()) and not _uploads(scene)
        assert browser.get("/").status_code == 200
        assert browser.get("/dashboard/portfolio").status_code == 200
        with scene.house.browser() as another:
            sign_in(another)
        _mount(quarantine, f"remount,size={8 * DISK}")
        assert _send(browser, token, picture).status_code == 201
        wait_until(scene.settled, 60, "it is made")
    (upload,) = _uploads(scene)
    assert upload.state is UploadState.READY and not list(quarantine.iterdir())


@pytest.mark.one_database
def test_a_body_that_finds_no_room(scene: Scene) -> None:
    """The whole data folder is full, so that a form with pictures cannot even be gathered."""
    picture = heavy(PICTURE)
    with scene.house.browser() as browser, scene.house.browser() as another:
        token = sign_in(browser)
        with _small_disk(_data(scene)) as folder:
            for path in (PATH, "/dashboard/portfolio/new"):
                answer = browser.post(
                    path, data={"csrf_token": token}, files={"images": ("karya.jpg", picture)}
                )
                assert answer.status_code == 507 and "Tempat kami sedang penuh" in answer.text
            (folder / "rest").write_bytes(b"x" * (DISK - 5 * 4096))
            answer = browser.post(
                PATH, data={"csrf_token": token}, files={"file": ("karya.jpg", picture[:400_000])}
            )
            assert answer.status_code == 507 and "sedang penuh" in answer.text
            assert browser.get("/").status_code == 200
            assert browser.get("/dashboard/portfolio").status_code == 200
            sign_in(another)
            assert not [path for path in folder.rglob("*") if path.is_file() and path.name != "rest"]
        assert not _uploads(scene)
        assert _send(browser, token, picture).status_code == 201
