"""The app on a populated database, called in this process as a server calls it, and the people who ask it."""

from __future__ import annotations

import io
import logging
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from flask import Flask

from benchmarks.processes import settings
from kreatr import create_app
from kreatr.accounts.models import Role, User, UserSession
from kreatr.creators.models import Creator
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import cache, clock, config, tokens
from kreatr.kernel.db import db
from kreatr.portfolio.models import Item

_LONG = timedelta(days=30)
FEW = 2  # works, reviews and inquiries of a creator like most


class House:
    """The app without its page cache on one populated database, and the statements it sends."""

    def __init__(self, url: str, redis_url: str, folder: Path) -> None:
        loaded = config.load(settings(folder, url, redis_url, 8000))
        self.app: Flask = create_app({"KREATR": loaded, "PAGE_CACHE": False})
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        self.statements: list[tuple[str, Any]] = []
        with self.app.app_context():
            sa.event.listen(db.engine, "before_cursor_execute", self._note)

    def _note(self, _c: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        self.statements.append((statement, parameters))

    def ask(self, url: str, cookie: str = "") -> tuple[float, str]:
        """Seconds and page of one request, as a server would make it."""
        path, _, query = url.partition("?")
        status: list[str] = []
        started = time.perf_counter()
        environ = _environ(path, query, cookie)
        answer = self.app(environ, lambda code, _headers, _error=None: status.append(code))  # type: ignore[arg-type]
        body = b"".join(answer)
        taken = time.perf_counter() - started
        if hasattr(answer, "close"):
            answer.close()
        if status != ["200 OK"]:
            raise RuntimeError(f"{url} answered {status}")
        return taken, body.decode()

    def queries(self, url: str, cookie: str = "") -> int:
        """How many statements a page needs when nothing at all is remembered."""
        with self.app.app_context():
            cache.values.clear()
        self.statements.clear()
        self.ask(url, cookie)
        return len(self.statements)

    def cookie(self, user_id: Any) -> str:
        """The cookie of somebody who just signed in."""
        token = tokens.new()
        with self.app.app_context():
            db.session.add(
                UserSession(
                    user_id=user_id,
                    token_digest=tokens.digest(token),
                    expires_at=clock.now() + _LONG,
                    remembered=True,
                )
            )
            db.session.commit()
        signer: Any = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        words = signer.dumps({"_user_id": token, "_fresh": True})
        return f"{self.app.config['SESSION_COOKIE_NAME']}={words}"

    def administrator(self) -> Any:
        """The key of somebody who may do everything; made of the first account."""
        with self.app.app_context():
            first = db.session.scalars(sa.select(User).order_by(User.id).limit(1)).one()
            first.role = Role.OWNER
            db.session.commit()
            return first.id

    def most(self, column: Any) -> tuple[Any, str]:
        """The key of the account and the username of the creator with the most works or inquiries."""
        select = sa.select(column).group_by(column).order_by(sa.func.count().desc(), column).limit(1)
        return self._person(Creator.id == select.scalar_subquery())

    def usual(self) -> tuple[Any, str]:
        """Those of a creator like most, with two works, two reviews and two inquiries."""
        works = sa.select(sa.func.count()).where(Item.creator_id == Creator.id, Item.status == "APPROVED")
        letters = sa.select(sa.func.count()).where(Inquiry.creator_id == Creator.id)
        few = [number.correlate(Creator).scalar_subquery() == FEW for number in (works, letters)]
        return self._person(Creator.review_count == FEW, *few)

    def _person(self, *where: Any) -> tuple[Any, str]:
        with self.app.app_context():
            row = db.session.execute(
                sa.select(Creator.user_id, Creator.username).where(*where).limit(1)
            ).one()
            return row.user_id, row.username


def _environ(path: str, query: str, cookie: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_COOKIE": cookie,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
