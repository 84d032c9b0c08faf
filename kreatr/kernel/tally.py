"""Counting who looked at what, once per visitor and day, without a write per look and without knowing who it was.

A visitor is a keyed hash of network address, browser name and what was looked at; it counts for one day (Asia/Jakarta) and
is forgotten after two. Looks wait in the process for two seconds, so that a page costs no round trip, and gather in Valkey,
each kind in a gather of its own. From there they are taken in batches: one that was taken stays until it is forgotten by
name, so that a worker that is killed in between loses nothing.
"""

from __future__ import annotations

import re
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import Flask, Response, current_app, request

from kreatr.kernel import clock, limits, tokens, valkey
from kreatr.kernel.db import uuid7

ZONE = ZoneInfo("Asia/Jakarta")
SEEN_SECONDS = 2 * 24 * 3600
WAIT_SECONDS = 2
WAITING_MOST = 5000  # looks a process remembers, also while Valkey is away; later ones are not counted
AT_ONCE = 500
LOOKS = "kreatr.looks"  # in the environ: what a person who asks the same is counted for
ADDED_AT_ONCE, GIVEN_SECONDS = 1000, 3600
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
ADD = """
if not redis.call('SET', KEYS[1], 1, 'NX', 'EX', ARGV[1]) then return 0 end
for place = 2, #ARGV, 2 do redis.call('HINCRBY', KEYS[2], ARGV[place], ARGV[place + 1]) end
return 1
"""
TAKE = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('RENAME', KEYS[1], KEYS[1] .. ':' .. ARGV[1])
return redis.call('SADD', KEYS[2], ARGV[1])
"""


class Look(NamedTuple):
    """One visitor's look at something: `field` is the day and what was looked at."""

    gather: str
    visitor: bytes
    day: str
    field: str


class Batch(NamedTuple):
    """Looks that were taken together: (day, what) → number."""

    id: uuid.UUID
    counts: dict[tuple[date, str], int]


class Waiting:
    """Looks that this process has not handed over yet. `carried` is whether somebody is on the way to do it."""

    def __init__(self) -> None:
        self.looks: dict[Look, None] = {}
        self.lock = threading.Lock()
        self.carried = False

    def add(self, look: Look) -> bool:
        """Keeps a look; whether somebody must now be sent to carry it."""
        with self.lock:
            if len(self.looks) < WAITING_MOST:
                self.looks[look] = None
            sent, self.carried = not self.carried, True
            return sent

    def drop(self, looks: list[Look]) -> None:
        """Lets go of looks that were handed over."""
        with self.lock:
            for look in looks:
                self.looks.pop(look, None)

    def done(self) -> bool:
        """Whether nothing waits any more, so that whoever carries may go."""
        with self.lock:
            self.carried = bool(self.looks)
            return not self.carried


def init_app(app: Flask) -> None:
    """Remembers looks in the process. The setting LOOKS_WAIT is for how many seconds."""
    app.config.setdefault("LOOKS_WAIT", WAIT_SECONDS)
    app.extensions["kreatr_looks"] = Waiting()


def is_a_person(header: Callable[..., str | None]) -> bool:
    """Whether a request with these headers was made for somebody, now: not by a program, and not ahead of a click."""
    ahead = header("sec-purpose") or header("purpose") or ""
    return "prefetch" not in ahead and _is_a_browser(header("user-agent") or "")


@lru_cache(2000)
def _is_a_browser(agent: str) -> bool:
    return PROGRAM.search(agent) is None


def a_look(response: Response) -> bool:
    """Whether this request was a look at a whole page that is there."""
    return (
        request.method == "GET" and response.status_code in (200, 304) and "HX-Request" not in request.headers
    )


def count(gather: str, what: str) -> None:
    """Counts this request's visitor for `what`, once a day, if it is a person. Never fails and never waits for Valkey."""
    request.environ.setdefault(LOOKS, []).append((gather, what))
    if is_a_person(request.headers.get):
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        seen(app, ((gather, what),), limits.client_address(), request.user_agent.string)


