"""`python -m benchmarks [part …]`: measures all parts, or the named ones; fails when a budget is broken."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    growth,
    lighthouse,
    measuring,
    page_weights,
    pictures,
    process,
    results,
    server_ratios,
    streams,
)
from benchmarks.populations import Populations
from benchmarks.report import Report, say

Measure = Callable[[Report, Populations, Path], None]
PARTS: dict[str, Measure] = {
    "pages": lambda report, _populations, folder: page_weights.measure(report, folder / "house"),
    "lighthouse": lambda report, _populations, folder: lighthouse.measure(report, folder / "lighthouse"),
    "server": server_ratios.measure,
    "process": lambda report, _populations, folder: process.measure(report, folder / "process"),
    "growth": growth.measure,
    "pictures": lambda report, _populations, _folder: pictures.measure(report),
    "streams": lambda report, _populations, folder: streams.measure(report, folder / "streams"),
    "measuring": measuring.measure,
}


def main(asked: list[str]) -> int:
    """Runs the parts and writes down what they gave; 1 when a budget is broken, 2 for an unknown part."""
    if set(asked) - set(PARTS):
        say(f"usage: python -m benchmarks [{'] ['.join(PARTS)}]")
        return 2
    report, started = Report(), time.monotonic()
    busy, processors = os.getloadavg()[0], os.cpu_count() or 1
    if busy > processors / 2:
        say(f"Others are busy here (load {busy:.1f} on {processors} processors): slow answers look slower.")
    with tempfile.TemporaryDirectory(prefix="kreatr-bench-") as temporary:
        populations = Populations()
        try:
            for part in asked or PARTS:
                report.begin(part)
                PARTS[part](report, populations, Path(temporary))
                results.write(report)
        finally:
            populations.close()
    say(f"\nMeasured in {time.monotonic() - started:.0f} s; written to benchmarks/results.md.")
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
