"""Accounts from the command line."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from kreatr.accounts import actions, names, passwords
from kreatr.accounts.models import Role
from kreatr.accounts.words import PASSWORD_WORDS
from kreatr.kernel.errors import KreatrError

users = AppGroup("users", help="Accounts of people.")


@users.command("create")
@click.option("--email", required=True, help="Where mails to this person go; confirmed from the start.")
@click.option("--username", required=True, help="3 to 30 of a-z, 0-9, - and _.")
@click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="At least 8 characters; asked for when left out, so that it stays out of the shell's history.",
)
@click.option(
    "--role", type=click.Choice([role.value for role in Role], case_sensitive=False), default=Role.USER.value
)
def create(email: str, username: str, password: str, role: str) -> None:
    """Make an account that can sign in at once."""
    with force_locale("en"):
        weakness = passwords.weakness(password, names.username(username), email.partition("@")[0])
        if weakness:
            raise click.ClickException(str(PASSWORD_WORDS[weakness]))
        try:
            user = actions.create_user(
                email=email, username=username, password=password, role=Role(role.upper())
            )
        except KreatrError as error:
            raise click.ClickException(error.message) from error
    click.echo(f"{user.username} <{user.email}> can sign in as {user.role.value}.")
