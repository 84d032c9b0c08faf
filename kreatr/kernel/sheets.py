"""Tables people take along: CSV that spreadsheets open, and that cannot run anything there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from flask import Response, stream_with_context

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet compute a cell (F10)
CHUNK = 32_000  # characters
Cell = str | int | None


def answer(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A file to keep under `name` (plain ASCII), sent while its rows are read. UTF-8, and says so to Excel."""
    response = Response(stream_with_context(_written(heads, rows)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def safe(cell: Cell) -> Cell:
    """A cell whose text stays text: one that would be computed gets a quote in front. Numbers are numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _written(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    held = io.StringIO()
    held.write("\ufeff")
    writer = csv.writer(held)
    writer.writerow([safe(head) for head in heads])
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
        if held.tell() > CHUNK:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    yield held.getvalue()
