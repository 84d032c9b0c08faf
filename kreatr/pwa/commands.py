"""`flask --app app push …`: the house's keys for push services."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from kreatr.kernel import vapid

push = AppGroup("push", help="News on people's devices.")


@push.command("keys")
def keys() -> None:
    """Print a new key for VAPID_PRIVATE_KEY, and the one in use. With another key every device has to be switched on again."""
    click.echo(f"VAPID_PRIVATE_KEY={vapid.generated()}")
    click.echo(f"In use, its public half: {vapid.own()}", err=True)
