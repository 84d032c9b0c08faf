"""`flask --app app keys …`: what an operator does with people's keys. None of it shows one."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from kreatr.ai.actions import rotating

group = AppGroup("keys", help="People's own keys for AI providers.")


@group.command("rotate")
def rotate() -> None:
    """Seal every key with the current ENCRYPTION_KEY; the site may run, and it may be started again at any time."""
    sealed, locked = 0, []
    with click.progressbar(length=rotating.waiting(), label="Sealing keys") as bar:
        for batch in rotating.rotate():
            sealed += batch.sealed
            locked += batch.locked
            bar.update(batch.seen)
    click.echo(f"{sealed} sealed with the current key.")
    for key_id in locked:
        click.echo(
            f"{key_id}: no key of ENCRYPTION_KEY and ENCRYPTION_KEYS_OLD opens it; left as it is.", err=True
        )
    if locked:
        raise click.ClickException(f"{len(locked)} could not be read.")
