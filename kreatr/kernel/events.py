"""News that travels uphill: recorded in the transaction that makes it true, told to whoever listens."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import structlog
from flask import Flask, current_app

from kreatr.kernel import measuring, outbox
from kreatr.kernel.db import db
from kreatr.kernel.manifest import Room

log = structlog.get_logger()


@dataclass(frozen=True)
class Event:
    """Base of all events. Fields are ids and short plain values, never secrets and never whole texts."""

    @classmethod
    def named(cls) -> str:
        return cls.__name__


class GiveUp(Exception):
    """Raised by a listener when another try cannot help (an address that was refused for good)."""


Listener = Callable[..., None]


class Registry:
    """Which listeners and projections belong to which event, by name."""

    def __init__(self) -> None:
        self.kinds: dict[str, type[Event]] = {}
        self.listeners: dict[str, dict[str, Listener]] = {}
        self.projections: dict[str, list[Listener]] = {}

    def add(self, room: Room) -> None:
        """Takes in what a room listens to."""
        for kind, functions in room.listeners.items():
            self.kinds[kind.__name__] = kind
            for function in functions:
                name = f"{room.name}.{function.__name__}"
                self.listeners.setdefault(kind.__name__, {})[name] = function
        for kind, functions in room.projections.items():
            self.kinds[kind.__name__] = kind
            self.projections.setdefault(kind.__name__, []).extend(functions)


def init_app(app: Flask, rooms: tuple[Room, ...]) -> None:
    """Collects the listeners of all rooms."""
    registry = Registry()
    for room in rooms:
        registry.add(room)
    app.extensions["kreatr_events"] = registry


def registry() -> Registry:
    """The registry of the running app."""
    found: Registry = current_app.extensions["kreatr_events"]
    return found


def record(event: Event) -> None:
    """Records an event in the running unit: projections follow at once, listeners are owed a delivery each.

    A listener is called in the worker as `listener(event, key)`; `key` is the delivery's id, the same at each retry.
    """
    known = registry()
    name = event.named()
    db.session.flush()
    for projection in known.projections.get(name, ()):
        projection(event)
    listeners = known.listeners.get(name, {})
    if listeners:
        outbox.owe(name, _plain(event), tuple(listeners))


def restore(name: str, payload: dict[str, Any]) -> Event:
    """An event as it was recorded."""
    kind = registry().kinds[name]
    return kind(**{key: _typed(kind, key, value) for key, value in payload.items()})


def _plain(event: Event) -> dict[str, Any]:
    return {
        key: str(value) if isinstance(value, uuid.UUID) else value for key, value in asdict(event).items()
    }


def _typed(kind: type[Event], key: str, value: Any) -> Any:
    annotation = kind.__annotations__.get(key)
    return uuid.UUID(value) if annotation in (uuid.UUID, "uuid.UUID") and value is not None else value


def deliver(delivery_id: str, *others: str) -> None:
    """Job: hands one event to one listener, if this worker gets the lease. Failures are recorded and tried again. `others` are
    fresh deliveries that are not in the queue yet."""
    if others:
        outbox.hand_out(others)
    id_ = uuid.UUID(delivery_id)
    claimed = outbox.claim(id_)
    if claimed is None:
        return
    name, payload, listener = claimed
    function = registry().listeners.get(name, {}).get(listener)
    if function is None:
        outbox.postpone(id_, f"no listener {listener}", final=True)
        return
    measuring.doing.set(listener)
    try:
        function(restore(name, payload), id_)
    except GiveUp as error:
        db.session.rollback()
        log.error("delivery_given_up", listener=listener, delivery=delivery_id, error=str(error))
        outbox.postpone(id_, str(error), final=True)
    except Exception as error:  # one bad delivery must not end the worker, nor be lost
        db.session.rollback()
        log.exception("delivery_failed", listener=listener, delivery=delivery_id)
        outbox.postpone(id_, f"{type(error).__name__}: {error}")
    else:
        outbox.finish(id_)
