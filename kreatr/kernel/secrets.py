"""The key ring: what must be readable again is encrypted with AES-256-GCM before it is stored (O4).

A sealed text is `kr1.<key id>.<base64url of nonce, ciphertext and tag>`. `owner` is bound to it as associated data: a
sealed text that was moved to another row, or changed by a bit, does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from flask_babel import lazy_gettext as _l

from kreatr.kernel.config import Config
from kreatr.kernel.errors import KreatrError

VERSION = "kr1"
NONCE_BYTES = 12


class Locked(KreatrError):
    """A sealed text that no key of the ring opens, or that was changed or moved."""

    code, status = "SECRET_LOCKED", 503
    text = _l("What is stored here cannot be read right now. It is not lost; please tell us.")


class Ring:
    """The current key, with which everything is sealed, and older ones that still open."""

    def __init__(self, current: str, older: tuple[str, ...] = ()) -> None:
        keys = [bytes.fromhex(text) for text in (current, *older)]
        self._ciphers = {_id(key): AESGCM(key) for key in reversed(keys)}
        self.current = _id(keys[0])

    @classmethod
    def of(cls, config: Config) -> Ring:
        """The ring of a configuration."""
        return cls(config.encryption_key, config.encryption_keys_old)

    def seal(self, secret: str, owner: str) -> str:
        """The secret, sealed for its owner; the same secret is sealed differently each time."""
        nonce = os.urandom(NONCE_BYTES)
        locked = self._ciphers[self.current].encrypt(nonce, secret.encode(), owner.encode())
        return f"{VERSION}.{self.current}.{base64.urlsafe_b64encode(nonce + locked).decode()}"

    def open(self, sealed: str, owner: str) -> str:
        """The secret of a sealed text. Raises Locked, without a word of it."""
        version, _, rest = sealed.partition(".")
        name, _, body = rest.partition(".")
        cipher = self._ciphers.get(name)
        if version != VERSION or cipher is None:
            raise Locked
        try:
            raw = base64.b64decode(body, altchars=b"-_", validate=True)
            return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], owner.encode()).decode()
        except (InvalidTag, binascii.Error, ValueError):
            pass  # raised below, so that nothing of the text hangs on the error
        raise Locked

    def outdated(self, sealed: str) -> bool:
        """Whether it was sealed with another key than the current one."""
        return not sealed.startswith(f"{VERSION}.{self.current}.")


def ring() -> Ring:
    """The ring of the running app."""
    return Ring.of(current_app.config["KREATR"])


def _id(key: bytes) -> str:
    return hashlib.sha256(b"kreatr key id" + key).hexdigest()[:8]
