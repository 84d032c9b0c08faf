"""Who is asking, and for which host."""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, current_app, has_request_context, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager, current_user

login_manager = LoginManager()
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie. A visitor who brings none needs no signer to find that out."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def viewer() -> Any:
    """The signed-in user of this request, or None for a visitor and outside of requests."""
    if not has_request_context() or "_user_id" not in session:
        return None
    return current_user._get_current_object() if current_user.is_authenticated else None


def hosts() -> set[str]:
    """The host names this house answers to; loopback only in development."""
    config = current_app.config["KREATR"]
    return {config.host_name} if config.production else {config.host_name, *LOOPBACK}
