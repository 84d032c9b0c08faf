"""Which way the rooms lean on each other: downhill only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conformance.source import CODE, ORDER, ROOMS, functions, name, python, report, tree

OPEN = {"queries", "actions", "models", "events", "words", "access", "errors"}
ROOM_FILES = OPEN | {"__init__", "routes", "forms", "jobs", "commands"}
BANNED = {"utils", "util", "helpers", "services", "common", "misc", "base"}
# Files outside of the plan, each with its reason. A new one is a decision, not an accident.
EXTRA = {
    "accounts/passwords": "what a password must be and how it is kept",
    "accounts/names": "which usernames may be taken",
    "accounts/browser": "the signed-in browser's cookie, the one place that knows sessions and HTTP",
    "accounts/errors": "the typed errors of signing in",
    "ai/adapters": "one file per provider: what it is asked and what its answers mean (PRV-01)",
    "ai/caller": "the process that makes the calls, beside web and worker",
    "ai/errors": "the typed errors of AI work (ERR-01)",
    "community/sources": "one file per outside platform: what it is asked and what its answers mean (HUB-09)",
    "community/news": "what the sources hand to the feed",
    "portfolio/errors": "the typed errors of making works (ERR-01)",
}
# What the demo world is made of: drawing programs and recipes are its content.
CONTENT = {"demo"}


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(CODE.parent).with_suffix("").parts[: -node.level or None]
            base = ".".join((*package, *filter(None, [node.module]))) if node.level else str(node.module)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def _room(path: Path) -> str:
    parts = path.relative_to(CODE).parts
    return parts[0] if len(parts) > 1 else ""


def test_the_order_names_every_room() -> None:
    rooms = {path.name for path in CODE.iterdir() if (path / "__init__.py").exists()}
    report(
        sorted(rooms - set(ORDER)),
        "give the room its place in ORDER (tests/conformance/source.py) and docs/architecture",
    )


def test_imports_point_downhill() -> None:
    found = []
    for path in python():
        room = _room(path)
        for line, target in _imports(path):
            parts = target.split(".")
            if parts[0] != "kreatr" or not room or len(parts) < 2 or parts[1] == room:
                continue
            if parts[1] not in ORDER or ORDER.index(parts[1]) > ORDER.index(room):
                found.append(f"{name(path)}:{line} imports {target}")
    report(
        found, f"import only from rooms before yours ({' ← '.join(ORDER)}); news for others travels as events"
    )


def test_rooms_show_each_other_only_their_open_files() -> None:
    found = []
    for path in python():
        room = _room(path)
        for line, target in _imports(path):
            parts = target.split(".")
            foreign = parts[0] == "kreatr" and len(parts) > 2 and parts[1] in ROOMS and parts[1] != room
            if foreign and room and parts[2] not in OPEN:
                found.append(f"{name(path)}:{line} imports {target}")
    report(found, f"of another room import only {', '.join(sorted(OPEN))}")


def test_imports_stand_at_the_top() -> None:
    found = [
        f"{name(path)}:{node.lineno} in {function.name}"
        for path in python()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    report(
        found,
        "move the import to the top of the file; a circle means that something stands in the wrong room",
    )


def test_rooms_have_only_the_files_of_the_plan() -> None:
    found = []
    for room in ROOMS:
        for path in python(CODE / room):
            word = path.relative_to(CODE / room).with_suffix("").parts[0]
            if word not in ROOM_FILES and f"{room}/{word}" not in EXTRA and room not in CONTENT:
                found.append(name(path))
    planned = ", ".join(sorted(ROOM_FILES))
    report(found, f"a room has only these files (or folders of that name), or a reason in EXTRA: {planned}")


def test_no_file_is_named_after_nothing() -> None:
    found = [name(path) for path in python() if BANNED & set(path.with_suffix("").parts[-2:])]
    report(found, f"name the file after what it does; {', '.join(sorted(BANNED))} say nothing")


def test_forms_do_not_know_the_database_and_actions_do_not_know_http() -> None:
    strangers = {
        "forms": ("kreatr.kernel.db",),
        "models": ("flask.request", "flask.session", "kreatr.kernel.respond"),
        "queries": ("flask.request", "flask.session", "kreatr.kernel.respond", "flask.render_template"),
        "actions": ("flask.request", "flask.session", "kreatr.kernel.respond", "flask.render_template"),
        "routes": ("sqlalchemy", "kreatr.kernel.db"),
    }
    found = []
    for path in python():
        words = path.relative_to(CODE).with_suffix("").parts
        if words[0] not in ROOMS or words[0] in CONTENT:
            continue
        for line, target in _imports(path):
            if any((target + ".").startswith(stranger + ".") for stranger in strangers.get(words[1], ())):
                found.append(f"{name(path)}:{line} imports {target}")
    report(found, "see the table of the plan: each file of a room knows only its own part")
