"""Logs: one JSON line per event on standard error, in UTC; what looks like a secret is cut out."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

HIDDEN = ("password", "secret", "token", "key", "authorization", "cookie")
SHOWN = {"submission_key", "event"}


def init() -> None:
    """Sets structured logging up for the process."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _hide,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def _hide(_logger: Any, _name: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for field in fields:
        if field not in SHOWN and any(word in field.lower() for word in HIDDEN):
            fields[field] = "…"
    return fields
