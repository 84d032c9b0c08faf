"""An event and listeners for the tests of the outbox."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask

from kreatr.kernel import events
from kreatr.kernel.db import db, unit
from kreatr.kernel.events import Event, Registry
from kreatr.kernel.manifest import Room
from kreatr.kernel.outbox import Delivery


@dataclass(frozen=True)
class Whistled(Event):
    """Somebody whistled."""

    who: uuid.UUID
    tune: str
    loud: int | None = None


@contextmanager
def listening(
    app: Flask, *listeners: Callable[..., None], projections: tuple[Callable[..., None], ...] = ()
) -> Iterator[None]:
    """Only these functions hear of `Whistled` inside."""
    before = app.extensions["kreatr_events"]
    registry = Registry()
    registry.add(Room("test", listeners={Whistled: listeners}, projections={Whistled: projections}))
    app.extensions["kreatr_events"] = registry
    try:
        yield
    finally:
        app.extensions["kreatr_events"] = before


def whistle(tune: str = "Bengawan Solo", **fields: Any) -> list[Delivery]:
    """Records one event in a unit of its own; the deliveries it owes."""
    with unit():
        events.record(Whistled(who=uuid.UUID(int=7), tune=tune, **fields))
    return deliveries()


def deliveries() -> list[Delivery]:
    """All deliveries as they are now."""
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Delivery).order_by(Delivery.listener)))
