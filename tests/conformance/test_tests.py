"""No room without its tests."""

from __future__ import annotations

from tests.conformance.source import CODE, ORDER, ROOT, report


def test_every_room_has_tests() -> None:
    found = []
    for room in ORDER:
        has_code = any(path.name != "__init__.py" for path in (CODE / room).glob("*.py"))
        if has_code and not list((ROOT / "tests" / room).glob("test_*.py")):
            found.append(f"tests/{room}/")
    report(found, "a room's tests live in tests/<room>/test_*.py")


def test_test_folders_are_packages() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    found = [folder.name for folder in sorted(folders) if not (folder / "__init__.py").exists()]
    report(found, "add an empty __init__.py, so that two rooms may have a test file of one name")
