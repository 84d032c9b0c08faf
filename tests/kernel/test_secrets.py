"""O4, C31: what is sealed opens only for its owner, unchanged, with a key of the ring, and errors say nothing of it."""

from __future__ import annotations

import base64
import secrets as random
import traceback

import pytest

from kreatr.kernel.secrets import Locked, Ring

OLD, NEW, OTHER = (random.token_hex(32) for _ in range(3))
OWNER = "provider-key:0001:OPENAI:0002"
SECRET = f"sk-{random.token_hex(20)}"


def test_round_trip_and_never_the_same_twice() -> None:
    ring = Ring(NEW)
    first, second = ring.seal(SECRET, OWNER), ring.seal(SECRET, OWNER)
    assert ring.open(first, OWNER) == ring.open(second, OWNER) == SECRET
    assert first != second and SECRET not in first
    assert (
        ring.open(ring.seal("", OWNER), OWNER) == ""
        and ring.open(ring.seal("kunci ✓", OWNER), OWNER) == "kunci ✓"
    )


def test_nonces_are_fresh_and_96_bits() -> None:
    ring = Ring(NEW)
    bodies = [base64.urlsafe_b64decode(ring.seal(SECRET, OWNER).split(".")[2]) for _ in range(2000)]
    assert len({body[:12] for body in bodies}) == 2000
    assert {len(body) for body in bodies} == {12 + len(SECRET) + 16}


@pytest.mark.parametrize(
    "owner",
    [
        "provider-key:0001:OPENAI:0003",  # another row
        "provider-key:0009:OPENAI:0002",  # another person
        "provider-key:0001:GOOGLE:0002",  # another provider
        "",
    ],
)
def test_moved_it_does_not_open(owner: str) -> None:
    ring = Ring(NEW)
    with pytest.raises(Locked):
        ring.open(ring.seal(SECRET, OWNER), owner)


def test_each_flipped_byte_is_noticed() -> None:
    ring = Ring(NEW)
    version, name, body = ring.seal(SECRET, OWNER).split(".")
    raw = base64.urlsafe_b64decode(body)
    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 1
        with pytest.raises(Locked):
            ring.open(f"{version}.{name}.{base64.urlsafe_b64encode(bytes(changed)).decode()}", OWNER)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text[:20],
        lambda text: text.replace("kr1.", "kr2."),
        lambda text: text.replace(".", "-"),
        lambda text: text + "\n",
        lambda text: text.replace(text.split(".")[1], "00000000"),
        lambda text: f"{text}.{text}",
        lambda text: text.rsplit(".", 1)[0] + ".ü",
    ],
)
def test_damaged_it_is_locked_and_nothing_else(damage: object) -> None:
    ring = Ring(NEW)
    with pytest.raises(Locked):
        ring.open(damage(ring.seal(SECRET, OWNER)), OWNER)  # type: ignore[operator]


def test_older_keys_still_open_and_are_outdated() -> None:
    sealed = Ring(OLD).seal(SECRET, OWNER)
    ring = Ring(NEW, (OTHER, OLD))
    assert ring.open(sealed, OWNER) == SECRET
    assert ring.outdated(sealed) and not ring.outdated(ring.seal(SECRET, OWNER))
    with pytest.raises(Locked):
        Ring(OTHER).open(sealed, OWNER)
    assert Ring(NEW, (NEW,)).open(Ring(NEW).seal(SECRET, OWNER), OWNER) == SECRET


def test_errors_say_nothing_of_the_secret_or_the_keys() -> None:
    sealed = Ring(OLD).seal(SECRET, OWNER)
    for ring, owner in ((Ring(NEW), OWNER), (Ring(OLD), "somebody else")):
        with pytest.raises(Locked) as locked:
            ring.open(sealed, owner)
        told = "".join(traceback.format_exception(locked.value)) + repr(locked.value) + repr(ring)
        assert locked.value.__context__ is None
        assert not any(part in told for part in (SECRET, sealed.split(".")[2], OLD, NEW))
