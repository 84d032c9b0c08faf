"""What is kept of a picture on its way."""

from __future__ import annotations

import sqlalchemy as sa

from kreatr.kernel.db import db, unit
from kreatr.uploads.models import Purpose, Upload, UploadState
from tests.world import World


def test_an_upload_waits_and_goes_with_its_owner(world: World) -> None:
    with unit() as session:
        session.add(Upload(owner_id=world.hendra.id, purpose=Purpose.WORK, bytes=10, digest="0" * 64))
    assert db.session.scalars(sa.select(Upload)).one().state is UploadState.WAITING
    with unit() as session:
        session.delete(world.hendra)
    assert not db.session.scalars(sa.select(Upload)).all()
