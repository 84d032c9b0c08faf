"""An answer on its way to a browser."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator

from flask import Flask, current_app

from kreatr.ai.models import AiCall
from kreatr.ai.queries import calls
from kreatr.kernel import streams, topics
from kreatr.kernel.db import db


def source(call: AiCall, after: str = topics.BEGINNING) -> streams.Source:
    """What a browser is sent of a call from the line `after` on: `text` events, and `end` when there is nothing more.

    The end comes from the database when the topic does not tell it: Valkey may have been away or emptied.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    call_id, over = call.id, not call.under_way

    async def lines() -> AsyncGenerator[bytes, None]:
        yield b"retry:%d\n\n" % streams.AGAIN_MILLISECONDS
        if over:  # its page has the whole text
            yield streams.event(calls.END, "")
            return
        async for line in topics.here(app.config["REDIS_URL"]).follow(calls.topic(call_id), after):
            if line is None:
                if not await asyncio.to_thread(_under_way, app, call_id):
                    yield streams.event(calls.END, "")
                    return
                yield streams.QUIET
            else:
                yield streams.event(line.kind, line.text, line.id)
                if line.kind == calls.END:
                    return

    return lines


def _under_way(app: Flask, call_id: uuid.UUID) -> bool:
    with app.app_context():
        try:
            return calls.under_way(call_id)
        finally:
            db.session.remove()