def seen(app: Flask, looks: Iterable[tuple[str, str]], address: str, agent: str) -> None:
    """Counts one visitor's looks, each a gather and what was looked at, also outside of a request."""
    day = clock.now().astimezone(ZONE).date().isoformat()
    for gather, what in looks:
        known = tokens.derived_from(app.config["SECRET_KEY"], "look", gather, day, address, agent, what)
        look = Look(gather, bytes.fromhex(known[:24]), day, f"{day} {what}")
        if app.extensions["kreatr_looks"].add(look):
            threading.Thread(target=_carry, args=(app,), name="looks", daemon=True).start()


def _waiting() -> Waiting:
    found: Waiting = current_app.extensions["kreatr_looks"]
    return found


def _carry(app: Flask) -> None:
    """Hands over what waits, every few seconds, until nothing does."""
    with app.app_context():
        while True:
            time.sleep(app.config["LOOKS_WAIT"])
            hand_over()
            if _waiting().done():
                return


def hand_over() -> None:
    """Gives what waits in this process to Valkey; while that is away, it goes on waiting. Twice given counts once."""
    waiting = _waiting()
    while owed := list(waiting.looks)[:AT_ONCE]:
        if not valkey.current().ask(lambda client, looks=owed: _add(client, looks)):  # type: ignore[misc]
            return
        waiting.drop(owed)


def _add(client: Any, looks: list[Look]) -> bool:
    script = client.register_script(COUNT)
    with client.pipeline(transaction=False) as pipe:
        for look in looks:
            arguments = [look.visitor, SEEN_SECONDS, look.field]
            script(keys=[f"kreatr:seen:{look.day}", _key(look.gather)], args=arguments, client=pipe)
        pipe.execute()
    return True


def add(client: Any, gather: str, parcel: uuid.UUID, counts: dict[tuple[date, str], int]) -> bool:
    """Adds numbers to a gather: (day, what) → number. The same parcel once more, as after a lost answer, adds nothing."""
    words = [word for (day, what), number in counts.items() for word in (f"{day} {what}", number)]
    given = client.register_script(ADD)
    for place in range(0, len(words), ADDED_AT_ONCE):
        keys = [f"kreatr:given:{parcel}:{place}", _key(gather)]
        given(keys=keys, args=[GIVEN_SECONDS, *words[place : place + ADDED_AT_ONCE]])
    return True


def _key(gather: str) -> str:
    return f"kreatr:{gather}"


def _batches(gather: str) -> str:
    return f"kreatr:{gather}:batches"


def take(gather: str) -> list[Batch]:
    """What gathered until now, as a batch, after those that were taken before and not forgotten. Empty while Valkey is away."""
    hand_over()
    return valkey.current().ask(lambda client: _take(client, gather)) or []


def _take(client: Any, gather: str) -> list[Batch]:
    client.register_script(TAKE)(keys=[_key(gather), _batches(gather)], args=[str(uuid7())])
    return [_batch(client, gather, name.decode()) for name in sorted(client.smembers(_batches(gather)))]


def _batch(client: Any, gather: str, name: str) -> Batch:
    counts = {}
    for field, number in client.hgetall(f"{_key(gather)}:{name}").items():
        day, _, what = field.decode().partition(" ")
        counts[date.fromisoformat(day), what] = int(number)
    return Batch(uuid.UUID(name), counts)


def forget(gather: str, batch_id: uuid.UUID) -> None:
    """Lets go of a batch that is safe elsewhere."""
    valkey.current().ask(lambda client: _forget(client, gather, str(batch_id)))


def _forget(client: Any, gather: str, name: str) -> bool:
    with client.pipeline() as pipe:
        pipe.delete(f"{_key(gather)}:{name}")
        pipe.srem(_batches(gather), name)
        pipe.execute()
    return True
