"""A whole kreatr as its operator starts it: `python app.py` in a folder of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from tests.services import free_port

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 180.0  # seconds; a busy machine is slow, not broken
OURS = (
    "KREATR_",
    "SMTP_",
    "SECRET_",
    "ENCRYPTION_",
    "DATABASE_",
    "REDIS_",
    "BASE_URL",
    "HOST",
    "PORT",
    "LIMITS_",
)


def environment(data: Path, **given: str) -> dict[str, str]:
    """This environment without anything of kreatr's, then what a test asks for."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith((*OURS, "TRUSTED_"))}
    return {**clean, "KREATR_DATA": str(data), "KREATR_DEMO": "0", **given}


def refused(program: str, *arguments: str, env: dict[str, str]) -> tuple[int, str]:
    """Exit status and everything said by a start that is expected to be refused."""
    done = subprocess.run(
        [sys.executable, program, *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return done.returncode, done.stdout + done.stderr


def wait_for(found: Callable[[], Any], what: str) -> Any:
    """The first true value of `found()`."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if value := found():
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


class House:
    """A running kreatr; its log is everything it said."""

    def __init__(self, data: Path, **given: str) -> None:
        data.parent.mkdir(parents=True, exist_ok=True)
        self.data = data
        self.port = int(given.pop("PORT", free_port()))
        self.log_path = data.with_suffix(".log")
        with self.log_path.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=ROOT,
                env=environment(data, PORT=str(self.port), **given),
                stdout=log,
                stderr=log,
            )

    def log(self) -> str:
        return self.log_path.read_text()

    def wait(self) -> House:
        """Until it has said where it is."""
        wait_for(lambda: "kreatr is at http" in self.log() or self.process.poll() is not None, "the start")
        assert self.process.poll() is None, f"ended with {self.process.returncode}: {self.log()}"
        return self

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def ready(self) -> bool:
        """Whether every part is there."""
        try:
            return self.get("/readyz")[0] == 200
        except OSError:
            return False

    def events(self, event: str, part: str) -> list[dict[str, Any]]:
        """The log's lines of one kind about one part."""
        lines = [json.loads(line) for line in self.log().splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == event and line.get("part") == part]

    def pid(self, part: str) -> int:
        """The process of a part that was started last."""
        return int(self.events("part_started", part)[-1]["pid"])

    def family(self) -> list[psutil.Process]:
        """Every process of this start."""
        chief = psutil.Process(self.process.pid)
        return [chief, *chief.children(recursive=True)]

    def stop(self) -> float:
        """SIGTERM; the seconds until it has ended."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)
        return time.monotonic() - began

    def clear(self) -> None:
        """Nobody is left, whatever the test did."""
        if self.process.poll() is None:
            family = self.family()
            self.stop()
            for process in family:
                if process.is_running():
                    process.kill()


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; one that only waits to be noticed by its parent does not."""
    return [
        process for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    ]
