"""Assets and stored pictures: names that never lie, bytes that never change."""

from __future__ import annotations

import re
from collections.abc import Callable

import brotli
import pytest
from flask import Flask

from kreatr.kernel import storage
from tests.judge import Client
from tests.pictures import make_picture
from tests.world import World

pytestmark = pytest.mark.one_database
IMMUTABLE = "public, max-age=31536000, immutable"
NAME = "0123456789abcdef"


def _asset(app: Flask, name: str) -> str:
    found: Callable[[str], str] = app.jinja_env.globals["asset"]  # type: ignore[assignment]
    return found(name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("app.css", "text/css"),
        ("app.js", "text/javascript"),
        ("vendor/htmx.min.js", "text/javascript"),
        ("icons/icons.svg", "image/svg+xml"),
    ],
)
def test_assets_are_served_for_ever(app: Flask, client: Client, name: str, kind: str) -> None:
    url = _asset(app, name)
    assert re.fullmatch(r"/static/[\w/.-]+\.[0-9a-f]{12}\.\w+", url)
    answer = client.get(url)
    assert answer.status_code == 200 and answer.mimetype == kind
    assert answer.headers["Cache-Control"] == IMMUTABLE
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_assets_are_smaller_for_those_who_can_unpack_them(app: Flask, client: Client) -> None:
    url = _asset(app, "app.css")
    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": "gzip, br"})
    zipped = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert brotli.decompress(packed.data) == plain.data
    assert len(packed.data) < len(zipped.data) < len(plain.data)
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert len({one.headers["ETag"] for one in (plain, packed, zipped)}) == 3


def test_an_asset_is_not_sent_twice(app: Flask, client: Client) -> None:
    url = _asset(app, "app.js")
    tag = client.get(url).headers["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/static/app.css",
        "/static/app.000000000000.css",
        "/static/../kreatr/__init__.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/static/css/tokens.css",
        "/static/css/ORDER",
        "/static/vendor/README.md",
    ],
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    assert client.get(path).status_code in (404, 308)


def test_an_unknown_asset_name_is_a_mistake_of_the_template(app: Flask) -> None:
    with pytest.raises(KeyError):
        _asset(app, "no-such.css")


def test_pictures_are_served_for_ever_and_locked_in(app: Flask, client: Client) -> None:
    picture = make_picture(shown=True)
    answer = client.get(storage.media(picture.name, 320))
    assert answer.status_code == 200 and answer.mimetype == "image/webp"
    assert answer.headers["Cache-Control"] == IMMUTABLE
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    tag = answer.headers["ETag"]
    assert client.get(storage.media(picture.name, 320), headers={"If-None-Match": tag}).status_code == 304


def test_a_size_that_was_not_made_is_not_there(app: Flask, client: Client) -> None:
    assert client.get(storage.media(make_picture(shown=True).name, 1280)).status_code == 404


HOSTILE = [
    "../../etc/passwd",
    "..",
    "x.webp",
    f"{NAME}-320.png",
    f"{NAME}-320.webp.html",
    f"{NAME}-99999.webp",
    f"{NAME.upper()}-320.webp",
    f"../{NAME}-320.webp",
    f"{NAME}-320.webp/..",
    "",
    f"{NAME}-320.webp\n",
    "a" * 300,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_are_not_ours_are_refused(app: Flask, name: str) -> None:
    with pytest.raises(ValueError, match="stored name"):
        storage.current().path(name)


@pytest.mark.parametrize("name", [name for name in HOSTILE if name and "\n" not in name])
def test_addresses_that_are_not_ours_are_not_there(client: Client, name: str) -> None:
    assert client.get(f"/media/{name}").status_code in (404, 308)


def test_files_are_written_whole_or_not_at_all(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = storage.current()

    def fail(_descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        folder.put(f"{'f' * 32}-320.webp", b"half")
    monkeypatch.undo()
    assert not folder.path(f"{'f' * 32}-320.webp").exists()
    assert list((folder.root / "ff").glob(".*.part")) == []
    folder.put(f"{'f' * 32}-320.webp", b"whole")
    assert folder.path(f"{'f' * 32}-320.webp").read_bytes() == b"whole"
    folder.path(f"{'f' * 32}-320.webp").unlink()


@pytest.mark.parametrize("asked", ["gzip", "gzip, deflate", "br;q=0, gzip", "gzip, br", "identity", ""])
def test_pages_travel_as_small_as_the_client_can_read(client: Client, world: World, asked: str) -> None:
    plain = client.get("/community/marketplace", headers={"Accept-Encoding": "identity"})
    for path in ("/community/marketplace", "/login"):
        answer = client.get(path, headers={"Accept-Encoding": asked})
        chosen = answer.headers.get("Content-Encoding", "identity")
        assert chosen == {"gzip, br": "br", "identity": "identity", "": "identity"}.get(asked, "gzip")
        assert "Accept-Encoding" in answer.headers["Vary"]
        if chosen != "identity":
            assert len(answer.data) < len(plain.data) / 2
