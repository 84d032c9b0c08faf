"""One program under load: `python -m benchmarks.serving hello|front PORT`, always two granian processes.

`hello` is the bare Flask app everything is compared with, as WSGI with one blocking thread per process, which suits it
best; `front` is kreatr as `python app.py` serves it. KREATR_PAGE_CACHE=0 builds every page anew.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from kreatr import create_app
from kreatr.kernel.front import Front

PROCESSES = 2


def hello() -> Flask:
    """The least that Flask can do."""
    app = Flask(__name__)

    @app.get("/")
    def answer() -> str:
        return "Hello, World!"

    return app


def kreatr() -> Flask:
    """The product, with the page cache on or off."""
    return create_app({"PAGE_CACHE": os.environ.get("KREATR_PAGE_CACHE") != "0"})


def main(kind: str, port: int) -> None:
    """Serves until SIGTERM. The app is made in each process, as with a fresh start."""
    make: dict[str, Any] = {"hello": hello, "front": lambda: Front(kreatr())}
    own = (
        {"interface": Interfaces.RSGI}
        if kind == "front"
        else {"interface": Interfaces.WSGI, "blocking_threads": 1}
    )
    server = Granian(
        kind,
        address="127.0.0.1",
        port=port,
        workers=PROCESSES,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        **own,
    )
    server.serve(target_loader=make[kind], wrap_loader=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
