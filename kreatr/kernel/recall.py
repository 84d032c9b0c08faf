"""What the front answers from its memory, before any thread and before Flask.

A request is known by everything that can make a difference to a public page, word for word. One that comes with a session's cookie, or asks
for something unusual, goes the long way; so nothing personal can get in here, nor be answered from here. Of many that ask for the
same page while it is not there yet, one has it built, and the others wait without a thread.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_etags
from werkzeug.routing import RequestRedirect

from kreatr.kernel import bumps, cache, headers, limits, measuring, tally
from kreatr.kernel.hearing import Ear
from kreatr.kernel.table import Page, Table

# Headers that can make a difference to a public page; one that varies by another is not kept.
NAMES = "Host Cookie Accept-Encoding HX-Request HX-History-Restore-Request Save-Data X-Forwarded-Proto"
DECIDING = tuple(NAMES.lower().split())
UNUSUAL = ("if-match", "content-length", "transfer-encoding", "authorization")
OF_ONE_ANSWER = {"x-request-id", "date", "content-length"}
SHORT = {"cache-control", "etag", "vary"}  # what goes with a 304
ROUNDS = 3  # how often somebody waits for a page that changes again and again, before it has its own built

Answer = tuple[int, list[tuple[str, str]], bytes]


@dataclass
class Asked:
    """A request that may be answered from memory: `question` is what decides, `leads` whether others wait for it."""

    question: Hashable
    headers: dict[str, str]
    method: str
    path: str
    client: str
    arrived: float
    since: int = 0
    leads: bool = False


class Filling:
    """A page that is being built for the first who asked; `worth` is whether it was worth waiting for: it is there now, or changed
    meanwhile, so that the next one may be."""

    def __init__(self) -> None:
        self.done, self.worth = asyncio.Event(), False


class Recall:
    """The memory of one process, which it trusts while it has heard of every change."""

    def __init__(self, app: Flask) -> None:
        self.app, self.config = app, app.config["KREATR"]
        self.table = Table(self.config.pages_memory)
        self.on = bool(app.config["PAGE_CACHE"] and self.config.pages_memory and app.config["REDIS_URL"])
        self.session = app.config["SESSION_COOKIE_NAME"]
        self.routes = app.url_map.bind("")
        self.filling: dict[Hashable, Filling] = {}

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begins to listen for changes."""
        self.loop = loop
        if self.on:
            self.ear = Ear(self.app.config["REDIS_URL"], self._changed, self._lost)
            self.listening = loop.create_task(self.ear.listen())

    def _changed(self, tags: list[str]) -> None:
        if bumps.EVERYTHING in tags:
            self.table.clear()
        else:
            self.table.drop(tags)

    def _lost(self) -> None:
        """Changes may have been missed, by this memory and by what Valkey kept: somebody else may have failed to tell them."""
        self.table.clear()
        cache.owe(self.app, bumps.EVERYTHING)

    def read(self, scope: Any) -> Asked | None:
        """The request, if it is of the kind that is answered from memory and there is a memory to trust."""
        if not self.on or scope.method not in ("GET", "HEAD") or not self.ear.until:
            return None
        pairs = scope.headers.items()
        given = dict(pairs)
        if len(given) != len(pairs) or any(name in given for name in UNUSUAL):
            return None
        if self.session in given.get("cookie", ""):
            return None
        question = (scope.path, scope.query_string, *map(given.get, DECIDING))
        return Asked(question, given, scope.method, scope.path, scope.client, time.monotonic())

    def answer(self, asked: Asked, *, counted: bool = False) -> Answer | None:
        """The finished answer, counted as any other unless it was `counted` already, or None when there is none."""
        now = self.loop.time()
        page = self.table.find(asked.question, now) if self.ear.trusted(now) else None
        if page is None:
            return None
        known = asked.headers.get("if-none-match")
        unchanged = known is not None and (known == page.etag or _among(known, page.etag))
        status = 304 if unchanged else 200
        if not counted:
            self._count(asked, page, status)
        if unchanged:
            return 304, list(page.short), b""
        name = headers.request_id(asked.headers.get("x-request-id", ""))
        return 200, [*page.headers, ("X-Request-Id", name)], page.body

    def _count(self, asked: Asked, page: Page, status: int) -> None:
        measuring.of(self.app).answer(page.endpoint, status, time.monotonic() - asked.arrived)
        given = asked.headers
        if asked.method == "GET" and page.looks and tally.is_a_person(given.get):
            host = asked.client.rpartition(":")[0].strip("[]")
            address = limits.forwarded(host, given.get("x-forwarded-for", ""), self.config.trusted_proxies)
            tally.seen(self.app, page.looks, limits.counted_as(address), given.get("user-agent", ""))

    async def wait(self, asked: Asked) -> Answer | None:
        """The answer that somebody else has built just now, or None for a request that has to go to Flask itself."""
        if asked.method != "GET" or not self._public(asked.path):
            return None
        for _round in range(ROUNDS):
            if not self.ear.trusted(self.loop.time()) and not await self.ear.renewed():
                break
            if answer := self.answer(asked):
                return answer
            filling = self.filling.get(asked.question)
            if filling is None:
                self.filling[asked.question] = Filling()
                asked.leads, asked.since = True, self.table.changes
                break
            await filling.done.wait()
            if not filling.worth:
                break
        return None

    def _public(self, path: str) -> bool:
        try:
            endpoint, _values = self.routes.match(path, method="GET")
        except (HTTPException, RequestRedirect):
            return False
        return hasattr(self.app.view_functions[endpoint], "public_tags")

    def keep(self, asked: Asked, environ: dict[str, Any], answer: Any) -> Any:
        """Puts what Flask answered to one that `leads` into the memory, if it may be; returns what its asker gets."""
        note: cache.Note | None = environ.get(cache.NOTE)
        status, given, body = answer
        if note is None or status != 200 or not isinstance(body, bytes):
            return answer
        page = self._page(note, given, body, environ)
        if page is None:
            return answer
        kept = self.table.put(asked.question, page, asked.since)
        self.filling[asked.question].worth = kept or self.table.changes > asked.since
        return self.answer(asked, counted=True) or answer

    def _page(self, note: cache.Note, given: Any, body: bytes, environ: dict[str, Any]) -> Page | None:
        kept = tuple((name, value) for name, value in given if name.lower() not in OF_ONE_ANSWER)
        named = {name.lower(): value for name, value in kept}
        varies = {word.strip().lower() for word in named.get("vary", "").split(",")}
        if "set-cookie" in named or not varies <= {"", *DECIDING} or "etag" not in named:
            return None
        ends = self.loop.time() + note.ends - time.time()
        short = tuple((name, value) for name, value in kept if name.lower() in SHORT)
        looks = tuple(environ.get(tally.LOOKS, ()))
        name = (note.name, kept)
        return Page(name, note.tags, kept, body, ends, note.endpoint, looks, named["etag"], short)

    def done(self, asked: Asked) -> None:
        """Lets those who wait for this one go on."""
        if asked.leads:
            self.filling.pop(asked.question).done.set()


def _among(known: str, etag: str) -> bool:
    return parse_etags(known).contains_weak(etag.strip('"'))
