"""A folder and a bucket keep files alike. The bucket is one of a real server that speaks S3."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import boto3
import httpx
import pytest
from flask import Flask

from kreatr.kernel import clock, config
from kreatr.kernel.bucket import Bucket
from kreatr.kernel.errors import Unavailable
from kreatr.kernel.stores import Folder, Storage
from tests.services import free_port

NAME, OTHER = "ab" * 16 + "-320.webp", "cd" * 16 + "-768.webp"
KEY = {"AWS_ACCESS_KEY_ID": "AKIATESTKEY", "AWS_SECRET_ACCESS_KEY": "a-secret-for-tests"}


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 server with an empty bucket `kreatr`."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            httpx.get(url, timeout=1, trust_env=False)
            break
        except httpx.HTTPError:
            time.sleep(0.2)
    client = boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=KEY["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEY["AWS_SECRET_ACCESS_KEY"],
    )
    client.create_bucket(Bucket="kreatr")
    yield url
    process.kill()
    process.wait()


def _bucket(tmp_path: Path, url: str) -> Bucket:
    names = {"KREATR_DATA": str(tmp_path), "AWS_S3_BUCKET": "kreatr", "AWS_ENDPOINT_URL": url, **KEY}
    return Bucket(config.load(names))


@pytest.fixture(params=["folder", "bucket"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    if request.param == "folder":
        yield Folder(tmp_path / "media")
        return
    bucket = _bucket(tmp_path, request.getfixturevalue("s3"))
    yield bucket
    for file in list(bucket.list()):
        bucket.delete(file.name)


def test_what_is_put_is_there_until_it_is_deleted(shelf: Storage) -> None:
    assert shelf.get(NAME) is None and not shelf.exists(NAME)
    shelf.put(NAME, b"first")
    shelf.put(NAME, b"again")
    shelf.put(OTHER, b"")
    assert shelf.get(NAME) == b"again" and shelf.exists(NAME) and shelf.get(OTHER) == b""
    assert {file.name for file in shelf.list()} == {NAME, OTHER}
    assert all(abs(clock.now() - file.at) < timedelta(minutes=1) for file in shelf.list())
    shelf.delete(NAME)
    shelf.delete(NAME)
    assert not shelf.exists(NAME) and {file.name for file in shelf.list()} == {OTHER}


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "x.webp", f"{'a' * 32}-320.svg", f".{NAME}", f"{NAME}\n"]
)
def test_other_names_never_reach_it(shelf: Storage, name: str) -> None:
    for ask in (shelf.get, shelf.exists, shelf.delete):
        with pytest.raises(ValueError, match="stored name"):
            ask(name)
    with pytest.raises(ValueError, match="stored name"):
        shelf.put(name, b"x")


def test_a_put_that_was_cut_off_is_tidied_away(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    shelf.put(NAME, b"whole")
    draft = tmp_path / "ab" / ".0123.part"
    draft.write_bytes(b"half")
    assert shelf.tidy(clock.now() - timedelta(hours=1)) == 0
    os.utime(draft, (1, 1))
    assert shelf.tidy(clock.now() - timedelta(hours=1)) == 1
    assert [file.name for file in shelf.list()] == [NAME]


def test_a_store_that_is_away_is_unavailable(tmp_path: Path) -> None:
    bucket = _bucket(tmp_path, f"http://127.0.0.1:{free_port()}")
    with pytest.raises(Unavailable):
        bucket.get(NAME)
    with pytest.raises(Unavailable):
        bucket.put(NAME, b"x")


@pytest.mark.one_database
def test_pictures_of_a_bucket_are_served_like_others(app: Flask, s3: str, tmp_path: Path) -> None:
    from tests.pictures import make_picture

    before = app.extensions["kreatr_storage"]
    app.extensions["kreatr_storage"] = _bucket(tmp_path, s3)
    try:
        picture = make_picture(shown=True)
        browser = app.test_client()
        answer = browser.get(f"/media/{picture.name}-320.webp")
        assert answer.status_code == 200 and answer.mimetype == "image/webp"
        assert "immutable" in answer.headers["Cache-Control"]
        again = browser.get(
            f"/media/{picture.name}-320.webp", headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert again.status_code == 304
        assert browser.get(f"/media/{'0' * 32}-320.webp").status_code == 404
    finally:
        app.extensions["kreatr_storage"] = before


def test_a_bucket_without_a_key_is_refused_at_the_start(tmp_path: Path) -> None:
    loaded = config.load({"KREATR_DATA": str(tmp_path)})
    assert not replace(loaded, s3_bucket="").s3_bucket
    for wrong in (
        {"AWS_S3_BUCKET": "kreatr"},
        {"AWS_ENDPOINT_URL": "ftp://files"},
        {"CLAMD_SOCKET": "clamd"},
    ):
        with pytest.raises(config.ConfigError, match=next(iter(wrong))):
            config.load({"KREATR_DATA": str(tmp_path), **wrong})
