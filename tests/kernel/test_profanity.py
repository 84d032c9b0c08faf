"""Foul words are noticed in every disguise, innocent ones are let be, and nothing makes the looking slow."""

from __future__ import annotations

import random
import sys
from types import FrameType
from typing import Any

import pytest

from kreatr.kernel import profanity
from tests.kernel.measure_words import LANGUAGES, lines, measure, told


def test_most_foul_lines_are_held_and_hardly_an_innocent_one(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{told()}")
    held, innocent = measure("held"), measure("innocent")
    assert held.lines >= 200 and innocent.lines >= 200
    assert held.share <= 0.05, held.wrong
    assert innocent.share <= 0.02, innocent.wrong
    assert measure("held", unseen=True).share <= 0.05 and measure("innocent", unseen=True).share <= 0.05


def test_lines_are_sentences_and_stand_once() -> None:
    every = [
        line for kind in ("held", "innocent") for language in LANGUAGES for line in lines(kind, language)
    ]
    assert len(set(every)) == len(every)
    assert sum(" " in line for line in every) > 0.99 * len(every)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("anjiiiing", "anjing"),
        ("k o n t o l kamu", "kontol"),
        ("g.o.b.l.o.k", "goblok"),
        ("ngen tot", "ngentot"),
        ("b4ngs4t", "bangsat"),
        ("k1m4k", "kimak"),
        ("f**king late", "fuck"),
        ("ｔｏｌｏｌ", "tolol"),
        ("tọlọl", "tolol"),
        ("to\u200blol", "tolol"),
        ("тоӏоӏ", "tolol"),
        ("kebangsatannya", "bangsat"),
        ("a$$hole", "asshole"),
    ],
)
def test_disguises_do_not_help(text: str, word: str) -> None:
    assert word in profanity.found(text)


@pytest.mark.parametrize(
    "text", ["memekarkan pasar", "Galaxy A55 dan S1T", "asuransi Asus", "harga* belum final", "a s i n", ""]
)
def test_innocent_look_alikes_are_let_be(text: str) -> None:
    assert profanity.found(text) == ()


def _steps(text: str) -> int:
    """How many lines of the house's own code are run to look at a text."""
    counted = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal counted
        if "kreatr/kernel" not in frame.f_code.co_filename:
            return None
        counted += event == "line"
        return trace

    profanity.found("x")  # the lists are read by now
    sys.settrace(trace)
    try:
        profanity.found(text)
    finally:
        sys.settrace(None)
    return counted


HOSTILE = (
    "a",
    "kontol ",
    "k o n t o ",
    "ashole",
    "anjing kucing ",
    "f*",
    "a.",
    "4nj",
    "mati ",
    "lu babi ",
    "e\u0301\u0316",
    "\ufdfa ",
    "memek1",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    short, long = (_steps((piece * 4_000)[:size]) for size in (1_000, 4_000))
    assert long <= 4.2 * short + 200, (short, long)
    assert long <= 120 * 4_000


def test_no_more_than_the_first_20_000_characters_are_looked_at() -> None:
    assert profanity.found("x " * 10_000 + "tolol") == ()
    assert profanity.found("x " * 9_900 + "tolol") == ("tolol",)


def test_any_text_can_be_looked_at() -> None:
    dice = random.Random(6)
    for _round in range(200):
        text = "".join(chr(dice.choice((dice.randrange(32, 127), dice.randrange(0xD7FF)))) for _ in range(60))
        assert isinstance(profanity.found(text), tuple)
