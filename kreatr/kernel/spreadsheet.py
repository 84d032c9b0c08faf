"""Tables as other programs open them (CSV): no cell of ours is taken for a formula there (F10)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r")
TYPE = "text/csv; charset=utf-8"


def cell(value: object) -> str:
    """A value as it stands in a file; a text that a program could take for a formula gets a quote in front of it."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def attachment(name: str, *parts: Iterable[Sequence[object]]) -> Response:
    """Rows as a file to save (CSV, RFC 4180, UTF-8), never kept by caches."""
    held = io.StringIO()
    csv.writer(held).writerows([cell(value) for value in row] for rows in parts for row in rows)
    response = Response(held.getvalue().encode(), content_type=TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
