"""The whole house as real processes: `python app.py` with its parts, which tests may kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests import page
from tests.inquiries.letters import LETTER, PATH
from tests.services import free_port
from tests.world import PASSWORD

ROOT = Path(__file__).parent.parent.parent
START_SECONDS, PART_SECONDS = 180, 60  # a busy machine is slow, not broken


def wait_until(true: Callable[[], Any], seconds: float, what: str) -> float:
    """Waits until something is true; returns after how many seconds it was."""
    started = time.monotonic()
    while not true():
        assert time.monotonic() - started < seconds, f"{what}: not within {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - started


class House:
    """One machine: web, worker and clock under their supervisor. `environment` are its variables."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {**environment, "PORT": str(self.port), "BASE_URL": self.url}
        self.log = folder / "house.log"
        self.processes: list[psutil.Popen] = []

    def start(self) -> House:
        """Starts everything and waits for the first answer."""
        self.run("app.py")
        wait_until(self.answers, START_SECONDS, "the house answers")
        return self

    def run(self, *arguments: str) -> psutil.Popen:
        """A further process of the house, such as a second worker."""
        inherited = {
            name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ
        }
        with open(self.log, "ab") as log:
            process = psutil.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**inherited, **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        return process

    def part(self, name: str) -> psutil.Process:
        """The process of one part: web, worker or clock."""
        found: list[psutil.Process] = []

        def look() -> bool:
            children = self.processes[0].children()
            found[:] = [one for one in children if one.name() == f"kreatr-{name}"]
            return bool(found)

        wait_until(look, PART_SECONDS, f"there is a {name}")
        return found[0]

    def kill(self, name: str) -> None:
        """Ends a part at once, with whatever it was doing; the supervisor starts another."""
        self.part(name).send_signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ends everything at once; the parts die with their supervisor."""
        mine = [process for process in self.processes if process.is_running()]
        everybody = [one for process in mine for one in (process, *process.children(recursive=True))]
        for process in mine:
            process.kill()
        psutil.wait_procs(everybody, timeout=10)

    def browser(self) -> httpx.Client:
        """A visitor's browser without JavaScript, which does not follow redirects by itself."""
        return httpx.Client(base_url=self.url, timeout=20, trust_env=False)

    def answers(self) -> bool:
        """Whether the web is there."""
        try:
            return httpx.get(f"{self.url}/healthz", timeout=1, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False


def form(browser: httpx.Client, **fields: str) -> dict[str, Any]:
    """The filled-in contact form, with its token and its id, ready to be sent once or more."""
    found = page.parse(browser.get(PATH).text)
    return {**page.controls(found.one("#kontak")), **LETTER, **fields}


def sign_in(browser: httpx.Client) -> str:
    """Signs Sekar in; returns a token for her forms."""
    entrance = page.controls(page.parse(browser.get("/login").text).one("main form[method=post]"))
    sent = browser.post("/login", data={**entrance, "email": "sekarayu@contoh.test", "password": PASSWORD})
    assert sent.status_code == 303
    return str(
        page.parse(browser.get("/dashboard/inquiries").text).all("input[name=csrf_token]")[0].get("value")
    )
