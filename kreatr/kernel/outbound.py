"""The one door to the outside: every question to another machine over HTTP goes through `stream`, or `send` for a whole answer.

A name is looked up once, every answer is checked, and the connection goes to a checked address itself; certificates are
checked against the name. Nothing is retried here, and nothing is read beyond what the policy allows.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urljoin

import httpx

from kreatr.kernel import addresses, exchange
from kreatr.kernel.addresses import Target
from kreatr.kernel.exchange import Answer, OutboundError, Policy, Stream

__all__ = ["Answer", "OutboundError", "Policy", "Stream", "run", "send", "stream"]

T = TypeVar("T")
CONNECTS = 4  # addresses of one name that are tried
FOLLOWED = {301, 302, 303, 307, 308}
REPEATED = {307, 308}  # with the same method and form
INNOCENT = {"accept", "accept-language", "user-agent"}  # headers that a stranger may see
OURS = {
    "host",
    "connection",
    "accept-encoding",
    "content-length",
    "transfer-encoding",
    "te",
    "expect",
    "upgrade",
}


async def send(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    json: Any = None,
    content: bytes | None = None,
    policy: Policy = Policy(),  # noqa: B008  (frozen)
) -> Answer:
    """Asks an outside service once and reads its answer in full, within the policy. Raises OutboundError.

    A body is a form's fields, whatever JSON can say, or bytes whose type the headers name.
    """
    said = {"form": form, "json": json, "content": content}
    async with stream(method, url, headers=headers, policy=policy, **said) as answer:
        return Answer(answer.status, answer.headers, await answer.whole(), answer.url)


@asynccontextmanager
async def stream(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    json: Any = None,
    content: bytes | None = None,
    policy: Policy = Policy(),  # noqa: B008  (frozen)
) -> AsyncIterator[Stream]:
    """The same, for an answer that is read while it arrives: `async with stream(…) as answer: async for part in answer: …`.

    Leaving it ends the connection at once. Raises OutboundError.
    """
    target, ends = _target(url, policy), asyncio.get_running_loop().time() + policy.total
    given = {"data": form, "json": json, "content": content}
    body = {name: value for name, value in given.items() if value is not None} or None
    answer = None
    with suppress(TimeoutError):  # raised below: what hung may hold secrets, and would hang on the error
        async with asyncio.timeout_at(ends):
            answer = await _led(_Question(method.upper(), headers or {}, body), target, ends, policy)
    if answer is None:
        raise OutboundError("timeout", target.host)
    try:
        yield answer
    finally:
        await answer.close()


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine, for code that is not asynchronous (jobs, commands)."""
    return asyncio.run(coroutine)


@dataclass(frozen=True)
class _Question:
    method: str
    headers: Mapping[str, str] = field(repr=False)
    body: Mapping[str, Any] | None = field(repr=False)  # as httpx names it: data (a form), json or content

    def after(self, status: int, asked: Target, following: Target) -> _Question:
        """What is asked where a redirect leads: strangers get no credentials, and no body. Raises OutboundError."""
        repeats = status in REPEATED or self.method in ("GET", "HEAD")
        method, body = (self.method, self.body) if repeats else ("GET", None)
        if asked.origin == following.origin:
            return _Question(method, self.headers, body)
        if body is not None or method not in ("GET", "HEAD"):
            raise OutboundError("refused", following.host)
        kept = {name: value for name, value in self.headers.items() if name.lower() in INNOCENT}
        return _Question(method, kept, body)

    def request(self, target: Target, address: str, policy: Policy) -> httpx.Request:
        """The same for one address of the target. Raises as httpx does where a part of it cannot be sent."""
        headers = httpx.Headers({"User-Agent": "kreatr", "Accept": "*/*"})
        headers.update({name: value for name, value in self.headers.items() if name.lower() not in OURS})
        headers.update({"Host": target.netloc, "Connection": "close", "Accept-Encoding": "gzip"})
        seconds = {
            "connect": policy.connect,
            "read": policy.read,
            "write": policy.read,
            "pool": policy.connect,
        }
        shown = f"[{address}]" if ":" in address else address
        return httpx.Request(
            self.method,
            f"{target.scheme}://{shown}:{target.port}{target.path}",
            headers=headers,
            extensions={"sni_hostname": target.host, "timeout": seconds},
            **(self.body or {}),
        )


def _target(url: str, policy: Policy, base: str = "") -> Target:
    try:
        return addresses.target(urljoin(base, url) if base else url, private=policy.private)
    except ValueError:
        pass
    raise OutboundError("refused")


async def _led(question: _Question, target: Target, ends: float, policy: Policy) -> Stream:
    """The answer, where redirects that the policy follows lead in the end."""
    for _ in range(policy.redirects):
        answer = await _ask(question, target, ends, policy)
        if answer.status not in FOLLOWED or "location" not in answer.headers:
            return answer
        await answer.close()
        following = _target(answer.headers["location"], policy, base=answer.url)
        question, target = question.after(answer.status, target, following), following
    return await _ask(question, target, ends, policy)


async def _ask(question: _Question, target: Target, ends: float, policy: Policy) -> Stream:
    code = "unreachable"
    for address in (await _checked(target, policy))[:CONNECTS]:
        try:
            return await exchange.opened(question.request(target, address, policy), target, ends, policy)
        except exchange.FAILURES as error:
            code = exchange.code(error)
            if code == "tls" or not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                break
    raise OutboundError(code, target.host)


async def _checked(target: Target, policy: Policy) -> Sequence[str]:
    """The addresses of a target, looked up once. One that is not allowed spoils them all."""
    found = [target.host] if addresses.literal(target.host) else await _looked_up(target, policy)
    if not found:
        raise OutboundError("dns", target.host)
    if not all(addresses.allowed(address, private=policy.private) for address in found):
        raise OutboundError("refused", target.host)
    return found


async def _looked_up(target: Target, policy: Policy) -> Sequence[str]:
    try:
        async with asyncio.timeout(policy.connect):
            return await policy.resolve(target.host, target.port)
    except OSError:  # a TimeoutError is one
        return []
