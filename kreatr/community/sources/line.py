"""The line to one platform: where and as whom it is asked, what it need not send again, how much may still be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from kreatr.community.sources import limits
from kreatr.community.sources.source import Failure, Left, Source
from kreatr.kernel import clock, outbound
from kreatr.kernel.outbound import Answer, OutboundError, Policy
from kreatr.kernel.outside import Outside

T = TypeVar("T")
REFUSALS = {401: "credentials", 403: "credentials", 404: "missing", 410: "missing", 451: "missing"}
ASKED_AWAY = timedelta(seconds=60)  # when a platform says "too many" and not until when
MOST_BYTES = 2_000_000
ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{1,200}"')
EVERY = timedelta(seconds=240)  # with the clock's 30 seconds, nothing grows older than 300


class Line:
    """One round of questions to one platform, one after the other.

    `kept` is what was kept of the last round: for each resource its validator (ETag) and the small value that was read from
    the answer. A 304 stands for that value. `keeping` is the same for the next round. Neither holds a token.
    """

    def __init__(self, source: Source, outside: Outside, house: str, kept: dict[str, Any]) -> None:
        self.source, self.outside, self.kept = source, outside, kept
        self.base = source.address(outside) or source.base
        self.headers = {"Accept": "application/json", **source.headers(outside, house)}
        self.policy = Policy(total=15, most=MOST_BYTES, redirects=source.redirects, private=outside.private)
        self.keeping: dict[str, Any] = {}
        self.asked = 0
        self.left: Left | None = None
        self.every = EVERY
        self.trouble: str | None = None  # why there are no news, although there is a number

    async def get(self, path: str, read: Callable[[Answer], T], **query: Any) -> T:
        """What `read` makes of the answer: plain JSON values, kept until the platform has others. Raises Failure."""
        resource = f"{path}?{urlencode(query)}" if query else path
        known = self.kept.get(resource) or {}
        headers = {"If-None-Match": known["etag"]} if "etag" in known else {}
        answer = await self._send("GET", resource, headers)
        if answer.status == 304 and known:
            self.keeping[resource] = known
            return known["value"]
        value = _read(answer, read)
        etag = answer.headers.get("ETag") or ""
        if ETAG.fullmatch(etag):  # one that can be sent back
            self.keeping[resource] = {"etag": etag, "value": value}
        return value

    async def post(self, path: str, form: dict[str, str], headers: dict[str, str]) -> Answer:
        """The answer to a form. Raises Failure."""
        return await self._send("POST", path, headers, form)

    async def aside(self, questions: Coroutine[Any, Any, T], otherwise: T) -> T:
        """The news: when they cannot be had the number stands all the same, and the trouble is told."""
        try:
            return await questions
        except Failure as failure:
            self.trouble = failure.code
            if failure.until:
                self.every = max(self.every, failure.until - clock.now())
            return otherwise

    def due(self, now: datetime) -> datetime:
        """When to come again after success: not before the limits allow a whole round."""
        due = now + self.every
        return max(due, self.left.reset) if self.left and self.left.remaining < self.asked else due

    async def _send(
        self, method: str, resource: str, headers: dict[str, str], form: dict[str, str] | None = None
    ) -> Answer:
        self.asked += 1
        try:
            answer = await outbound.send(
                method,
                f"{self.base}{resource}",
                headers={**self.headers, **headers},
                form=form,
                policy=self.policy,
            )
        except OutboundError as error:
            raise Failure(error.code) from None
        self.left = self.source.left(answer.headers, clock.now()) or self.left
        self._judge(answer)
        return answer

    def _judge(self, answer: Answer) -> None:
        status, now = answer.status, clock.now()
        until = limits.retry_after(answer.headers, now)
        spent = self.left is not None and self.left.remaining == 0
        if status == 429 or (status == 403 and (until or spent or _speaks_of_limits(answer))):
            reset = self.left.reset if self.left and spent else None
            asked = [moment for moment in (until, reset, _until(answer, now)) if moment]
            raise Failure("limited", max(asked, default=now + ASKED_AWAY))
        if status in REFUSALS:
            raise Failure(REFUSALS[status])
        if status >= 500:
            raise Failure("broken", until)
        if status not in (200, 204, 304):
            raise Failure("moved" if 300 <= status < 400 else "refused")


def _read(answer: Answer, read: Callable[[Answer], T]) -> T:
    if answer.status == 304:  # to a question that had no condition
        raise Failure("garbage")
    try:
        return read(answer)
    except OutboundError as error:
        raise Failure(error.code) from None


def _until(answer: Answer, now: datetime) -> datetime | None:
    """Discord says `retry_after` in the body of its refusal too."""
    delay = limits.seconds(_body(answer).get("retry_after"))
    return None if delay is None else limits.after(now, delay)


def _speaks_of_limits(answer: Answer) -> bool:
    """GitHub's secondary limit is a 403 that may have no header of its own."""
    return "rate limit" in str(_body(answer).get("message")).lower()


def _body(answer: Answer) -> dict[str, Any]:
    try:
        found = answer.json()
    except OutboundError:
        return {}
    return found if isinstance(found, dict) else {}
