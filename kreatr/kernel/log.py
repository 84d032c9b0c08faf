"""Logs: one JSON line per event on standard error, in UTC; what looks like a secret is cut out."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

HIDDEN = ("password", "secret", "token", "key", "authorization", "cookie")
SHOWN = {"submission_key", "event"}
# What keys of AI providers look like, wherever one may have slipped into a text (BYOK-16).
KEY_SHAPED = re.compile(r"\b(?:sk-|AIza|hf_|r8_)[A-Za-z0-9_-]{8,}")


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
    for field, value in fields.items():
        if field not in SHOWN and any(word in field.lower() for word in HIDDEN):
            fields[field] = "…"
        elif isinstance(value, str):
            fields[field] = KEY_SHAPED.sub("…", value)
    return fields
