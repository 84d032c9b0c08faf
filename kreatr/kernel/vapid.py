"""The house's key pair for push services (VAPID, RFC 8292): browsers bind a subscription to it, and push services check it.

The private key is 32 bytes in base64url without padding, from the environment, else made once and kept in the data folder.
"""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
import time
from contextlib import suppress
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import current_app
from py_vapid import Vapid02

if TYPE_CHECKING:
    from kreatr.kernel.config import Config

HOURS = 12  # how long a signature counts; push services refuse more than 24
SIZE = 32  # bytes


def generated() -> str:
    """A new private key."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return encoded(number.to_bytes(SIZE, "big"))


def is_key(text: str) -> bool:
    """Whether a text is a private key."""
    try:
        return len(decoded(text)) == SIZE and bool(_pair(text))
    except ValueError:
        return False


def public(private: str) -> str:
    """The public key of a private one, as browsers ask for it."""
    point = _pair(private).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return encoded(point)


def private(config: Config) -> str:
    """The private key of a configuration; without one of the environment that of the data folder, made when first asked for."""
    return config.vapid_private_key or _kept(config.data / "secrets" / "VAPID_PRIVATE_KEY")


def own() -> str:
    """The running app's public key."""
    app = current_app
    if "kreatr_vapid" not in app.extensions:
        app.extensions["kreatr_vapid"] = public(private(app.config["KREATR"]))
    found: str = app.extensions["kreatr_vapid"]
    return found


def mark(public_key: str) -> str:
    """A few characters by which a subscription remembers the key it was made for."""
    return hashlib.sha256(public_key.encode()).hexdigest()[:16]


def signature(config: Config, origin: str) -> str:
    """The Authorization header for a push service at `origin` (scheme and host)."""
    sender = f"mailto:{parseaddr(config.mail_from)[1]}"
    claims = {"aud": origin, "exp": int(time.time()) + HOURS * 3600, "sub": sender}
    # Its own check of the address knows fewer top-level domains than there are.
    signer = Vapid02(_pair(private(config)), conf={"no-strict": True})
    header: str = signer.sign(claims)["Authorization"]
    return header


def encoded(data: bytes) -> str:
    """Bytes in base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Bytes of base64url, with or without padding. Raises ValueError."""
    return base64.b64decode(
        text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_", validate=True
    )


def _pair(private_key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(private_key), "big"), ec.SECP256R1())


def _kept(path: Path) -> str:
    """What a file holds; written whole before it has its name, as several processes may ask at the same moment."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, draft = tempfile.mkstemp(dir=path.parent)  # for its owner's eyes only
        with open(handle, "w") as file:
            file.write(generated())
        with suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text().strip()
