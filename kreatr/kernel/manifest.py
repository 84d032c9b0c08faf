"""What a room announces to the house. The shell never lists features; it reads these."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import click
from flask import Blueprint


@dataclass(frozen=True)
class MenuItem:
    """A line of the dashboard menu. `label` is a lazy string; `count(viewer)` is a number to show, or None.

    Phones have room for four lines; one that is `wide` stands in the sidebar and in the account menu only.
    Of the admin area's menu people see the lines they may use: those with `may(viewer)`. `about` says on its first page what
    a page is for.
    """

    label: Any
    endpoint: str
    icon: str
    order: int
    count: Callable[[Any], int] | None = None
    wide: bool = False
    may: Callable[[Any], bool] | None = None
    about: Any = ""


@dataclass(frozen=True)
class SettingsItem:
    """A line of the settings' overview. `state(viewer)` says in words how things stand; `query` goes with the address."""

    label: Any
    endpoint: str
    order: int
    state: Callable[[Any], Any]
    query: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NoticeKind:
    """Something people are told. `label` names it in the settings; `text` is the line, with the places of its values.

    `mail` is whether it also comes by e-mail unless somebody says otherwise; None for kinds without a letter. A kind for some
    people only is offered to those with `may(viewer)`.
    """

    key: str
    label: Any
    text: Any
    icon: str
    mail: bool | None = True
    may: Callable[[Any], bool] | None = None


@dataclass(frozen=True)
class Entry:
    """A clock entry: `job` (dotted path, no arguments) runs in the worker every `seconds`."""

    job: str
    seconds: int


@dataclass(frozen=True)
class Room:
    """One feature. `listeners` run in the worker after the commit; `projections` at once, in the same transaction.

    `uses` picks, of ids of uploads or pictures, those the room has a use for; the others are swept. `sees(viewer,
    picture_id)` says whether somebody may look at a picture that visitors do not see. `files` picks, of the names of stored files without
    their size, those of the room's own that are no pictures. `bodies` are paths (with all below
    them) that take larger or smaller requests than others, in bytes. `admin` are blueprints under `/admin`, behind the
    `keeper` of one room, who says who may enter there at all; `admin_menu` are their lines. `tasks` are the words for pieces
    of AI work, by the key that calls and the ledger know them by. `takeaway(person)` selects, by name, what of theirs people can take
    along. `stale(tags)` forgets what the room keeps in the database under tags of the cache; `displayed(creator_id)` is what it adds to
    what a portfolio shows.
    """

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    listeners: dict[type, tuple[Callable[..., None], ...]] = field(default_factory=dict)
    projections: dict[type, tuple[Callable[..., None], ...]] = field(default_factory=dict)
    clock: tuple[Entry, ...] = ()
    template_globals: dict[str, Callable[..., Any]] = field(default_factory=dict)
    commands: tuple[click.Command, ...] = ()
    notices: tuple[NoticeKind, ...] = ()
    settings: tuple[SettingsItem, ...] = ()
    uses: Callable[[Collection[uuid.UUID]], set[uuid.UUID]] | None = None
    sees: Callable[[Any, uuid.UUID], bool] | None = None
    files: Callable[[Collection[str]], set[str]] | None = None
    bodies: dict[str, int] = field(default_factory=dict)
    admin: tuple[Blueprint, ...] = ()
    admin_menu: tuple[MenuItem, ...] = ()
    keeper: Callable[[Any], bool] | None = None
    tasks: dict[str, Any] = field(default_factory=dict)
    takeaway: Callable[[Any], dict[str, Any]] | None = None
    stale: Callable[[Collection[str]], None] | None = None
    displayed: Callable[[uuid.UUID], dict[str, Any]] | None = None
