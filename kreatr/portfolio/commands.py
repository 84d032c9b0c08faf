"""`flask --app app items …`: what an operator decides on works until there is a page for it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import click
from flask.cli import AppGroup

from kreatr.kernel.errors import Conflict, NotFound
from kreatr.portfolio.actions import deciding
from kreatr.portfolio.models import Item
from kreatr.portfolio.queries import waiting

group = AppGroup("items", help="Works that wait for a person to look at them.")
REASON = click.option("--reason", required=True, help="What the creator should change.")


@group.command("pending")
def pending() -> None:
    """List the waiting works, the longest waiting first."""
    for item, revision in waiting.waiting():
        content = revision.content if revision else item.content
        since = (revision or item).submitted_at
        click.echo(f"{item.id}  {since:%Y-%m-%d %H:%M}  {'revision' if revision else 'new'}")
        click.echo(f"  {content['title']} by @{item.creator.username}, {len(content['images'])} pictures")
        click.echo("  " + content["description"].replace("\n", "\n  "))


@group.command("approve")
@click.argument("item_id", type=click.UUID)
def approve(item_id: uuid.UUID) -> None:
    """Show a waiting work, or its revision, to everybody."""
    _decide(lambda: deciding.approve(item_id), "is shown")


@group.command("reject")
@click.argument("item_id", type=click.UUID)
@REASON
def reject(item_id: uuid.UUID, reason: str) -> None:
    """Give a waiting work, or its revision, back."""
    _decide(lambda: deciding.reject(item_id, reason), "was given back")


@group.command("flag")
@click.argument("item_id", type=click.UUID)
@REASON
def flag(item_id: uuid.UUID, reason: str) -> None:
    """Take a work out of sight, whatever its state."""
    _decide(lambda: deciding.flag(item_id, reason), "is out of sight")


def _decide(verb: Callable[[], Item], news: str) -> None:
    try:
        item = verb()
    except NotFound:
        raise click.ClickException("There is no work with this id.") from None
    except Conflict as error:
        told = "Nothing of this work waits, or its pictures are still being made."
        raise click.ClickException(told) from error
    click.echo(f"{item.title} {news}.")
