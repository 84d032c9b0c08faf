"""The forms of accounts as people use them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from flask import Flask

from tests.judge import Client
from tests.mailbox import Mailbox, links
from tests.world import PASSWORD

FIELDS = {"username": "sari", "email": "sari@contoh.test", "password": "hujan di bulan juni"}


def client_at(app: Flask, address: str) -> Client:
    """A browser at this network address."""
    client: Any = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return cast(Client, client)


def register(client: Client, **fields: Any) -> Any:
    """The registration form, sent with `FIELDS` or others."""
    return client.submit(client.get("/register"), **{**FIELDS, **fields})


def sign_in(client: Client, email: str, password: str = PASSWORD, query: str = "", **fields: Any) -> Any:
    """The sign-in form, sent."""
    return client.submit(client.get(f"/login{query}"), email=email, password=password, **fields)


def forgot(client: Client, email: str) -> Any:
    """The wish for a new password, sent."""
    return client.submit(client.get("/forgot-password"), email=email)


def mailed_link(mailbox: Mailbox, deliver: Callable[..., int], address: str, prefix: str) -> str:
    """The newest mailed path that begins with `prefix`."""
    deliver()
    return [link for mail in mailbox.to(address) for link in links(mail) if link.startswith(prefix)][-1]


def reset_link(client: Client, mailbox: Mailbox, deliver: Callable[..., int], address: str) -> str:
    """Asks for a new password and opens the mail."""
    assert forgot(client, address).status_code == 303
    return mailed_link(mailbox, deliver, address, "/reset-password/")


def cookie(answer: Any) -> str:
    """The session cookie's line of an answer, or nothing."""
    lines = [line for line in answer.headers.getlist("Set-Cookie") if re.match(r"(__Host-)?kreatr=", line)]
    return lines[-1] if lines else ""


def error_of(answer: Any, field: str) -> str:
    """What stands beside a field."""
    return str(answer.page.text(f"#{field}-error")) if answer.page.all(f"#{field}-error") else ""


def note_of(answer: Any) -> str:
    """What stands above the form."""
    return str(answer.page.text("main .note.bad"))


def flash_of(client: Client) -> str:
    """The message on the next page."""
    return str(client.get("/login").page.text("#kabar-singkat"))


def is_in(client: Client) -> bool:
    """Whether this browser is signed in: then the sign-in page sends it on."""
    return bool(client.get("/login").status_code == 303)
