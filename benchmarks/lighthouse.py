"""Lighthouse on a phone, where somebody installed it: `LIGHTHOUSE=path`, or `lighthouse` on the PATH, and node."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from pathlib import Path
from typing import Any

from benchmarks import chromium, gallery, page_weights
from benchmarks.report import Report, say, table

FULL, RUNS, SECONDS = 100, 3, 180
KINDS = ("performance", "accessibility", "best-practices", "seo")
PAGES = {
    "landing": "/",
    "hub": "/community",
    "marketplace": "/community/marketplace",
    "portfolio": gallery.PATH,
    "item": f"{gallery.PATH}/seri-1",
    "contact": f"{gallery.PATH}/contact",
}


def measure(report: Report, folder: Path) -> None:
    """Starts the house on its demo world and has Lighthouse look at the public pages, three times each."""
    program, browser = _program(), chromium.program()
    if not program or not shutil.which("node") or not browser:
        report.left_out(
            "Lighthouse",
            "It needs node, Chromium, and LIGHTHOUSE=path (npm i lighthouse, outside this folder).",
        )
        return
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    with page_weights.house(folder) as house:
        for name, path in PAGES.items():
            looks = [
                _look(program, browser, house.url + path, folder / "lighthouse.json") for _run in range(RUNS)
            ]
            runs = [look for look in looks if look is not None]
            if not runs:
                report.check(f"{name}: Lighthouse gives a result", False)
                continue
            rows.append(_row(report, name, runs))
    table("Lighthouse, mobile, median of three runs (100 each)", ("page", *KINDS), rows)


def _program() -> str | None:
    return os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")


def _look(program: str, browser: str, url: str, output: Path) -> dict[str, Any] | None:
    """The categories of one run, or None when it failed, as it does now and then on a machine without a free processor."""
    flags = " ".join(("--headless", *chromium.FLAGS))
    command = [program, url, "--quiet", "--output=json", f"--output-path={output}", f"--chrome-flags={flags}"]
    command += ["--form-factor=mobile", f"--only-categories={','.join(KINDS)}"]
    environ = {**os.environ, "CHROME_PATH": browser}
    try:
        subprocess.run(command, env=environ, check=True, timeout=SECONDS, capture_output=True)
    except subprocess.SubprocessError as error:
        say(f"Lighthouse: one run of {url} failed ({type(error).__name__}).")
        return None
    found: dict[str, Any] = json.loads(output.read_text())["categories"]
    return found


def _row(report: Report, name: str, runs: list[dict[str, Any]]) -> list[str]:
    """The median of the runs; where it misses the hundred, what each run gave is said beside it."""
    cells = [name]
    for kind in KINDS:
        scores = [round(100 * run[kind]["score"]) for run in runs]
        score = round(statistics.median(scores))
        shown = str(score) if score == FULL else f"{score} ({', '.join(map(str, scores))})"
        what = f"{name}, Lighthouse {kind}"
        cells.append(report.at_least(what, score, FULL, shown))
    return cells
