"""The caller at work in the test's own process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import sqlalchemy as sa
from flask import Flask

from kreatr.ai.caller import Caller
from kreatr.ai.models import AiCall, CallStatus
from kreatr.kernel import topics
from kreatr.kernel.db import db
from tests.ai.outside import Outside

UNDER_WAY = (CallStatus.QUEUED, CallStatus.RUNNING)
Meanwhile = Callable[[Caller], Awaitable[None]]


def reach(app: Flask, outside: Outside) -> None:
    """Has the app ask the stand-ins instead of the providers."""
    config = app.config["KREATR"]
    addresses = {name: url for name, url in outside.addresses().items() if name != "CUSTOM"}
    app.config["KREATR"] = replace(config, ai=replace(config.ai, addresses=addresses, private=True))


def make(app: Flask, meanwhile: Meanwhile | None = None, seconds: float = 20) -> None:
    """Has a caller make every call that waits; `meanwhile` runs beside it."""

    async def work() -> None:
        caller = Caller(app)
        running = asyncio.create_task(caller.run())
        beside = asyncio.create_task(meanwhile(caller)) if meanwhile else None
        async with asyncio.timeout(seconds):
            while await asyncio.to_thread(_left, app):
                await asyncio.sleep(0.02)
            if beside:
                await beside
        caller.ending.set()
        await running
        await topics.here(app.config["REDIS_URL"]).close()

    db.session.rollback()
    asyncio.run(work())
    db.session.rollback()
    db.session.expire_all()


def _left(app: Flask) -> bool:
    with app.app_context():
        return bool(db.session.scalar(sa.select(AiCall.id).where(AiCall.status.in_(UNDER_WAY)).limit(1)))


def again(call: AiCall) -> AiCall:
    """The call as it is now."""
    return db.session.get_one(AiCall, call.id, populate_existing=True)
