"""Templates: they compile, their parts exist, nothing is left over, nothing is unescaped."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

import pytest
from flask import Flask
from jinja2 import meta

from kreatr.kernel import i18n, prefs
from tests.conformance.source import CODE, TEMPLATES, name, python, report, tree

NAME = re.compile(r"(?:[\w-]+/)+[\w-]+\.(?:html|txt|xml)")
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "an inline handler": re.compile(r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*ld\+json)[^>]*>"),
    "a style element": re.compile(r"<style\b"),
    "|safe": re.compile(r"\|\s*safe\b"),
    "autoescape off": re.compile(r"autoescape\s+false"),
}
RAW = {"kernel/text.py", "kernel/i18n.py", "kernel/search.py", "kernel/sheets.py", "kernel/drawn.py"}


@pytest.fixture(scope="module")
def house(houses: Callable[[str], Flask]) -> Flask:
    return houses("sqlite")


def _templates() -> dict[str, str]:
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text()
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file()
    }


def _asked_by_code() -> dict[str, str]:
    """Template names in the code, with the place."""
    return {
        node.value: f"{name(path)}:{node.lineno}"
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value)
    }


@pytest.mark.parametrize("language", prefs.LOCALES)
def test_every_template_compiles(house: Flask, language: str) -> None:
    with house.app_context(), i18n.speaking(language):
        for found in house.jinja_env.list_templates():
            house.jinja_env.get_template(found)


def test_templates_that_are_asked_for_exist() -> None:
    present = _templates()
    report(
        [f"{place} asks for {asked}" for asked, place in _asked_by_code().items() if asked not in present],
        "write the template, or correct its name",
    )


def test_templates_that_templates_use_exist(house: Flask) -> None:
    present = _templates()
    found = [
        f"{source} uses {used}"
        for source, text in present.items()
        for used in meta.find_referenced_templates(house.jinja_env.parse(text))
        if used and used not in present
    ]
    report(found, "write the template, or correct its name")


def test_no_template_is_left_over(house: Flask) -> None:
    used = set(_asked_by_code())
    for text in _templates().values():
        used |= {one for one in meta.find_referenced_templates(house.jinja_env.parse(text)) if one}
    mails = {
        f"mail/{node.value}.txt"
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    report(sorted(set(_templates()) - used - mails), "delete templates nobody uses")


def test_parts_are_fragments() -> None:
    found = []
    for path in python():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.keyword) and node.arg == "part" and isinstance(node.value, ast.Constant):
                part = node.value.value
                if isinstance(part, str) and not part.rpartition("/")[2].startswith("_"):
                    found.append(f"{name(path)}:{node.value.lineno} {part}")
    report(found, "a part of a page is a template whose name starts with _ and that the page includes")


def test_pages_extend_a_layout_and_have_a_title() -> None:
    found = []
    for template, text in _templates().items():
        folder, _, leaf = template.rpartition("/")
        if leaf.startswith("_") or folder in ("layouts", "ui", "mail") or not leaf.endswith(".html"):
            continue
        if "{% extends" not in text or "block title" not in text:
            found.append(template)
    report(found, "a page extends a layout and fills its title block; a part's name starts with _")


@pytest.mark.parametrize("what", INLINE)
def test_nothing_inline_and_nothing_unescaped(what: str) -> None:
    found = [template for template, text in _templates().items() if INLINE[what].search(text)]
    report(
        found, f"{what} is not allowed in templates: use a class, static/js/, or a macro that returns Markup"
    )


def test_markup_is_made_in_few_places() -> None:
    found = [
        f"{name(path)}:{node.lineno}"
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Markup"
        and node.args
        and not isinstance(node.args[0], ast.Constant)
        and path.relative_to(CODE).as_posix() not in RAW
    ]
    report(
        found,
        "Markup() of computed text skips escaping: write Markup('…{}').format(value), or use kernel/text.py",
    )
