"""The worker's part, done in the test's own process."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask import Flask

from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.kernel.events import deliver
from kreatr.kernel.outbox import Delivery

MOST = 500  # deliveries at once; more means that listeners feed each other


def deliver_all(app: Flask, *, may_fail: bool = False) -> int:
    """Hands over all due deliveries until none is left; returns how many. A failing listener fails the test unless it may."""
    db.session.rollback()
    done = 0
    while due := _due(app):
        for id_ in due:
            with app.app_context():
                deliver(id_)
            _check(app, id_, may_fail)
            done += 1
            assert done < MOST, "deliveries never end; does a listener record the event it listens to?"
    db.session.expire_all()
    return done


def _due(app: Flask) -> list[str]:
    with app.app_context():
        select = (
            sa.select(Delivery.id)
            .where(Delivery.due_at <= clock.now())
            .order_by(Delivery.due_at, Delivery.id)
        )
        return [str(id_) for id_ in db.session.scalars(select)]


def _check(app: Flask, id_: str, may_fail: bool) -> None:
    with app.app_context():
        row = db.session.execute(
            sa.select(Delivery.listener, Delivery.error).where(Delivery.id == uuid.UUID(id_))
        ).one()
    assert may_fail or row.error is None, f"{row.listener} failed: {row.error}"
