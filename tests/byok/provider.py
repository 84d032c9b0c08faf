"""A provider at the wire: it takes one key per provider and answers others as it is told."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask

from kreatr.ai.models import Provider

BEGINS = {
    Provider.OPENAI: "sk-",
    Provider.ANTHROPIC: "sk-ant-",
    Provider.GOOGLE: "AIza",
    Provider.HUGGINGFACE: "hf_",
    Provider.REPLICATE: "r8_",
    Provider.CUSTOM: "sk-sendiri-",
}
MODELS = {
    "data": [{"id": "titik-besar", "object": "model"}, {"id": "titik-kecil", "object": "model"}],
    "models": [{"name": "models/titik-besar", "supportedGenerationMethods": ["generateContent"]}],
    "results": [],
    "object": "list",
    "has_more": False,
    "next": None,
}


def planted(provider: Provider) -> str:
    """A key that looks like one, made for this run."""
    return f"{BEGINS[provider]}{secrets.token_hex(20)}"


class StandIn:
    """`answers` are what the next questions get, each (status, seconds to wait, body); without one it takes every key.

    `asked` are the keys that came in, whatever header they came in.
    """

    def __init__(self) -> None:
        self.answers: list[tuple[int, float, Any]] = []
        self.refuses: set[str] = set()
        self.asked: list[str] = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stand_in.answer(self)

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answers one question."""
        key = _key(request)
        self.asked.append(key)
        status, pause, body = self.answers.pop(0) if self.answers else (200, 0.0, MODELS)
        if key in self.refuses:
            status, body = (
                401,
                {"error": {"message": f"Incorrect API key provided: {key}", "code": "invalid_api_key"}},
            )
        time.sleep(pause)
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            request.send_response(status)
            request.send_header("Content-Type", "application/json")
            request.send_header("Content-Length", str(len(sent)))
            request.end_headers()
            request.wfile.write(sent)
        except OSError:
            pass  # whoever asked has gone

    def forget(self) -> None:
        """As new."""
        self.answers, self.refuses, self.asked = [], set(), []

    def stop(self) -> None:
        """Closes it."""
        self.server.shutdown()
        self.server.server_close()


def _key(request: BaseHTTPRequestHandler) -> str:
    headers = request.headers
    bearer = (headers.get("Authorization") or "").removeprefix("Bearer ").removeprefix("Token ")
    query = parse_qs(urlsplit(request.path).query)
    return headers.get("x-api-key") or headers.get("x-goog-api-key") or bearer or query.get("key", [""])[0]


def open_to(app: Flask, change: Callable[..., None], url: str) -> None:
    """All providers of this app are at `url` from now on, on this machine."""
    ai = app.config["KREATR"].ai
    change(ai=replace(ai, private=True, addresses=dict.fromkeys(ai.addresses, url)))
