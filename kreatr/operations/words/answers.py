"""Answers in words: what an endpoint is called, and the chart."""

from __future__ import annotations

import re
from typing import Any

from babel.dates import format_date, format_time
from flask import current_app
from flask_babel import get_locale
from flask_babel import gettext as _

from kreatr.kernel import i18n
from kreatr.operations import words
from kreatr.operations.queries.answers import HOURS, Column

CONVERTER = re.compile(r"<\w+(?:\([^)]*\))?:")  # `<uuid:item_id>` is shown as `<item_id>`
HIDDEN_METHODS = {"HEAD", "OPTIONS"}
NARROW = 10  # columns that have no room for a third word below them


def named(endpoint: str) -> str:
    """The address an endpoint answers; what has none goes in words."""
    if endpoint == "-":
        return _("No such address")
    if endpoint == "front":
        return _("Turned away at the door: too many at once, or too slow in coming")
    rules = sorted(current_app.url_map.iter_rules(), key=lambda rule: len(rule.rule))
    rule = next((one for one in rules if one.endpoint == endpoint), None)
    if rule is None:
        return endpoint
    methods = sorted((rule.methods or set()) - HIDDEN_METHODS)
    path = CONVERTER.sub("<", rule.rule)
    return path if methods == ["GET"] else f"{' '.join(methods)} {path}"


def chart(columns: list[Column]) -> dict[str, Any]:
    """The chart in words: its ends, one sentence, and every column for the table, the newest first."""
    most = max(columns, key=lambda column: column.answers)
    worst = max(columns, key=lambda column: column.failed)
    sentence = _(
        "Answers above the line and errors below it, %(start)s to %(end)s. Most answers: %(most)s at %(most_at)s; most errors:"
        " %(failed)s at %(failed_at)s. The table below has every number.",
        start=_at(columns, columns[0]),
        end=_at(columns, columns[-1]),
        most=i18n.number(most.answers),
        most_at=_at(columns, most),
        failed=i18n.number(worst.failed),
        failed_at=_at(columns, worst),
    )
    middle = [_at(columns, columns[len(columns) // 2])] if len(columns) > NARROW else []
    return {
        "sentence": sentence,
        "axis": [_at(columns, columns[0]), *middle, _("Now") if len(columns) == HOURS else _("Today")],
        "rows": [
            (
                _at(columns, column),
                column.answers,
                column.failed,
                words.took(column.most) if column.most else "–",
            )
            for column in reversed(columns)
        ],
    }


def _at(columns: list[Column], column: Column) -> str:
    local = i18n.in_zone(column.start, i18n.zone() if len(columns) == HOURS else "Asia/Jakarta")
    if len(columns) == HOURS:
        return str(format_time(local, "HH:mm" if i18n.language() == "en" else "HH.mm", locale=get_locale()))
    return str(format_date(local, "d MMM", locale=get_locale()))
