"""Closed by default: every route names who may use it. Routes without a name fail the conformance test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import redirect, request, url_for

from kreatr.kernel import clock, current, errors
from kreatr.kernel.errors import Forbidden, ProofNeeded, SignInNeeded, Suspended

Handler = Callable[..., Any]
SKEW = timedelta(seconds=60)  # between the clocks of two machines


def anyone(handler: Handler) -> Handler:
    """Open to every visitor."""
    handler.right = "anyone"  # type: ignore[attr-defined]
    return handler


def signed_in(handler: Handler) -> Handler:
    """Open to people with a session; others are sent to sign in and come back."""
    return _guard(handler, "signed_in", lambda viewer: True)


def suspended_too(handler: Handler) -> Handler:
    """As `signed_in`, and open to suspended people: what they may do about it, and what is theirs."""
    return _guard(handler, "suspended_too", lambda viewer: True, closed=False)


def allow(may: Callable[[Any], bool]) -> Callable[[Handler], Handler]:
    """Open to signed-in people of whom `may(viewer)` is true; others get 403."""
    return lambda handler: _guard(handler, may.__name__, may)


def proved(seconds: int) -> Callable[[Handler], Handler]:
    """Open to signed-in people who typed their password in the last `seconds`; others are asked for it first (S10)."""

    def fresh(viewer: Any) -> bool:
        return bool(-SKEW <= clock.now() - viewer.proved_at <= timedelta(seconds=seconds))

    return lambda handler: _guard(handler, f"proved {seconds} s ago", fresh, ProofNeeded)


def _guard(
    handler: Handler,
    name: str,
    may: Callable[[Any], bool],
    refusal: type[Exception] = Forbidden,
    *,
    closed: bool = True,
) -> Handler:
    """`closed` is for suspended people, whatever role they have."""

    @wraps(handler)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        viewer = current.viewer()
        if viewer is None and errors.wants_json():
            raise SignInNeeded
        if viewer is None:
            back = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("accounts.login", next=back), 303)
        if closed and not viewer.is_active:
            raise Suspended
        if not may(viewer):
            raise refusal
        return handler(*args, **kwargs)

    guarded.right = name  # type: ignore[attr-defined]
    return guarded
