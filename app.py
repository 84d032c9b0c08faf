"""The web app. `python app.py` runs everything on one machine: queue, web, worker, clock and caller.

Servers take `app:app` (WSGI, behind a front that gathers request bodies) or `app:front` (RSGI, granian on its own).
"""

from __future__ import annotations

import sys
from typing import Any

import sqlalchemy as sa
from flask import Flask

from kreatr import create_app
from kreatr.accounts.models import User
from kreatr.ai import caller
from kreatr.kernel import machine
from kreatr.kernel.config import ConfigError
from kreatr.kernel.db import db
from kreatr.kernel.front import Front

SIGN_INS = """Demo sign-ins, all with the password kreatr-demo-2026:
  owner@demo.test  admin@demo.test  moderator@demo.test  creator@demo.test  client@demo.test"""


def __getattr__(name: str) -> Any:
    """`app` and `front` are made when a server asks for them."""
    if name not in ("app", "front"):
        raise AttributeError(name)
    try:
        app = create_app()
    except ConfigError as error:
        sys.exit(machine.refuse(error))
    globals().update(app=app, front=Front(app))
    return globals()[name]


def fill_demo(app: Flask) -> None:
    """Fills the demo world while nobody has an account yet."""
    with app.app_context():
        if not db.session.scalar(sa.select(sa.exists(sa.select(User.id)))):
            print("Filling the demo world (once, about half a minute) …", flush=True)
            app.cli.commands["demo"].main([], standalone_mode=False)


if __name__ == "__main__":
    sys.exit(machine.main(create_app, fill_demo, SIGN_INS, {"caller": caller.run}))
