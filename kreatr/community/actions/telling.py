"""Putting news into the feed, each once: what happened in the house, and what happened outside."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from kreatr.community.models import Activity, ActivityType, Platform
from kreatr.community.news import News
from kreatr.kernel import cache, clock, leaks, text
from kreatr.kernel.db import db, insert, lock, unit

OLDEST_DAYS = 30
MOST_AT_ONCE = (
    5  # new lines of one source per run, so that none floods the feed; the others follow with the next run
)
TITLE, TEXT, AUTHOR, KEY, LINK = 200, 500, 80, 120, 500  # characters that are kept
READ = 4000  # characters of a text from outside that are looked at
MENTIONS = (
    (re.compile(r"<@[!&]?\d+>"), "@member"),
    (re.compile(r"<#\d+>"), "#channel"),
    (re.compile(r"<a?(:\w+:)\d+>"), r"\1"),
    (re.compile(r"</([\w -]+):\d+>"), r"/\1"),
    (re.compile(r"<t:-?\d+(?::\w)?>"), "…"),
)


def tell_outside(source: Platform, news: Sequence[News]) -> int:
    """Puts news of a platform into the feed, in the running unit or one of its own; returns how many were new.

    Of what was not told before, is at most 30 days old and links to an https address, the newest five. Text becomes plain.
    """
    with unit() as session:
        lock(
            session, "feed"
        )  # ids grow in the order in which lines appear: a poll asks for those after one it knows
        lines = [line for one in news if (line := _line(source, one))]
        known = set(_known([line["key"] for line in lines]))
        lines = sorted(
            (line for line in lines if line["key"] not in known), key=lambda line: line["created_at"]
        )
        return sum(_write(line) for line in lines[-MOST_AT_ONCE:])


def tell(
    type_: ActivityType,
    key: str,
    *,
    actor_id: uuid.UUID | None = None,
    item_id: uuid.UUID | None = None,
    at: datetime | None = None,
    **details: Any,
) -> bool:
    """Puts news of the house into the feed; False when a line with this key is there. It is put into words when it is read."""
    with unit() as session:
        lock(session, "feed")
        line = {"type": type_, "key": key, "actor_id": actor_id, "item_id": item_id, "details": details}
        return _write({**line, "created_at": at or clock.now()})


def _known(keys: list[str]) -> sa.ScalarResult[Any]:
    return db.session.scalars(sa.select(Activity.key).where(Activity.key.in_(keys)))


def _write(line: dict[str, Any]) -> bool:
    once = insert(Activity).values(**line).on_conflict_do_nothing(index_elements=["key"])
    new = db.session.scalar(once.returning(Activity.id)) is not None
    if new:
        cache.bump("community")
    return new


def _line(source: Platform, news: News) -> dict[str, Any] | None:
    """What is stored of a piece of news; None for what is not told."""
    now = clock.now()
    title, words = _plain(news.title, inline=True), _plain(news.text)
    if (
        not (title or words)
        or not news.key
        or not _safe(news.link)
        or news.at < now - timedelta(days=OLDEST_DAYS)
        or leaks.found(f"{title}\n{words}")
    ):
        return None
    return {
        "type": news.type,
        "source": source,
        "key": news.key if len(news.key) <= KEY else hashlib.sha256(news.key.encode()).hexdigest(),
        "title": text.shorten(title or words, TITLE),
        "text": text.shorten(words if title else "", TEXT),
        "author": text.shorten(text.clean(news.author[:READ]), AUTHOR),
        "link": news.link,
        "created_at": min(news.at, now),
    }


def _plain(value: str, *, inline: bool = False) -> str:
    value = value[:READ]
    for pattern, readable in MENTIONS:
        value = pattern.sub(readable, value)
    return text.bare(value, inline=inline)


def _safe(link: str) -> bool:
    """Whether a link may be shown: https, a host, nobody's name in it, short, nothing odd."""
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return False
    plain = link.isascii() and link.isprintable() and not re.search(r"[\s<>\"\\^`{|}]", link)
    return parts.scheme == "https" and bool(host) and "@" not in parts.netloc and len(link) <= LINK and plain
