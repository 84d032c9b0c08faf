"""Says whether a picture shows naked people. Runs in a confined child, by the optional package `nudenet`."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

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
    detector = _detector()
    found = [one for piece in _pieces(sys.stdin.buffer.read()) for one in detector.detect(piece)]
    seen = {one["class"] for one in found if one["score"] >= SURE} & NAKED
    sys.stdout.write("\n".join(sorted(seen)))
    sys.stdout.flush()


def _pieces(data: bytes) -> Iterator[Any]:
    """The picture from top to bottom. The model looks at squares: a strip would be small in its own, and take much memory."""
    cv2, numpy = importlib.import_module("cv2"), importlib.import_module("numpy")
    picture = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_COLOR)
    height, width = picture.shape[:2]
    for top in range(0, max(1, height - width // 2), width):
        yield numpy.ascontiguousarray(picture[top : top + width * 3 // 2])


def _detector() -> Any:
    """The model on one thread. By itself it takes one for each processor, and with them memory, for a tenth of a second's work."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when numpy is loaded
    runtime: Any = importlib.import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    runtime.InferenceSession = partial(runtime.InferenceSession, sess_options=options)
    return importlib.import_module("nudenet").NudeDetector()
