"""Asks a ClamAV daemon about a file, in its own protocol: INSTREAM over a Unix socket or TCP."""

from __future__ import annotations

import socket
import struct
import time
from typing import IO

CHUNK = 64 * 1024
SECONDS = 4  # for everything together
LONGEST_ANSWER = 4096


class ScanFailed(Exception):
    """The daemon could not be asked, or did not answer in its language."""


def infected(file: IO[bytes], address: str, seconds: float = SECONDS) -> bool:
    """Whether the daemon at `address` (a path, or host:port) finds something in the file. Raises ScanFailed."""
    deadline = time.monotonic() + seconds
    file.seek(0)
    try:
        with _connect(address, seconds) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                daemon.settimeout(_left(deadline))
                daemon.sendall(struct.pack(">I", len(chunk)) + chunk)
            daemon.sendall(struct.pack(">I", 0))
            answer = _answer(daemon, deadline)
    except OSError as error:
        raise ScanFailed(type(error).__name__) from error
    if answer == b"stream: OK":
        return False
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND"):
        return True
    raise ScanFailed("an answer that is neither OK nor FOUND")


def _connect(address: str, seconds: float) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=seconds)
    daemon = socket.socket(socket.AF_UNIX)
    daemon.settimeout(seconds)
    try:
        daemon.connect(address)
    except OSError:
        daemon.close()
        raise
    return daemon


def _answer(daemon: socket.socket, deadline: float) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        daemon.settimeout(_left(deadline))
        part = daemon.recv(LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
