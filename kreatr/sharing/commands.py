"""Cards from the command line."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _

from kreatr.sharing.actions import drawing, keeping
from kreatr.sharing.queries import cards as known

cards = AppGroup("cards", help="What chat groups show of a link.")
BATCH = 100


@cards.command("draw")
def draw() -> None:
    """Draw the cards of everybody who has none: after an update, or for people who were brought in otherwise."""
    drawn = 0
    while ids := known.without(BATCH):
        drawn += sum(keeping.refresh(id_) for id_ in ids)
        click.echo(f"{drawn} cards drawn")
    click.echo("Everybody has a card.")


@cards.command("house")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def house(path: Path) -> None:
    """Draw the card of the house itself; static/cards/house.jpg was made so."""
    with force_locale("id"):
        path.write_bytes(drawing.house_card(_("Home of Indonesian AI creators")))
    click.echo(f"{path}: {path.stat().st_size} bytes")
