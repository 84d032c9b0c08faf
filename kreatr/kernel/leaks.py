"""Keys of AI providers in what people are about to publish: whoever reads one can spend its owner's money."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Any, NamedTuple

from flask_babel import gettext as _
from wtforms import Form
from wtforms.validators import StopValidation

from kreatr.kernel.text import LONGEST

WRAPPED = r"[\s>]{0,8}"  # what mails, files and quotes put where they break a line
MOST = 200  # characters of a key that are looked at
UNSEEN = {"Cf", "Cc", "Mn"}  # categories of characters that do not show by themselves
HINT = re.compile(r"sk-|AIza|AQ\.|hf_|r8_|kr_")
RUN = re.compile(r"[A-Za-z0-9]{4,}")  # shorter ones are the v2 and no3 of names
CHANGE = re.compile(r"(?<=[a-z])[A-Z]|(?<=[A-Za-z])[0-9]|(?<=[0-9])[A-Za-z]")


class Shape(NamedTuple):
    """How a provider's keys begin, what they go on with, and how many characters of that there are at least."""

    provider: str
    begins: str
    body: str
    least: int


WORDY, PLAIN = "[A-Za-z0-9_-]", "[A-Za-z0-9]"
SHAPES = (
    Shape("Anthropic", "sk-ant-", WORDY, 24),
    Shape("OpenRouter", "sk-or-", WORDY, 24),
    Shape("OpenAI", "sk-", WORDY, 20),  # and those who speak like OpenAI
    Shape("Google", "AIza", WORDY, 35),
    Shape("Google", r"AQ\.", WORDY, 35),
    Shape("Hugging Face", "hf_", PLAIN, 30),
    Shape("Replicate", "r8_", PLAIN, 30),
    Shape("kreatr", "kr_", WORDY, 24),
)


def _pattern(shape: Shape, between: str) -> re.Pattern[str]:
    # A literal beginning and single characters up to a number: there is nothing to walk back over.
    begins = re.sub("-(?=.)", lambda _hyphen: f"-{between}", shape.begins)
    body = f"(?:{between}{shape.body}){{{shape.least},{MOST}}}"
    return re.compile(f"(?<![A-Za-z0-9+]){begins}(?P<body>{body})")


PATTERNS = [(shape, _pattern(shape, between)) for shape in SHAPES for between in ("", WRAPPED)]


class Guarded:
    """A field whose text others will read: one that holds a key is held back, before anything else can repeat it.

    `guarded=False` is for fields that are made for keys; `tests/conformance/test_leaks.py` names them, each with its reason.
    """

    data: Any

    def __init__(self, *args: Any, guarded: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guarded = guarded

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation with what to do."""
        if self.guarded and (complaint := warning(self.data or "")):
            raise StopValidation(complaint)


def found(text: str) -> str | None:
    """Whose key a text holds, by the provider's name, or None. Looks at the first 20,000 characters; no more are ever stored.

    What does not show, other ways of writing a character in Markdown, and line breaks inside of a key hide nothing.
    """
    plain = _plain(text[:LONGEST])
    if not HINT.search(plain):
        return None
    return next((shape.provider for shape, pattern in PATTERNS if _holds(shape, pattern, plain)), None)


def warning(text: str) -> str:
    """What to tell the author of a text with a key in it; empty without one. It repeats nothing of the key."""
    provider = found(text)
    if provider is None:
        return ""
    return _(
        "This looks like an API key of %(provider)s. Whoever reads it can use it at your expense. Take it out; if it "
        "was shared already, make a new key.",
        provider=provider,
    )


def _plain(text: str) -> str:
    text = unescape(text).replace("\\", "")
    if text.isascii():
        return text
    seen = (one for one in text if one.isspace() or unicodedata.category(one) not in UNSEEN)
    return unicodedata.normalize("NFKC", "".join(seen))[:LONGEST]


def _holds(shape: Shape, pattern: re.Pattern[str], text: str) -> bool:
    bodies = (match["body"] for match in pattern.finditer(text))
    return any(_thrown(body, length) for body in bodies for length in (shape.least, 2 * shape.least, MOST))


def _thrown(body: str, length: int) -> bool:
    """Whether the beginning of a body looks thrown by dice, not written in words.

    Of dice with digits, 0.45 of all characters change from lower to upper case or between letter and digit; of letters alone
    0.25, and half of them are capitals. Words change at their beginnings only, and are shorter than pieces of a broken line.
    """
    pieces = _first(body, length)
    begun = "".join(pieces)
    if len(pieces) > 1 + len(begun) / 12:
        return False
    changes = sum(len(CHANGE.findall(run)) for run in RUN.findall(begun)) / len(begun)
    if any(one.isdigit() for one in begun):
        return changes >= 0.2
    return changes >= 0.12 and sum(one.isupper() for one in begun) / len(begun) >= 0.28


def _first(body: str, length: int) -> list[str]:
    """The pieces of the first so many characters of a body that was perhaps broken into lines."""
    pieces, left = [], length
    for piece in body.replace(">", " ").split():
        pieces.append(piece[:left])
        left -= len(piece)
        if left <= 0:
            break
    return pieces
