"""Finished public pages and small computed values, kept in Valkey until a tag they carry is bumped.

A tag has a word in Valkey; an entry's key holds the words it was built under, so a bump, which is another word, makes the old
entry unreachable at once, and a page that was being built during the change can never be stored as new. Nothing personal is
ever stored: only anonymous GET answers without a cookie. How a bump reaches the pages in the memory of each process says
`kernel/bumps.py`.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

import structlog
from flask import Flask, Response, current_app, g, has_request_context, make_response, request, session
from flask_caching import Cache

from kreatr.kernel import bumps, encoding, prefs, valkey
from kreatr.kernel.db import after_commit
from kreatr.kernel.kept import Kept

log = structlog.get_logger()

LOCK_SECONDS = 10
WAIT_STEPS, WAIT_SECONDS = 40, 0.05
OWED_SECONDS = 0.25  # between two tries to tell a change that Valkey did not hear of
NOTE = "kreatr.finished"  # in the environ of a request whose answer others may get too
PACKS_BYTES = 4 * 1024 * 1024
values, packs, paying = Cache(), Kept(PACKS_BYTES), threading.Lock()


class Note(NamedTuple):
    """What the front has to know of a finished page: `name` is one for all that get the same, `ends` in seconds since 1970."""

    name: str
    tags: tuple[str, ...]
    ends: float
    endpoint: str


def init_app(app: Flask) -> None:
    """Sets up the store of small values (per process, a few seconds) beside the shared pages.

    The setting PAGE_CACHE, when false, has every page built anew; for measurements and tests.
    """
    app.config.setdefault("PAGE_CACHE", True)
    values.init_app(app, {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 60, "CACHE_THRESHOLD": 500})
    app.extensions["kreatr_late_bumps"] = set()


def bump(*tags: str) -> None:
    """Makes everything under these tags stale as soon as the running unit is committed; what rooms keep under them in the
    database itself (`Room.stale`), with the unit."""
    for stale in current_app.extensions["kreatr_stale"]:
        stale(tags)
    after_commit(lambda: bump_now(*tags))


def bump_now(*tags: str) -> None:
    """Makes everything under these tags stale now, in every process; remembered and repeated if Valkey is away."""
    late: set[str] = current_app.extensions["kreatr_late_bumps"]
    late.update(tags)
    g.pop("tag_words", None)
    _settle(late)
    if late:
        owe(current_app._get_current_object())  # type: ignore[attr-defined]


def owe(app: Flask, *tags: str) -> None:
    """Has these tags bumped as soon as Valkey can be reached, and before this process trusts what is kept."""
    app.extensions["kreatr_late_bumps"].update(tags)
    if not app.config["REDIS_URL"]:
        return  # a command without a Valkey has nobody to tell
    threading.Thread(target=_pay, args=(app,), name="bumps", daemon=True).start()


def _pay(app: Flask) -> None:
    """Others cannot know what this process owes, so it does not wait for the next question. One thread does it for all."""
    late: set[str] = app.extensions["kreatr_late_bumps"]
    with app.app_context():
        while late and paying.acquire(blocking=False):
            try:
                while late:
                    time.sleep(OWED_SECONDS)
                    _settle(late)
            finally:
                paying.release()


def _settle(late: set[str]) -> None:
    owed = sorted(late)
    if owed and valkey.current().ask(lambda client: bumps.tell(client, owed)) is not None:
        late.difference_update(owed)


def versions(tags: tuple[str, ...]) -> str | None:
    """The words of these tags as one, or None while Valkey is away or owes us bumps."""
    late: set[str] = current_app.extensions["kreatr_late_bumps"]
    _settle(late)
    if late:
        return None
    words = _words((bumps.EVERYTHING, *tags))
    return None if words is None else ".".join(words)


def _words(tags: tuple[str, ...]) -> list[str] | None:
    """The word of each tag, asked for once in a request: what is built in it is filed under the words it began with."""
    known: dict[str, str] = g.setdefault("tag_words", {}) if has_request_context() else {}
    asked = [tag for tag in tags if tag not in known]
    if asked:
        words = valkey.current().ask(lambda client: client.mget([bumps.key(tag) for tag in asked]))
        if words is None:
            return None
        known.update((tag, (word or b"0").decode()) for tag, word in zip(asked, words, strict=True))
    return [known[tag] for tag in tags]


def remember(name: str, tags: tuple[str, ...], seconds: int, build: Callable[[], Any]) -> Any:
    """A value computed at most once per process, `seconds` and state of its tags. It must not be changed by callers."""
    version = versions(tags)
    if version is None:
        return build()
    key = f"{name}:{version}"
    kept = values.get(key)
    if kept is None:
        kept = build()
        values.set(key, kept, timeout=seconds)
    return kept


def public(*tags: str, ttl: int = 3600) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Keeps a route's answers to visitors, for at most `ttl` seconds. Tags may name URL parameters: `creator:{username}`."""

    def wrap(handler: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(handler)
        def answer(*args: Any, **kwargs: Any) -> Response:
            if not _shareable():
                return _private(make_response(handler(*args, **kwargs)))
            return _serve(tuple(tag.format(**kwargs) for tag in tags), ttl, lambda: handler(*args, **kwargs))

        answer.public_tags = tags  # type: ignore[attr-defined]
        return answer

    return wrap


def _shareable() -> bool:
    return request.method in ("GET", "HEAD") and "_user_id" not in session and "_flashes" not in session


def _private(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _serve(tags: tuple[str, ...], ttl: int, build: Callable[[], Any]) -> Response:
    version = versions(tags) if current_app.config["PAGE_CACHE"] else None
    key = "kreatr:page:" + _key(version or "")
    kept = _read(key) if version is not None else None
    if kept is None and version is not None and not _first(key):
        kept = _wait(key)
    if kept is None:
        try:
            kept = _build(build, ttl)
        except Exception:
            _release(key)  # a page that is not there must not keep the next one waiting
            raise
        if version is not None:
            _store(key, kept, ttl)
    if version is not None and _whole(kept):
        request.environ[NOTE] = Note(key, tags, kept["ends"], request.endpoint or "-")
    return _respond(kept)


def _whole(entry: Entry) -> bool:
    return bool(entry["status"] == 200 and not entry["cookie"])


def _key(version: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in sorted(request.args.items(multi=True)))
    part = request.headers.get("HX-Request", "") + request.headers.get("HX-History-Restore-Request", "")
    words = (version, current_app.config["RELEASE"], request.path, query, part, *prefs.current().key)
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


Entry = dict[str, Any]


def _read(key: str) -> Entry | None:
    raw = valkey.current().ask(lambda client: client.get(key))
    if not raw:
        return None
    head, _, body = raw.partition(b"\n")
    entry: Entry = json.loads(head)
    entry["body"] = body
    return entry


def _store(key: str, entry: Entry, ttl: int) -> None:
    if not _whole(entry):
        _release(key)
        return
    head = json.dumps({name: value for name, value in entry.items() if name != "body"}).encode()
    valkey.current().ask(lambda client: _put(client, key, head + b"\n" + entry["body"], ttl))


def _release(key: str) -> None:
    valkey.current().ask(lambda client: client.delete(key + ":lock"))


def _put(client: Any, key: str, raw: bytes, ttl: int) -> bool:
    with client.pipeline(transaction=False) as pipe:
        pipe.set(key, raw, ex=ttl)
        pipe.delete(key + ":lock")
        pipe.execute()
    return True


def _first(key: str) -> bool:
    """Whether this request is the one that fills the entry; while Valkey is away everybody is."""
    return (
        valkey.current().ask(lambda client: client.set(key + ":lock", 1, nx=True, ex=LOCK_SECONDS) or 0) != 0
    )


def _wait(key: str) -> Entry | None:
    for _step in range(WAIT_STEPS):
        time.sleep(WAIT_SECONDS)
        if (kept := _read(key)) is not None:
            return kept
    return None


def _build(build: Callable[[], Any], ttl: int) -> Entry:
    g.shared = True  # what is built now may depend on nothing of this one request
    response = make_response(build())
    html = response.get_data()
    digest = hashlib.sha256(html).hexdigest()
    return {
        "status": response.status_code,
        "type": response.headers["Content-Type"],
        "vary": response.headers.get("Vary", ""),
        "etag": digest[:24],
        "cookie": session.modified,
        "look": g.get("look"),
        "ends": time.time() + ttl,
        "body": _packed(digest, html),
    }


def _packed(digest: str, html: bytes) -> bytes:
    """A page as it travels. Built anew after a change elsewhere, most are what they were, and need not be packed again."""
    packed: bytes | None = packs.get(digest)
    if packed is None:
        packed = packs[digest] = encoding.pack(html, "br", encoding.EFFORT)
    return packed


def _body(kept: bytes, chosen: str) -> bytes:
    return kept if chosen == "br" else encoding.pack(encoding.unpack(kept), chosen, encoding.EFFORT)


def _respond(entry: Entry) -> Response:
    g.finished, g.look = True, entry["look"]
    chosen = encoding.accepted()
    response = Response(_body(entry["body"], chosen), entry["status"])
    response.headers["Content-Type"] = entry["type"]
    if chosen != "identity":
        response.headers["Content-Encoding"] = chosen
    response.vary.update(["Accept-Encoding", "Cookie", *filter(None, entry["vary"].split(", "))])
    # Browsers ask each time: a change shows at the next request, an unchanged page costs an empty 304.
    response.headers["Cache-Control"] = "no-cache" if entry["status"] == 200 else "no-store"
    if entry["status"] == 200:
        response.set_etag(f"{entry['etag']}-{chosen}")
        response.make_conditional(request)
    return response
