"""`/dashboard/settings/export`: everything of somebody's as a file of theirs; open to suspended people too."""

from __future__ import annotations

from typing import Any

from flask import Response, stream_with_context

from kreatr.accounts.routes.pages import blueprint
from kreatr.kernel import access, clock, current, limits, respond, takeaway

EXPORT = "/dashboard/settings/export"


@blueprint.get(EXPORT)
@access.suspended_too
def export() -> Any:
    """What is in the file, and the file."""
    return respond.page("accounts/export.html")


@blueprint.get(f"{EXPORT}.json")
@access.suspended_too
def export_file() -> Response:
    """The file, written while it is read; its last line says that nothing is missing."""
    viewer = current.viewer()
    limits.hit("exports", str(viewer.id))
    name = f"kreatr-{viewer.username}-{clock.now():%Y-%m-%d}.json"
    parts = stream_with_context(takeaway.write(viewer))
    response = Response(parts, mimetype="application/json", direct_passthrough=True)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
