"""Answers that go on, as a server without our front reads them."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator

from flask import Flask

from kreatr.kernel import streams


def test_events_survive_any_text() -> None:
    text = 'baris satu\n\ndata: {"t": "palsu"}\r\nevent: end\u2028☀'
    sent = streams.event("text", text, "7-1").decode()
    assert sent.count("\n") == 4 and sent.endswith("\n\n")
    head, data = sent.strip().split("data:", 1)
    assert head == "id:7-1\nevent:text\n" and json.loads(data) == text


def test_a_stream_is_read_to_its_end_by_any_server() -> None:
    app = Flask(__name__)

    @app.get("/stream")
    def stream() -> object:
        begin = int(streams.last_id() or 0)

        async def source() -> AsyncGenerator[bytes, None]:
            for number in range(begin + 1, 4):
                yield streams.event("text", str(number), str(number))

        return streams.answer(source)

    answer = app.test_client().get("/stream", headers={"Last-Event-ID": "1"})
    assert answer.mimetype == "text/event-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.text.count("event:text") == 2 and '"1"' not in answer.text
