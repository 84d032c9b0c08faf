"""The house as files: what the conformance tests read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CODE, TEMPLATES, STATIC = ROOT / "kreatr", ROOT / "templates", ROOT / "static"
ORDER = (
    "kernel",
    "accounts",
    "notices",
    "uploads",
    "creators",
    "reviews",
    "portfolio",
    "marketplace",
    "inquiries",
    "analytics",
    "community",
    "sharing",
    "credits",
    "ai",
    "byok",
    "studio",
    "moderation",
    "operations",
    "pwa",
    "dashboard",
    "admin",
    "site",
    "demo",
)
ROOMS = ORDER[1:]


def python(folder: Path = CODE) -> list[Path]:
    """The Python files under a folder."""
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def name(path: Path) -> str:
    """A file as messages name it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(path.read_text(), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, inner ones too."""
    yield from (
        node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def report(found: list[str], remedy: str) -> None:
    """Fails with everything found and what to do instead."""
    assert not found, f"{remedy}\n- " + "\n- ".join(found)
