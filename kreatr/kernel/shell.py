"""Takes in what the rooms announce: addresses, commands, template names, and the dashboard's menu."""

from __future__ import annotations

from typing import Any

from flask import Flask, request, url_for

from kreatr.kernel import current
from kreatr.kernel.manifest import MenuItem, Room


def init_app(app: Flask, rooms: tuple[Room, ...]) -> None:
    """Registers every room; templates get `viewer` and, on dashboard pages, `menu`."""
    for room in rooms:
        for blueprint in room.blueprints:
            app.register_blueprint(blueprint)
        for command in room.commands:
            app.cli.add_command(command)
        app.jinja_env.globals.update(room.template_globals)
    items = sorted((item for room in rooms for item in room.menu), key=lambda item: item.order)
    app.jinja_env.globals["dashboard_menu"] = lambda: [_line(item) for item in items]
    app.context_processor(lambda: {"viewer": current.viewer()})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _line(item: MenuItem) -> dict[str, Any]:
    url = url_for(item.endpoint)
    return {
        "label": str(item.label),
        "url": url,
        "icon": item.icon,
        "count": item.count(current.viewer()) if item.count else 0,
        "wide": item.wide,
        "current": request.path == url or (url != "/dashboard" and request.path.startswith(url + "/")),
    }
