"""What was drawn once and is drawn again and again: the HTML of small parts, kept by everything it depends on.

A list page spends most of its time on a dozen cards that other pages show too. A part is kept under its values and the
reader's choices, so a changed value is another part; nothing has to be told to forget.
"""

from __future__ import annotations

import hashlib
import marshal
from typing import Any

from flask import Flask
from markupsafe import Markup

from kreatr.kernel import prefs
from kreatr.kernel.kept import Kept

PLAIN = 2  # a form of marshal that says nothing about who else holds a value: equal values, equal bytes
MOST_BYTES = 8 * 1024 * 1024  # of a process


class Drawn:
    """A template global: `kept(macro, values…)` is `macro(values…)`, drawn once. Values are plain: numbers, texts, lists,
    dicts; a text may also be finished markup."""

    def __init__(self) -> None:
        self.parts = Kept(MOST_BYTES)

    def __call__(self, macro: Any, *values: Any) -> Markup:
        plain = [(str(value),) if isinstance(value, Markup) else value for value in values]  # never a text
        digest = hashlib.sha256(marshal.dumps(plain, PLAIN)).digest()
        key = (macro.name, prefs.current().key, digest)
        kept: bytes | None = self.parts.get(key)  # a text with one “ in it would take twice the room
        if kept is not None:
            return Markup(kept.decode())  # noqa: S704  (was drawn by this macro)
        part: Markup = macro(*values)
        self.parts[key] = part.encode()
        return part


def init_app(app: Flask) -> None:
    """Gives templates `kept`."""
    app.jinja_env.globals["kept"] = Drawn()
