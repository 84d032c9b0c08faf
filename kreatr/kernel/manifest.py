"""What a room announces to the house. The shell never lists features; it reads these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import click
from flask import Blueprint


@dataclass(frozen=True)
class MenuItem:
    """A line of the dashboard menu. `label` is a lazy string; `count(viewer)` is a number to show, or None."""

    label: Any
    endpoint: str
    icon: str
    order: int
    count: Callable[[Any], int] | None = None


@dataclass(frozen=True)
class Entry:
    """A clock entry: `job` (dotted path, no arguments) runs in the worker every `seconds`."""

    job: str
    seconds: int


@dataclass(frozen=True)
class Room:
    """One feature. `listeners` run in the worker after the commit; `projections` at once, in the same transaction."""

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    listeners: dict[type, tuple[Callable[..., None], ...]] = field(default_factory=dict)
    projections: dict[type, tuple[Callable[..., None], ...]] = field(default_factory=dict)
    clock: tuple[Entry, ...] = ()
    template_globals: dict[str, Callable[..., Any]] = field(default_factory=dict)
    commands: tuple[click.Command, ...] = ()
