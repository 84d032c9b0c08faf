"""Every hard file gets its answer, within the limits of memory and time, and nothing but pixels comes out."""

from __future__ import annotations

import io
import resource
import tempfile

import pytest
from PIL import Image

from kreatr.kernel import confined, images, sniff
from kreatr.uploads.jobs import LIMITS
from tests.uploads import torture
from tests.uploads.originals import encoded, picture

CASES = list(torture.cases())
MOST_MEMORY, MOST_SECONDS = 200_000_000, 10
SECRETS = (b"SECRET", b"Exif", b"ICCP", b"XMP ", b"EXIF", b"<script", b"<?php", b"PK\x03\x04", b"adobe")


def made(data: bytes, purpose: str = "WORK") -> images.Made:
    """The picture of an original as the worker makes it, or Unfit."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        sniff.look(file)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        ended = confined.run("images", (purpose,), file, LIMITS)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < MOST_SECONDS
    assert ended.whole, "it ended before its time"
    assert 0 < ended.peak < MOST_MEMORY
    return images.read(ended.output)


def test_there_are_many() -> None:
    assert len(CASES) > 60 and len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_answer_to(case: torture.Case) -> None:
    data = case.make()
    if case.fault is not None:
        with pytest.raises(sniff.Unfit) as refused:
            made(data)
        assert refused.value.fault == case.fault
        return
    result = made(data)
    assert list(result.files) == images.widths(min(result.width, 1280))
    assert len(result.placeholder) <= 40 and len(result.color) == 7
    for width, file in result.files.items():
        _check_file(file, width)


def _check_file(file: bytes, width: int) -> None:
    """A plain WebP of pixels: RIFF, one VP8 chunk, nothing else."""
    assert not any(secret in file for secret in SECRETS)
    assert file[12:16] == b"VP8 " and int.from_bytes(file[16:20], "little") + 20 in (len(file), len(file) - 1)
    with Image.open(io.BytesIO(file)) as image:
        image.load()
        assert (image.format, image.width, image.mode) == ("WEBP", width, "RGB")
        assert not {"exif", "icc_profile", "xmp"} & image.info.keys()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation: int) -> None:
    result = made(torture.turned(orientation))
    assert (result.width, result.height) == (640, 400)
    image = Image.open(io.BytesIO(result.files[320]))
    corners = [image.getpixel(place) for place in ((3, 3), (316, 3), (3, 196), (316, 196))]
    assert [[value > 128 for value in corner] for corner in corners] == [  # type: ignore[union-attr]
        [False, False, False],
        [True, False, False],
        [False, True, True],
        [True, True, True],
    ]


def test_bands_give_what_the_whole_gives() -> None:
    source = picture(2500, 1700)
    result = made(encoded(source, "PNG"))
    whole = source.resize((1280, 870), Image.Resampling.LANCZOS)
    ours = Image.open(io.BytesIO(result.files[1280]))
    pairs = zip(whole.resize((64, 44)).getdata(), ours.resize((64, 44)).getdata(), strict=True)
    assert max(abs(a - b) for one, other in pairs for a, b in zip(one, other, strict=True)) < 12


def test_a_transparent_picture_stands_on_what_shows_it() -> None:
    for drawn, ground in ((0, 255), (255, 16)):
        image = Image.new("RGBA", (400, 400), (drawn, drawn, drawn, 0))
        image.paste((drawn, drawn, drawn, 255), (100, 100, 300, 300))
        file = made(encoded(image, "PNG")).files[320]
        corner = Image.open(io.BytesIO(file)).getpixel((5, 5))
        assert abs(corner[0] - ground) < 8  # type: ignore[index]


def test_equal_originals_give_equal_bytes() -> None:
    assert made(torture.turned(1)) == made(torture.turned(1))


def test_a_child_that_takes_too_much_or_too_long_is_ended() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(encoded(picture(6000, 5000), "PNG"))
        file.flush()
        little = confined.run("images", ("WORK",), file, LIMITS._replace(memory=60 * 1024**2))
        short = confined.run("images", ("WORK",), file, LIMITS._replace(seconds=0))
        quiet = confined.run("images", ("WORK",), file, LIMITS._replace(output=10))
    with pytest.raises(sniff.Unfit, match="heavy"):
        images.read(little.output)
    assert short.late and not short.whole and not quiet.whole
