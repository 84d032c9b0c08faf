"""Closed by default: every route names who may use it. Routes without a name fail the conformance test."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import redirect, request, url_for

from kreatr.kernel import current
from kreatr.kernel.errors import Forbidden

Handler = Callable[..., Any]


def anyone(handler: Handler) -> Handler:
    """Open to every visitor."""
    handler.right = "anyone"  # type: ignore[attr-defined]
    return handler


def signed_in(handler: Handler) -> Handler:
    """Open to people with a session; others are sent to sign in and come back."""
    return _guard(handler, "signed_in", lambda viewer: True)


def allow(may: Callable[[Any], bool]) -> Callable[[Handler], Handler]:
    """Open to signed-in people of whom `may(viewer)` is true; others get 403."""
    return lambda handler: _guard(handler, may.__name__, may)


def _guard(handler: Handler, name: str, may: Callable[[Any], bool]) -> Handler:
    @wraps(handler)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        viewer = current.viewer()
        if viewer is None:
            back = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("accounts.login", next=back), 303)
        if not may(viewer):
            raise Forbidden
        return handler(*args, **kwargs)

    guarded.right = name  # type: ignore[attr-defined]
    return guarded
