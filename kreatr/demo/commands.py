"""Filling a database with people: a small believable world, or many for load tests."""

from __future__ import annotations

import time

import click
from flask import current_app
from flask.cli import with_appcontext

from kreatr.demo.populate import add
from kreatr.demo.world import build
from kreatr.kernel.errors import KreatrError


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Make the demo world: 60 creators, 300 works, reviews, events. Only in a database without creators."""
    _refuse_production()
    started = time.monotonic()
    try:
        counts = build(click.echo)
    except KreatrError as error:
        raise click.ClickException(error.message) from error
    made = ", ".join(f"{number} {what}" for what, number in counts.items())
    click.echo(f"The demo world is there after {time.monotonic() - started:.1f} s: {made}.")


@click.command("populate")
@click.argument("number", type=click.IntRange(1, 2_000_000))
@with_appcontext
def many(number: int) -> None:
    """Add NUMBER made-up creators with works and listings, for load tests."""
    _refuse_production()
    started = time.monotonic()
    for done in add(number):
        click.echo(f"{done} of {number}")
    seconds = time.monotonic() - started
    click.echo(f"Added {number} creators in {seconds:.1f} s ({number / seconds:.0f} a second).")


def _refuse_production() -> None:
    if current_app.config["KREATR"].production:
        raise click.ClickException("Made-up people have no place in production.")
