"""Modules that are loaded when something of them is used, not when they are named.

What only a command, a rare page or an optional setting needs costs every process its memory otherwise.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def late(name: str) -> ModuleType:
    """The module of this name, loaded with the first attribute that is read from it. Raises ModuleNotFoundError at once when
    there is none.

    As the documentation of `importlib.util.LazyLoader` shows it.
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name, name=name)
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
