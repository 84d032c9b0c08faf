"""Programs that a measurement starts, and what they use of the processors."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from kreatr.kernel import embedded

ROOT = Path(__file__).parent.parent
CACHE = Path(os.environ.get("KREATR_BENCH") or ROOT / "instance" / "bench").resolve()
START_SECONDS, STOP_SECONDS = 180, 15
QUIET_SECONDS, QUIET_SHARE = 3, 0.05  # idle is who used less than this share of a processor for so long


class Program:
    """A child that listens on a loopback port; its output goes to a file of the cache folder, for when it fails."""

    def __init__(self, name: str, command: list[str], environ: Mapping[str, str], port: int) -> None:
        self.name, self.port = name, port
        self.url = f"http://127.0.0.1:{port}"
        self.log = CACHE / "logs" / f"{name}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **environ}, stdout=log, stderr=subprocess.STDOUT
            )

    def await_port(self, seconds: int = START_SECONDS) -> None:
        """Returns when it accepts connections. Raises RuntimeError when it ended or never does."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        end = self.log.read_text(errors="replace")[-2000:]
        raise RuntimeError(f"{self.name} did not start:\n{end}")

    def settle(self, seconds: int = START_SECONDS) -> None:
        """Returns when it has nothing left to do, so that its own work in the background is not measured along with it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            before = busy_seconds([self.process.pid])
            time.sleep(QUIET_SECONDS)
            if busy_seconds([self.process.pid]) - before < QUIET_SECONDS * QUIET_SHARE:
                return
        raise RuntimeError(f"{self.name} is still busy after {seconds} s")

    def stop(self) -> None:
        """Ends it politely, then not."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                for child in (*family(self.process.pid), psutil.Process(self.process.pid)):
                    child.kill()
                self.process.wait()


def family(pid: int) -> list[psutil.Process]:
    """A process and everything it started."""
    try:
        top = psutil.Process(pid)
        return [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def busy_seconds(pids: Iterable[int]) -> float:
    """Processor seconds that these processes and their children have used so far, ended ones too."""
    used = 0.0
    for pid in pids:
        for process in family(pid):
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            used += times.user + times.system + times.children_user + times.children_system
    return used


class Valkey:
    """The Valkey that the app brings along, on a socket in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.socket = embedded.valkey_socket(folder)
        self.url = f"unix://{self.socket}"
        embedded.end_leftover(self.socket)
        self.process = subprocess.Popen(embedded.valkey_command(self.socket), stdout=subprocess.DEVNULL)
        if not embedded.await_valkey(self.socket, START_SECONDS):
            raise RuntimeError("Valkey did not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(STOP_SECONDS)


def settings(data: Path, database_url: str, redis_url: str, port: int) -> dict[str, str]:
    """The environment of an app under measurement: no demo world, no limits in the way, no mail server."""
    return {
        "KREATR_ENV": "development",
        "KREATR_DATA": str(data),
        "KREATR_DEMO": "0",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SMTP_HOST": "",
        "TRUSTED_PROXIES": "1",
        "LIMITS_FACTOR": "1000000",
        "SECRET_KEY": "measured only, never in use: 0123456789",
        "ENCRYPTION_KEY": "5e" * 32,
    }


def python_module(name: str, *arguments: str) -> list[str]:
    """The command line of a module of this folder."""
    return [sys.executable, "-m", name, *arguments]
