"""Files that are hard on a picture maker, made for the tests: each with the fault it must get, or None when it must work."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from tests.uploads.originals import encoded, picture

GPS = 0x8825
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET-PLACE</x:xmpmeta>"


class Case(NamedTuple):
    """One file. `make` gives its bytes; `fault` is None for those that become a picture."""

    name: str
    fault: str | None
    make: Callable[[], bytes]


def _exif(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "SECRET-CAMERA"
    exif.get_ifd(GPS)[1], exif.get_ifd(GPS)[2] = "S", (6.0, 10.0, 30.0)
    return exif.tobytes()


def turned(orientation: int) -> bytes:
    """A picture whose upper left corner is black when it is turned as its EXIF says."""
    upright = picture(640, 400)
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose members, each the way back
    stored = upright.transpose(Image.Transpose(undo[orientation])) if orientation in undo else upright
    return encoded(stored, "JPEG", quality=95, exif=_exif(orientation))


def _frames(kind: str) -> bytes:
    frames = [Image.new("RGB", (400, 400), color) for color in ("red", "green", "blue")]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def _metadata(kind: str) -> bytes:
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more: dict[str, object] = {"exif": _exif(), "icc_profile": icc}
    if kind == "PNG":
        text = PngInfo()
        text.add_text("Comment", "SECRET-TEXT")
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        more["pnginfo"] = text
    else:
        more["xmp"] = XMP
    return encoded(picture(640, 480), kind, **more)


def _zip(inside: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("evil.class", inside)
    return file.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes, kind: int = 2) -> bytes:
    """A PNG put together by hand, as programs that lie do."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + _chunk(b"IEND", b"")


def _flat(width: int, height: int, mode: str = "RGB") -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert(mode)


def _adobe_rgb() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    return encoded(picture(640, 480), "JPEG", icc_profile=profile)


def _transparent() -> Image.Image:
    image = picture(640, 480, "RGBA")
    image.putalpha(Image.linear_gradient("L").resize((640, 480)))
    return image


def _palette() -> bytes:
    image = picture(640, 480).convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
    return encoded(image, "PNG", transparency=3)


def _cut(data: bytes, share: float = 0.6) -> bytes:
    return data[: int(len(data) * share)]


def _jpeg(**options: object) -> bytes:
    return encoded(picture(640, 480), "JPEG", **options)


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _ordinary()
    yield from _odd()
    yield from _large()
    yield from _wrong()
    yield from _hostile()


def _ordinary() -> Iterator[Case]:
    yield Case("jpeg", None, _jpeg)
    yield Case("jpeg-progressive", None, partial(_jpeg, progressive=True))
    yield Case("jpeg-444", None, partial(_jpeg, subsampling=0))
    yield Case("png", None, lambda: encoded(picture(640, 480), "PNG"))
    yield Case("webp-lossy", None, lambda: encoded(picture(640, 480), "WEBP"))
    yield Case("webp-lossless", None, lambda: encoded(picture(640, 480), "WEBP", lossless=True))
    for kind in ("JPEG", "PNG", "WEBP"):
        yield Case(f"{kind.lower()}-with-place-and-camera", None, partial(_metadata, kind))
    for orientation in range(1, 9):
        yield Case(f"turned-{orientation}", None, partial(turned, orientation))


def _odd() -> Iterator[Case]:
    yield Case("cmyk", None, lambda: encoded(picture(640, 480, "CMYK"), "JPEG"))
    yield Case("grey-jpeg", None, lambda: encoded(picture(640, 480, "L"), "JPEG"))
    yield Case("grey-alpha", None, lambda: encoded(picture(640, 480, "L").convert("LA"), "PNG"))
    yield Case("sixteen-bit", None, lambda: encoded(Image.new("I;16", (640, 480), 40_000), "PNG"))
    yield Case("one-bit", None, lambda: encoded(picture(640, 480, "L").convert("1"), "PNG"))
    yield Case("palette-transparent", None, _palette)
    yield Case("transparent-png", None, lambda: encoded(_transparent(), "PNG"))
    yield Case("transparent-webp", None, lambda: encoded(_transparent(), "WEBP"))
    yield Case("key-colour", None, lambda: encoded(picture(640, 480), "PNG", transparency=(0, 0, 0)))
    yield Case("a-profile-for-something-else", None, _adobe_rgb)
    yield Case("a-broken-profile", None, partial(_jpeg, icc_profile=b"not a profile at all" * 20))
    yield Case("a-broken-exif", None, partial(_jpeg, exif=b"Exif\0\0II*\0\xff\xff\xff\x7f" + b"\xff" * 60))


