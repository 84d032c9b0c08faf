"""Writing to creators in tests, as a visitor would."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa
from flask import Flask

from kreatr.inquiries.models import Inquiry
from kreatr.kernel.db import db
from tests import catalogue, page
from tests.judge import Client

MESSAGE = "Kami meluncurkan kopi baru bulan depan dan mencari tiga ilustrasi untuk kemasannya. Bisa dibantu?"
LETTER = {
    "name": "Hendra Wijaya",
    "email": "hendra@kopisenja.test",
    "subject": "Ilustrasi kemasan kopi",
    "message": MESSAGE,
}
PATH = "/portfolio/sekarayu/contact"


def write(client: Client, *, to: str = "sekarayu", htmx: bool = False, **fields: Any) -> Any:
    """Opens the contact page, fills it in and sends it; the answer."""
    form = client.get(f"/portfolio/{to}/contact")
    return client.submit(form, "form#kontak", htmx=htmx, **{**LETTER, **fields})


def sent(client: Client, **fields: Any) -> Inquiry:
    """The row of a message that was accepted."""
    before = {row.id for row in stored()}
    answer = write(client, **fields)
    assert answer.status_code == 303, answer.page.text("main")
    return next(row for row in stored() if row.id not in before)


def stored() -> list[Inquiry]:
    """All inquiries, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(Inquiry).order_by(Inquiry.created_at, Inquiry.id)))


def tab(app: Flask, client: Client) -> Client:
    """The same browser again: another client with the same session."""
    other = app.test_client()
    assert isinstance(other, Client)
    cookie = client.get_cookie("kreatr")
    assert cookie is not None, "the browser has no session yet"
    other.set_cookie("kreatr", cookie.value)
    return other


def at_once(app: Flask, tries: list[Callable[[], Any]]) -> list[Any]:
    """What the calls return when all are made at the same moment, each in a thread of its own."""

    def run(one: Callable[[], Any]) -> Any:
        with app.app_context():
            return one()

    with ThreadPoolExecutor(len(tries)) as pool:
        return [future.result() for future in [pool.submit(run, one) for one in tries]]


def says(message: str, **values: Any) -> str:
    """How the house says this in Indonesian."""
    return catalogue.translated()[message] % values if values else catalogue.translated()[message]


def controls(answer: Any, selector: str = "#kontak") -> dict[str, list[str]]:
    """What the controls of a form in an answer hold."""
    return page.controls(answer.page.one(selector))


def errors(answer: Any) -> dict[str, str]:
    """The field errors of a form: name → what is said beside it."""
    found = {}
    for field in answer.page.all("[aria-invalid=true]"):
        place = (field.get("aria-describedby") or "").split()[-1]
        found[field.get("name")] = answer.page.text(f"#{place}")
    return found


def fresh(inquiry: Inquiry) -> Inquiry:
    """The row as it is now."""
    db.session.rollback()
    db.session.refresh(inquiry)
    return inquiry


def names(answer: Any) -> list[str]:
    """Who wrote the messages of an inbox, as listed."""
    return [answer.page.text(f"#{row.get('id')} bdi") for row in answer.page.all(".inbox li")]
