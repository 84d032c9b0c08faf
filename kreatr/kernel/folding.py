"""What people typed, as plain letters: accents, look-alikes of other alphabets, digits and signs that stand for letters.

Every step walks over the text once, and what one character becomes has a greatest length, so the work grows with the text and
no faster, whatever it is made of.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from kreatr.kernel.text import LONGEST

UNSEEN = {"Cf", "Cc", "Mn", "Me"}  # categories of characters that show only with others
PAIRS = """
аa ɑa αa ᴀa бb вb Ьb ьb ʙb βb сc ϲc ᴄc ԁd ᴅd đd еe ёe εe ҽe ᴇe ғf ցg ɡg ɢg һh нh հh ʜh іi їi ıi ιi ɪi ј­j ϳj јj ᴊj кk κk ᴋk
ӏl ⅼl ʟl łl мm ᴍm пn ոn ηn ɴn оo οo օo σo ᴏo øo рp ρp ᴘp ԛq гr ʀr ѕs ꜱs тt τt ᴛt սu υu цu ᴜu νv ѵv ᴠv ԝw ωw шw щw ᴡw хx χx
уy γy ʏy үy ᴢz
"""
TWINS = {ord(pair[0].lower()): pair[-1] for pair in PAIRS.split()}
SIGNS = str.maketrans("0345678@9$!|€", "oeasgtbagsiie")
ONES = ("i", "l")  # what a 1 stands for
LETTERS = re.compile("[a-z]+")
TURNED = re.compile(r"[a-z@$][0-9@$!|€]|[0-9@$!|€][a-z]")
TIED = re.compile(r"[a-z]+(?:[.\-_~·+][a-z]+)+")
MASKED = re.compile(r"[a-z][a-z*#•%×]*")
MASKS = frozenset("*#•%×")
AROUND = "\"'“”‘’()[]{}<>.,;:?_~-–—…"
MOST = 24  # characters of what may be one word with signs in it
STOPS = frozenset(',;:?!()."”…')


class Chunk(NamedTuple):
    """What stood between two spaces, folded, in all its readings."""

    words: tuple[str, ...]  # its runs of letters
    turned: tuple[str, ...]  # the same where digits and signs are taken for letters
    tied: str  # all of it as one word, where single dots and dashes stand between
    masked: str  # with a sign in place of letters: "f**k"
    stops: bool  # whether a pause follows


def fold(text: str) -> str:
    """Lower case letters without accents, of the Latin alphabet where they look like it; at most 20,000."""
    text = text[:LONGEST]
    if text.isascii():
        return text.lower()
    # Marks go first: putting a long row of them in order would take its length squared.
    plain = unicodedata.normalize("NFKD", _seen(text))[:LONGEST]
    return _seen(plain).lower().translate(TWINS)


def _seen(text: str) -> str:
    return "".join(one for one in text if one.isspace() or unicodedata.category(one) not in UNSEEN)


def chunks(text: str) -> list[Chunk]:
    """The words of a text, each in all its readings."""
    return [_chunk(raw) for raw in fold(text).split()]


def _chunk(raw: str) -> Chunk:
    core = raw.strip(AROUND).rstrip("!").rstrip(AROUND)
    words = tuple(LETTERS.findall(core))
    short = len(core) <= MOST
    masked = core if short and not MASKS.isdisjoint(core) and MASKED.fullmatch(core) else ""
    tied = "".join(words) if short and len(words) > 1 and TIED.fullmatch(core) else ""
    return Chunk(words, _turned(core), tied, masked, raw[-1] in STOPS)


def _turned(core: str) -> tuple[str, ...]:
    if len(core) != 1 and not TURNED.search(core):
        return ()
    turned = core.translate(SIGNS)
    readings = [turned.replace("1", one) for one in ONES] if "1" in turned else [turned]
    return tuple(word for reading in readings for word in LETTERS.findall(reading))
