"""How long the worker takes for a phone's picture, beside bare Pillow doing the same resizes.

Bare Pillow runs in this process, without a header check, a limit, colour management or a placeholder: once as one writes
it down, once with the trick of JPEG (`draft`: decode at half the size) that ours uses too.
"""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import IO

from PIL import Image

from benchmarks.report import Report, table
from kreatr.kernel import confined, images
from kreatr.uploads.jobs import LIMITS

RUNS, BAR = 9, 1.3
WIDTH, HEIGHT, BYTES = 4000, 3000, 5_000_000
MEMORY = 200_000_000  # bytes


def measure(report: Report) -> None:
    """Takes turns, prints the medians and the ratios."""
    with tempfile.TemporaryFile() as file:
        file.write(_photograph())
        file.flush()
        peaks: list[int] = []
        ways: dict[str, Callable[[], object]] = {
            "bare Pillow": lambda: _bare(file, draft=False),
            "bare Pillow with draft": lambda: _bare(file, draft=True),
            "the worker": lambda: peaks.append(_worker(file)),
        }
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(RUNS):
            for name, way in ways.items():
                began = time.perf_counter()
                way()
                taken[name].append(time.perf_counter() - began)
    _print(report, taken, max(peaks))


def _print(report: Report, taken: dict[str, list[float]], peak: int) -> None:
    rows = []
    for name, seconds in taken.items():
        pairs = zip(taken["the worker"], seconds, strict=True)
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        shown = f"{ratio:.2f}"
        if name == "bare Pillow":
            shown = report.at_most("the worker against bare Pillow", ratio, BAR, shown)
        rows.append([name, f"{statistics.median(seconds) * 1000:.0f}", shown if name != "the worker" else ""])
    memory = report.at_most("memory for a picture", peak / 1e6, MEMORY / 1e6, f"{peak / 1e6:.0f}")
    title = (
        f"Pictures: {WIDTH} × {HEIGHT} JPEG of {BYTES / 1e6:.0f} MB into {', '.join(map(str, images.WIDTHS))}"
    )
    table(title, ["", "ms", "worker / this"], rows, f"The worker's child held {memory} MB at most.")


def _photograph() -> bytes:
    """A busy picture, as heavy as one from a phone."""
    grain = Image.effect_noise((WIDTH, HEIGHT), 40).convert("RGB")
    soft = Image.effect_noise((WIDTH // 8, HEIGHT // 8), 90).convert("RGB")
    image = Image.blend(soft.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), grain, 0.3)
    for quality in (95, 92, 90, 88, 85, 80, 75):
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality)
        if file.tell() <= BYTES * 1.05:
            break
    return file.getvalue()


def _bare(file: IO[bytes], *, draft: bool) -> None:
    file.seek(0)
    with Image.open(file) as image:
        if draft:
            image.draft("RGB", (images.WIDTHS[-1], round(images.WIDTHS[-1] * HEIGHT / WIDTH)))
        for width in images.WIDTHS:
            small = image.resize((width, round(width * HEIGHT / WIDTH)), Image.Resampling.LANCZOS)
            small.save(io.BytesIO(), "WEBP", quality=images.QUALITIES[0], method=2)


def _worker(file: IO[bytes]) -> int:
    ended = confined.run("images", ("WORK",), file, LIMITS)
    images.read(ended.output)
    return ended.peak
