"""Writing works in tests, as a creator does."""

from __future__ import annotations

import io
from typing import Any

import sqlalchemy as sa
from PIL import Image

from kreatr.accounts.models import User
from kreatr.kernel.db import db
from kreatr.portfolio.models import Draft, Item
from kreatr.uploads.actions import receiving
from kreatr.uploads.models import Purpose, Upload
from tests.judge import Client

PATH = "/dashboard/portfolio"
STORY = "Seri poster untuk festival layang-layang Sanur, dari empat puluh sketsa tangan sampai cetak."
WORK = {
    "title": "Musim Layangan",
    "description": STORY,
    "category": "CREATIVE_DIRECTION",
    "tags": "layangan, poster",
    "tools": "Midjourney v7",
    "human_part": "Sketsa, memilih, dan mewarnai ulang.",
    "licence": "CC_BY_NC",
}
SUBMIT, DRAFT = "button[name=save][value=submit]", "button[name=save][value=draft]"


def fill(client: Client, page: Any, *, button: str = SUBMIT, htmx: bool = False, **fields: Any) -> Any:
    """Sends the editor's form with these fields."""
    return client.submit(page, "form#karya", button=f"form#karya .save {button}", htmx=htmx, **fields)


def write(client: Client, *, button: str = SUBMIT, htmx: bool = False, **fields: Any) -> Any:
    """Opens the editor, writes a work and sends it."""
    return fill(client, client.get(f"{PATH}/new"), button=button, htmx=htmx, **{**WORK, **fields})


def stored(title: str = WORK["title"]) -> Item:
    """The only item of this title."""
    db.session.rollback()
    return db.session.scalars(
        sa.select(Item).where(Item.title == title).execution_options(populate_existing=True)
    ).one()


def items() -> int:
    """How many items there are."""
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count(Item.id))) or 0


def drafts() -> list[Draft]:
    """All drafts, oldest first."""
    db.session.rollback()
    select = sa.select(Draft).order_by(Draft.created_at).execution_options(populate_existing=True)
    return list(db.session.scalars(select))


def shot(color: str = "#c2557a", size: tuple[int, int] = (640, 480)) -> io.BytesIO:
    """A picture as a camera makes it."""
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, "JPEG", quality=80)
    file.seek(0)
    return file


def upload(owner: User, color: str = "#c2557a") -> Upload:
    """A picture that somebody sent; the worker makes it when news are delivered."""
    return receiving.receive(owner, Purpose.WORK, shot(color))


def errors(answer: Any) -> str:
    """Everything a page complains about."""
    return " ".join("".join(one.itertext()).strip() for one in answer.page.all(".err, .note.bad"))
