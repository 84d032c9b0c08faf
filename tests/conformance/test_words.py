"""The catalogue: everything that is said has its Indonesian words, and what is compiled is what is written."""

from __future__ import annotations

import re
from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.catalogue import PO
from tests.conformance.source import ROOT, report

MAPPING = [("kreatr/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
PLACE = re.compile(r"%\((\w+)\)")


@cache
def _written() -> Catalog:
    with open(PO, "rb") as file:
        return read_po(file, locale="id")


@cache
def _said() -> dict[str | tuple[str, ...], str]:
    """Every msgid of code and templates, with a place where it is said."""
    found: dict[str | tuple[str, ...], str] = {}
    for folder in ("kreatr", "templates"):
        mapping = [
            (pattern.removeprefix(f"{folder}/"), how)
            for pattern, how in MAPPING
            if pattern.startswith(folder)
        ]
        for file, line, message, _comments, _context in extract_from_dir(
            str(ROOT / folder), mapping, {"**": {"silent": "false"}}, KEYWORDS
        ):
            found.setdefault(message, f"{folder}/{file}:{line}")
    return found


def _entry(message: str | tuple[str, ...]) -> Message | None:
    return _written().get(message if isinstance(message, str) else message[0])


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def test_everything_said_has_indonesian_words() -> None:
    found = []
    for message, place in _said().items():
        entry = _entry(message)
        if entry is None or not (
            all(entry.string) if isinstance(entry.string, list | tuple) else entry.string
        ):
            found.append(f"{place} {message!r}")
    report(found, "translate it in kreatr/translations/id/LC_MESSAGES/messages.po")


def test_no_translation_is_a_guess() -> None:
    report(
        [str(m.id) for m in _written() if m.id and m.fuzzy],
        "look at the fuzzy translation and take the mark off",
    )


def test_no_translation_is_left_over() -> None:
    said = {message if isinstance(message, str) else message[0] for message in _said()}
    written = {_key(m) for m in _written() if m.id}
    report(sorted(written - said), "nobody says this any more; take it out of the catalogue")


def test_translations_keep_the_places_of_values() -> None:
    found = []
    for message in _written():
        source = message.id if isinstance(message.id, str) else message.id[-1] if message.id else ""
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        if any(set(PLACE.findall(text)) - set(PLACE.findall(source)) for text in texts):
            found.append(repr(source))
    report(found, "a translation names only values that its msgid names")


def test_the_compiled_catalogue_is_in_step() -> None:
    compiled = PO.with_suffix(".mo")
    assert compiled.exists(), "compile the catalogue: make messages"
    with open(compiled, "rb") as file:
        kept = {_key(m): list(m.string) for m in read_mo(file) if m.id}
    written = {_key(m): list(m.string) for m in _written() if m.id}
    different = [key for key in {**kept, **written} if written.get(key) != kept.get(key)]
    report(sorted(different), "compile the catalogue: make messages")


def test_babel_reads_the_same_files_as_these_tests() -> None:
    with open(ROOT / "babel.cfg", encoding="utf-8") as file:
        methods, _options = parse_mapping_cfg(file)
    assert sorted(methods) == sorted(MAPPING), "keep babel.cfg and MAPPING (here) in step"
