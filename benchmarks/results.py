"""`benchmarks/results.md`: the last figures of every part, each with its day and the machine that gave them."""

from __future__ import annotations

import os
import platform
import re
from datetime import date
from pathlib import Path

from benchmarks.report import Line, Report

FILE = Path(__file__).parent / "results.md"
HEAD = """# Last results

Written by `make bench`; [docs/benchmarks.md](../docs/benchmarks.md) says what is measured and how. A part that is measured alone replaces its own
section only. Sizes are kB as received (1 kB is 1,000 bytes); speeds are ratios within one run.
"""
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


def write(report: Report) -> None:
    """Puts what was measured in the place of what stood there before; parts that were not measured stay."""
    kept = _sections(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    kept |= {part: _section(lines) for part, lines in report.parts.items() if lines}
    text = HEAD + "".join(f"\n## {part}\n\n{body.strip()}\n" for part, body in kept.items())
    FILE.write_text(text, encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    _head, *found = SECTION.split(text)
    return dict(zip(found[::2], found[1::2], strict=True))


def _section(lines: list[Line]) -> str:
    rows = ["| figure | measured | budget | verdict |", "|---|--:|--:|---|"]
    rows += [f"| {line.what} | {line.figure} | {line.budget} | {line.verdict} |" for line in lines]
    return "\n".join((f"{date.today():%d %B %Y}, {machine()}.", "", *rows))


def machine() -> str:
    """What this machine is, as far as it matters for speed."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    kind = f"{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GB of memory"
    return (
        f"{kind}, {platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}"
    )
