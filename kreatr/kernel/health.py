"""`/healthz`: the process lives. `/readyz`: database, queue and worker do too. Neither tells secrets or versions."""

from __future__ import annotations

import shutil
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from kreatr.kernel import access, jobs, outbox, valkey
from kreatr.kernel.db import db

blueprint = Blueprint("health", __name__)
LEAST_DISK_BYTES = 100 * 1024 * 1024


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
@access.anyone
def alive() -> Response:
    """200 while the process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@access.anyone
def ready() -> tuple[Response, int]:
    """200 when every part is there, 503 when one is gone; the parts are named."""
    found = {"database": _database(), "queue": valkey.current().alive(), "worker": _worker(), "disk": _disk()}
    oldest = outbox.oldest_seconds() if found["database"] else None
    whole = all(found.values())
    body: dict[str, Any] = {"ready": whole, **found, "outbox_oldest_seconds": oldest}
    return jsonify(body), 200 if whole else 503


def _database() -> bool:
    try:
        db.session.execute(sa.text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def _worker() -> bool:
    return bool(valkey.current().ask(jobs.workers_alive))


def _disk() -> bool:
    return shutil.disk_usage(current_app.config["KREATR"].data).free >= LEAST_DISK_BYTES
