"""`python -m benchmarks [pages] [lighthouse] [server] [growth] [pictures] [streams] [measuring]`: measures all, or the named parts, and fails on a broken bar."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import growth, lighthouse, measuring, page_weights, pictures, server_ratios, streams
from benchmarks.populations import Populations
from benchmarks.report import Report, say

PARTS = ("pages", "lighthouse", "server", "growth", "pictures", "streams", "measuring")


def main(asked: list[str]) -> int:
    """Runs the parts; the exit status is 1 when a bar that is kept now is broken, 2 for an unknown part."""
    if set(asked) - set(PARTS):
        say(f"usage: python -m benchmarks [{'] ['.join(PARTS)}]")
        return 2
    report, started = Report(), time.monotonic()
    busy, processors = os.getloadavg()[0], os.cpu_count() or 1
    if busy > processors / 2:
        say(
            f"Other programs are busy here (load {busy:.1f} on {processors} processors): slow answers will look slower."
        )
    with tempfile.TemporaryDirectory(prefix="kreatr-bench-") as temporary:
        folder = Path(temporary)
        populations = Populations()
        try:
            if not asked or "pages" in asked:
                page_weights.measure(report, folder / "house")
            if not asked or "lighthouse" in asked:
                lighthouse.measure(report, folder / "house")
            if not asked or "server" in asked:
                server_ratios.measure(report, populations, folder)
            if not asked or "growth" in asked:
                growth.measure(report, populations, folder)
            if not asked or "pictures" in asked:
                pictures.measure(report)
            if not asked or "streams" in asked:
                streams.measure(report, folder / "streams")
            if not asked or "measuring" in asked:
                measuring.measure(report, populations, folder)
        finally:
            populations.close()
    say(f"\nMeasured in {time.monotonic() - started:.0f} s.")
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