def _large() -> Iterator[Case]:
    yield Case("jpeg-40mp", None, lambda: encoded(_flat(8000, 5000), "JPEG", quality=70))
    yield Case(
        "jpeg-40mp-progressive",
        None,
        lambda: encoded(_flat(8000, 5000), "JPEG", quality=70, progressive=True),
    )
    yield Case("png-40mp", None, lambda: encoded(_flat(8000, 5000), "PNG"))
    yield Case("png-40mp-tall", None, lambda: encoded(_flat(5000, 8000), "PNG"))
    yield Case("png-40mp-alpha", None, lambda: encoded(_flat(8000, 5000, "RGBA"), "PNG"))
    yield Case("cmyk-40mp", None, lambda: encoded(_flat(8000, 5000, "CMYK"), "JPEG", quality=50))
    yield Case("webp-9mp", None, lambda: encoded(_flat(3800, 2500), "WEBP", method=0))
    yield Case("narrow-and-tall", None, lambda: encoded(_flat(320, 8000), "PNG"))
    yield Case("wide-and-low", None, lambda: encoded(_flat(8000, 320), "PNG"))
    yield Case("as-wide-as-a-size-and-tall", None, lambda: encoded(_flat(1280, 8000), "PNG"))
    yield Case("webp-12mp", "heavy", lambda: encoded(_flat(4000, 3000), "WEBP", method=0))
    yield Case(
        "jpeg-40mp-progressive-444",
        "heavy",
        lambda: encoded(_flat(8000, 5000), "JPEG", quality=50, progressive=True, subsampling=0),
    )


def _wrong() -> Iterator[Case]:
    yield Case("nothing", "empty", lambda: b"")
    yield Case("text", "not_a_picture", lambda: b"just a few words")
    yield Case(
        "svg", "not_a_picture", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
    )
    yield Case("html", "not_a_picture", lambda: b"<!doctype html><script>alert(1)</script>")
    for kind in ("GIF", "BMP", "TIFF", "ICO", "EPS", "PDF", "PPM", "TGA"):
        yield Case(kind.lower(), "not_a_picture", lambda kind=kind: encoded(picture(400, 400), kind))
    yield Case("heic", "not_a_picture", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400)
    yield Case("riff-but-sound", "not_a_picture", lambda: b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40)
    yield Case("one-pixel", "too_small", lambda: encoded(picture(1, 1), "PNG"))
    yield Case("too-narrow", "too_small", lambda: encoded(picture(319, 640), "PNG"))
    yield Case("too-wide", "too_many_pixels", lambda: encoded(_flat(8001, 320), "PNG"))
    yield Case("animated-gif", "not_a_picture", partial(_frames, "GIF"))
    yield Case("animated-webp", "animated", partial(_frames, "WEBP"))
    yield Case("animated-png", "animated", partial(_frames, "PNG"))


def _hostile() -> Iterator[Case]:
    yield Case("cut-jpeg", "broken", lambda: _cut(_jpeg()))
    yield Case("cut-progressive", "broken", lambda: _cut(_jpeg(progressive=True)))
    yield Case("cut-png", "broken", lambda: _cut(encoded(picture(640, 480), "PNG")))
    yield Case("cut-webp", "broken", lambda: _cut(encoded(picture(640, 480), "WEBP")))
    yield Case("jpeg-and-zip", None, lambda: _jpeg() + _zip(b"\xca\xfe\xba\xbe"))
    yield Case("png-and-html", None, lambda: encoded(picture(640, 480), "PNG") + b"<script>alert(1)</script>")
    yield Case("webp-and-php", None, lambda: encoded(picture(640, 480), "WEBP") + b"<?php system($_GET[0]);")
    yield Case("html-in-a-comment", None, partial(_jpeg, comment=b"<script>alert(1)</script>"))
    yield Case(
        "bomb-of-144mp", "too_many_pixels", lambda: png(12_000, 12_000, _chunk(b"IDAT", zlib.compress(b"\0")))
    )
    yield Case("header-of-4-thousand-million", "too_many_pixels", lambda: png(2**32 - 1, 2**32 - 1))
    yield Case(
        "a-small-header-over-much-data",
        None,
        lambda: png(400, 400, _chunk(b"IDAT", zlib.compress(b"\0" * (1201 * 400 + 20_000_000), 9))),
    )
    yield Case(
        "a-bomb-of-text",
        "broken",
        lambda: png(
            400,
            400,
            _chunk(b"zTXt", b"k\0\0" + zlib.compress(b"a" * 300_000_000, 9)),
            _chunk(b"IDAT", zlib.compress(b"\0" * 1201 * 400)),
        ),
    )
    yield Case("no-data", "broken", lambda: png(400, 400))
    yield Case("nonsense-after-the-header", "broken", lambda: png(400, 400, _chunk(b"IDAT", b"\xff" * 4000)))
    yield Case("jpeg-of-markers-only", "broken", lambda: b"\xff\xd8" + b"\xff\xe0\0\x02" * 9000)
    yield Case(
        "webp-header-only",
        "broken",
        lambda: b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\x8f\xc1\x63\0" + b"\0" * 20,
    )
