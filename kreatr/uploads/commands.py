"""`flask --app app uploads …`: what an operator does with held pictures until there is a page for it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import click
from flask import current_app
from flask.cli import AppGroup

from kreatr.kernel import storage
from kreatr.kernel.errors import NotFound
from kreatr.uploads import queries
from kreatr.uploads.actions import finishing
from kreatr.uploads.models import Upload

group = AppGroup("uploads", help="Pictures that wait for a person to look at them.")


@group.command("held")
def held() -> None:
    """List the held pictures, oldest first, with the address of each (for moderators who are signed in)."""
    for upload in queries.held():
        click.echo(f"{upload.id}  {upload.created_at:%Y-%m-%d %H:%M}  {upload.held_reason}")
        click.echo(f"  @{upload.owner.username}, {upload.purpose.lower()}: {_address(upload)}")


@group.command("release")
@click.argument("upload_id", type=click.UUID)
def release(upload_id: uuid.UUID) -> None:
    """Let a held picture be used."""
    _decide(finishing.release, upload_id)


@group.command("refuse")
@click.argument("upload_id", type=click.UUID)
def refuse(upload_id: uuid.UUID) -> None:
    """Refuse a held picture; its owner is told beside it."""
    _decide(finishing.reject, upload_id)


def _decide(verb: Callable[[uuid.UUID], Upload], upload_id: uuid.UUID) -> None:
    try:
        upload = verb(upload_id)
    except NotFound:
        raise click.ClickException("There is no held picture with this id.") from None
    click.echo(f"@{upload.owner.username}: {upload.state.lower()}.")


def _address(upload: Upload) -> str:
    picture = upload.picture
    if picture is None:
        return "no picture"
    largest = max(picture.brief()["widths"])
    return f"{current_app.config['KREATR'].base_url}{storage.media(picture.name, largest)}"
