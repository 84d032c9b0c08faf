"""`/dev/mailbox`: the mails of a development machine, as a person would read them."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app

from kreatr.kernel import access, respond
from kreatr.kernel.i18n import clock_time

blueprint = Blueprint("mailbox", __name__)
SHOWN = 100


@blueprint.get("/dev/mailbox")
@blueprint.get("/dev/mailbox/<string:name>")
@access.anyone
def mailbox(name: str | None = None) -> Any:
    """The newest mails, and one of them whole. There is no such page in production."""
    if current_app.config["KREATR"].production:
        abort(404)
    files = sorted(_folder().glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)[:SHOWN]
    chosen = next((path for path in files if path.stem == name), None)
    if name is not None and chosen is None:
        abort(404)
    return respond.page(
        "site/mailbox.html",
        messages=[_brief(path) for path in files],
        message={**_brief(chosen), "body": _read(chosen).get_content()} if chosen else None,
    )


def _folder() -> Path:
    data: Path = current_app.config["KREATR"].data
    return data / "mail"


def _read(path: Path) -> EmailMessage:
    with open(path, "rb") as file:
        return BytesParser(EmailMessage, policy=policy.default).parse(file)


def _brief(path: Path) -> dict[str, Any]:
    message = _read(path)
    date = clock_time(parsedate_to_datetime(message["Date"]))
    return {"id": path.stem, "to": message["To"], "subject": message["Subject"], "date": date}
