"""A test client that judges every page it fetches, and fills in forms as a browser would."""

from __future__ import annotations

import gzip
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import brotli
from flask import current_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kreatr.accounts import actions
from kreatr.accounts.models import User
from kreatr.kernel.db import db
from tests import page, rules
from tests.page import Page

HTMX = {"HX-Request": "true"}


class Judged:
    """What an answer of the judging client has on top: `page`, its parsed HTML."""

    @property
    def page(self: Any) -> Page:
        """The parsed page or fragment."""
        return page.parse(html(self))


class Client(FlaskClient):
    """One browser: `get`, `post`, … as in Flask, plus `htmx=True`; `submit` fills in a form of a page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.response_wrapper = type("Answer", (Judged, self.response_wrapper), {})

    def open(self, *args: Any, htmx: bool = False, **kwargs: Any) -> Any:
        """One request in a context of its own; what the test had loaded is read again afterwards."""
        if htmx:
            kwargs["headers"] = {**HTMX, **dict(kwargs.get("headers") or {})}
        self._forget()
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        for one in (*answer.history, answer):
            self._judge(one)
        return answer

    def submit(
        self,
        source: Any,
        selector: str = "main form[method=post]",
        *,
        htmx: bool = False,
        button: str = "",
        **fields: Any,
    ) -> Any:
        """Sends a form found in `source` (an answer), with its hidden fields, as a browser would.

        `fields` replace what the controls hold; a list sends a name several times, None leaves it out. Names the form
        does not have are an error, as nobody could type them. `button` selects the button that is pressed.
        """
        form = source.page.one(selector)
        data = page.controls(form)
        for name, value in fields.items():
            assert name in data, f"the form {selector!r} has no field {name!r}; it has {', '.join(data)}"
            data[name] = [] if value is None else value if isinstance(value, list) else [str(value)]
        if button:
            pressed = source.page.one(button)
            data[pressed.get("name", "")] = [pressed.get("value", "")]
        return self._send(form, urljoin(source.request.url, form.get("action", "")), data, htmx)

    def sign_in(self, user: User, password: str) -> None:
        """Does what the sign-in page does with a right password. Most tests need somebody signed in; few are about that page."""
        user_id, device = user.id, self.environ_base["HTTP_USER_AGENT"]
        self._forget()
        with self.application.app_context(), self.session_transaction() as cookie:
            if before := cookie.get("_user_id"):
                actions.sign_out(before)
            found = db.session.get_one(User, user_id)
            token = actions.sign_in(found, password, remembered=False, device=device)
            cookie.clear()
            cookie.update(_user_id=token, _fresh=True)

    def token(self) -> str:
        """The token for forms of this browser, from the lightest page that has one."""
        return str(self.get("/preferences").page.all("main input[name=csrf_token]")[0].get("value"))

    def _forget(self) -> None:
        if current_app:
            db.session.rollback()
            db.session.expire_all()

    def _send(self, form: Element, url: str, data: dict[str, list[str]], htmx: bool) -> Any:
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if form.get("method", "get").lower() == "get":
            return self.get(parts.path, query_string=data, htmx=htmx)
        kind = form.get("enctype", "application/x-www-form-urlencoded")
        return self.post(path, data=data, content_type=kind, htmx=htmx)

    def _judge(self, answer: TestResponse) -> None:
        complaints = rules.headers(self.application, answer)
        if (
            answer.mimetype == "text/html"
            and answer.request.method not in ("HEAD", "OPTIONS")
            and answer.status_code not in (204, 304)
        ):
            locale = answer.request.cookies.get("locale", "id")
            complaints += rules.complaints(html(answer), locale, answer.status_code in range(300, 400))
        where = f"{answer.request.method} {answer.request.path} answered {answer.status_code}"
        assert not complaints, f"{where}, but its page is not in order:\n- " + "\n- ".join(complaints)


def html(answer: TestResponse) -> str:
    """The text of an answer, unpacked."""
    body = answer.get_data()
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(
        answer.headers.get("Content-Encoding", "")
    )
    return (unpack(body) if unpack else body).decode()
