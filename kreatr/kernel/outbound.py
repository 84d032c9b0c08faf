"""The one door to the outside: every question to another machine over HTTP goes through `send`.

A name is looked up once, every answer is checked, and the connection goes to a checked address itself; certificates are
checked against the name. Nothing is retried here, and nothing is read beyond what the policy allows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urljoin

import httpx

from kreatr.kernel import addresses, exchange
from kreatr.kernel.addresses import Target
from kreatr.kernel.exchange import Answer, OutboundError, Policy

__all__ = ["Answer", "OutboundError", "Policy", "run", "send"]

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
    policy: Policy = Policy(),  # noqa: B008  (frozen)
) -> Answer:
    """Asks an outside service once and reads its answer in full, within the policy. Raises OutboundError."""
    question, target = _Question(method.upper(), headers or {}, form), _target(url, policy)
    try:
        async with asyncio.timeout(policy.total):
            for _ in range(policy.redirects):
                answer = await _ask(question, target, policy)
                if answer.status not in FOLLOWED or "location" not in answer.headers:
                    return answer
                following = _target(answer.headers["location"], policy, base=answer.url)
                question, target = question.after(answer.status, target, following), following
            return await _ask(question, target, policy)
    except TimeoutError:
        pass  # raised below: what hung may hold secrets, and would hang on the error
    raise OutboundError("timeout", target.host)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine, for code that is not asynchronous (jobs, commands)."""
    return asyncio.run(coroutine)


@dataclass(frozen=True)
class _Question:
    method: str
    headers: Mapping[str, str] = field(repr=False)
    form: Mapping[str, str] | None = field(repr=False)

    def after(self, status: int, asked: Target, following: Target) -> _Question:
        """What is asked where a redirect leads: strangers get no credentials, and no form. Raises OutboundError."""
        repeats = status in REPEATED or self.method in ("GET", "HEAD")
        method, form = (self.method, self.form) if repeats else ("GET", None)
        if asked.origin == following.origin:
            return _Question(method, self.headers, form)
        if form is not None or method not in ("GET", "HEAD"):
            raise OutboundError("refused", following.host)
        kept = {name: value for name, value in self.headers.items() if name.lower() in INNOCENT}
        return _Question(method, kept, form)

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
            data=self.form,
            extensions={"sni_hostname": target.host, "timeout": seconds},
        )


def _target(url: str, policy: Policy, base: str = "") -> Target:
    try:
        return addresses.target(urljoin(base, url) if base else url, private=policy.private)
    except ValueError:
        pass
    raise OutboundError("refused")


async def _ask(question: _Question, target: Target, policy: Policy) -> Answer:
    code = "unreachable"
    for address in (await _checked(target, policy))[:CONNECTS]:
        try:
            request = question.request(target, address, policy)
            status, headers, body = await exchange.exchange(request, target.host, policy)
            return Answer(status, headers, body, f"{target.scheme}://{target.netloc}{target.path}")
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
