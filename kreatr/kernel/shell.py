"""Takes in what the rooms announce: addresses, commands, template names, kinds of notices, the menus of dashboard, settings
and admin area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, current_app, request, url_for

from kreatr.kernel import access, current, prefs
from kreatr.kernel.manifest import MenuItem, NoticeKind, Room, SettingsItem

ON_PHONES = 4  # lines in the bar at the bottom


def init_app(app: Flask, rooms: tuple[Room, ...]) -> None:
    """Registers every room; templates get `viewer`, the menus as `dashboard_menu()`, `settings_menu()` and `admin_menu()`, and
    whether the viewer may enter the admin area as `may_enter_admin()`."""
    for room in rooms:
        for blueprint in room.blueprints:
            app.register_blueprint(blueprint)
        for command in room.commands:
            app.cli.add_command(command)
        app.jinja_env.globals.update(room.template_globals)
    (keeper,) = (room.keeper for room in rooms if room.keeper)
    app.register_blueprint(_admin(rooms, keeper))
    items = sorted((item for room in rooms for item in room.menu), key=lambda item: item.order)
    settings = sorted((item for room in rooms for item in room.settings), key=lambda item: item.order)
    admin = sorted((item for room in rooms for item in room.admin_menu), key=lambda item: item.order)
    app.extensions["kreatr_notices"] = {kind.key: kind for room in rooms for kind in room.notices}
    app.extensions["kreatr_stale"] = [room.stale for room in rooms if room.stale]
    app.extensions["kreatr_displayed"] = [room.displayed for room in rooms if room.displayed]
    app.extensions["kreatr_tasks"] = {key: words for room in rooms for key, words in room.tasks.items()}
    app.jinja_env.globals.update(
        dashboard_menu=lambda: _menu(items),
        settings_menu=lambda: [_setting(item) for item in settings],
        admin_menu=lambda: _menu([item for item in admin if item.may and item.may(current.viewer())]),
        may_enter_admin=lambda: _may_enter(keeper),
    )
    app.context_processor(lambda: {"viewer": current.viewer(), "prefs": prefs.current()})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def notice_kinds() -> dict[str, NoticeKind]:
    """What people can be told, by key, in the order of the rooms."""
    kinds: dict[str, NoticeKind] = current_app.extensions["kreatr_notices"]
    return kinds


def task_words(key: str) -> str:
    """What a piece of AI work is called; one that no room knows goes by its key."""
    words: dict[str, object] = current_app.extensions["kreatr_tasks"]
    return str(words.get(key, key))


def _admin(rooms: tuple[Room, ...], keeper: Callable[[Any], bool]) -> Blueprint:
    """`/admin`: one door for all its pages, beside the right that each of them names."""
    parent = Blueprint("admin", __name__, url_prefix="/admin")
    parent.before_request(access.allow(keeper)(lambda: None))
    for room in rooms:
        for blueprint in room.admin:
            parent.register_blueprint(blueprint)
    return parent


def _may_enter(keeper: Callable[[Any], bool]) -> bool:
    viewer = current.viewer()
    return viewer is not None and bool(viewer.is_active) and keeper(viewer)


def _menu(items: list[MenuItem]) -> list[dict[str, Any]]:
    """The lines of the menu; of those whose address the page lies under, the closest is the current one.

    What does not fit on a phone any more is `wide`.
    """
    lines = [_line(item) for item in items]
    for line in [one for one in lines if not one["wide"]][ON_PHONES:]:
        line["wide"] = True
    over = [line["url"] for line in lines if _under(line["url"])]
    for line in lines:
        line["current"] = bool(over) and line["url"] == max(over, key=len)
    return lines


def _under(url: str) -> bool:
    return request.path == url or (url not in ("/dashboard", "/admin") and request.path.startswith(url + "/"))


def _line(item: MenuItem) -> dict[str, Any]:
    return {
        "label": str(item.label),
        "url": url_for(item.endpoint),
        "icon": item.icon,
        "counts": item.count is not None,
        "count": item.count(current.viewer()) if item.count else 0,
        "wide": item.wide,
        "about": str(item.about),
    }


def _setting(item: SettingsItem) -> dict[str, Any]:
    url = url_for(item.endpoint, **item.query)
    return {"label": item.label, "url": url, "state": item.state(current.viewer())}
