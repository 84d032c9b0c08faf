"""`flask --app app outbox …`: what the house could not do, and another try (NTF-04)."""

from __future__ import annotations

import os
import uuid

import click
from flask import Flask
from flask.cli import AppGroup

from kreatr.kernel import outbox
from kreatr.kernel.late import late

schema = late("kreatr.kernel.schema")
group = AppGroup("outbox", help="Mails and other deliveries that were given up.")


def init_app(app: Flask) -> None:
    """Registers the commands. `flask db` needs to know the migrations; Flask says when one of its commands runs."""
    app.cli.add_command(group)
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        schema.init_app(app)


@group.command("failed")
def failed() -> None:
    """List what was given up, newest first: id, when, for whom, after how many tries, and why."""
    found = outbox.given_up()
    for delivery, event in found:
        click.echo(f"{delivery.id}  {delivery.failed_at:%Y-%m-%d %H:%M}  {delivery.listener}")
        details = " ".join(f"{name}={value}" for name, value in event.payload.items())
        click.echo(f"  {event.name} {details}, tries: {delivery.attempts}")
        click.echo(f"  {delivery.error}")
    if not found:
        click.echo("Nothing was given up.")


@group.command("retry")
@click.argument("delivery_id", type=click.UUID)
def retry(delivery_id: uuid.UUID) -> None:
    """Try one of them once more, at once."""
    if not outbox.retry(delivery_id):
        raise click.ClickException("Nothing with this id was given up; see: flask --app app outbox failed")
    click.echo("On its way again.")
