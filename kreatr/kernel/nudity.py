"""Says whether a picture shows naked people. Runs in a confined child, by the optional package `nudenet`."""

from __future__ import annotations

import importlib
import importlib.util
import sys

SURE = 0.5
NAKED = {
    "FEMALE_BREAST_EXPOSED",
    "FEMALE_GENITALIA_EXPOSED",
    "MALE_GENITALIA_EXPOSED",
    "ANUS_EXPOSED",
    "BUTTOCKS_EXPOSED",
}


def installed() -> bool:
    """Whether the package is there."""
    return importlib.util.find_spec("nudenet") is not None


def main() -> None:
    """A picture of the house (WebP) on standard input; the words for what is naked on standard output, one a line."""
    detector = importlib.import_module("nudenet").NudeDetector()
    found = detector.detect(sys.stdin.buffer.read())
    seen = {one["class"] for one in found if one["score"] >= SURE} & NAKED
    sys.stdout.write("\n".join(sorted(seen)))
    sys.stdout.flush()
