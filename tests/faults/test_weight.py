"""Forms as heavy as they may be: the web process stays as light as it was, and what is heavier is refused unread."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psutil
import pytest
import sqlalchemy as sa

from kreatr.kernel.db import db
from kreatr.uploads.models import Upload
from tests import page
from tests.faults.conftest import Scene
from tests.faults.house import sign_in
from tests.uploads.originals import heavy

FORM = "/dashboard/portfolio/new"
MOST, MORE, PICTURE = 180_000_000, 25_000_000, 5 * 1024**2  # bytes
WORK = {
    "title": "Sepuluh Gambar Berat",
    "description": "Sebuah cerita yang cukup panjang tentang sepuluh gambar yang berat sekali.",
    "category": "OTHER",
}


@contextmanager
def _watched(web: psutil.Process) -> Iterator[list[int]]:
    """The most that any process of the web holds meanwhile, in bytes, as the list's last."""
    peaks, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            now = [one.memory_info().rss for one in (web, *web.children()) if one.is_running()]
            peaks.append(max(peaks[-1], *now))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield peaks
    finally:
        over.set()
        watcher.join()


def _post(browser: httpx.Client, pictures: list[bytes]) -> httpx.Response:
    """Keeps a new work with these pictures as a draft, as a browser without JavaScript does."""
    fields = page.controls(page.parse(browser.get(FORM).text).one("main form[method=post]"))
    fields = {name: value for name, value in fields.items() if name != "images"}
    files = [("images", ("karya.jpg", picture, "image/jpeg")) for picture in pictures]
    return browser.post(FORM, data={**fields, **WORK, "save": "draft"}, files=files, timeout=60)


@pytest.mark.one_database
def test_ten_heavy_pictures_weigh_nothing_on_the_web(scene: Scene) -> None:
    web = scene.house.part("web")
    with scene.house.browser() as browser:
        sign_in(browser)
        with _watched(web) as before:
            time.sleep(0.2)
        peaks = []
        for number in range(3):
            pictures = [heavy(PICTURE, number * 10 + n) for n in range(10)]
            with _watched(web) as during:
                began = time.monotonic()
                answer = _post(browser, pictures)
                seconds = time.monotonic() - began
            assert answer.status_code == 303, answer.text[-3000:]
            peaks.append(during[-1])
            print(f"{seconds:.1f} s, {during[-1] / 1e6:.0f} MB")
        with _watched(web) as after:
            time.sleep(0.2)
    print(f"before {before[-1] / 1e6:.0f} MB, after {after[-1] / 1e6:.0f} MB")
    with scene.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Upload.id))) == 30
    assert max(peaks) < min(MOST, before[-1] + MORE)
    assert peaks[2] < peaks[0] + 10_000_000, "it does not grow"


@pytest.mark.one_database
@pytest.mark.parametrize(("path", "most"), [("/dashboard/uploads", 6 * 1024**2), (FORM, 52 * 1024**2)])
def test_what_is_too_heavy_is_refused_before_it_is_sent(scene: Scene, path: str, most: int) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    with socket.create_connection(("127.0.0.1", scene.house.port), timeout=5) as line:
        line.sendall(f"{head}Content-Length: {most + 1}\r\n\r\n".encode())
        answer = line.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 413")
    with scene.house.browser() as browser:  # which does not look up before all is sent
        token = sign_in(browser)
        answered = browser.post(path, data={"csrf_token": token}, files={"images": ("a.jpg", b"x" * most)})
    assert answered.status_code == 413
    assert "lebih kecil" in answered.text
