"""How a change reaches every process that keeps finished pages.

A tag has a word in Valkey, and pages are filed under the words of their tags; a change gives the tag another word, and tells
it to all processes in the same moment. Those that answer from memory hold a *lease* in Valkey, for less than a second and
renewed all the time; whoever changes something waits until each of them has let go of its pages, or until its lease is over. So a process that
is frozen or cut off costs one change a second at most, and never answers with what was before.
"""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

CHANNEL = "kreatr:bumps"
READERS = "kreatr:readers"  # processes that answer from memory → until when they may, in milliseconds of Valkey's clock
EVERYTHING = "everything"  # a tag of each page
LEASE_SECONDS = 0.9  # less than a question to Valkey may take: one that failed outlasted every lease
STEP_SECONDS = 0.4  # of waiting, below the client's own limit for an answer
KEPT_SECONDS = 10
# Nobody is known to a Valkey that has just been started, but a lease of before may still hold.
TELL = """
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
for place = 4, #ARGV do redis.call('SET', 'kreatr:tag:' .. ARGV[place], ARGV[1]) end
redis.call('PUBLISH', KEYS[2], ARGV[2])
local readers = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local wait = last[2] and last[2] - now or 0
local up = tonumber(string.match(redis.call('INFO', 'server'), 'uptime_in_seconds:(%d+)'))
if up <= 1 then wait, readers[#readers + 1] = tonumber(ARGV[3]), 'somebody' end
return {wait, readers}
"""
RENEW = """
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 60000)
return redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
"""
LEASE_MILLISECONDS = round(LEASE_SECONDS * 1000)


def key(tag: str) -> str:
    """Where the word of a tag stands."""
    return f"kreatr:tag:{tag}"


def heard(bump: str) -> str:
    """Where processes say that they have heard of a bump."""
    return f"kreatr:heard:{bump}"


def tell(client: Any, tags: list[str]) -> bool:
    """Makes these tags other ones everywhere, and returns when nobody answers with what was before. Raises RedisError."""
    bump = uuid.uuid4().hex
    told = client.register_script(TELL)
    news = json.dumps([bump, *tags])
    milliseconds, readers = told(keys=[READERS, CHANNEL], args=[bump, news, LEASE_MILLISECONDS, *tags])
    _wait(client, bump, set(readers), min(LEASE_SECONDS, milliseconds / 1000))
    return True


def _wait(client: Any, bump: str, silent: set[bytes], seconds: float) -> None:
    until = time.monotonic() + seconds
    while silent and (left := until - time.monotonic()) > 0:
        answer = client.blpop([heard(bump)], timeout=min(left, STEP_SECONDS))
        if answer:
            silent.discard(answer[1])
