"""Small files, small functions. The caps are where discomfort starts, not where to aim."""

from __future__ import annotations

from pathlib import Path

from kreatr.kernel import sheets
from tests.conformance.source import CODE, ROOT, STATIC, TEMPLATES, functions, name, python, report

FUNCTION_LINES = 50
ROUTES_PER_FILE = 10


def _own_python() -> list[Path]:
    return [*python(CODE), *python(ROOT / "tests"), *ROOT.glob("*.py"), *python(ROOT / "benchmarks")]


def _longer(paths: list[Path], cap: int) -> list[str]:
    return [
        f"{name(path)}: {lines} lines"
        for path in paths
        if (lines := len(path.read_text().splitlines())) > cap
    ]


def test_python_files() -> None:
    report(_longer(_own_python(), 300), "cut the file at a noun; 300 lines are the cap, 150 are plenty")


def test_templates() -> None:
    paths = [path for path in TEMPLATES.rglob("*") if path.is_file()]
    report(
        _longer(paths, 150), "take a part out into a _fragment.html or a macro of ui/; the cap is 150 lines"
    )


def test_stylesheets() -> None:
    report(_longer(sorted(STATIC.glob("css/**/*.css")), 300), "one part per CSS file; the cap is 300 lines")


def test_scripts() -> None:
    report(_longer(sorted(STATIC.glob("js/*.js")), 100), "one behaviour per script; the cap is 100 lines")


def test_functions() -> None:
    found = [
        f"{name(path)}:{function.lineno} {function.name}: {length} lines"
        for path in _own_python()
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    ]
    report(found, f"name the steps of a function longer than {FUNCTION_LINES} lines and call them")


def test_no_template_or_script_is_left_over() -> None:
    order = [
        part for kind in ("js", "css") for parts in sheets.order(STATIC / kind).values() for part in parts
    ]
    present = [path.relative_to(STATIC / "js").as_posix() for path in (STATIC / "js").rglob("*.js")]
    present += [path.relative_to(STATIC / "css").as_posix() for path in (STATIC / "css").rglob("*.css")]
    assert len(order) == len(set(order)), "a part belongs to one joined file"
    report(
        sorted(set(present) ^ set(order)), "list every file of static/css and static/js in its ORDER, once"
    )
