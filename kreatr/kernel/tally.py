"""Counting who looked at what, once per visitor and day, without a write per look and without knowing who it was.

A visitor is a keyed hash of network address, browser name and what was looked at; it counts for one day (Asia/Jakarta) and
is forgotten after two. Counts gather in Valkey. From there they are taken in batches: one that was taken stays until it is
forgotten by name, so that a worker that is killed in between loses nothing.
"""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import Flask, Response, current_app, request

from kreatr.kernel import clock, limits, tokens, valkey
from kreatr.kernel.db import uuid7

ZONE = ZoneInfo("Asia/Jakarta")
SEEN_SECONDS = 2 * 24 * 3600
LATE_MOST = 5000  # looks a process remembers while Valkey is away; later ones are not counted
LATE_AT_ONCE = 200
GATHERED, BATCHES = "kreatr:views", "kreatr:views:batches"
# Programs that read pages: they name themselves, or are libraries, or nobody.
PROGRAM = re.compile(
    r"^$|bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|archiv|fetch|monitor|uptime|lighthouse"
    r"|headless|curl|wget|python|okhttp|java/|go-http|node|axios|libwww|feed|scan|http_?client",
    re.I,
)
COUNT = """
if redis.call('SADD', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return redis.call('HINCRBY', KEYS[2], ARGV[3], 1)
"""
TAKE = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('RENAME', KEYS[1], KEYS[1] .. ':' .. ARGV[1])
return redis.call('SADD', KEYS[2], ARGV[1])
"""


class Look(NamedTuple):
    """One visitor's look at something: `field` is the day and what was looked at."""

    visitor: bytes
    day: str
    field: str


class Batch(NamedTuple):
    """Looks that were taken together: (day, what) → number."""

    id: uuid.UUID
    counts: dict[tuple[date, str], int]


def init_app(app: Flask) -> None:
    """Remembers looks in the process while Valkey is away."""
    app.extensions["kreatr_late_looks"] = {}


def by_a_person(response: Response) -> bool:
    """Whether this request was a person's look at a whole page that is there."""
    return (
        request.method == "GET"
        and response.status_code in (200, 304)
        and "HX-Request" not in request.headers
        and "prefetch" not in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
        and PROGRAM.search(request.user_agent.string) is None
    )


def count(what: str) -> None:
    """Counts this request's visitor for `what`, once a day. Never fails and never waits for an absent Valkey."""
    day = clock.now().astimezone(ZONE).date().isoformat()
    known = tokens.derived("look", day, limits.client_address(), request.user_agent.string, what)
    look = Look(bytes.fromhex(known[:24]), day, f"{day} {what}")
    late: dict[Look, None] = current_app.extensions["kreatr_late_looks"]
    owed = [*list(late)[:LATE_AT_ONCE], look]
    if valkey.current().ask(lambda client: _add(client, owed)):
        for one in owed:
            late.pop(one, None)
    elif len(late) < LATE_MOST:
        late[look] = None


def _add(client: Any, looks: list[Look]) -> bool:
    script = client.register_script(COUNT)
    with client.pipeline(transaction=False) as pipe:
        for look in looks:
            arguments = [look.visitor, SEEN_SECONDS, look.field]
            script(keys=[f"kreatr:seen:{look.day}", GATHERED], args=arguments, client=pipe)
        pipe.execute()
    return True


def take() -> list[Batch]:
    """What gathered until now, as a batch, after those that were taken before and not forgotten. Empty while Valkey is away."""
    return valkey.current().ask(_take) or []


def _take(client: Any) -> list[Batch]:
    client.register_script(TAKE)(keys=[GATHERED, BATCHES], args=[str(uuid7())])
    return [_batch(client, name.decode()) for name in sorted(client.smembers(BATCHES))]


def _batch(client: Any, name: str) -> Batch:
    counts = {}
    for field, number in client.hgetall(f"{GATHERED}:{name}").items():
        day, _, what = field.decode().partition(" ")
        counts[date.fromisoformat(day), what] = int(number)
    return Batch(uuid.UUID(name), counts)


def forget(batch_id: uuid.UUID) -> None:
    """Lets go of a batch that is safe elsewhere."""
    valkey.current().ask(lambda client: _forget(client, str(batch_id)))


def _forget(client: Any, name: str) -> bool:
    with client.pipeline() as pipe:
        pipe.delete(f"{GATHERED}:{name}")
        pipe.srem(BATCHES, name)
        pipe.execute()
    return True
