"""What the clock clears away, and what it must leave."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel import clock, storage
from kreatr.kernel.db import db, unit
from kreatr.kernel.pictures import Picture
from kreatr.portfolio.models import Draft, ItemImage
from kreatr.uploads import jobs
from kreatr.uploads.actions import clearing, quarantine
from kreatr.uploads.models import Upload, UploadState
from tests.judge import Client
from tests.uploads.originals import jpeg, send
from tests.world import World, change_creator, signed_in

DAY_AGO = timedelta(days=1, minutes=1)


def _age(by: timedelta) -> None:
    """Makes every upload, picture and file older."""
    with unit() as session:
        session.execute(sa.update(Upload).values(created_at=clock.now() - by))
        finished = sa.update(Upload).where(Upload.done_at.is_not(None))
        session.execute(finished.values(done_at=clock.now() - by))
        session.execute(sa.update(Picture).values(created_at=clock.now() - by))
    for path in (*quarantine.folder().iterdir(), *(quarantine.folder().parent / "media").glob("*/*")):
        os.utime(path, times=(path.stat().st_atime, path.stat().st_mtime - by.total_seconds()))


@pytest.fixture
def made(client: Client, world: World, deliver: Callable[..., int]) -> tuple[World, Upload]:
    """Sekar has sent a picture, and it is made."""
    send(signed_in(client, world.sekar.user), jpeg())
    deliver()
    return world, db.session.scalars(sa.select(Upload)).one()


def _left(upload: Upload) -> tuple[bool, bool]:
    """Whether the upload's row and its picture's row are there."""
    id_, picture_id = upload.id, upload.picture_id
    db.session.expire_all()
    found = (
        sa.select(sa.exists().where(Upload.id == id_)),
        sa.select(sa.exists().where(Picture.id == picture_id)),
    )
    return bool(db.session.scalar(found[0])), bool(db.session.scalar(found[1]))


def test_what_nobody_used_for_a_day_goes_with_its_files(made: tuple[World, Upload]) -> None:
    _world, upload = made
    assert upload.picture is not None
    name = f"{upload.picture.name}-320.webp"
    upload_id, picture_id = upload.id, upload.picture_id
    jobs.tidy()
    assert db.session.get(Upload, upload_id) is not None
    _age(DAY_AGO)
    jobs.tidy()
    db.session.expire_all()
    assert not db.session.scalar(sa.select(sa.exists().where(Upload.id == upload_id)))
    assert not db.session.scalar(sa.select(sa.exists().where(Picture.id == picture_id)))
    assert not storage.current().exists(name)
    assert db.session.scalar(sa.select(sa.func.count(Picture.id))), "the pictures of works stay"


@pytest.mark.parametrize("use", ["item", "draft", "avatar", "banner"])
def test_what_is_used_stays(made: tuple[World, Upload], use: str) -> None:
    world, upload = made
    if use in ("avatar", "banner"):
        change_creator(world.sekar, **{f"{use}_id": upload.picture_id})
    with unit() as session:
        if use == "item":
            session.add(
                ItemImage(
                    item_id=world.items[0].id, upload_id=upload.id, picture_id=upload.picture_id, position=5
                )
            )
        if use == "draft":
            session.add(Draft(creator_id=world.sekar.id, content={"images": [{"id": str(upload.id)}]}))
    _age(DAY_AGO)
    jobs.tidy()
    assert _left(upload) == (True, True)


def test_another_persons_draft_keeps_nothing(made: tuple[World, Upload]) -> None:
    world, upload = made
    with unit() as session:
        session.add(Draft(creator_id=world.rizky.id, content={"images": [str(upload.id)]}))
    upload_id = upload.id
    _age(DAY_AGO)
    clearing.forget_unused()
    db.session.expire_all()
    assert not db.session.scalar(sa.select(sa.exists().where(Upload.id == upload_id)))


def test_the_quarantine_keeps_what_is_waited_for(client: Client, world: World, data: Path) -> None:
    send(signed_in(client, world.sekar.user), jpeg())
    folder = data / "quarantine"
    (folder / ".cut-off.part").write_bytes(b"half")
    (folder / "01a20000-0000-7000-8000-000000000000").write_bytes(b"nobody waits for it")
    assert clearing.clear_quarantine() == 0
    _age(timedelta(hours=2))
    assert clearing.clear_quarantine() == 2
    assert len(list(folder.iterdir())) == 1


@pytest.mark.one_database
def test_files_without_rows_go_and_rows_without_files_are_told(app: Flask, world: World) -> None:
    shelf, picture = storage.current(), world.items[0].images[0].picture
    assert picture is not None
    stray = "ef" * 16 + "-320.webp"
    shelf.put(stray, b"x")
    clearing.compare_storage()
    assert shelf.exists(stray)
    _age(timedelta(hours=2))
    lost = f"{picture.name}-320.webp"
    shelf.delete(lost)
    gone, missing = clearing.compare_storage()
    assert gone >= 1 and not shelf.exists(stray)
    assert missing == [lost]


def test_what_waits_for_two_days_is_given_up(client: Client, world: World) -> None:
    send(signed_in(client, world.sekar.user), jpeg())
    _age(timedelta(days=3))
    jobs.tidy()
    db.session.expire_all()
    upload = db.session.scalars(sa.select(Upload)).one()
    assert (upload.state, upload.fault) == (UploadState.REFUSED, "failed")
    assert not list(quarantine.folder().iterdir())
