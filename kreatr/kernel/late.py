"""Modules that are loaded when something of them is used, not when they are named.

What only a command, a rare page or an optional setting needs costs every process its memory otherwise. importlib has a
`LazyLoader` for this; two threads that come first at the same time break it before Python 3.12, so this asks
`import_module`, which lets one of them wait.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any


class Late:
    """Stands for a module: reading an attribute of it loads it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def late(name: str) -> Any:
    """The module of this name, to be loaded later. Raises ModuleNotFoundError at once when there is none."""
    if find_spec(name) is None:
        raise ModuleNotFoundError(name, name=name)
    return Late(name)
