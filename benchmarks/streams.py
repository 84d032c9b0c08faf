"""Do fifty answers that are being written hold up each other, or the pages?

The whole house runs as its operator starts it; the provider is a stand-in on the loopback, in a process of its own, that
stamps each token with the time at which it sent it. One stream and fifty take turns. The delay is from a stream's first
token at the provider to the browser's first text; the pages are asked one after another while the streams go on.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
from flask import Flask

from benchmarks.processes import Program, python_module
from benchmarks.report import Report, table
from kreatr import create_app
from kreatr.accounts.actions import create_user
from kreatr.accounts.models import Role, User
from kreatr.ai.actions.asking import ask
from kreatr.credits.actions import grant
from kreatr.kernel import config
from kreatr.kernel.db import db, unit
from kreatr.studio.models import StudioRun
from tests.ai.questions import question
from tests.services import free_port

STREAMS, ROUNDS = 50, 3
FIRST_SECONDS = 4.0  # before the first token: until then all browsers listen
NEXT_SECONDS, TOKENS = 0.05, 160
PAGES, PAGE_PAUSE = 40, 0.02
WORST = 2.0  # times what one stream alone gives
EMAIL, PASSWORD = "arus@contoh.test", "kata-sandi-uji-2026"


@dataclass
class Figures:
    """What one number of streams gave: delays of first tokens and times of pages, in seconds."""

    delays: list[float] = field(default_factory=list)
    visited: list[float] = field(default_factory=list)
    dashboard: list[float] = field(default_factory=list)


def measure(report: Report, folder: Path) -> None:
    """Starts provider and house, lets one and fifty streams take turns, prints the table."""
    with _programs(folder) as (house, provider, app):
        one, many = Figures(), Figures()
        _turn(app, house, provider, 1, Figures())  # warms up
        for _round in range(ROUNDS):
            _turn(app, house, provider, 1, one)
            _turn(app, house, provider, STREAMS, many)
    _print(report, one, many)


@contextmanager
def _programs(folder: Path) -> Iterator[tuple[str, str, Flask]]:
    ports = free_port(), free_port()
    provider = Program("provider", python_module("tests.ai.outside", str(ports[0])), {}, ports[0])
    provider.await_port()
    environ = {
        "KREATR_DATA": str(folder),
        "KREATR_DEMO": "0",
        "PORT": str(ports[1]),
        "BASE_URL": f"http://127.0.0.1:{ports[1]}",
        "SECRET_KEY": "measured only, never in use: 0123456789",
        "ENCRYPTION_KEY": "5e" * 32,
        "LIMITS_FACTOR": "1000",
        "ALLOW_PRIVATE_AI_URLS": "1",
        "OPENAI_API_KEY": "measured-only",
        "OPENAI_BASE_URL": f"{provider.url}/openai/v1",
    }
    house = Program("house", [sys.executable, "app.py"], environ, ports[1])
    try:
        house.await_port()
        app = create_app({"KREATR": config.load({**os.environ, **environ})})
        with app.app_context():
            _person()
            yield house.url, provider.url, app
            db.engine.dispose()
    finally:
        house.stop()
        provider.stop()


def _person() -> User:
    user = create_user(username="arus", email=EMAIL, password=PASSWORD, role=Role.USER)
    grant(user.id, 100_000_000, "to measure")
    return user


def _turn(app: Flask, house: str, provider: str, streams: int, figures: Figures) -> None:
    """So many streams at once, and pages beside them."""
    words = [f"kata{number} " for number in range(TOKENS)]
    httpx.post(f"{provider}/-/reset", json={})
    httpx.post(f"{provider}/-/set", json={"delay": FIRST_SECONDS, "stamped": True, "words": words})
    db.session.rollback()
    runs = [_asked() for _ in range(streams)]
    asyncio.run(_follow(house, provider, runs, figures))


def _asked() -> uuid.UUID:
    with unit() as session:
        viewer = session.query(User).filter_by(email=EMAIL).one()
        call = ask(viewer, replace(question("Ceritakan."), most_tokens=TOKENS * 3))
        run = StudioRun(user_id=viewer.id, call_id=call.id, task="caption", language="id", title="x")
        session.add(run)
        session.flush()
        return run.id


async def _follow(house: str, provider: str, runs: list[uuid.UUID], figures: Figures) -> None:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(base_url=house, timeout=60, limits=limits, trust_env=False) as browser:
        await _sign_in(browser)
        listening = [asyncio.create_task(_listen(browser, run)) for run in runs]
        await asyncio.sleep(FIRST_SECONDS * 0.8)
        await browser.post(f"{provider}/-/set", json={"delay": NEXT_SECONDS})
        await asyncio.sleep(FIRST_SECONDS * 0.4)
        figures.visited += await _visit(browser, "/healthz")
        figures.dashboard += await _visit(browser, "/dashboard/studio")
        figures.delays += await asyncio.gather(*listening)


async def _sign_in(browser: httpx.AsyncClient) -> None:
    entrance = (await browser.get("/login")).text
    token = entrance.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    sent = await browser.post("/login", data={"csrf_token": token, "email": EMAIL, "password": PASSWORD})
    assert sent.status_code == 303, "could not sign in"


async def _listen(browser: httpx.AsyncClient, run: uuid.UUID) -> float:
    """The delay of the first token; reads on until the end."""
    first, waits = 0.0, False
    async with browser.stream("GET", f"/dashboard/studio/runs/{run}/stream") as answer:
        async for line in answer.aiter_lines():
            if line.startswith("event:"):
                waits = line == "event:text"
            elif waits and line.startswith("data:") and not first:
                first = time.time() - float(json.loads(line[5:]).split()[0])
    assert first, "a stream without text"
    return first


async def _visit(browser: httpx.AsyncClient, path: str) -> list[float]:
    times = []
    for _ in range(PAGES):
        began = time.monotonic()
        answer = await browser.get(path)
        times.append(time.monotonic() - began)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        await asyncio.sleep(PAGE_PAUSE)
    return times


def _print(report: Report, one: Figures, many: Figures) -> None:
    rows = []
    for name, few, lots in (
        ("first token to the browser", one.delays, many.delays),
        ("a small page", one.visited, many.visited),
        ("the studio, signed in", one.dashboard, many.dashboard),
    ):
        alone, beside = statistics.median(few), statistics.median(lots)
        ratio = beside / alone
        verdict = report.at_most(f"streams: {name}", ratio, WORST, f"{ratio:.2f}")
        rows.append([name, f"{alone * 1000:.1f}", f"{beside * 1000:.1f}", verdict])
    head = ["milliseconds, median", "1 stream", f"{STREAMS} streams", f"ratio, at most {WORST:g}"]
    table(f"{STREAMS} answers written at the same time", head, rows)
