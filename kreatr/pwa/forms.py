"""What a browser sends so that it can be told something, and what for."""

from __future__ import annotations

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.asymmetric import ec
from werkzeug.datastructures import MultiDict

from kreatr.kernel import addresses, text, vapid
from kreatr.pwa.actions.devices import Browser
from kreatr.pwa.models import CHOICES, PushKind
from kreatr.pwa.words import device

LONGEST = 1000  # characters of an endpoint
SECRET = 16  # bytes


def browser(form: MultiDict[str, str], user_agent: str, *, private: bool) -> Browser | None:
    """The browser behind a form; None where its address may not be asked, or its keys are none.

    `private` lets the address be on this machine or in its network.
    """
    endpoint, p256dh, auth = (form.get(name, "").strip() for name in ("endpoint", "p256dh", "auth"))
    if not _address(endpoint, private) or not _keys(p256dh, auth):
        return None
    mark = vapid.mark(form.get("server_key", ""))
    return Browser(endpoint, p256dh.rstrip("="), auth.rstrip("="), device(text.clean(user_agent)), mark)


def kinds(form: MultiDict[str, str]) -> list[PushKind]:
    """The kinds that are ticked."""
    ticked = form.getlist("kind")
    return [kind for kind in CHOICES if kind.value in ticked]


def _address(endpoint: str, private: bool) -> bool:
    try:
        target = addresses.target(endpoint, private=private)
    except ValueError:
        return False
    named = not addresses.literal(target.host) or addresses.allowed(target.host, private=private)
    return named and len(endpoint) <= LONGEST


def _keys(p256dh: str, auth: str) -> bool:
    """Whether they are a point of the curve and a secret, as RFC 8291 has them."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), vapid.decoded(p256dh))
        return len(vapid.decoded(p256dh)) == 65 and len(vapid.decoded(auth)) == SECRET
    except (ValueError, InvalidKey):
        return False
