"""What the house could not do is listed with its cause, and tried again (NTF-04)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.events import AccountRegistered
from kreatr.kernel import events, outbox
from kreatr.kernel.db import db, unit
from kreatr.kernel.outbox import Delivery
from tests.mailbox import Mailbox
from tests.world import make_user


def _given_up(app: Flask) -> Delivery:
    with unit():
        events.record(AccountRegistered(make_user("ratih", confirmed=False).id))
    (delivery,) = db.session.scalars(sa.select(Delivery))
    outbox.claim(delivery.id)
    outbox.postpone(delivery.id, "address refused (550)", final=True)
    db.session.expire_all()
    return delivery


def test_nothing_was_given_up(app: Flask) -> None:
    assert "Nothing was given up." in app.test_cli_runner().invoke(args=["outbox", "failed"]).output


def test_failures_are_listed_with_their_cause(app: Flask) -> None:
    delivery = _given_up(app)
    listed = app.test_cli_runner().invoke(args=["outbox", "failed"]).output
    assert str(delivery.id) in listed and "accounts.mail_confirmation" in listed
    assert (
        "address refused (550)" in listed and "tries: 1" in listed and "AccountRegistered user_id=" in listed
    )


def test_another_try_is_due_at_once(app: Flask, deliver: Callable[..., int], mailbox: Mailbox) -> None:
    delivery = _given_up(app)
    assert deliver() == 0
    done = app.test_cli_runner().invoke(args=["outbox", "retry", str(delivery.id)])
    assert done.exit_code == 0 and deliver() == 1
    assert db.session.get_one(Delivery, delivery.id).done_at is not None and len(mailbox) == 1


def test_only_what_was_given_up_is_tried_again(app: Flask, deliver: Callable[..., int]) -> None:
    delivery = _given_up(app)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["outbox", "retry", str(uuid.uuid4())]).exit_code == 1
    runner.invoke(args=["outbox", "retry", str(delivery.id)])
    deliver()
    assert runner.invoke(args=["outbox", "retry", str(delivery.id)]).exit_code == 1
    assert runner.invoke(args=["outbox", "retry", "nonsense"]).exit_code == 2
