"""Where the outbound door may lead: what an address looks like, and which machines it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Python's own is_global is not asked: 3.11 calls 192.0.0.192, NAT64 and 6to4 global, and no version knows 168.63.129.16.
CLOSED_4 = tuple(
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
        *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",  # Azure's own services, at an address that looks public
    )
)
OPEN_6 = ip_network(
    "2000::/3"
)  # all that was ever given out; NAT64, mapped, unique local, link-local are outside
CLOSED_6 = tuple(
    ip_network(text)
    for text in (
        "2001::/23",  # Teredo, ORCHID, benchmarks, anycast of the IETF
        *("2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20"),
    )
)
PRIVATE = tuple(
    ip_network(text)
    for text in (
        *("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
        *("::1/128", "fc00::/7"),
    )
)
METADATA = {ip_address("100.100.100.200"), ip_address("fd00:ec2::254"), ip_address("fd20:ce::254")}
ISATAP = (0x00005EFE, 0x02005EFE)  # an IPv4 address in the lower half of an IPv6 one

# Only what every parser reads the same way: visible ASCII, no userinfo, no brackets, no backslash.
URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]{1,253})(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>[/?][!-\"$-\[\]-~]*)?(?:#[!-~]*)?",
    re.IGNORECASE | re.ASCII,
)
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(
    rf"(?:{LABEL}\.)*(?![0-9]){LABEL}"
)  # a last part that begins with a digit would be a number
PORTS = {"https": 443, "http": 80}
LONGEST = 4096


@dataclass(frozen=True)
class Target:
    """One address, taken apart once. `path` begins with a slash and includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """Host and port as the Host header names them."""
        return self.host if self.port == PORTS[self.scheme] else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address in full."""
        return f"{self.scheme}://{self.netloc}{self.path}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Whom credentials are meant for."""
        return self.scheme, self.host, self.port


def target(url: str, *, private: bool = False) -> Target:
    """An address taken apart. Raises ValueError, without a word of the address, where it may not be asked."""
    match = URL.fullmatch(url) if len(url) <= LONGEST else None
    if match is None:
        raise ValueError("not an address")
    scheme, host = match["scheme"].lower(), match["host"].lower()
    port = int(match["port"] or PORTS[scheme])
    if not (literal(host) or NAME.fullmatch(host)) or not 0 < port < 65536:
        raise ValueError("not an address")
    if not private and (scheme != "https" or port != PORTS["https"] or "." not in host):
        raise ValueError("not a public address")
    path = match["path"] or "/"
    return Target(scheme, host, port, path if path.startswith("/") else f"/{path}")


def allowed(text: str, *, private: bool = False) -> bool:
    """Whether an IP address may be connected to: public ones, with `private` those of this machine and its network too."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if private and address not in METADATA and any(address in network for network in PRIVATE):
        return True
    if isinstance(address, IPv4Address):
        return not any(address in network for network in CLOSED_4)
    return _open_6(address)


def _open_6(address: IPv6Address) -> bool:
    embeds = (int(address) >> 32) & 0xFFFFFFFF in ISATAP
    return address in OPEN_6 and not embeds and not any(address in network for network in CLOSED_6)


def literal(host: str) -> bool:
    """Whether a host is an IPv4 address itself, in its one plain spelling."""
    try:
        return str(IPv4Address(host)) == host
    except ValueError:
        return False
