"""The worker's part: telling a device something, through the push service of its browser (RFC 8030), encrypted for it alone
(RFC 8291).

Push services know no exactly-once: an answer can get lost after the message was taken. A repeated one has the same id, and
takes the place of the first on the device without ringing again.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import http_ece
import structlog
from cryptography.hazmat.primitives.asymmetric import ec
from flask import current_app

from kreatr.kernel import clock, i18n, outbound, tokens, vapid
from kreatr.kernel.db import db
from kreatr.kernel.events import GiveUp
from kreatr.kernel.outbound import Answer, OutboundError, Policy
from kreatr.notices.queries import unread
from kreatr.pwa import queries, words
from kreatr.pwa.actions import devices, ringing
from kreatr.pwa.events import MessageOwed
from kreatr.pwa.models import LIFETIME, PushKind, PushMessage

log = structlog.get_logger()
TTL = 24 * 3600  # seconds a push service keeps what a phone without signal cannot get
POLICY = Policy(connect=5, read=8, total=10, most=64_000)
URGENCY = {PushKind.DECISION: "normal"}  # what people wait for wakes a sleeping phone


class Later(Exception):
    """A push service could not take it; the outbox tries again."""


@dataclass(frozen=True)
class Letter:
    """What is sent where, free of the database."""

    message_id: uuid.UUID
    device_id: uuid.UUID
    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)
    kind: PushKind
    text: bytes = field(repr=False)


def send_message(event: MessageOwed, key: uuid.UUID) -> None:
    """One message to one device, if it is still to be told; `key` is not needed, as the message has an id of its own."""
    message = queries.message(event.message_id)
    if message is None or message.ended_at is not None:
        return
    if not _wanted(message):
        devices.forget(message.subscription_id)
    elif clock.now() - message.created_at > LIFETIME:
        ringing.missed(message.id)
    elif (rests := message.subscription.rests_until) is not None and rests > clock.now():
        raise Later("its push service asked for a rest")
    elif message.subscription.rings_for(message.kind):
        letter = _letter(message)
        db.session.rollback()  # a push service that takes its time must not keep a transaction open
        _deliver(letter)


def forget_old() -> None:
    """Clock job: see `ringing.forget_old`."""
    ringing.forget_old()


def _wanted(message: PushMessage) -> bool:
    """Whether the device still rings for this person: signed in, in good standing, with the key the house has now."""
    device = message.subscription
    alive = device.session.alive(clock.now()) and device.user.is_active
    return alive and device.server_key == vapid.mark(vapid.own())


def _letter(message: PushMessage) -> Letter:
    device, waiting = message.subscription, unread(message.subscription.user)
    with i18n.speaking(device.user.locale):
        title, line = words.message(message.kind, waiting)
    said = {
        "id": str(message.id),
        "kind": message.kind.value,
        "title": title,
        "body": line,
        "count": waiting,
        "path": message.path,
        "lang": device.user.locale,
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return Letter(message.id, device.id, device.endpoint, device.p256dh, device.auth, message.kind, text)


def _deliver(letter: Letter) -> None:
    """Asks the push service, and follows what it says. Raises Later, or GiveUp where another try cannot help."""
    try:
        answer = _post(letter, letter.text)
        if answer.status == 413:  # it asks for less: a message without a word rings, too
            answer = _post(letter, b"")
        _judge(letter, answer)
        return
    except OutboundError as error:
        why, host = error.code, error.host
    if why != "refused":
        raise Later(why)
    log.warning("push_address_refused", host=host)
    devices.forget(letter.device_id)


def _post(letter: Letter, text: bytes) -> Answer:
    config = current_app.config["KREATR"]
    parts = urlsplit(letter.endpoint)
    headers = {
        "Authorization": vapid.signature(config, f"{parts.scheme}://{parts.netloc}"),
        "TTL": str(TTL),
        "Urgency": URGENCY.get(letter.kind, "high"),
        # What a phone has not got yet is replaced by the newer one of its kind. The service learns no kind by it.
        "Topic": tokens.derived("push topic", str(letter.device_id), letter.kind)[:32],
    }
    if text:
        headers |= {"Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream"}
    sealed = _sealed(letter, text) if text else b""
    policy = replace(POLICY, private=config.push_private)
    return outbound.run(
        outbound.send("POST", letter.endpoint, headers=headers, content=sealed, policy=policy)
    )


def _sealed(letter: Letter, text: bytes) -> bytes:
    sealed: bytes = http_ece.encrypt(
        text,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=vapid.decoded(letter.p256dh),
        auth_secret=vapid.decoded(letter.auth),
    )
    return sealed


def _judge(letter: Letter, answer: Answer) -> None:
    """What an answer means (RFC 8030, 5)."""
    status = answer.status
    if 200 <= status < 300:
        ringing.taken(letter.message_id)
    elif status in (404, 410):
        devices.forget(letter.device_id)
    elif status == 429 or status >= 500:
        if pause := _asked_pause(answer):
            ringing.rest(letter.device_id, clock.now() + pause)
        raise Later(f"answered {status}")
    else:
        ringing.missed(letter.message_id)
        raise GiveUp(f"the push service refused it: {status}")


def _asked_pause(answer: Answer) -> timedelta | None:
    """How long the service asks to be left alone, in seconds or as a date; None where it does not say."""
    text = answer.headers.get("retry-after", "")
    try:
        return timedelta(seconds=int(text)) if text.isdigit() else parsedate_to_datetime(text) - clock.now()
    except (ValueError, TypeError, OverflowError):
        return None
