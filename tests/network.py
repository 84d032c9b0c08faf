"""Nothing leaves the machine while tests run: a try is refused, and the test that made it fails."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

HOUSE_NAMES = {"localhost", "", None}
attempts: list[str] = []


class OutsideNetwork(OSError):
    """A test tried to reach another machine."""


def guard() -> None:
    """Watches every connection and name lookup of this process."""
    sys.addaudithook(_watch)


def _watch(name: str, args: tuple[Any, ...]) -> None:
    if name in ("socket.connect", "socket.sendto"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None
    elif name in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = args[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in HOUSE_NAMES and not _loopback(host):
        attempts.append(f"{name} {host}")
        raise OutsideNetwork(f"tests stay on this machine; {host} was asked for")


def _loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
