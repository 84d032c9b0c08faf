"""`flask --app app inquiries …`: what an operator does with held messages until there is a page for it."""

from __future__ import annotations

import uuid

import click
from flask.cli import AppGroup

from kreatr.inquiries import queries
from kreatr.inquiries.actions import keeping
from kreatr.kernel.errors import NotFound

group = AppGroup("inquiries", help="Messages that wait for a person to look at them.")


@group.command("held")
def held() -> None:
    """List the held messages, oldest first."""
    for inquiry in queries.held():
        click.echo(f"{inquiry.id}  {inquiry.created_at:%Y-%m-%d %H:%M}  {inquiry.held_reason}")
        click.echo(f"  {inquiry.name} <{inquiry.email}> to @{inquiry.creator.username}: {inquiry.subject}")
        click.echo("  " + inquiry.message.replace("\n", "\n  "))


@group.command("release")
@click.argument("inquiry_id", type=click.UUID)
def release(inquiry_id: uuid.UUID) -> None:
    """Send a held message on to its creator."""
    try:
        inquiry = keeping.release(inquiry_id)
    except NotFound:
        raise click.ClickException("There is no held message with this id.") from None
    click.echo(f"On its way to @{inquiry.creator.username}.")
